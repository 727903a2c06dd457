import type { AccountView } from '../../account-view';
import { activeSeats, shareOf } from '../../adoption';
import { percent } from '../../health';
import type { Instant } from '../../waits';
import { dayInWords } from '../../wording';
import { derivedFact } from '../fact';
import { calendarDays, daysBetween, isCustomer } from '../moment';
import type { TriggerRules } from '../rules';
import type { Detector, Reading } from './detector';

type Rules = TriggerRules['adoption'];

/** `adoption.stalled`: nobody uses the product any more, or few of those who could do some time after the deal. */
export const stalledAdoption: Detector = {
  name: 'adoption.stalled',
  concerns: ({ before, view }) =>
    before.activity !== view.activity || before.usage !== view.usage || before.deals !== view.deals,
  read: ({ view, at }, _course, { adoption }) =>
    isCustomer(view) ? [...unused(view, at, adoption), ...fewSeats(view, at, adoption)] : [],
};

/** An account whose use nobody reports is not one without use: it takes one use to notice that they stop. */
function unused(view: AccountView, at: Instant, { unusedDays }: Rules): Reading[] {
  const last = Object.keys(view.activity).reduce((latest, day) => (day > latest ? day : latest), '');
  if (!last) return [];
  const days = calendarDays(last, at);
  const fact = () =>
    derivedFact('adoption.stalled', view.account.id, at, {
      entity: 'unused',
      data: { days, lastUsed: last },
      because: `Nobody has used the product since ${dayInWords(last)}, for ${days} days on ${dayInWords(at)}.`,
    });
  return [{ of: 'unused', raised: days >= unusedDays, cleared: days < unusedDays, fact }];
}

/** Counted from the latest deal won, and once for each. */
function fewSeats(view: AccountView, at: Instant, rules: Rules): Reading[] {
  const won = latestWon(view);
  const seats = won && activeSeats(view, at, rules);
  if (!won || !seats) return [];
  const share = shareOf(seats);
  const days = Math.floor(daysBetween(won.since, at));
  const fact = () =>
    derivedFact('adoption.stalled', view.account.id, at, {
      entity: 'seats',
      data: { share, days, deal: won.id },
      because: `${percent(share)} of the seats are active ${days} days after the deal was won, on ${dayInWords(at)}.`,
    });
  const raised = days >= rules.seatsAfterDays && share < rules.seatsBelow;
  return [{ of: `seats/${won.id}/${won.since}`, raised, cleared: share >= rules.seatsRearmAt, fact }];
}

/** The latest deal that was won, and since when. */
export function latestWon({ deals }: AccountView): { readonly id: string; readonly since: Instant } | undefined {
  const won = Object.entries(deals).filter(([, { result }]) => result === 'won');
  return won
    .map(([id, { since }]) => ({ id, since }))
    .reduce<{ id: string; since: Instant } | undefined>(
      (latest, deal) => (!latest || latest.since + latest.id < deal.since + deal.id ? deal : latest),
      undefined,
    );
}
