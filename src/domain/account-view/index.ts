/** @module One view of each account, folded from what all its sources saw. */
export { nameOfEmail, seniorityOfTitle } from './assumptions';
export { coverage, type Coverage } from './committee';
export { describeView, type Section } from './describe';
export { emptyView } from './empty-view';
export { entryOf, type Entries } from './entries';
export { observe } from './observe';
export type {
  AccountDefaults,
  AccountView,
  Assumable,
  ContactSketch,
  ContractSketch,
  Day,
  Deal,
  HeldMeeting,
  NoticeKind,
  SupportCase,
  SurveyAnswer,
  UsagePoint,
} from './view';
