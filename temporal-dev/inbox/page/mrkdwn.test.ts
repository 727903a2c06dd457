import fc from 'fast-check';
import { mrkdwn } from './mrkdwn';

const render = (text: string) => mrkdwn(text, (id) => ({ U1: 'Ann', C1: 'general' })[id]).text;

it.each([
  ['*bold* and _italic_, ~gone~', '<strong>bold</strong> and <em>italic</em>, <s>gone</s>'],
  ['*bold _both_*', '<strong>bold <em>both</em></strong>'],
  ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
  ['`a*b*c`', '<code>a*b*c</code>'],
  ['```\nx *y*\n```', '<pre>x *y*\n</pre>'],
  ['• one\n• two\nend', '<ul><li>one</li><li>two</li></ul>end'],
  ['- one', '<ul><li>one</li></ul>'],
  ['> said\n&gt; more', '<blockquote>said<br>more</blockquote>'],
  ['a\nb', 'a<br>b'],
  [
    '<@U1> in <#C1|x>, <!here>',
    '<span class="mention">@Ann</span> in <span class="mention">#general</span>, <span class="mention">@here</span>',
  ],
  [
    '<https://a.example/?x=1&amp;y=2|more>',
    '<a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">more</a>',
  ],
  ['<mailto:a@b.example>', '<a href="mailto:a@b.example" target="_blank" rel="noopener noreferrer">a@b.example</a>'],
  ['<!date^1772528400^{date}|3 March>', '3 March'],
  [':rocket: :unknown_one:', '🚀 :unknown_one:'],
  ['a &amp; b &lt;c&gt;', 'a &amp; b &lt;c&gt;'],
])('draws %j', (text, expected) => {
  expect(render(text)).toBe(expected);
});

it.each([
  '<javascript:alert(1)|click>',
  '<script>alert(1)</script>',
  '&lt;img src=x onerror=alert(1)&gt;',
  '*<b onclick="x">*',
])('never makes markup of %j', (text) => {
  expect(render(text)).not.toMatch(/<(script|img|b|a)\b/);
});

it('makes only its own tags, whatever the text', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '&',
    '*',
    '_',
    '`',
    '|',
    '\n',
    'script',
    'https://x.example',
    '@U1',
    'onload=',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const tags = render(pieces.join('')).match(/<[^>]*>/g) ?? [];
      for (const tag of tags) {
        expect(tag).toMatch(
          /^<(\/?(strong|em|s|code|pre|ul|li|blockquote|a|span)|br|span class="mention"|a href="[^"<>]*" target="_blank" rel="noopener noreferrer")>$/,
        );
      }
    }),
    { numRuns: 500 },
  );
});
