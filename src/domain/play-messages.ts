import type { CardState, TaskCard } from './tasks';
import type { Instant } from './waits';

/**
 * The messages every play understands, by name: one signal, five updates, one query (design §2).
 * They are plain names so that clients need nothing of the workflow sandbox.
 */
export const PLAY_MESSAGES = {
  /** Signal: an `AccountEvent`. */
  event: 'event',
  /** Update: a `Decision`; answers a `DecisionReceipt`. */
  decide: 'decide',
  /** Update: an `ActRequest`, what a person does with a task other than answering it; answers an `ActReceipt`. */
  act: 'act',
  /** Updates: a `ControlRequest`; answer the new `PlayStatus`. */
  pause: 'pause',
  resume: 'resume',
  cancel: 'cancel',
  /** Query: `PlayStatus`. */
  status: 'status',
} as const;

/** The one argument of every play's workflow. `version` is the version of this envelope. */
export interface PlayRequest {
  readonly version: 1;
  readonly accountId: string;
  readonly key: string;
  readonly input: unknown;
  /** Who or what asked for the play, for the ledger. */
  readonly requestedBy: string;
  /** Set when another play handed the account over. */
  readonly handedOverFrom?: {
    readonly runId: string;
    readonly reason: string;
    /** Names of the plays that led to this one, the first one first. */
    readonly chain?: readonly string[];
  };
}

export interface ControlRequest {
  readonly by: string;
  readonly reason: string;
  /** Of a resume: a person lifts their own pause, and the coordinator still holds the play, for this reason. */
  readonly stillHeld?: string;
}

export interface DecisionReceipt {
  readonly taskId: string;
  readonly choice: string;
  readonly label: string;
  readonly at: Instant;
  /** E-mail address of whoever decided; receipts of earlier versions lack it. */
  readonly by?: string;
}

export interface TimelineEntry {
  readonly at: Instant;
  readonly phase: string;
  readonly what: string;
}

export interface OpenTask {
  readonly taskId: string;
  readonly card: TaskCard;
  readonly state: CardState;
  /** E-mail addresses of those who were asked so far; empty while the first message is being delivered. */
  readonly asked: readonly string[];
}

export interface PlayStatus {
  readonly runId: string;
  readonly play: string;
  readonly accountId: string;
  readonly state: 'running' | 'paused' | 'ended';
  /** Who paused it and why; runs of earlier versions lack it. */
  readonly paused?: { readonly by: string; readonly reason: string };
  readonly phase: string;
  readonly waitingFor?: { readonly what: string; readonly until: Instant };
  readonly openTasks: readonly OpenTask[];
  readonly timeline: readonly TimelineEntry[];
  /** Why steps were taken, skipped or ended. */
  readonly reasons: readonly string[];
  readonly result?: PlayResult;
}

/** How a play ended. `reachedGoal` follows from the outcome's kind in the contract. */
export interface PlayResult<Outcome extends string = string> {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly reachedGoal: boolean;
  readonly endedAt: Instant;
  readonly handedOverTo?: { readonly play: string; readonly runId?: string };
  readonly details?: Readonly<Record<string, string | number>>;
}

/** `play/<play>/<accountId>/<key>`: the workflow id of a run, and its id everywhere else. */
export const runIdOf = (play: string, accountId: string, key: string): string => `play/${play}/${accountId}/${key}`;

/** The account at which a run started; it may have become part of another one since. */
export const startedAt = (runId: string): string => runId.split('/')[2] ?? '';
