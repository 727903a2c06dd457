import type { AccountView } from '../account-view';
import { COMMITTEE_ROLES } from '../roles';
import { counted, listed } from '../wording';
import { ageInDays, contactsAt, daysSinceEngaged, departedAt, type ContactThen } from './known-at';
import { told, untold, type HealthPart } from './part';
import type { HealthRules } from './rules';
import { ago, percent } from './wording';

type Rules = HealthRules['relationship'];

/** Relationship: the weighted mean of champion, executive sponsor and coverage. */
export function relationshipParts(view: AccountView, at: number, rules: Rules): HealthPart[] {
  const contacts = contactsAt(view, at);
  return [
    championPart(view, contacts, at, rules),
    sponsorPart(view, at, rules),
    coveragePart(view, contacts, at, rules),
    ...competitorPart(view, at, rules),
  ];
}

/** A competitor whom they evaluate is said beside the score and moves the segment, not the score (playbook §5). */
function competitorPart(view: AccountView, at: number, { engagedDays }: Rules): HealthPart[] {
  const age = ageInDays(view.notices['competitor.evaluated'], at);
  if (age === undefined || age > engagedDays) return [];
  return [
    untold('competitor', 0, `they were seen evaluating a competitor ${ago(age)}, which this score does not count`),
  ];
}

/** champion = 100 with a champion in the committee, 0 without; no data while no committee role is known at all. */
function championPart(view: AccountView, contacts: readonly ContactThen[], at: number, { weights }: Rules): HealthPart {
  const champions = contacts.filter(({ role }) => role === 'champion').map(({ name }) => name);
  if (champions.length > 0)
    return told(
      'champion',
      weights.champion,
      100,
      `${listed(champions)} ${champions.length === 1 ? 'is' : 'are'} champion`,
    );
  const [left] = departedAt(view, at).filter(({ role }) => role === 'champion');
  if (left)
    return told(
      'champion',
      weights.champion,
      0,
      `the champion ${left.name} left ${ago(left.age)}, and there is no other`,
    );
  return contacts.some(({ role }) => role !== undefined)
    ? told('champion', weights.champion, 0, 'nobody there is known as a champion')
    : untold('champion', weights.champion, 'nobody’s part in the buying committee is known');
}

/** sponsor = 100 with a meeting held with the executive sponsor in 90 days, 0 without; no data before any meeting. */
function sponsorPart(view: AccountView, at: number, { sponsorDays, weights }: Rules): HealthPart {
  const held = view.meetings.filter((meeting) => ageInDays(meeting.at, at) !== undefined);
  if (held.length === 0) return untold('sponsor', weights.sponsor, 'no meeting has been reported');
  const last = ageInDays(held.findLast((meeting) => meeting.with.includes('exec-sponsor'))?.at, at);
  if (last === undefined) return told('sponsor', weights.sponsor, 0, 'the executive sponsor has not met them yet');
  return last <= sponsorDays
    ? told('sponsor', weights.sponsor, 100, `the executive sponsor met them ${ago(last)}`)
    : told(
        'sponsor',
        weights.sponsor,
        0,
        `the executive sponsor has not met them for ${counted(Math.floor(last), 'day')}`,
      );
}

/** coverage = 100 · committee roles with a contact engaged in 90 days / roles filled (or all six); no data before any engagement. */
function coveragePart(view: AccountView, contacts: readonly ContactThen[], at: number, rules: Rules): HealthPart {
  const { engagedDays, coverageOf, weights } = rules;
  const filled = new Set(contacts.flatMap(({ role }) => role ?? []));
  const since = daysSinceEngaged(view, contacts, at);
  if (filled.size === 0 || since.size === 0)
    return untold('coverage', weights.coverage, 'who of the buying committee engages is not known');
  const engaged = engagedRoles(contacts, since, engagedDays);
  const all = coverageOf === 'filled' ? filled.size : COMMITTEE_ROLES.length;
  const share = engaged.length / all;
  const roles = `${counted(all, coverageOf === 'filled' ? 'known committee role' : 'committee role')}`;
  const measure = { what: 'the share of committee roles that engage', value: percent(share) };
  const says = `${engaged.length} of ${roles} engaged in the last ${counted(engagedDays, 'day')}`;
  return told('coverage', weights.coverage, 100 * share, says, { measure });
}

/** The committee roles with somebody who engaged within so many days. */
export const engagedRoles = (
  contacts: readonly ContactThen[],
  since: ReadonlyMap<string, number>,
  days: number,
): string[] => [
  ...new Set(contacts.flatMap(({ id, role }) => (role && (since.get(id) ?? Infinity) <= days ? role : []))),
];
