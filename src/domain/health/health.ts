import type { AccountView } from '../account-view';
import type { Instant } from '../waits';
import { commercialParts } from './commercial';
import { componentOf, meanOf, type HealthComponent } from './part';
import { productParts } from './product';
import { relationshipParts } from './relationship';
import type { HealthRules } from './rules';
import { sentimentParts } from './sentiment';
import { supportParts } from './support';

export const HEALTH_COMPONENTS = ['product', 'support', 'sentiment', 'relationship', 'commercial'] as const;
export type HealthComponentName = (typeof HEALTH_COMPONENTS)[number];

/** How an account is doing, at one moment, and why. */
export interface Health {
  readonly at: Instant;
  /** 0–100, rounded. Absent when nothing at all is known that health could be told from. */
  readonly score?: number;
  /** 0–1, to two decimals: how much of what health is told from is known, and how fresh it is. */
  readonly confidence: number;
  readonly components: Readonly<Record<HealthComponentName, HealthComponent>>;
}

/**
 * The health of an account at `at` (playbook §5), from what had happened by then:
 * score = Σ weight · component / Σ weight over the components with data; confidence = Σ weight · confidence / Σ weight
 * over all of them. What is missing lowers the confidence, not the score.
 *
 * What the view keeps only the latest of (contract, last use and engagement of a contact, notices, how often a case came
 * back) is as of the view; what of it lies after `at` counts as not known. Asked of a view folded up to `at`, the answer
 * is exact.
 *
 * @example
 * const health = healthOf(view, '2026-03-02T09:00:00.000Z', healthRulesSchema.parse({}));
 * health.score; // 82
 * health.components.support.because; // ['No support case is open.', 'None of 4 resolved cases came back.', …]
 */
export function healthOf(view: AccountView, at: Instant, rules: HealthRules): Health {
  const now = Date.parse(at);
  const { weights } = rules;
  const components = {
    product: componentOf(weights.product, productParts(view, now, rules.product)),
    support: componentOf(weights.support, supportParts(view, now, rules.support)),
    sentiment: componentOf(weights.sentiment, sentimentParts(view, now, rules.sentiment)),
    relationship: componentOf(weights.relationship, relationshipParts(view, now, rules.relationship)),
    commercial: componentOf(weights.commercial, commercialParts(view, now, rules.commercial)),
  };
  const { score, confidence } = meanOf(HEALTH_COMPONENTS.map((name) => components[name]));
  return {
    at,
    ...(score !== undefined && { score: Math.round(score) }),
    confidence: Math.round(100 * confidence) / 100,
    components,
  };
}
