import { later, type Instant } from '../waits';
import { decide } from './decide';
import type { CoordinationRequest, PlayFacts, StartRequest, TouchRequest } from './requests';
import { coordinationRulesSchema } from './rules';
import { emptyCoordination, type Coordination } from './state';
import type { HouseRules } from './turn';
import type { Effect, Verdict } from './verdicts';
import { DAY_MS } from './windows';

export const MONDAY: Instant = '2026-03-02T09:00:00.000Z';

/** The plays of the playbook that meet each other most, with the ranks of its §8. */
export const PLAYS: readonly PlayFacts[] = [
  {
    ...play('retention-save', 'retention', 100, { rule: 'at-most', times: 3, per: '365 days' }),
    outcomes: {
      saved: { kind: 'goal', meaning: 'the health of the account recovered' },
      churned: { kind: 'exit', meaning: 'the customer leaves' },
    },
  },
  play('renewal', 'commercial', 80, { rule: 'at-most', times: 2, per: '300 days' }),
  play('onboarding', 'onboarding', 70, { rule: 'after', wait: '180 days' }),
  play('expansion', 'commercial', 60, { rule: 'after', wait: '90 days' }),
  play('cross-sell', 'commercial', 60, { rule: 'after', wait: '30 days' }),
  play('advocacy-ask', 'advocacy', 40, { rule: 'after', wait: '180 days' }),
  play('pulse', 'retention', 40, { rule: 'after', wait: '30 days' }),
  { ...play('account-nurture', 'acquisition', 40, { rule: 'after', wait: '60 days' }), audience: 'everybody' },
  { ...play('win-back', 'acquisition', 50, { rule: 'never' }), audience: 'everybody' },
];

function play(
  name: string,
  exclusiveGroup: PlayFacts['exclusiveGroup'],
  priority: number,
  reentry: PlayFacts['reentry'],
): PlayFacts {
  return { name, exclusiveGroup, priority, reentry, audience: 'customers' };
}

export const rulesFrom = (rules: unknown = {}): HouseRules => ({
  plays: PLAYS,
  rules: coordinationRulesSchema.parse(rules),
});

/** A text with these words in it. */
export const saying = (words: string): string => expect.stringContaining(words) as string;

/** A verdict that declines with this code, for a reason like this. */
export const declined = (code: string, because = /./) => ({
  kind: 'declined',
  code,
  because: expect.stringMatching(because) as string,
});

/** Freezes a value through and through, so that whoever changes it is found out. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

type Ask<R extends CoordinationRequest> = Partial<Omit<R, 'type'>>;
type Bare<R> = R extends CoordinationRequest ? Omit<R, 'id' | 'at'> & { readonly id?: string } : never;

/** The coordinator of one account, asked as its workflow asks it, on a day that tests move. */
export function coordinator(rules: unknown = {}, accountId = 'acme') {
  let state: Coordination = emptyCoordination(accountId);
  let at = MONDAY;
  let asked = 0;
  let effects: readonly Effect[] = [];
  const ask = (request: Bare<CoordinationRequest>): Verdict => {
    const whole = { id: `r${++asked}`, at, ...request };
    const decision = decide(frozen(state), frozen(whole), frozen(rulesFrom(rules)));
    state = decision.state;
    effects = decision.effects;
    return decision.verdict;
  };
  return {
    ask,
    state: () => state,
    now: () => at,
    /** What has to be carried out after the last request, without the ledger. */
    effects: () => effects.filter(({ type }) => type !== 'record'),
    ledger: () => effects.flatMap((effect) => (effect.type === 'record' ? [effect.line] : [])),
    pass: (days: number) => (at = later(at, Math.round(days * DAY_MS))),
    start: (name: string, more: Ask<StartRequest> = {}) =>
      ask({
        type: 'start',
        play: name,
        key: '1',
        runId: `play/${name}/${accountId}/${more.key ?? '1'}`,
        requestedBy: 'trigger',
        chain: [],
        account: { hasContract: true, reach: 'open' },
        ...more,
      }),
    touch: (more: Ask<TouchRequest> = {}) =>
      ask({
        type: 'touch',
        key: `touch-${asked}`,
        runId: `play/expansion/${accountId}/1`,
        contactId: 'vera',
        kind: 'customer-facing',
        consent: 'granted',
        suppressed: false,
        nextOpening: at,
        ...more,
      }),
    lease: (key: string, name = 'expansion', promotionalBefore = 'newsletter on') =>
      ask({
        type: 'lease',
        key,
        runId: `play/${name}/${accountId}/1`,
        reason: `${name} is under way.`,
        until: later(at, 60 * DAY_MS),
        promotionalBefore,
      }),
    release: (key: string) => ask({ type: 'release', key }),
    ended: (name: string, outcome: string, key = '1') =>
      ask({ type: 'ended', runId: `play/${name}/${accountId}/${key}`, outcome }),
    tick: (aliveRuns?: readonly string[]) => ask({ type: 'tick', ...(aliveRuns && { aliveRuns }) }),
  };
}
