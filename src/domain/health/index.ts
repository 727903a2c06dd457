/** @module The health of an account: how it is doing at a given moment, how sure that is, and why it moved. */
export { HEALTH_COMPONENTS, healthOf, type Health, type HealthComponentName } from './health';
export {
  ageInDays,
  contactsAt,
  daysSinceEngaged,
  departedAt,
  isWithin,
  openCasesAt,
  usageAt,
  type ContactThen,
} from './known-at';
export type { HealthComponent, HealthPart } from './part';
export { engagedRoles } from './relationship';
export { healthRulesSchema, type HealthRules } from './rules';
export { latestAnswersAt } from './sentiment';
export { howTheDayWent, whyItMoved, type DayOfHealth } from './why-it-moved';
export { ago, percent } from './wording';
