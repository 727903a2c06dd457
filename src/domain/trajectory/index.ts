/** @module Where an account is heading: the segment of a customer, the readiness of an account before the sale. */
export { readinessOf, type Readiness, type ReadinessCondition } from './readiness';
export { segmentRulesSchema, SIGNALS, type SegmentRules, type SignalName } from './rules';
export { segmentOf, SEGMENTS, type DayScore, type Segment, type SegmentAnswer, type SegmentQuestion } from './segment';
