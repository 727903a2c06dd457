import { emptyView, type AccountDefaults, type AccountView } from '../account-view';
import type { AccountEvent, Trigger } from '../events';
import type { Health, HealthRules } from '../health';
import type { Source } from '../observations';
import type { DayScore, Segment, SegmentRules } from '../trajectory';
import type { Instant } from '../waits';
import type { TriggerRules } from './rules';

/** The last step of a fold: an observation, or a midnight. */
export type Position =
  { readonly at: Instant; readonly source: Source; readonly id: string } | { readonly at: Instant };

/** Everything known of an account: plain JSON of bounded size, whatever the order of its keys. */
export interface AccountState {
  readonly view: AccountView;
  readonly course: Course;
  /** How far the fold has come; absent before the first observation. */
  readonly through?: Position;
}

/** What the fold remembers besides the view. */
export interface Course {
  /** The last score of each of the last 90 days, oldest first. */
  readonly scores: readonly DayScore[];
  /** As of the last step. */
  readonly health?: Health;
  /** As the day began, or as it was first told on its first day: what the moves of a day are told against. */
  readonly dayBegan?: Health;
  /** Before the moment of the last step: what happened at one moment is one change. */
  readonly momentBegan?: Health;
  /** The last change of health on the day of the last step. */
  readonly today?: HealthToday;
  /** Of a customer. */
  readonly segment?: SegmentSpell;
  /** Since when it has been a customer without a break. */
  readonly customerSince?: Instant;
  /** What has fired and waits to be re-armed, by `detector/entity`, with the moment it fired. */
  readonly alarms: Readonly<Record<string, Instant>>;
  /** Since when a critical health awaits its recovery, and since when health has been good. */
  readonly recovery: { readonly criticalAt?: Instant; readonly wellSince?: Instant };
  /** Facts that rules may ask for, oldest first: of the last 400 days, at most 50 of each type. */
  readonly facts: Readonly<Partial<Record<Trigger, readonly AccountEvent[]>>>;
  /** By rule, its latest firings, oldest first, at most 50. */
  readonly firings: Readonly<Record<string, readonly Firing[]>>;
}

/** How health changed on one day. */
export interface HealthToday {
  /** Of the last change. */
  readonly at: Instant;
  /** What it was told as, one for each moment at which it changed, oldest first, at most 20. */
  readonly scores: readonly number[];
  /** Why, the last change first. */
  readonly because: string;
}

export interface SegmentSpell {
  readonly segment: Segment;
  readonly since: Instant;
  /** As of the last step, in sentences. */
  readonly because: readonly string[];
}

/** That a rule asked for its play, and the ids of the facts that moved it. */
export interface Firing {
  readonly at: Instant;
  readonly facts: readonly string[];
}

/** The rules by which an account is judged. */
export interface AccountRules {
  readonly health: HealthRules;
  readonly segments: SegmentRules;
  readonly triggers: TriggerRules;
  /** Names of the plays that exist; a rule that starts another one is inactive. Absent: every play exists. */
  readonly plays?: readonly string[];
  /** What an account is taken for until somebody says otherwise. */
  readonly defaults?: Partial<AccountDefaults>;
}

/** An account of which nothing was observed yet. */
export const emptyState = (accountId: string, defaults?: Partial<AccountDefaults>): AccountState => ({
  view: emptyView(accountId, defaults),
  course: { scores: [], alarms: {}, recovery: {}, facts: {}, firings: {} },
});
