import { compile } from 'html-to-text';

/** How mail programs begin what they quote below an answer; `On … wrote:` may go over three lines. */
const QUOTES: readonly RegExp[] = [
  /^(On|Am|Le|El|Il|Op|Em) .{4,300}(wrote|schrieb.{0,200}|a écrit|escribió|ha scritto|schreef.{0,200}|escreveu) ?:$/s,
  /^-{2,} ?(Original Message|Ursprüngliche Nachricht|Message d'origine|Forwarded message) ?-{2,}/i,
];
const LINES_OF_INTRODUCTION = 3;
/** Of Outlook: a rule, or nothing, above the headers of the mail below. */
const RULE = /^_{10,}$/;
const HEADER = /^\*?(From|Von|De|Da|Van): ?\*? ?\S/;
const SENT = /^\*?(Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Verzonden)\b[^:]{0,20}:/;
/** RFC 3676 §4.3. */
const SIGNATURE = /^-- $/;

/**
 * What somebody wrote themselves: the text without what was quoted, and without their signature.
 *
 * @example
 * ownWords('Ask Olivia.\n\nOn 3 March 2026 at 10:00, Plays wrote:\n> Is Acme ready?'); // Ask Olivia.
 */
export function ownWords(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const end = lines.findIndex((_line, at) => beginsQuote(lines, at));
  return (end < 0 ? lines : lines.slice(0, end))
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function beginsQuote(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (SIGNATURE.test(line) || RULE.test(line.trim())) return true;
  if (HEADER.test(line) && lines.slice(at + 1, at + 3).some((next) => SENT.test(next))) return true;
  const introduction = (count: number) =>
    lines
      .slice(at, at + count)
      .map((each) => each.trim())
      .join(' ');
  for (let count = 1; count <= LINES_OF_INTRODUCTION; count += 1)
    if (QUOTES.some((quote) => quote.test(introduction(count)))) return true;
  return false;
}

/** More than anybody writes: what is behind it is not read. In characters. */
const MOST_MARKUP = 500_000;
/** How deep elements are followed into each other. */
const MOST_NESTED = 100;
/** Divisions below which mail programs put what they quote. */
const QUOTE_DIVISIONS = ['div.gmail_quote', 'div#divRplyFwdMsg', 'div.moz-cite-prefix'];
/** Ends a mail's own words as a signature does. */
const END_OF_OWN = '-- ';

const toText = compile({
  wordwrap: false,
  limits: { maxDepth: MOST_NESTED },
  formatters: {
    quoteBegins: (_element, _walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 1, isPre: true });
      builder.addInline(END_OF_OWN);
      builder.closeBlock({ trailingLineBreaks: 1 });
    },
  },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['blockquote', ...QUOTE_DIVISIONS].map((selector) => ({ selector, format: 'quoteBegins' })),
  ],
});

/** The words of a mail that has only HTML, as `ownWords` takes them. */
export const textOfHtml = (markup: string): string => toText(markup.slice(0, MOST_MARKUP)).trimStart();
