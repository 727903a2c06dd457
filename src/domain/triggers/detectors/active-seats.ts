import { activeSeats, HALF_OF_SEATS, shareOf } from '../../adoption';
import { percent } from '../../health';
import { amount, dayInWords } from '../../wording';
import { derivedFact } from '../fact';
import { isCustomer } from '../moment';
import type { Detector } from './detector';
import { latestWon } from './stalled-adoption';

/** `milestone.reached`: half of the seats are active, once for each deal that was won. */
export const halfOfSeats: Detector = {
  name: 'milestone.reached',
  concerns: ({ before, view }) =>
    before.activity !== view.activity || before.usage !== view.usage || before.deals !== view.deals,
  read: ({ view, at }, _course, { adoption }) => {
    const won = isCustomer(view) ? latestWon(view) : undefined;
    const seats = won && activeSeats(view, at, adoption);
    if (!won || !seats) return [];
    const { milestone, share } = HALF_OF_SEATS;
    const { active, licensed } = seats;
    const reached = `${amount(active, 1)} of ${amount(licensed)} seats are active (${percent(shareOf(seats))})`;
    const fact = () =>
      derivedFact('milestone.reached', view.account.id, at, {
        entity: milestone,
        data: { milestone, active, licensed, deal: won.id },
        because: `Half of the seats are active on ${dayInWords(at)}: ${reached}.`,
      });
    return [{ of: `${milestone}/${won.id}/${won.since}`, raised: shareOf(seats) >= share, cleared: false, fact }];
  },
};
