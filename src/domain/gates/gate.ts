import type { Contact } from '../account';
import type { AccountView } from '../account-view';
import type { AskLine } from '../asks';
import type { HealthRules } from '../health';
import type { DayScore, SegmentRules } from '../trajectory';
import type { Instant } from '../waits';

/** Everything that a gate looks at, as it is known at `at`. */
export interface GateQuestion {
  readonly at: Instant;
  /** Who is to be written to, as the account's record has them; absent: they are not there any more. */
  readonly contact?: Contact;
  /** The run that wants to write. */
  readonly runId: string;
  /** Absent: nothing was observed of the account yet. */
  readonly view?: AccountView;
  /** Earlier health, by day. */
  readonly scores: readonly DayScore[];
  /** The retention saves of the account, in any order. */
  readonly saves: readonly Span[];
  /** What people at the account were asked for, in any order. */
  readonly asked: readonly AskedBefore[];
  readonly rules: { readonly health: HealthRules; readonly segments: SegmentRules };
}

/** From when to when something ran; without an end it still runs. */
export interface Span {
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
}

/** An ask of earlier, or what became of it. */
export interface AskedBefore extends AskLine {
  readonly at: Instant;
  readonly runId?: string;
  readonly contactId?: string;
}

/** What a gate asks for. `silent` and `unsatisfied` are apart, because a pulse mends the one and not the other. */
export type GateCondition =
  'reach' | 'trajectory' | 'silent' | 'unsatisfied' | 'severe-case' | 'save' | 'asked' | 'pulsed' | 'withheld';

/** A condition that is not met, in a sentence. */
export interface Unmet {
  readonly condition: GateCondition;
  readonly says: string;
}

/** What a gate answers: it is open when nothing is unmet. */
export interface GateAnswer {
  readonly open: boolean;
  readonly unmet: readonly Unmet[];
}

/** Why a gate is closed, in sentences; empty for an open one. */
export const whyClosed = ({ unmet }: GateAnswer): string => unmet.map(({ says }) => says).join(' ');

/** One condition: what is unmet of it, if anything. */
export type Check = (question: GateQuestion) => Unmet | undefined;
