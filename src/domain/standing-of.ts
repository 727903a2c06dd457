import type { AccountView } from './account-view';
import { healthOf, openCasesAt, type HealthRules } from './health';
import type { Standing } from './standing';
import type { AccountState, TriggerRules } from './triggers';
import type { Instant } from './waits';

/** The house rules that a standing is told by. */
export interface StandingRules {
  readonly health: HealthRules;
  readonly triggers: Pick<TriggerRules, 'health'>;
}

/**
 * How an account stands at `at`, by all that was observed of it; without anything observed only what recovery takes.
 *
 * @example
 * standingOf(state, at, rules).health; // 64
 */
export function standingOf(
  state: Pick<AccountState, 'view' | 'course'> | undefined,
  at: Instant,
  rules: StandingRules,
): Standing {
  const { recoveredAt, recoveredDays } = rules.triggers.health;
  const recovered = { health: recoveredAt, days: recoveredDays };
  if (!state) return { at, recovered, reachedOn: {} };
  const { view, course } = state;
  const { score } = healthOf(view, at, rules.health);
  const { wellSince } = course.recovery;
  const lastContact = lastContactOf(view, at);
  return {
    ...{ at, recovered },
    ...(score !== undefined && { health: score }),
    ...(wellSince !== undefined && { wellSince }),
    openCases: openCasesAt(view, Date.parse(at)).map(({ severity, subject, openedAt }) => ({
      ...{ severity, openedAt },
      ...(subject !== undefined && { subject }),
    })),
    ...(lastContact && { lastContact }),
    reachedOn: Object.fromEntries([...contactsMade(view, at)].map(([id, { at: on }]) => [id, on])),
  };
}

/** By contact who is there now, when they last met us or engaged with marketing or sales. */
function contactsMade(view: AccountView, at: Instant): ReadonlyMap<string, { readonly at: Instant; met: boolean }> {
  const here = new Set(view.account.contacts.map(({ id }) => id));
  const made = new Map<string, { readonly at: Instant; met: boolean }>();
  const note = (id: string | undefined, on: Instant, met: boolean) => {
    if (id === undefined || !here.has(id) || on > at) return;
    if (on >= (made.get(id)?.at ?? '')) made.set(id, { at: on, met });
  };
  for (const [id, on] of Object.entries(view.engagement)) note(id, on, false);
  for (const { contactId, at: on } of view.meetings) note(contactId, on, true);
  return made;
}

function lastContactOf(view: AccountView, at: Instant): Standing['lastContact'] {
  const made = contactsMade(view, at);
  const known = view.account.contacts.flatMap(({ id, name }) => {
    const last = made.get(id);
    return last ? [{ ...last, name }] : [];
  });
  return known.length > 0 ? known.reduce((a, b) => (b.at > a.at ? b : a)) : undefined;
}
