/** What a person at the customer can be asked for, as a title: the favours of an advocate, and how satisfied they are. */
export const ASK_TITLES = {
  pulse: 'Pulse',
  'reference-call': 'Reference call',
  review: 'Review',
  'case-study': 'Case study',
  referral: 'Referral',
  'advisory-board': 'Advisory board',
  speaking: 'Speaking',
} as const;
export type AskName = keyof typeof ASK_TITLES;

/** What became of an ask, in the order in which it happens. */
export const BECAME = ['asked', 'accepted', 'declined', 'credited'] as const;
export type Became = (typeof BECAME)[number];

/** One ask and what became of it. */
export interface AskLine {
  readonly ask: AskName;
  readonly became: Became;
}

/**
 * The words of a line of the ledger of the kind `ask`, by which asks and acceptances are counted.
 *
 * @example
 * askInWords({ ask: 'reference-call', became: 'accepted' }); // Reference call: accepted
 */
export const askInWords = ({ ask, became }: AskLine): string => `${ASK_TITLES[ask]}: ${became}`;

/** Reads the words of `askInWords`; undefined for other words. */
export function readAsk(what: string): AskLine | undefined {
  const lines = (Object.keys(ASK_TITLES) as AskName[]).flatMap((ask) => BECAME.map((became) => ({ ask, became })));
  return lines.find((line) => askInWords(line) === what);
}
