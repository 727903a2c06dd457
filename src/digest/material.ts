import type { Person } from '../domain/account';
import type { PlayContract } from '../domain/play-contract';
import type { Happened, Span, TaskRow, TeamAccount } from '../store/store';

/** How a play and its outcomes are called. */
export type PlayWords = Pick<PlayContract, 'name' | 'title' | 'outcomes'>;

/** All that a digest is made of. */
export interface Material extends Span {
  readonly person: Pick<Person, 'email' | 'name' | 'timeZone' | 'country' | 'away'>;
  /** Open tasks given to them, those due first in front. */
  readonly tasks: readonly TaskRow[];
  /** Those they work for. */
  readonly accounts: readonly Pick<TeamAccount, 'id' | 'name'>[];
  readonly happened: Happened;
  /** Tasks about their accounts that are open or were answered within the span; of somebody who comes back. */
  readonly meanwhile: readonly TaskRow[];
  readonly people: readonly Pick<Person, 'email' | 'name'>[];
  readonly plays: readonly PlayWords[];
}
