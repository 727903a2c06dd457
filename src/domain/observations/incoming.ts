import { comparableEmail } from '../identity/domains';
import type { Observation, Source } from './observation';
import type { Instant } from '../waits';

/**
 * How a system calls somebody: `segment:user:97980`, `hubspot:contact:51`, `salesforce:account:0015e00000`,
 * `email:olivia@acme.example` (in lower case, its domain in ASCII), `playmaker:acme`. Made by `nameIn` and `emailName` only.
 */
export type Name = string;

export const nameIn = (system: string, id: string): Name => `${system}:${id.trim()}`;
export const emailName = (email: string): Name => `email:${comparableEmail(email)}`;

/** Whom it is about, in the sender's words. A subject that names both account and contact links the two. */
export interface Subject {
  /** The account's names; the first one names the account when it is new. */
  readonly account: readonly Name[];
  /** What the account is called, when the sender says so. */
  readonly accountName?: string;
  /** Domains that belong to the account, such as that of its site; as `domainOf` writes them. */
  readonly domains: readonly string[];
  /** The contact's names, e-mail included. All names of one subject are one person. */
  readonly contact: readonly Name[];
}

/** What a door has read and understood: whom it is about and what was seen, not yet attributed to an account. */
export interface Incoming {
  readonly source: Source;
  /** The sender's id: the same source and id again is the same thing. */
  readonly id: string;
  readonly at: Instant;
  /** What the sender has to know although it was understood: that its time was corrected. */
  readonly note?: string;
  readonly subject: Subject;
  /** Usually one; an `identify` with traits of the company describes both contact and account. */
  readonly observations: readonly Observation[];
}

/** What a door could not understand, kept whole with its reason so that it can be replayed. */
export interface Refused {
  readonly source: Source;
  /** The sender's id, when it had one. */
  readonly id?: string;
  /** Stable, e.g. `EVENT_INVALID`. */
  readonly code: string;
  /** In words, naming the field and what was expected. */
  readonly reason: string;
  /** The item as it came. */
  readonly raw: unknown;
}

/** One item as a door read it. */
export type Read =
  { readonly kind: 'incoming'; readonly incoming: Incoming } | ({ readonly kind: 'refused' } & Refused);
