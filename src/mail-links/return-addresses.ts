import type { Secret } from '../config/secret';
import type { Outbox } from '../store/store';
import { isSame, macOf } from './signed-token';

/** What comes to an address: answers to a task mail, bounces of a mail to a customer, the wish for no more of them. */
export type ReturnKind = 'reply' | 'bounce' | 'unsubscribe';

/** A task mail that somebody answered. */
export interface Replied {
  readonly taskId: string;
  readonly runId: string;
  /** To whom the mail was sent. */
  readonly email: string;
}

/** A mail to a customer. */
export interface Bounced {
  readonly accountId: string;
  readonly contactId: string;
  /** To which the mail was sent. */
  readonly email: string;
}

export type ReturnedTo =
  ({ readonly kind: 'reply' } & Replied) | ({ readonly kind: 'bounce' | 'unsubscribe' } & Bounced);

/** Addresses of our own that stand for one mail each: `reply+3b6e…@plays.example.com`. */
export interface ReturnAddresses {
  readonly domain: string;
  /** The address that belongs to the mail of this key, for ever; what comes to it is about `about`. */
  give(key: string, about: ReturnedTo): Promise<string>;
  /** The same address, for a further mail under that one. */
  given(key: string, about: Pick<ReturnedTo, 'kind' | 'email'>): string;
  /** What an address was given for; undefined when it was not given here. In any case of letters. */
  read(address: string): Promise<ReturnedTo | undefined>;
}

/** Before the `+` and the name a local part holds 64 characters (RFC 5321 §4.5.3.1.1), and case may get lost on the way. */
const ID_CHARACTERS = 24;
const LOCAL = /^(reply|bounce|unsubscribe)\+([0-9a-f]{24})([0-9a-f]{24})$/;

/**
 * An address is too short for what it stands for, so that is kept in the outbox under the address's id; a signature keeps
 * guesses away from the database.
 *
 * @example
 * const addresses = createReturnAddresses({ secret, domain: 'plays.example.com', outbox: store.outbox });
 * await addresses.give(mailKey, { kind: 'reply', taskId, runId, accountId, email: 'ana@example.com' });
 */
export function createReturnAddresses(deps: {
  readonly secret: Secret;
  readonly domain: string;
  readonly outbox: Outbox;
}): ReturnAddresses {
  const { secret, outbox } = deps;
  const domain = deps.domain.toLowerCase();
  const signed = (text: string) => macOf(secret, `address.${text}`).slice(0, ID_CHARACTERS);
  const idOf = (key: string, { kind, email }: Pick<ReturnedTo, 'kind' | 'email'>) => signed(`${kind} ${email} ${key}`);
  const addressOf = (kind: ReturnKind, id: string) => `${kind}+${id}${signed(`${kind}.${id}`)}@${domain}`;
  return {
    domain,
    async give(key, about) {
      const id = idOf(key, about);
      await outbox.finish(rowOf(id), { ...about });
      return addressOf(about.kind, id);
    },
    given: (key, about) => addressOf(about.kind, idOf(key, about)),
    async read(address) {
      const [local = '', at] = address.toLowerCase().split('@');
      const [, kind, id = '', mac = ''] = LOCAL.exec(local) ?? [];
      if (at !== domain || kind === undefined || !isSame(mac, signed(`${kind}.${id}`))) return undefined;
      return (await outbox.get(rowOf(id)))?.receipt as ReturnedTo | undefined;
    },
  };
}

const rowOf = (id: string): string => `return-address/${id}`;
