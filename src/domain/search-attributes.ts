/** Names of the typed search attributes every run carries (design §2); all are keywords. */
export const SEARCH_ATTRIBUTES = {
  account: 'AccountId',
  play: 'Play',
  phase: 'PlayPhase',
  state: 'PlayState',
} as const;
