import { contactIn } from '../account';
import { entryOf, type AccountView } from '../account-view';
import type { AccountEvent } from '../events';
import { ROLE_TITLES, ROLES } from '../roles';
import { dayInWords } from '../wording';
import { derivedFact } from './fact';
import type { Moment } from './moment';
import type { TriggerRules } from './rules';
import { also, severityInWords } from './wording';

/** Facts that lie in the change an observation made: a severe case opened, the last one resolved, a champion gone. */
export const changeFacts = (moment: Moment, rules: TriggerRules): AccountEvent[] => [
  ...escalated(moment, rules),
  ...calmed(moment, rules),
  ...championGone(moment),
  ...teamChanged(moment),
  ...unsubscribed(moment),
];

/** A severe case that was not open before: new, reopened, or become severe. */
function escalated({ observed, before, view, at }: Moment, { severeUpTo }: TriggerRules): AccountEvent[] {
  if (observed?.type !== 'support.opened' && observed?.type !== 'support.reopened') return [];
  const { case: id } = observed.data;
  const now = severeCase(view, id, severeUpTo);
  if (!now || severeCase(before, id, severeUpTo)) return [];
  const { severity, subject, reopened } = now;
  const known = entryOf(before.cases, id);
  const how = !known ? 'was opened' : known.resolvedAt ? 'was reopened' : `became severity ${severity}`;
  const told = {
    entity: id,
    contactId: observed.contactId,
    data: { case: id, severity, reopened, ...(subject !== undefined && { subject }) },
    because: `The support case ${id} (severity ${severity}${also(subject)}) ${how} on ${dayInWords(at)}.`,
  };
  return [derivedFact('support.escalated', observed.accountId, at, told)];
}

/** The last severe case was resolved, or is severe no more. */
function calmed({ observed, before, view, at }: Moment, { severeUpTo }: TriggerRules): AccountEvent[] {
  if (observed?.type !== 'support.opened' && observed?.type !== 'support.resolved') return [];
  const { case: id } = observed.data;
  if (!severeCase(before, id, severeUpTo) || hasSevereCase(view, severeUpTo)) return [];
  const what = `the support case ${id} ${observed.type === 'support.resolved' ? 'was resolved' : 'is less severe'}`;
  const told = {
    entity: id,
    data: { case: id },
    because: `No case of ${severityInWords(severeUpTo)} is open any more: ${what} on ${dayInWords(at)}.`,
  };
  return [derivedFact('support.resolved', observed.accountId, at, told)];
}

function severeCase({ cases }: AccountView, id: string, severeUpTo: number) {
  const found = entryOf(cases, id);
  return found && found.resolvedAt === undefined && found.severity <= severeUpTo ? found : undefined;
}

const hasSevereCase = (view: AccountView, severeUpTo: number): boolean =>
  Object.keys(view.cases).some((id) => severeCase(view, id, severeUpTo));

function championGone({ observed, before, view, at }: Moment): AccountEvent[] {
  if (observed?.type !== 'contact.left' || observed.contactId === undefined) return [];
  const { contactId } = observed;
  const gone = entryOf(view.departed, contactId);
  if (gone?.role !== 'champion' || gone.at !== at || entryOf(before.departed, contactId)?.at === at) return [];
  const because = `The champion ${gone.name} left on ${dayInWords(at)}.`;
  const told = { contactId, data: { name: gone.name }, because };
  return [derivedFact('champion.departed', observed.accountId, at, told)];
}

/** A contact who might be written to before wants no more mail. */
function unsubscribed({ observed, before, view, at }: Moment): AccountEvent[] {
  if (observed?.type !== 'consent.changed' || observed.contactId === undefined) return [];
  const { contactId } = observed;
  const [then, now] = [before, view].map(({ account }) => contactIn(account, contactId));
  if (now?.consent !== 'withdrawn' || then?.consent === 'withdrawn') return [];
  const because = `${now.name} asked for no more mail from us on ${dayInWords(at)}.`;
  return [derivedFact('contact.unsubscribed', observed.accountId, at, { contactId, because })];
}

/** Somebody else holds a role on the account than before. */
function teamChanged({ observed, before, view, at }: Moment): AccountEvent[] {
  if (!observed) return [];
  return ROLES.flatMap((role) => {
    const [from, to] = [before.account.team[role], view.account.team[role]];
    if (from === undefined || to === undefined || from.toLowerCase() === to.toLowerCase()) return [];
    const because = `The account has a new ${ROLE_TITLES[role]} since ${dayInWords(at)}.`;
    return [derivedFact('team.changed', observed.accountId, at, { entity: role, data: { role, from, to }, because })];
  });
}
