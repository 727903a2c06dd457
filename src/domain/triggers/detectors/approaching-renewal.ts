import { counted, dayInWords } from '../../wording';
import { derivedFact } from '../fact';
import { calendarDays, isCustomer } from '../moment';
import type { Detector } from './detector';

/**
 * `renewal.approaching`: at so many days before the renewal date. Seen late, only the step the account stands at counts;
 * a date that moves counts anew.
 */
export const approachingRenewal: Detector = {
  name: 'renewal.approaching',
  concerns: ({ before, view }) => before.account !== view.account,
  read: ({ view, at }, _course, { renewal: { steps } }) => {
    const renewalOn = view.account.contract?.renewalOn;
    if (renewalOn === undefined || !isCustomer(view)) return [];
    const days = calendarDays(at, renewalOn);
    const current = days < 0 ? undefined : Math.min(...steps.filter((step) => days <= step));
    return [...new Set(steps)].map((step) => ({
      of: `${renewalOn}/${step}`,
      raised: step === current,
      cleared: false,
      fact: () =>
        derivedFact('renewal.approaching', view.account.id, at, {
          entity: `${renewalOn}/${step}`,
          data: { renewalOn, step, days },
          because: `The renewal on ${dayInWords(renewalOn)} is ${counted(days, 'day')} away on ${dayInWords(at)}.`,
        }),
    }));
  },
};
