/** @module One view of each account, folded from what all its sources saw. */
export type {
  AccountView,
  Day,
  Deal,
  HeldMeeting,
  NoticeKind,
  SupportCase,
  SurveyAnswer,
  UsagePoint,
} from './view';
