import type { Name } from '../incoming';
import { emailName, nameIn } from '../incoming';
import { identifier } from '../fields';
import { refuseHostile } from '../hostile-json';
import { asEmail } from '../subject';
import { invalid } from '../unreadable';

/** Systems whose names of accounts and contacts may be written in full. */
const SYSTEM = /^(segment|hubspot|salesforce|playmaker|email):./;

/**
 * Whom an event's subject names: `accounts/acme`, `acme`, or `accounts/acme/contacts/olivia`. Parts may be percent-encoded.
 * An account is given by our id of it, or in full by another system's (`accounts/hubspot:company:51`); a contact by our
 * id of them within the account, by e-mail address, or in full (`contacts/segment:user:97980`).
 *
 * @throws Unreadable `EVENT_INVALID` for a subject of another form, `TEXT_INVALID` for text that cannot be stored
 * @example
 * namesOf('accounts/acme/contacts/olivia@acme.example');
 * // { account: ['playmaker:acme'], contact: ['email:olivia@acme.example'] }
 */
export function namesOf(subject = ''): { account: readonly Name[]; contact: readonly Name[] } {
  const parts = subject.trim().replace(/^\/+/, '').split('/').filter(Boolean).map(unescaped);
  if (parts.length === 0) return { account: [], contact: [] };
  // Percent-encoding hides characters that cannot be stored.
  refuseHostile(parts);
  const [account, contact] = accountAndContact(parts);
  if (account === undefined)
    throw invalid('subject: expected accounts/<account> or accounts/<account>/contacts/<contact>');
  return {
    account: [SYSTEM.test(account) ? account : nameIn('playmaker', account)],
    contact: contact === undefined ? [] : [contactName(contact)],
  };
}

function accountAndContact(parts: readonly string[]): readonly [account?: string, contact?: string] {
  if (parts.length === 1 && parts[0] !== 'accounts') return [identifier(parts[0], 'subject')];
  const [accounts, account, contacts, contact, ...rest] = parts;
  if (accounts !== 'accounts' || rest.length > 0 || (contacts !== undefined && contacts !== 'contacts')) return [];
  if (contacts !== undefined && contact === undefined) return [];
  return [identifier(account, 'subject'), identifier(contact, 'subject')];
}

function contactName(contact: string): Name {
  const email = asEmail(contact.replace(/^email:/, ''));
  if (email) return emailName(email);
  return SYSTEM.test(contact) ? contact : nameIn('playmaker', contact);
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
