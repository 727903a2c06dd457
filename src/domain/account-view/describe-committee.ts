import type { Contact } from '../account';
import { COMMITTEE_ROLES, SENIORITIES, type CommitteeRole } from '../roles';
import type { Instant } from '../waits';
import { counted, dayInWords, listed } from '../wording';
import { coverage, lastHeardOf } from './committee';
import type { AccountView } from './view';
import { alphabetically, fromToday, sentence } from './wording';

/** How many contacts without a committee role are named. */
const OTHERS = 10;

/** Who decides and works there, with how well the committee is covered, and who left. */
export function describeCommittee(view: AccountView, at: Instant): string[] {
  const { contacts } = view.account;
  const committee = contacts.filter(({ committeeRole }) => committeeRole).sort(byStanding);
  const others = contacts.filter(({ committeeRole }) => !committeeRole).sort(byStanding);
  const unnamed = others.length - OTHERS;
  return [
    ...(contacts.length ? [covered(view, at)] : []),
    ...[...committee, ...others.slice(0, OTHERS)].map((contact) => known(view, contact, at)),
    ...(unnamed > 0 ? [sentence(`and ${counted(unnamed, 'other contact')}`)] : []),
    ...departures(view, at),
  ];
}

function covered(view: AccountView, at: Instant): string {
  const { engaged, silent, open } = coverage(view, at);
  const isHeardOf = view.account.contacts.some(({ id }) => lastHeardOf(view, id) !== undefined);
  const parts = [
    isHeardOf
      ? `${engaged.length} of ${COMMITTEE_ROLES.length} committee roles engaged within 30 days`
      : 'nothing is known of who engages',
    ...(silent.length ? [`${isHeardOf ? 'silent' : 'known'}: ${listed(silent.map(inWords))}`] : []),
    ...(open.length && open.length < COMMITTEE_ROLES.length
      ? [`nobody known as ${listed(open.map(inWords), 'or')}`]
      : []),
  ];
  return sentence(parts.join('; '));
}

function known(view: AccountView, contact: Contact, at: Instant): string {
  const heard = lastHeardOf(view, contact.id);
  const parts = [
    contact.name,
    ...(contact.title ? [contact.title] : []),
    contact.committeeRole ? inWords(contact.committeeRole) : 'no role known',
    contact.email,
    ...(heard ? [`heard of ${fromToday(at, heard)}`] : []),
    ...(contact.consent === 'withdrawn' ? ['not to be written to'] : []),
    ...(contact.mail === 'bounced' ? ['mail comes back'] : []),
    ...(contact.mail === 'complained' ? ['reported our mail as spam'] : []),
  ];
  return sentence(parts.join(', '));
}

function departures({ departed }: AccountView, at: Instant): string[] {
  return Object.values(departed)
    .sort((a, b) => alphabetically(b.at, a.at) || alphabetically(a.name, b.name))
    .slice(0, OTHERS)
    .map(({ name, role, at: left }) => {
      const who = role ? `${name}, ${inWords(role as CommitteeRole)},` : name;
      return sentence(`${who} left on ${dayInWords(left)} (${fromToday(at, left)})`);
    });
}

const inWords = (role: CommitteeRole): string => role.replace('-', ' ');

const roleRank = ({ committeeRole }: Contact): number => (committeeRole ? COMMITTEE_ROLES.indexOf(committeeRole) : 0);
const byStanding = (a: Contact, b: Contact): number =>
  roleRank(a) - roleRank(b) ||
  SENIORITIES.indexOf(a.seniority) - SENIORITIES.indexOf(b.seniority) ||
  alphabetically(a.name, b.name) ||
  alphabetically(a.id, b.id);
