/** @module The rules between the plays of one account: what may start, who may be written to, when marketing pauses. */
export { decide, type Decision } from './decide';
export { isHeldOut } from './hold-out';
export {
  playFacts,
  type AccountFacts,
  type CoordinationRequest,
  type EndedNotice,
  type LeaseRequest,
  type PersonNotice,
  type PlayFacts,
  type ReleaseRequest,
  type StartRequest,
  type TickNotice,
  type TouchKind,
  type TouchRequest,
  type WithdrawRequest,
} from './requests';
export { coordinationRulesSchema, type CoordinationRules } from './rules';
export { whyHeld } from './runs';
export {
  emptyCoordination,
  isIdle,
  nextWake,
  type Coordination,
  type EndedPlay,
  type GrantedTouch,
  type Lease,
  type QueuedRequest,
  type RunningPlay,
} from './state';
export type { HouseRules } from './turn';
export type { DecisionLine, DeclineCode, Effect, Verdict } from './verdicts';
