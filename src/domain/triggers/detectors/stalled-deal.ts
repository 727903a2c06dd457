import { dayInWords } from '../../wording';
import { derivedFact } from '../fact';
import { daysBetween } from '../moment';
import { sortedEntries, type Detector } from './detector';

/** `opportunity.stalled`: an open deal stays in its stage, once per stage it enters. */
export const stalledDeal: Detector = {
  name: 'opportunity.stalled',
  concerns: ({ before, view }) => before.deals !== view.deals,
  read: ({ view, at }, _course, { deals: { stalledDays } }) =>
    sortedEntries(view.deals)
      .filter(([, { result }]) => result === undefined)
      .map(([deal, { stage, since }]) => {
        const days = Math.floor(daysBetween(since, at));
        return {
          of: `${deal}/${since}`,
          raised: days >= stalledDays,
          cleared: false,
          fact: () =>
            derivedFact('opportunity.stalled', view.account.id, at, {
              entity: deal,
              data: { deal, stage, days, since },
              because: `The deal ${deal} has been in the stage ${stage} since ${dayInWords(since)}, for ${days} days.`,
            }),
        };
      }),
};
