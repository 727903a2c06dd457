import type { Account, Contact, Contract } from '../account';
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
  /** By contact, when they last used the product, to the hour. */
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
  /**
   * Cases resolved although nobody had reported them open, with the moment. Clocks differ: a report of the opening that
   * is dated a little later finds it here, and the case is not taken for open.
   */
  readonly earlyResolves: Readonly<Record<string, Instant>>;
  /** Contacts who left, with the moment they did; they are no longer among `account.contacts`. */
  readonly departed: Readonly<Record<string, { readonly name: string; readonly role?: string; readonly at: Instant }>>;
  /** The latest of each kind of notice that the account gave. */
  readonly notices: Readonly<Partial<Record<NoticeKind, Instant>>>;
  /** By contact id, what is known of people whose e-mail is not; they become contacts once it is. */
  readonly sketches: Readonly<Record<string, ContactSketch>>;
  /** By contact, what nobody told and was assumed; what is told later replaces it. */
  readonly assumed: Readonly<Record<string, readonly Assumable[]>>;
  /** What is known of a contract that nobody described in full; it becomes the account's contract once it is. */
  readonly contractSketch?: ContractSketch;
  /** What an account and its contract are taken for until somebody says otherwise. */
  readonly defaults: AccountDefaults;
  /** The first observation of all. */
  readonly since?: Instant;
  /** The latest observation of all. */
  readonly lastSeen?: Instant;
}

/** What was told of a contact; the e-mail is missing. */
export type ContactSketch = Readonly<Partial<Omit<Contact, 'id' | 'email'>>>;

/** What can be assumed of a contact, from the e-mail, the title or the account. */
export const ASSUMABLE = ['name', 'seniority', 'timeZone', 'country'] as const;
export type Assumable = (typeof ASSUMABLE)[number];

export type ContractSketch = Readonly<Partial<Contract>>;

export interface AccountDefaults extends Pick<Account, 'timeZone' | 'country' | 'tier'> {
  /** ISO 4217; of a contract that names none. */
  readonly currency: string;
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
  /**
   * As the measurement said, otherwise the contract at that moment: its limit of that name, or its seats for `seats`.
   * 0 when neither knew: such a point is history only, and health ignores it.
   */
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
