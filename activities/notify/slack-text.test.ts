import fc from 'fast-check';
import { shorten, spokenTime } from './plain-words';
import { asTyped, escaped, mrkdwn, plain, slackDate } from './slack-text';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });
/** Half a character does not survive UTF-8. */
const isWhole = (text: string) => Buffer.from(text).toString() === text;

describe('text for Slack', () => {
  it('cannot mention anybody, link or show a date of its own', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 300 }), (text, max) => {
        const shown = escaped(text, max);
        return !/[<>]/.test(shown) && !/&(?!amp;|lt;|gt;)/.test(shown) && shown.length <= max;
      }),
    );
    expect(escaped('<!channel> <https://evil.example|here> & <@U1>')).toBe(
      '&lt;!channel&gt; &lt;https://evil.example|here&gt; &amp; &lt;@U1&gt;',
    );
    expect(mrkdwn('@here').verbatim).toBe(true);
  });

  it('is unchanged when it is short and holds nothing special', () => {
    fc.assert(
      fc.property(
        anyText.filter((text) => !/[&<>*_~`]/.test(text)),
        (text) => escaped(text, Math.max(1, text.length)) === text,
      ),
    );
  });

  it('is not formatted by what people typed; within words, and in a text of its own, every character stays', () => {
    expect(escaped('*bold* _it_ ~no~ `x` ```y```')).toBe('∗bold∗ ˍitˍ ∼no∼ ˋxˋ ˋˋˋyˋˋˋ');
    expect(escaped('snake_case 2*3 a~b')).toBe('snake_case 2*3 a~b');
    const formatting = fc.string({ unit: fc.constantFrom(...'*_~` .aé('), maxLength: 40 });
    fc.assert(
      fc.property(formatting, (text) => {
        const shown = escaped(text);
        expect(shown).not.toMatch(/`|(?:^|[^\p{L}\p{N}])[*_~]|[*_~](?:$|[^\p{L}\p{N}])/u);
        expect(shown).toHaveLength(text.length);
      }),
    );
    expect(asTyped('*bold*\n<!channel> & _it_', 100)).toEqual({
      type: 'plain_text',
      text: '*bold*\n<!channel> & _it_',
    });
  });

  it('is cut between characters, never within one or within an entity', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 60 }), (text, max) => {
        const cut = shorten(text, max);
        return isWhole(cut) && cut.length <= max && isWhole(escaped(text, max));
      }),
    );
    expect(escaped('a & b', 6)).toBe('a …');
    expect(shorten('👍👍', 3)).toBe('👍…');
  });

  it('is never empty, which Slack would refuse', () => {
    expect(asTyped(' \n', 10).text).toBe('–');
    expect([mrkdwn('').text, mrkdwn(' \n').text, plain('', 10).text, plain(' ', 10).text]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
  });
});

describe('a moment', () => {
  it("is shown in each reader's own zone, with a text for programs that cannot", () => {
    expect(slackDate('2026-03-03T15:00:00.000Z')).toBe(
      '<!date^1772550000^{date_short_pretty} {time}|3 March 2026, 15:00 UTC>',
    );
  });

  it('is said in the zone of whoever reads a mail', () => {
    expect(spokenTime('2026-03-03T23:30:00.000Z', 'Europe/Berlin')).toBe('4 March 2026, 00:30 Berlin time');
    expect(spokenTime('2026-03-03T15:00:00.000Z', 'America/New_York')).toBe('3 March 2026, 10:00 New York time');
  });
});
