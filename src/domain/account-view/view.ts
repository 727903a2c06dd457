import type { Account } from '../account';
import type { Role } from '../roles';
import type { Instant } from '../waits';

/** `2026-03-02`, in UTC. */
export type Day = string;

/**
 * Everything known of one account, from all its sources (playbook §2): the same record before and after the sale. Made
 * by folding what was observed in the order in which it happened, and by nothing else; so the same observations give the
 * same view, however they came.
 */
export interface AccountView {
  readonly account: Account;
  /** By limit, one point per day with a measurement, oldest first; the last measurement of the day counts. */
  readonly usage: Readonly<Record<string, readonly UsagePoint[]>>;
  /** How often the product was used, by day; days without use are absent. The last 400 days. */
  readonly activity: Readonly<Record<Day, number>>;
  /** By contact, when they last used the product. */
  readonly lastUse: Readonly<Record<string, Instant>>;
  /** By contact, when they last engaged with marketing or sales. */
  readonly engagement: Readonly<Record<string, Instant>>;
  readonly cases: Readonly<Record<string, SupportCase>>;
  /** Oldest first. */
  readonly answers: readonly SurveyAnswer[];
  readonly deals: Readonly<Record<string, Deal>>;
  /** Oldest first. */
  readonly meetings: readonly HeldMeeting[];
  /** When each milestone was first reached. */
  readonly milestones: Readonly<Record<string, Instant>>;
  /** Contacts who left, with the moment they did; they are no longer among `account.contacts`. */
  readonly departed: Readonly<Record<string, { readonly name: string; readonly role?: string; readonly at: Instant }>>;
  /** The latest of each kind of notice that the account gave. */
  readonly notices: Readonly<Partial<Record<NoticeKind, Instant>>>;
  /** The first observation of all. */
  readonly since?: Instant;
  /** The latest observation of all. */
  readonly lastSeen?: Instant;
}

export type NoticeKind =
  | 'payment.received'
  | 'payment.failed'
  | 'competitor.evaluated'
  | 'org.restructured'
  | 'churn.notified'
  | 'intent.surged'
  | 'unit.asked';

export interface UsagePoint {
  readonly at: Instant;
  readonly used: number;
  readonly allowed: number;
}

export interface SupportCase {
  /** 1 is the most severe. */
  readonly severity: number;
  readonly subject?: string;
  readonly openedAt: Instant;
  readonly resolvedAt?: Instant;
  readonly reopened: number;
}

export interface SurveyAnswer {
  readonly contactId?: string;
  readonly kind: 'nps' | 'csat';
  readonly score: number;
  readonly comment?: string;
  readonly at: Instant;
}

export interface Deal {
  readonly stage: string;
  /** Since when it is in this stage. */
  readonly since: Instant;
  readonly openedAt: Instant;
  readonly amount?: number;
  readonly result?: 'won' | 'lost';
  readonly reason?: string;
}

export interface HeldMeeting {
  readonly at: Instant;
  readonly with: readonly Role[];
  readonly contactId?: string;
}
