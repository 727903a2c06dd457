/**
 * @module
 * From what was observed to what is to be done: the fold of an account, the facts derived along it, and the rules that
 * turn facts into requests to start plays.
 */
export { advance, type Advanced, type Step } from './advance';
export type { HealthMove } from './assess';
export {
  backtest,
  compareBacktests,
  type AccountHistory,
  type AccountStarts,
  type Backtest,
  type BacktestDifference,
} from './backtest';
export { inactiveRules, UnknownPlayError, type InactiveRule } from './check-plays';
export { conditionSchema, type Condition } from './condition';
export {
  emptyState,
  type AccountRules,
  type AccountState,
  type Course,
  type Firing,
  type Position,
  type SegmentSpell,
} from './course';
export { DEFAULT_RULES } from './default-rules';
export { explain, type ExplainedCondition, type RuleExplanation } from './explain';
export type { PlayRequested } from './fire';
export { canResume, fold, resume } from './fold';
export { ruleSchema, triggerRulesSchema, type InputValue, type Rule, type TriggerRules } from './rules';
