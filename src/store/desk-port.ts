/**
 * @module
 * The part of the store's port that gathers what one person has before them: their tasks, and the accounts they work for.
 */
import type { Role } from '../domain/roles';
import type { Instant } from '../domain/waits';
import type { HealthDay } from './observations-port';
import type { LedgerEntry, RunRow, TaskRow } from './store';

/** Whose open tasks: those given to the person of this address, those about an account, or both. */
export interface TasksOf {
  readonly assignee?: string;
  readonly accountId?: string;
}

/** Open tasks, those due first in front. */
export interface TaskPage {
  readonly tasks: readonly TaskRow[];
  /** Of all of them, also those on other pages. */
  readonly total: number;
  /** How many of all are on hold: nothing is asked there at present. */
  readonly onHold: number;
  /** How many of the others were due before the moment that was asked about. */
  readonly overdue: number;
}

/** An account in whose team a person is. */
export interface TeamAccount {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** As it stood last, with the segment; absent while nothing was observed. */
  readonly health?: HealthDay;
}

/** A span of time; its end belongs to it, its beginning does not. */
export interface Span {
  readonly since: Instant;
  readonly until: Instant;
}

/** What happened at some accounts within a span. */
export interface Happened {
  /** Of the ledger, oldest first; of more than a thousand the latest. */
  readonly entries: readonly LedgerEntry[];
  /** Those that started or ended, in the order in which they started. */
  readonly runs: readonly RunRow[];
  /** Health of each whole day (UTC) that ended within the span, after the last one before these, by account and day. */
  readonly health: readonly (HealthDay & { readonly accountId: string })[];
}

export interface Desk {
  /** A page of open tasks, by due time. */
  tasks(of: TasksOf, page: { at: Instant; offset?: number; limit: number }): Promise<TaskPage>;
  /** The accounts on which the person of this address holds a role, by name. */
  accounts(email: string): Promise<readonly TeamAccount[]>;
  happened(accountIds: readonly string[], span: Span): Promise<Happened>;
  /** Tasks about these accounts that are open, or were answered within the span, oldest first. */
  tasksMeanwhile(accountIds: readonly string[], span: Span): Promise<readonly TaskRow[]>;
}
