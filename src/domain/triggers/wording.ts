import type { AccountStage } from '../account';
import type { Trigger } from '../events';
import type { Range, Where } from './condition';

/** `No leader joined`: how the absence of each fact begins a sentence. */
export const ABSENCE: Readonly<Record<Trigger, string>> = {
  'usage.limit-approached': 'No usage came near a limit of the plan',
  'contact.leader-joined': 'No leader joined',
  'champion.departed': 'No champion left',
  'competitor.evaluated': 'They were not seen evaluating a competitor',
  'org.restructured': 'They did not restructure',
  'health.critical': 'Health did not become critical',
  'health.recovered': 'Health did not recover',
  'adoption.stalled': 'Adoption did not stall',
  'milestone.reached': 'No milestone was reached',
  'survey.answered': 'Nobody answered a survey',
  'support.escalated': 'No severe support case was opened',
  'support.resolved': 'The last severe support case was not resolved',
  'deal.won': 'No deal was won',
  'deal.lost': 'No deal was lost',
  'opportunity.stalled': 'No opportunity stood still',
  'intent.surged': 'Their intent did not surge',
  'renewal.approaching': 'No step before a renewal was reached',
  'churn.notified': 'They gave no notice of leaving',
  'content.engaged': 'Nobody engaged with content',
  'meeting.booked': 'Nobody booked a meeting',
  'proposal.accepted': 'No proposal was accepted',
  'proposal.declined': 'No proposal was declined',
  'unit.asked': 'No new unit asked for access',
  'segment.entered': 'The account entered no segment',
  'segment.left': 'The account left no segment',
  'team.changed': 'Nobody else took over a role on the account',
  'contact.unsubscribed': 'Nobody asked for no more mail',
};

/** `a customer`. */
export const STAGE_WORDS: Readonly<Record<AccountStage, string>> = {
  target: 'a target',
  prospect: 'a prospect',
  customer: 'a customer',
  former: 'a former customer',
};

/** `severity 1`, `severity 1 or 2`, `severity 1 to 3`. */
export const severityInWords = (worstUpTo: number): string =>
  worstUpTo === 1 ? 'severity 1' : worstUpTo === 2 ? 'severity 1 or 2' : `severity 1 to ${worstUpTo}`;

/** `, pricing` or nothing: what was told besides. */
export const also = (told: string | undefined, before = ', '): string => (told ? `${before}${told}` : '');

/** `at least 9 and below 11`. */
export function rangeInWords({ atLeast, below }: Range): string {
  const from = atLeast === undefined ? [] : [`at least ${atLeast}`];
  return [...from, ...(below === undefined ? [] : [`below ${below}`])].join(' and ');
}

/** `limit seats and share at least 0.9`. */
export const whereInWords = (where: Where): string =>
  Object.entries(where)
    .map(
      ([path, wanted]) =>
        `${path.replace(/^data\./, '')} ${typeof wanted === 'object' ? rangeInWords(wanted) : String(wanted)}`,
    )
    .join(' and ');
