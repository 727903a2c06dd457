import type { AccountView } from '../account-view';
import { ageInDays, ago, contactsAt } from '../health';
import type { SignalName } from './rules';

/** Something that shows interest. */
export interface Signal {
  readonly name: SignalName;
  /** Days ago. */
  readonly age: number;
  /** `topics of ours surged 3 days ago`. */
  readonly says: string;
}

const NOTICES = {
  'intent.surged': 'their intent surged',
  'competitor.evaluated': 'they were seen evaluating a competitor',
  'unit.asked': 'a unit asked for access',
} as const;

/** What shows interest at `at` (ms), however old: notices, the last meeting, open deals, and who engages or tries the product. */
export function signalsAt(view: AccountView, at: number): Signal[] {
  const one = (name: SignalName, age: number | undefined, what: string): Signal[] =>
    age === undefined ? [] : [{ name, age, says: `${what} ${ago(age)}` }];
  const contacts = contactsAt(view, at);
  const since = (record: Readonly<Record<string, string>>, id: string) =>
    ageInDays(Object.hasOwn(record, id) ? record[id] : undefined, at);
  return [
    ...(Object.keys(NOTICES) as (keyof typeof NOTICES)[]).flatMap((name) =>
      one(name, ageInDays(view.notices[name], at), NOTICES[name]),
    ),
    ...one('meeting.held', lastMeeting(view, at), 'they met us'),
    ...Object.keys(view.deals)
      .sort()
      .flatMap((id) => one('deal.open', openSince(view, id, at), 'an open deal moved')),
    ...contacts.flatMap(({ id, name }) => one('product.used', since(view.lastUse, id), `${name} used the product`)),
    ...contacts.flatMap(({ id, name }) => one('contact.engaged', since(view.engagement, id), `${name} engaged`)),
  ];
}

const lastMeeting = ({ meetings }: AccountView, at: number): number | undefined =>
  meetings.reduce<number | undefined>((least, meeting) => {
    const age = ageInDays(meeting.at, at);
    return age === undefined ? least : Math.min(least ?? age, age);
  }, undefined);

/** Days since an open deal entered its stage; for one that moved or ended only later, since it was opened. */
function openSince({ deals }: AccountView, id: string, at: number): number | undefined {
  const deal = deals[id];
  const inStage = ageInDays(deal?.since, at);
  if (inStage === undefined) return ageInDays(deal?.openedAt, at);
  return deal?.result ? undefined : inStage;
}
