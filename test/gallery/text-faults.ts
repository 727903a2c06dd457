/** What no text for people has in it, and why. */
const FAULTS: readonly (readonly [string, RegExp])[] = [
  ['a placeholder', /\bundefined\b|\bnull\b|\[object|\bNaN\b|Invalid Date|\{\{|\{%|%\}|\}\}/],
  ['an instant as machines write it', /\d{4}-\d\d-\d\dT\d\d:\d\d/],
  ['two blanks', /\S {2,}\S/],
  ['a blank before a mark', /\w [.,;!](?:\s|$)/],
  ['two full stops', /(?<!\.)\.\.(?!\.)|[!?…]\.(?!\w)/],
  ['a quotation of nothing', /“\s*”/],
  ['brackets around nothing', /\(\s*\)/],
  ['a colon and then nothing', /:\s*[.,;]|:\s*$/],
  [
    'a wrong plural',
    /(?<![\d.,:])\b1 (?:days|hours|minutes|seats|tasks|things|plays|runs|accounts|contacts|weeks|versions)\b/,
  ],
  [
    'a wrong singular',
    /(?<![\d.,:/])\b(?:0|[2-9]|\d{2,}) (?:day|hour|minute|seat|task|thing|play|run|account|contact|week)\b(?! (?:limit|of))/,
  ],
  ['half a character', /\p{Surrogate}/u],
];

/** What is wrong with a text, each with the words around it. */
export function faultsIn(text: string): string[] {
  return FAULTS.flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found ? [`${what}: …${text.slice(Math.max(0, found.index - 40), found.index + 60)}…`] : [];
  });
}

/** What Slack would make more of than text: a mention (but of our own people), a link, a date that we did not write, a format; or half an entity. */
export function markupFaultsIn(mrkdwn: string): string[] {
  const controls = (mrkdwn.match(/<[^>]*>?/g) ?? []).filter(
    (each) => !/^<!date\^\d+\^[^|>]+\|[^>]+>$|^<@U\d>$/.test(each),
  );
  const entities = mrkdwn.match(/&(?!amp;|lt;|gt;).{0,10}/g) ?? [];
  // Of what people typed in the samples; our own markup has other words in it.
  const formats = mrkdwn.match(/\*bold\*|_it_|~no~|`x`/g) ?? [];
  return [...controls, ...entities, ...formats].map((each) => `not escaped: ${each}`);
}
