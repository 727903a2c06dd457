import { given, noteMoment } from './entries';
import type { Observed } from '../observations';
import type { Seen, Steps } from './step';
import type { AccountView, NoticeKind } from './view';

const MEETINGS = 200;
/** How many people's latest engagement is kept. */
const ENGAGED = 5000;

const notice = (view: AccountView, { type, at }: Observed & { readonly type: NoticeKind }): AccountView => ({
  ...view,
  notices: { ...view.notices, [type]: at },
});

/** Who takes part in what marketing and sales do is engaged. */
const engaged = (view: AccountView, { contactId, at }: Observed): AccountView =>
  contactId ? { ...view, engagement: noteMoment(view.engagement, contactId, at, ENGAGED) } : view;

function met(view: AccountView, seen: Seen<'meeting.held'>): AccountView {
  const meeting = { at: seen.at, with: seen.data.with, ...given({ contactId: seen.contactId }) };
  return { ...engaged(view, seen), meetings: [...view.meetings, meeting].slice(-MEETINGS) };
}

type Engagement = 'content.engaged' | 'meeting.booked' | 'meeting.held' | 'proposal.accepted' | 'proposal.declined';

/** How marketing and sales go. */
export const commercialSteps: Steps<Engagement | NoticeKind> = {
  'content.engaged': engaged,
  'meeting.booked': engaged,
  'meeting.held': met,
  'proposal.accepted': engaged,
  'proposal.declined': engaged,
  'payment.received': notice,
  'payment.failed': notice,
  'competitor.evaluated': notice,
  'org.restructured': notice,
  'churn.notified': notice,
  'intent.surged': notice,
  'unit.asked': notice,
};
