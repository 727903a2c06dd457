import fc from 'fast-check';
import { ownWords, textOfHtml } from './own-words';

describe('the own words of an answer', () => {
  it.each([
    ['Gmail', 'Ask Olivia.\n\nOn Mon, 2 Mar 2026 at 10:00, Playmaker <plays@example.com> wrote:\n\n> Is Acme ready?'],
    [
      'a line that is broken',
      'Ask Olivia.\n\nOn Mon, 2 Mar 2026 at 10:00, Playmaker\n<plays@example.com> wrote:\n> Is Acme ready?',
    ],
    [
      'Outlook',
      'Ask Olivia.\r\n\r\n________________________________\r\nFrom: Playmaker\r\nSent: Monday\r\nIs Acme ready?',
    ],
    [
      'Outlook without a rule',
      'Ask Olivia.\n\nFrom: Playmaker <plays@example.com>\nSent: Monday, 2 March\nTo: Ana\n\nIs Acme ready?',
    ],
    ['an older Outlook', 'Ask Olivia.\n\n-----Original Message-----\nIs Acme ready?'],
    ['German', 'Ask Olivia.\n\nAm 02.03.2026 um 10:00 schrieb Playmaker:\n> Is Acme ready?'],
    ['French', 'Ask Olivia.\n\nLe 2 mars 2026 à 10:00, Playmaker a écrit :\n> Is Acme ready?'],
    ['a signature', 'Ask Olivia.\n\n-- \nAna\n+49 30 1234'],
    ['quotes between', '> Is Acme ready?\nAsk Olivia.\n> Really?'],
  ])('end where the quote begins: %s', (_program, text) => {
    expect(ownWords(text)).toBe('Ask Olivia.');
  });

  it.each(['On Monday I wrote: no.', 'From: here to there', 'I am - well - away', ''])(
    'are all of it otherwise: %j',
    (text) => {
      expect(ownWords(text)).toBe(text);
    },
  );

  it('are found in any text, in no time, and add nothing', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('On ', 'wrote:', '> x', 'From: a', 'Sent: b', '____________', ' '),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 50 }), (lines) => {
        const words = ownWords(lines.join('\n'));
        expect(lines.join('\n').replace(/\r\n?/g, '\n').replace(/\s+/g, '').length).toBeGreaterThanOrEqual(
          words.replace(/\s+/g, '').length,
        );
      }),
    );
  });
});

it('of HTML are its text, without styles, scripts and quotes', () => {
  const markup = '<style>p{}</style><p>Yes,<br>we &lt;do&gt;</p><div class="gmail_quote">On Monday</div>';
  expect(textOfHtml(markup)).toBe('Yes,\nwe <do>');
});
