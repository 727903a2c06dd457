import { MOST_CONTACTS, type Account, type Contact } from '../account';
import { SENIORITIES } from '../roles';
import { nameOfEmail, seniorityOfTitle } from './assumptions';
import { lastHeardOf } from './committee';
import { entryOf, given, withEntry, without } from './entries';
import type { Seen, Steps } from './step';
import { ASSUMABLE, type AccountView, type Assumable, type ContactSketch } from './view';

const SKETCHES = 1000;
const DEPARTED = 200;

type Told = ContactSketch & Pick<Partial<Contact>, 'email'>;

/** Who is there at the account. An observation that names no contact changes nothing. */
export const contactSteps: Steps<'contact.described' | 'contact.left' | 'consent.changed' | 'mail.changed'> = {
  'contact.described': (view, { contactId, data }) => (contactId ? learned(view, contactId, given(data)) : view),
  'consent.changed': (view, { contactId, data }) => (contactId ? learned(view, contactId, data) : view),
  'mail.changed': mailChanged,
  'contact.left': left,
};

/** Adds what was told of somebody, who is a contact from the moment on at which the e-mail is known. */
export function learned(view: AccountView, contactId: string, told: Told): AccountView {
  const contact = view.account.contacts.find(({ id }) => id === contactId);
  const known = contact ? toldOf(contact, entryOf(view.assumed, contactId)) : entryOf(view.sketches, contactId);
  if (known && saysNothingNew(known, told)) return view;
  const { email, ...rest } = { ...withMailOf(known, told.email), ...told };
  if (!email) return sketched(view, contactId, rest);
  const { full, assumed } = complete(contactId, { ...rest, email }, view.account);
  const contacts = contact
    ? view.account.contacts.map((each) => (each === contact ? full : each))
    : [...view.account.contacts, full];
  return withinBounds({
    ...view,
    account: { ...view.account, contacts },
    assumed: noted(view.assumed, contactId, assumed),
    sketches: without(view.sketches, [contactId]),
    departed: without(view.departed, [contactId]),
  });
}

/** What became of mail to an address that they no longer have says nothing of the one they have. */
function mailChanged(view: AccountView, { contactId, data: { mail, address } }: Seen<'mail.changed'>): AccountView {
  if (!contactId) return view;
  const email = view.account.contacts.find(({ id }) => id === contactId)?.email;
  const isOther = mail !== 'complained' && address !== undefined && email !== undefined && !isSameEmail(address, email);
  return isOther ? view : learned(view, contactId, { mail });
}

/** That mail bounced is said of an address: of another one nothing is known yet. A complaint is the person's own. */
function withMailOf(known: Told | undefined, email: string | undefined): Told | undefined {
  if (known?.mail !== 'bounced' || email === undefined || isSameEmail(email, known.email)) return known;
  const { mail: _bounced, ...rest } = known;
  return rest;
}

const isSameEmail = (a: string, b: string | undefined): boolean => a.toLowerCase() === b?.toLowerCase();

/** Sources repeat themselves with every visit. */
const saysNothingNew = (known: Told, told: Told): boolean =>
  (Object.keys(told) as (keyof Told)[]).every((field) => known[field] === told[field]);

/** Beyond the bound nobody new is sketched, except who must not be written to. */
function sketched(view: AccountView, contactId: string, sketch: ContactSketch): AccountView {
  const isFull = Object.keys(view.sketches).length >= SKETCHES;
  if (isFull && !Object.hasOwn(view.sketches, contactId) && sketch.consent !== 'withdrawn') return view;
  return { ...view, sketches: withEntry(view.sketches, contactId, sketch) };
}

/** What was told of a contact, without what was assumed. */
export const toldOf = ({ id: _, ...contact }: Contact, assumed: readonly Assumable[] = []): Told =>
  Object.fromEntries(Object.entries(contact).filter(([field]) => !(assumed as readonly string[]).includes(field)));

/** The contact with worded assumptions for what nobody told. */
function complete(
  id: string,
  told: Told & Pick<Contact, 'email'>,
  account: Pick<Account, 'timeZone' | 'country'>,
): { full: Contact; assumed: Assumable[] } {
  const full: Contact = {
    name: nameOfEmail(told.email),
    seniority: seniorityOfTitle(told.title),
    timeZone: account.timeZone,
    country: account.country,
    consent: 'unknown',
    ...told,
    id,
  };
  return { full, assumed: ASSUMABLE.filter((field) => told[field] === undefined) };
}

const noted = (
  all: AccountView['assumed'],
  contactId: string,
  assumed: readonly Assumable[],
): AccountView['assumed'] => (assumed.length ? withEntry(all, contactId, assumed) : without(all, [contactId]));

/** Time zone and country of those of whom none was told are those of the account. */
export function followAccount(view: AccountView): AccountView {
  const contacts = view.account.contacts.map((contact) => {
    const assumed = entryOf(view.assumed, contact.id) ?? [];
    const { timeZone, country } = view.account;
    return {
      ...contact,
      ...(assumed.includes('timeZone') && { timeZone }),
      ...(assumed.includes('country') && { country }),
    };
  });
  return { ...view, account: { ...view.account, contacts } };
}

/**
 * Who left is remembered with their role and forgotten as a contact; a withdrawn consent stays known. Being described
 * again, with an e-mail, brings them back. Somebody never heard of cannot leave.
 */
function left(view: AccountView, { contactId, at }: Seen<'contact.left'>): AccountView {
  if (!contactId) return view;
  const contact = view.account.contacts.find(({ id }) => id === contactId);
  const who: ContactSketch | undefined = contact ?? entryOf(view.sketches, contactId);
  if (!who || (!contact && Object.hasOwn(view.departed, contactId))) return view;
  const departed = { name: who.name ?? contactId, ...given({ role: who.committeeRole }), at };
  const sketches = without(view.sketches, [contactId]);
  return {
    ...forgotten(view, contactId),
    departed: newest(withEntry(view.departed, contactId, departed)),
    sketches: who.consent === 'withdrawn' ? withEntry(sketches, contactId, { consent: 'withdrawn' }) : sketches,
  };
}

const forgotten = (view: AccountView, contactId: string): AccountView => ({
  ...view,
  account: { ...view.account, contacts: view.account.contacts.filter(({ id }) => id !== contactId) },
  assumed: without(view.assumed, [contactId]),
  lastUse: without(view.lastUse, [contactId]),
  engagement: without(view.engagement, [contactId]),
});

function newest(departed: AccountView['departed']): AccountView['departed'] {
  const entries = Object.entries(departed);
  if (entries.length <= DEPARTED) return departed;
  return Object.fromEntries(entries.sort(([a, x], [b, y]) => descending(x.at + a, y.at + b)).slice(0, DEPARTED));
}

const descending = (a: string, b: string): number => (a > b ? -1 : a < b ? 1 : 0);

/** Where more people are known than an account may have, whoever matters least to plays is forgotten. */
function withinBounds(view: AccountView): AccountView {
  const { contacts } = view.account;
  if (contacts.length <= MOST_CONTACTS) return view;
  const least = contacts.reduce((a, b) => (mattersLess(view, b, a) ? b : a));
  return forgotten(view, least.id);
}

/** A withdrawn consent and a committee role matter most, then seniority, then who was heard of of late. */
function mattersLess(view: AccountView, a: Contact, b: Contact): boolean {
  const standing = standingOf(a) - standingOf(b);
  return standing === 0 ? (lastHeardOf(view, a.id) ?? '') < (lastHeardOf(view, b.id) ?? '') : standing < 0;
}

const standingOf = ({ consent, committeeRole, seniority }: Contact): number =>
  (consent === 'withdrawn' ? 100 : 0) + (committeeRole ? 10 : 0) - SENIORITIES.indexOf(seniority);
