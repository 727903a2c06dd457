import type { Account } from '../domain/account';
import { describeView, type AccountView, type Section } from '../domain/account-view';
import { healthOf, whyItMoved, type Health } from '../domain/health';
import { readinessOf, type Readiness } from '../domain/trajectory';
import type { AccountRules, AccountState, SegmentSpell } from '../domain/triggers';
import type { PlayContract } from '../domain/play-contract';
import type { Instant } from '../domain/waits';
import { dayOf } from '../domain/wording';
import { stageOf } from '../domain/account';
import type { HealthDay, Observations, Store } from '../store';
import type { Kept } from './evaluate';
import { goingOn, type GoingOn } from './going-on';
import { rulesChangeInWords, type RulesChange } from './rules-change';

/** Everything known of one account at a moment. */
export interface AccountPage extends GoingOn {
  readonly at: Instant;
  readonly account: Account;
  /** The account view besides the account's record. */
  readonly view: Omit<AccountView, 'account'>;
  /** The view in sentences. */
  readonly sections: readonly Section[];
  /** `moved`: why it moved today, in a sentence or two. */
  readonly health: Health & { readonly moved: string };
  /** Of a customer. */
  readonly segment?: SegmentSpell;
  /** Of an account before the sale. */
  readonly readiness?: Readiness;
  /** By which names other systems call the account and its contacts. */
  readonly names: Awaited<ReturnType<Observations['namesOf']>>;
  /** Oldest first; a day without an entry was like the day before. */
  readonly history: readonly HealthDay[];
}

/** The page of an account as its state has it, with health as of `at`. */
export async function pageOf(
  { store, catalogue }: { readonly store: Store; readonly catalogue: readonly PlayContract[] },
  {
    state: {
      view: { account, ...view },
      course,
    },
    rulesChanged,
  }: Pick<Kept, 'state' | 'rulesChanged'>,
  rules: AccountRules,
  at: Instant,
): Promise<AccountPage> {
  const { id } = account;
  const titleOf = (play: string) => catalogue.find(({ name }) => name === play)?.title ?? play;
  const [names, history, going] = await Promise.all([
    store.observations.namesOf(id),
    store.accountStates.health(id),
    goingOn({ store, titleOf }, id, at),
  ]);
  const whole = { account, ...view };
  const health = healthOf(whole, at, rules.health);
  const { segment } = course;
  const beforeTheSale = ['target', 'prospect'].includes(stageOf(account));
  return {
    ...{ at, account, view, names, history, ...going },
    sections: describeView(whole, at),
    health: { ...health, moved: movedToday(course, health, rulesChanged) },
    ...(segment && { segment }),
    ...(beforeTheSale && { readiness: readinessOf(whole, at, rules.segments) }),
  };
}

/** Why health moved today, the last change first; what only the hours changed since the last step counts, too. */
function movedToday(course: AccountState['course'], health: Health, rulesChanged: RulesChange | undefined): string {
  const isToday = (at: Instant | undefined) => at !== undefined && dayOf(at) === dayOf(health.at);
  const { health: was, today, dayBegan } = course;
  if (rulesChanged && isToday(rulesChanged.at)) {
    const words = rulesChangeInWords(rulesChanged);
    return isToday(today?.at) ? `${words} ${today!.because}` : words;
  }
  if (was && was.score !== health.score) return whyItMoved(was, health);
  if (isToday(today?.at)) return today!.because;
  return whyItMoved(was && !isToday(was.at) ? was : dayBegan, health);
}
