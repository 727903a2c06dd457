import { later, waitMs, type CalendarWait, type Instant } from '../waits';
import { entryOf, given, only, withEntry, without } from './entries';
import type { Seen, Steps } from './step';
import type { AccountView, SupportCase } from './view';

/** How long a resolved case is kept. */
const KEPT: CalendarWait = '400 days';
/** By how much a report of an opening may be dated after that of the resolution: clocks of two systems differ. */
const SKEW: CalendarWait = '1 hour';
/** Of a case that is reopened and was never seen before. */
const UNKNOWN_SEVERITY = 3;

/** How support goes. */
export const supportSteps: Steps<'support.opened' | 'support.reopened' | 'support.resolved'> = {
  'support.opened': opened,
  'support.reopened': reopened,
  'support.resolved': resolved,
};

/**
 * A new case; an open one with another severity or subject; or, when it was resolved, a reopened one: many support
 * systems say all three in the same way.
 */
function opened(view: AccountView, { data, at }: Seen<'support.opened'>): AccountView {
  const told = given({ severity: data.severity, subject: data.subject });
  const known = entryOf(view.cases, data.case);
  if (known?.resolvedAt) return keeping(view, data.case, { ...again(known), ...told }, at);
  if (known) return keeping(view, data.case, { ...known, ...told }, at);
  const early = entryOf(view.earlyResolves, data.case);
  const isOver = early !== undefined && at <= later(early, waitMs(SKEW));
  return keeping(view, data.case, { ...told, openedAt: at, reopened: 0, ...(isOver && { resolvedAt: at }) }, at);
}

function reopened(view: AccountView, { data, at }: Seen<'support.reopened'>): AccountView {
  const known = entryOf(view.cases, data.case) ?? { severity: UNKNOWN_SEVERITY, openedAt: at, reopened: 0 };
  return keeping(view, data.case, again(known), at);
}

function again({ resolvedAt: _, ...known }: SupportCase): SupportCase {
  return { ...known, reopened: known.reopened + 1 };
}

function resolved(view: AccountView, { data, at }: Seen<'support.resolved'>): AccountView {
  const known = entryOf(view.cases, data.case);
  if (known) return keeping(view, data.case, { resolvedAt: at, ...known }, at);
  return { ...view, earlyResolves: withEntry(recent(view.earlyResolves, at), data.case, at) };
}

/** The view with the case; a new one makes room by forgetting those that were resolved long before. */
function keeping(view: AccountView, id: string, supportCase: SupportCase, at: Instant): AccountView {
  const cases = withEntry(view.cases, id, supportCase);
  if (Object.hasOwn(view.cases, id)) return { ...view, cases };
  const since = later(at, -waitMs(KEPT));
  return {
    ...view,
    cases: only(cases, ({ resolvedAt }) => resolvedAt === undefined || resolvedAt >= since),
    earlyResolves: without(recent(view.earlyResolves, at), [id]),
  };
}

const recent = (early: AccountView['earlyResolves'], at: Instant): AccountView['earlyResolves'] => {
  const since = later(at, -waitMs(SKEW));
  return only(early, (moment) => moment >= since);
};
