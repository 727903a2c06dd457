import { later, waitMs, type CalendarWait, type Instant } from '../waits';
import { dayOf } from '../wording';
import { allowedOf, inStepWithUsage } from './contract';
import { entryOf, noteMoment, only, withEntry } from './entries';
import type { Seen, Steps } from './step';
import type { AccountView, Day, UsagePoint } from './view';

/** How long what was measured is kept. */
const KEPT: CalendarWait = '400 days';
/** How exactly somebody's latest use is known; people click often, and nothing depends on the minute. */
const PRECISION: CalendarWait = '1 hour';
/** How many people's latest use is kept. */
const USERS = 5000;

/** How they use the product. */
export const usageSteps: Steps<'usage.measured' | 'product.used' | 'milestone.reached'> = {
  'usage.measured': measured,
  'product.used': used,
  'milestone.reached': (view, { data: { milestone }, at }) =>
    Object.hasOwn(view.milestones, milestone)
      ? view
      : { ...view, milestones: withEntry(view.milestones, milestone, at) },
};

/** The first day that is still kept at that moment. */
const firstKept = (at: Instant): Day => dayOf(later(at, -waitMs(KEPT)));

/** One point per day and limit; the contract's `used` follows. */
function measured(view: AccountView, { data, at }: Seen<'usage.measured'>): AccountView {
  const point: UsagePoint = { at, used: data.used, allowed: data.allowed ?? allowedOf(view.account, data.limit) };
  const since = firstKept(at);
  const before = (entryOf(view.usage, data.limit) ?? []).filter(
    (each) => dayOf(each.at) > since && dayOf(each.at) !== dayOf(at),
  );
  const usage = withEntry(view.usage, data.limit, [...before, point]);
  return { ...view, usage, account: inStepWithUsage(view.account, usage) };
}

function used(view: AccountView, { contactId, at }: Seen<'product.used'>): AccountView {
  const activity = oneMore(view.activity, at);
  const noted = contactId && entryOf(view.lastUse, contactId);
  if (!contactId || (noted && at < later(noted, waitMs(PRECISION)))) return { ...view, activity };
  return { ...view, activity, lastUse: noteMoment(view.lastUse, contactId, at, USERS) };
}

function oneMore(activity: AccountView['activity'], at: Instant): AccountView['activity'] {
  const day = dayOf(at);
  const counted = withEntry(activity, day, (entryOf(activity, day) ?? 0) + 1);
  if (Object.hasOwn(activity, day)) return counted;
  const since = firstKept(at);
  return only(counted, (_, each) => each > since);
}
