import { COMMITTEE_ROLES, atLeast } from '../roles';
import type { Account } from '../account';
import type { AccountView } from '../account-view';
import { contactsAt, daysSinceEngaged, engagedRoles } from '../health';
import type { Instant } from '../waits';
import { counted, listed } from '../wording';
import type { SegmentRules, SignalName } from './rules';
import { signalsAt, type Signal } from './signals';

/** One condition of readiness: whether it is met, and the figures, in a sentence. */
export interface ReadinessCondition {
  readonly name: 'fit tier' | 'committee roles engaged' | 'buying signal';
  readonly met: boolean;
  readonly because: string;
}

/** How far an account before the sale is. */
export interface Readiness {
  readonly tier: Account['tier'];
  /** 0–100, rounded: how well the account suits us. */
  readonly fit: number;
  /** 0–100, rounded: how much it shows interest now. */
  readonly intent: number;
  /** Whether all conditions are met: marketing may hand it to sales. */
  readonly ready: boolean;
  readonly conditions: readonly ReadinessCondition[];
}

/**
 * Account readiness at `at`, the definition that marketing and sales agree on (playbook §5): fit tier, at least three
 * committee roles engaged within 30 days, and one buying signal; all of it in the rules. With fit and intent beside it.
 *
 * @example
 * const { ready, conditions } = readinessOf(view, '2026-03-02T09:00:00.000Z', segmentRulesSchema.parse({}));
 * conditions.filter(({ met }) => !met).map(({ because }) => because);
 * // ['2 committee roles (champion and end-user) engaged within 30 days; it takes 3.']
 */
export function readinessOf(view: AccountView, at: Instant, rules: SegmentRules): Readiness {
  const now = Date.parse(at);
  const signals = signalsAt(view, now);
  const conditions = [fitTier(view, rules), rolesEngaged(view, now, rules), buyingSignal(signals, rules)];
  return {
    tier: view.account.tier,
    fit: fitOf(view, now, rules),
    intent: intentOf(signals, rules),
    ready: conditions.every(({ met }) => met),
    conditions,
  };
}

function fitTier({ account: { tier } }: AccountView, { readiness: { tiers } }: SegmentRules): ReadinessCondition {
  const met = tiers.includes(tier);
  const because = met ? `The tier ${tier} fits.` : `The tier ${tier} is none of ${listed(tiers)}.`;
  return { name: 'fit tier', met, because };
}

function rolesEngaged(view: AccountView, at: number, { readiness }: SegmentRules): ReadinessCondition {
  const contacts = contactsAt(view, at);
  const roles = engagedRoles(contacts, daysSinceEngaged(view, contacts, at), readiness.engagedDays).sort();
  const who = roles.length > 0 ? ` (${listed(roles)})` : '';
  return {
    name: 'committee roles engaged',
    met: roles.length >= readiness.rolesEngaged,
    because: `${counted(roles.length, 'committee role')}${who} engaged within ${counted(readiness.engagedDays, 'day')}; it takes ${readiness.rolesEngaged}.`,
  };
}

function buyingSignal(signals: readonly Signal[], { readiness }: SegmentRules): ReadinessCondition {
  const { buyingSignals, signalDays, signalsNeeded } = readiness;
  const fresh = signals.filter(({ name, age }) => buyingSignals.includes(name) && age <= signalDays);
  const kinds = new Set<SignalName>(fresh.map(({ name }) => name));
  const seen = fresh.length > 0 ? listed(fresh.map(({ says }) => says)) : 'none';
  return {
    name: 'buying signal',
    met: kinds.size >= signalsNeeded,
    because: `Buying signals within ${counted(signalDays, 'day')}: ${seen}; it takes ${signalsNeeded}.`,
  };
}

/** fit = weighted mean of the tier's points, 100 with a VP or above among the contacts, and 100 · committee roles known / 6. */
function fitOf(view: AccountView, at: number, { fit: { tiers, weights } }: SegmentRules): number {
  const then = contactsAt(view, at);
  const ids = new Set(then.map(({ id }) => id));
  const leader = view.account.contacts.some(({ id, seniority }) => ids.has(id) && atLeast(seniority, 'vp'));
  const roles = new Set(then.flatMap(({ role }) => role ?? [])).size / COMMITTEE_ROLES.length;
  const sum =
    weights.tier * tiers[view.account.tier] + weights.leader * (leader ? 100 : 0) + weights.committee * 100 * roles;
  return Math.round(sum / (weights.tier + weights.leader + weights.committee));
}

/** intent = min(100, Σ points of each signal · ½^(age / half-life)). */
function intentOf(signals: readonly Signal[], { intent: { points, halfLifeDays } }: SegmentRules): number {
  const sum = signals.reduce((total, { name, age }) => total + points[name] * 0.5 ** (age / halfLifeDays), 0);
  return Math.round(Math.min(100, sum));
}
