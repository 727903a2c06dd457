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

describe('the own words of an answer in HTML', () => {
  const own = (markup: string) => ownWords(textOfHtml(markup));

  it.each([
    ['Gmail', '<div class="gmail_quote">On Monday<blockquote>Is Acme ready?</blockquote></div>'],
    ['Outlook', '<div id="divRplyFwdMsg"><b>From:</b> Plays</div><div>Is Acme ready?</div>'],
    ['Thunderbird', '<div class="moz-cite-prefix">On Monday</div><blockquote>Is Acme ready?</blockquote>'],
    ['a quote', '<blockquote>Is Acme ready?</blockquote>'],
  ])('are its text, without styles, scripts and what is quoted: %s', (_program, quote) => {
    const markup = `<style>p{}</style><script>x()</script><p>Yes,<br>we &lt;do&gt;</p>${quote}`;
    expect(own(markup)).toBe('Yes,\nwe <do>');
  });

  it.each(['<', '<style ', '<div ', '<div class="gmail_quote" ', '&', '<a<b', '<blockquote>'])(
    'are read in a time that grows with its length only, also of endless %j',
    (piece) => {
      const taken = (length: number) => {
        const markup = piece.repeat(length / piece.length);
        const began = process.cpuUsage();
        own(markup);
        const { user, system } = process.cpuUsage(began);
        return user + system;
      };
      taken(20_000);
      // Four times the length takes sixteen times as long where it is quadratic.
      expect(taken(400_000)).toBeLessThan(Math.max(taken(100_000), 25_000) * 12);
    },
  );
});
