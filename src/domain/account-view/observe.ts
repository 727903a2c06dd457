import type { ObservationType, Observed } from '../observations';
import { commercialSteps } from './commercial';
import { contactSteps } from './contacts';
import { contractSteps } from './contract';
import { dealSteps } from './deals';
import { mergedSteps } from './merged';
import { profileSteps } from './profile';
import type { Steps } from './step';
import { supportSteps } from './support';
import { surveySteps } from './surveys';
import { usageSteps } from './usage';
import type { AccountView } from './view';

const STEPS: Steps<ObservationType> = {
  ...profileSteps,
  ...mergedSteps,
  ...contractSteps,
  ...contactSteps,
  ...usageSteps,
  ...supportSteps,
  ...surveySteps,
  ...commercialSteps,
  ...dealSteps,
};

/**
 * What one more observation makes of the view; the view given stays as it is. Observations are to be given in the order
 * in which things happened (`inOrder`), each once; then the view depends on nothing else. In another order nothing
 * breaks, but what is told first would count as older.
 *
 * What is kept is bounded: measurements and activity of 400 days, resolved cases of 400 days, 200 answers, 200 meetings,
 * 1,000 contacts.
 *
 * @example
 * const view = observations.toSorted(inOrder).reduce(observe, emptyView('acme'));
 */
export function observe(view: AccountView, observed: Observed): AccountView {
  const step = STEPS[observed.type] as (view: AccountView, seen: Observed) => AccountView;
  const { since = observed.at, lastSeen = observed.at } = view;
  return {
    ...step(view, observed),
    since: observed.at < since ? observed.at : since,
    lastSeen: observed.at > lastSeen ? observed.at : lastSeen,
  };
}
