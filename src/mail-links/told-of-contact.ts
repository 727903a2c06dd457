import { contactIn, type Contact } from '../domain/account';
import { emailName, nameIn, type Incoming, type Observation } from '../domain/observations';
import type { Instant } from '../domain/waits';
import type { Store } from '../store/store';
import type { UnsubscribeLink } from './mail-links';

/** That a contact wants no more mail; undefined when that is known already. `id` names what told us. */
export async function consentWithdrawn(
  store: Pick<Store, 'accounts'>,
  link: UnsubscribeLink,
  id: string,
  at: Instant,
): Promise<Incoming | undefined> {
  const contact = await contactOf(store, link);
  if (contact?.consent === 'withdrawn') return undefined;
  // With the moment: who consented again meanwhile may unsubscribe again by the same link.
  const observation = { type: 'consent.changed', data: { consent: 'withdrawn' } } as const;
  return told(link, contact?.email ?? link.email, `${id}/${at}`, at, observation);
}

/**
 * That mail to a contact's address bounces, or was reported as spam; undefined when that is known already, or the contact
 * has another address by now.
 */
export async function mailStateChanged(
  store: Pick<Store, 'accounts'>,
  link: UnsubscribeLink,
  mail: 'bounced' | 'complained',
  id: string,
  at: Instant,
): Promise<Incoming | undefined> {
  const contact = await contactOf(store, link);
  if (!contact || contact.email.toLowerCase() !== link.email.toLowerCase()) return undefined;
  if (contact.mail === mail || contact.mail === 'complained') return undefined;
  return told(link, contact.email, id, at, { type: 'mail.changed', data: { mail, address: contact.email } });
}

async function contactOf(
  { accounts }: Pick<Store, 'accounts'>,
  { accountId, contactId }: UnsubscribeLink,
): Promise<Contact | undefined> {
  const account = await accounts.get(accountId);
  return account && contactIn(account, contactId);
}

/** Of the person with that address: ids of contacts are ours, and other sources know nothing of them. */
const told = (
  { accountId }: UnsubscribeLink,
  email: string,
  id: string,
  at: Instant,
  observation: Observation,
): Incoming => ({
  source: 'playmaker',
  id,
  at,
  subject: { account: [nameIn('playmaker', accountId)], domains: [], contact: [emailName(email)] },
  observations: [observation],
});
