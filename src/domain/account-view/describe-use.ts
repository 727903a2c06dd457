import { later, waitMs, type Instant } from '../waits';
import { amount, counted, dayInWords, dayOf, listed, money } from '../wording';
import type { AccountView, SupportCase, UsagePoint } from './view';
import { alphabetically, daysBefore, fromToday, sentence } from './wording';

const RECENT_DAYS = 30;

/** The contract, and each limit with its use in percent. */
export function describeContract({ account: { contract }, usage }: AccountView, at: Instant): string[] {
  const measured = Object.entries(usage).sort(byKey);
  if (!contract) return measured.map(([name, points]) => use(name, points.at(-1)!));
  const { plan, seats, currency, arr, renewalOn, limits } = contract;
  const listedLimits = new Set(limits.map(({ name }) => name));
  const renewal = renewalOn < dayOf(at) ? 'was to be renewed' : 'to be renewed';
  return [
    sentence(
      `${plan} with ${counted(seats, 'seat')} for ${money(arr, currency)} a year, ${renewal} on ${dayInWords(renewalOn)} (${fromToday(at, renewalOn)})`,
    ),
    ...limits.map(({ name, used, limit }) => use(name, { used, allowed: limit })),
    ...measured.filter(([name]) => !listedLimits.has(name)).map(([name, points]) => use(name, points.at(-1)!)),
  ];
}

function use(name: string, { used, allowed }: Pick<UsagePoint, 'used' | 'allowed'>): string {
  if (!allowed) return sentence(`${name}: ${amount(used)} used`);
  return sentence(`${name}: ${amount(used)} of ${amount(allowed)} used (${Math.round((used / allowed) * 100)} %)`);
}

/** How the product is used. */
export function describeProduct({ activity, lastUse, milestones }: AccountView, at: Instant): string[] {
  const since = daysBefore(at, RECENT_DAYS);
  const days = Object.keys(activity)
    .filter((day) => day <= dayOf(at))
    .sort();
  const recent = days.filter((day) => day > dayOf(since));
  const users = Object.values(lastUse).filter((moment) => moment > since && moment <= at).length;
  const latest = days.at(-1);
  const by = users ? `, by ${counted(users, 'known person', 'known people')}` : '';
  const reached = Object.entries(milestones).sort(byMoment);
  return [
    ...(recent.length ? [sentence(`used on ${recent.length} of the last ${counted(RECENT_DAYS, 'day')}${by}`)] : []),
    ...(latest && !recent.length ? [sentence(`not used since ${dayInWords(latest)} (${fromToday(at, latest)})`)] : []),
    ...(reached.length
      ? [sentence(`milestones: ${listed(reached.map(([name, moment]) => `${name} on ${dayInWords(moment)}`))}`)]
      : []),
  ];
}

/** How support goes: what is open, the worst first, and what was resolved of late. */
export function describeSupport({ cases }: AccountView, at: Instant): string[] {
  const all = Object.entries(cases);
  if (!all.length) return [];
  const open = all.filter(([, { resolvedAt }]) => !resolvedAt).sort(byUrgency);
  const since = later(at, -waitMs('90 days'));
  const resolved = all.filter(([, { resolvedAt }]) => resolvedAt && resolvedAt >= since).length;
  const summary = [
    open.length ? counted(open.length, 'open case') : 'no open case',
    ...(resolved ? [`${amount(resolved)} resolved within 90 days`] : []),
  ];
  return [sentence(listed(summary)), ...open.map(([id, each]) => openCase(id, each, at))];
}

function openCase(id: string, { severity, subject, openedAt, reopened }: SupportCase, at: Instant): string {
  const about = subject ? ` about ${JSON.stringify(subject)}` : '';
  const again = reopened ? `, reopened ${reopened === 1 ? 'once' : `${reopened} times`}` : '';
  return sentence(`case ${id}, severity ${severity}${about}, opened ${fromToday(at, openedAt)}${again}`);
}

type Keyed<Value> = readonly [string, Value];
const byKey = ([a]: Keyed<unknown>, [b]: Keyed<unknown>): number => alphabetically(a, b);
const byMoment = ([a, x]: Keyed<Instant>, [b, y]: Keyed<Instant>): number =>
  alphabetically(x, y) || alphabetically(a, b);
const byUrgency = ([a, x]: Keyed<SupportCase>, [b, y]: Keyed<SupportCase>): number =>
  x.severity - y.severity || alphabetically(x.openedAt, y.openedAt) || alphabetically(a, b);
