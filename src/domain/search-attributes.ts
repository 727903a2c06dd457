/** Names of the typed search attributes every run carries (design §2); all are keywords. */
export const SEARCH_ATTRIBUTES = {
  account: 'AccountId',
  play: 'Play',
  phase: 'PlayPhase',
  state: 'PlayState',
} as const;

/** Name and type of each, as servers are told. */
export const SEARCH_ATTRIBUTE_TYPES: Readonly<Record<string, 'Keyword'>> = Object.fromEntries(
  Object.values(SEARCH_ATTRIBUTES).map((name) => [name, 'Keyword']),
);
