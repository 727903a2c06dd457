import type { Instant } from '../waits';
import { entryOf, given, withEntry } from './entries';
import type { Seen, Steps } from './step';
import type { AccountView, Deal } from './view';

/** How deals go. */
export const dealSteps: Steps<'deal.moved' | 'deal.won' | 'deal.lost'> = {
  'deal.moved': moved,
  'deal.won': won,
  'deal.lost': (view, { data, at }) => keeping(view, data.deal, closed(view, data.deal, 'lost', at, data)),
};

/**
 * A closed deal that moves on is open again. What is dated at the very moment of closing belongs to it: systems report
 * the last stage and the result together.
 */
function moved(view: AccountView, { data, at }: Seen<'deal.moved'>): AccountView {
  const known = entryOf(view.deals, data.deal);
  const amount = given({ amount: data.amount });
  if (known?.result && known.since === at) return keeping(view, data.deal, { ...known, ...amount });
  const since = known?.stage === data.stage && !known.result ? known.since : at;
  const before = given({ amount: known?.amount });
  const openedAt = known?.openedAt ?? at;
  return keeping(view, data.deal, { ...before, ...amount, stage: data.stage, since, openedAt });
}

/** The first deal won makes a customer; a former one becomes one again. */
function won(view: AccountView, { data, at }: Seen<'deal.won'>): AccountView {
  const next = keeping(view, data.deal, closed(view, data.deal, 'won', at, data));
  return { ...next, account: { ...next.account, stage: 'customer' } };
}

function closed(
  view: AccountView,
  id: string,
  result: 'won' | 'lost',
  at: Instant,
  { amount, reason }: { readonly amount?: number; readonly reason?: string },
): Deal {
  const known = entryOf(view.deals, id);
  const told = given({ amount: amount ?? known?.amount, reason });
  const since = known?.result === result ? known.since : at;
  return { ...told, stage: result, since, openedAt: known?.openedAt ?? at, result };
}

const keeping = (view: AccountView, id: string, deal: Deal): AccountView => ({
  ...view,
  deals: withEntry(view.deals, id, deal),
});
