import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Accounts } from '../../accounts';
import { consentWithdrawn, type UnsubscribeLink } from '../../mail-links';
import type { Store } from '../../store/store';

/** Notes that somebody wants no more mail, once. Resolves when every play knows. */
export type Unsubscribe = (link: UnsubscribeLink) => Promise<void>;

export interface UnsubscribeDeps {
  readonly store: Store;
  readonly accounts: Pick<Accounts, 'intake' | 'settled'>;
  readonly now: () => Date;
}

/** It is kept either way; nobody waits longer for everything else that is under way. */
const PATIENCE_MS = 3_000;

export function createUnsubscribe({ store, accounts, now }: UnsubscribeDeps): Unsubscribe {
  return async (link) => {
    const at = now().toISOString();
    const { accountId, contactId, email } = link;
    const id = `unsubscribe/${createHash('sha256').update(`${accountId} ${contactId} ${email}`).digest('hex').slice(0, 32)}`;
    const told = await consentWithdrawn(store, link, id, at);
    if (!told) return;
    await accounts.intake.take([{ kind: 'incoming', incoming: told }]);
    const done = new AbortController();
    await Promise.race([accounts.settled(), pause(PATIENCE_MS, undefined, { signal: done.signal })]).finally(() =>
      done.abort(),
    );
    await store.ledger.add({
      ...{ key: `${id}/${at}`, kind: 'note', accountId, contactId, at, by: email },
      what: `${email} unsubscribed: no more mail to them`,
    });
  };
}
