/** @module What the coordinator of an account does outside, and what plays ask of it. */
import type {
  AccountFacts,
  CoordinationRules,
  DecisionLine,
  PlayFacts,
  TouchKind,
  Verdict,
} from '../../src/domain/coordination';
import type { Remembered } from '../../src/domain/coordinator-messages';
import type { Contact } from '../../src/domain/account';
import type { PlayRequest } from '../../src/domain/play-messages';
import type { Instant } from '../../src/domain/waits';

/** What a decision is measured by at this moment. */
export interface Surroundings {
  readonly plays: readonly PlayFacts[];
  readonly rules: CoordinationRules;
  readonly account: AccountFacts;
  /** How promotional sends stand, leases aside. */
  readonly promotional: 'running' | 'paused';
  /** Those asked for, by contact id; whom the account does not know is missing. */
  readonly recipients: Readonly<Record<string, Recipient>>;
  /** Those asked for that exist, or existed: they do not start again. */
  readonly knownRuns: readonly string[];
}

export interface Recipient {
  readonly consent: Contact['consent'];
  readonly suppressed: boolean;
  /** The earliest instant outside their quiet hours. */
  readonly nextOpening: Instant;
}

/** Short calls to the store, run as local activities. */
export interface CoordinatorMemory {
  /** What the coordinator of the account last kept. */
  recall(accountId: string): Promise<Remembered | undefined>;
  surroundings(request: {
    readonly accountId: string;
    readonly contactIds: readonly string[];
    readonly runIds: readonly string[];
    readonly at: Instant;
  }): Promise<Surroundings>;
  /** Keeps what it has to remember, and what it decided, in one step. */
  keep(request: {
    readonly accountId: string;
    readonly remembered: Remembered;
    readonly lines: readonly DecisionLine[];
  }): Promise<void>;
  /** Moves here what an account that became part of this one still has: pauses, runs; its memory is forgotten. */
  takeRest(request: { readonly accountId: string; readonly from: string }): Promise<void>;
}

/** What the coordinator does to plays and to marketing. */
export interface CoordinatorActs {
  /** Starts the run; one that exists, or existed, stays as it is. */
  startPlay(request: {
    readonly play: string;
    readonly runId: string;
    readonly envelope: PlayRequest;
    readonly at: Instant;
  }): Promise<void>;
  /** A run that has ended, or stands so already, is left alone. */
  steerPlay(request: {
    readonly runId: string;
    readonly message: 'pause' | 'resume' | 'cancel';
    readonly reason: string;
  }): Promise<void>;
  /** Lifts the leases of the account that are not among these keys. */
  liftLeases(request: {
    readonly accountId: string;
    readonly keep: readonly string[];
    readonly at: Instant;
  }): Promise<void>;
  /** Notes in the read model that runs ended without a word: somebody terminated them in Temporal. */
  noteLost(request: { readonly runIds: readonly string[]; readonly at: Instant }): Promise<void>;
  /** Which of these runs Temporal knows as running. */
  aliveRuns(runIds: readonly string[]): Promise<readonly string[]>;
}

export interface TouchRequested {
  readonly accountId: string;
  readonly id: string;
  readonly key: string;
  readonly runId: string;
  readonly contactId: string;
  readonly kind: TouchKind;
}

export interface HandOverRequest {
  readonly accountId: string;
  /** The run that ends. */
  readonly from: { readonly play: string; readonly runId: string };
  /** The play that is to take over. */
  readonly to: string;
  readonly reason: string;
  readonly at: Instant;
  /** Names of the plays that led to the run that ends. */
  readonly chain: readonly string[];
}

/** What became of a hand-over. */
export interface HandedOver {
  /** `refused`: somebody has to see to it in person. */
  readonly kind: 'started' | 'exists' | 'queued' | 'refused';
  /** The run that takes over. */
  readonly runId?: string;
  /** Why, as the coordinator says it. */
  readonly because: string;
}

/** What plays ask of the coordinator. */
export interface CoordinationActivities {
  /** Granted, or deferred until an instant. TOUCH_DECLINED is final: consent is missing or was withdrawn. */
  requestTouch(request: TouchRequested): Promise<Verdict>;
  /** A person paused the run, or let it go on: what holds it still has to know. */
  personSteered(request: {
    readonly accountId: string;
    readonly runId: string;
    readonly id: string;
    readonly what: 'paused' | 'resumed';
  }): Promise<void>;
  /** Has another play take the account over. */
  handOver(request: HandOverRequest): Promise<HandedOver>;
  /** The run has ended: its leases end, and what waits for it may start. */
  playEnded(request: { readonly accountId: string; readonly runId: string; readonly outcome: string }): Promise<void>;
}
