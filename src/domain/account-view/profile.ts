import { domainOf, isPublicDomain } from '../identity';
import { afterLoad, type Account, type Contact } from '../account';
import { followAccount } from './contacts';
import { inStepWithUsage } from './contract';
import { entryOf, given, without } from './entries';
import type { Seen, Steps } from './step';
import type { AccountView } from './view';

const DOMAINS = 50;

/** Who the account is, and who is in charge of it. */
export const profileSteps: Steps<'account.loaded' | 'account.described' | 'team.assigned'> = {
  'account.loaded': loaded,
  'account.described': described,
  'team.assigned': (view, { data }) => {
    const { [data.role]: _before, ...others } = view.account.team;
    const team = data.email === null ? others : { ...others, [data.role]: data.email };
    return { ...view, account: { ...view.account, team } };
  },
};

/**
 * The whole profile as ops or the CRM has it: whom it does not name is no contact any more, unless they came with another
 * account that became part of this one, and whom it names is one, even after having left. What was observed (usage,
 * cases, answers …) stays, and so does a withdrawn consent. A file that tells neither a stage nor a contract leaves the
 * stage as it was.
 */
function loaded(view: AccountView, { data }: Seen<'account.loaded'>): AccountView {
  const { stage: told, ...profile } = given(data.account);
  const stage = told ?? (profile.contract ? undefined : view.account.stage);
  const account: Account = {
    ...profile,
    ...{ id: view.account.id, contacts: contactsAfter(profile, view) },
    ...given({ stage }),
  };
  const there = new Set(account.contacts.map(({ id }) => id));
  const named = new Set(profile.contacts.map(({ id }) => id));
  const { contractSketch: _sketch, ...kept } = view;
  return {
    ...kept,
    account: inStepWithUsage(account, view.usage),
    assumed: {},
    departed: without(view.departed, named),
    sketches: { ...without(view.sketches, named), ...withdrawals(view.account.contacts, there) },
  };
}

function contactsAfter({ contacts }: Pick<Account, 'contacts'>, { account, sketches }: AccountView): Contact[] {
  return afterLoad(contacts, account.contacts)
    .map((contact) => withMail(contact, account.contacts))
    .map((contact) =>
      entryOf(sketches, contact.id)?.consent === 'withdrawn' ? { ...contact, consent: 'withdrawn' } : contact,
    );
}

/** What became of mail to an address is ours to know: files seldom say it. */
function withMail(contact: Contact, before: readonly Contact[]): Contact {
  const known = before.find(({ id, email }) => id === contact.id && email === contact.email)?.mail;
  return contact.mail === undefined && known ? { ...contact, mail: known } : contact;
}

/** Nobody becomes writable again because a file forgot them. */
const withdrawals = (contacts: readonly Contact[], there: ReadonlySet<string>): AccountView['sketches'] =>
  Object.fromEntries(
    contacts
      .filter(({ id, consent }) => consent === 'withdrawn' && !there.has(id))
      .map(({ id }) => [id, { consent: 'withdrawn' as const }]),
  );

/**
 * Changes what is told. Domains add up, as each source knows some; those of public mail services are left out. An empty
 * `valueSoFar` says nothing.
 */
function described(view: AccountView, { data }: Seen<'account.described'>): AccountView {
  const { domains, parentId, valueSoFar, ...told } = given(data);
  const account: Account = {
    ...view.account,
    ...told,
    ...given({
      domains: domains && joined(view.account.domains, domains),
      parentId: parentId === view.account.id ? undefined : parentId,
      valueSoFar: valueSoFar?.length ? valueSoFar : undefined,
    }),
  };
  return followAccount({ ...view, account });
}

export function joined(known: readonly string[] = [], told: readonly string[]): string[] {
  const own = told.flatMap((each) => domainOf(each) ?? []).filter((domain) => !isPublicDomain(domain));
  return [...new Set([...known, ...own])].slice(0, DOMAINS);
}
