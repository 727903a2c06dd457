import type { Trigger } from './events';

/** What happened, as a clause: `health became critical`. */
export const HAPPENED: Readonly<Record<Trigger, string>> = {
  'usage.limit-approached': 'use came near a limit of the plan',
  'contact.leader-joined': 'a leader joined',
  'champion.departed': 'a champion left',
  'competitor.evaluated': 'they were seen evaluating a competitor',
  'org.restructured': 'they restructured',
  'health.critical': 'health became critical',
  'health.recovered': 'health recovered',
  'adoption.stalled': 'adoption stalled',
  'milestone.reached': 'they reached a milestone',
  'survey.answered': 'somebody answered a survey',
  'support.escalated': 'a severe support case was opened',
  'support.resolved': 'the last severe support case was resolved',
  'deal.won': 'a deal was won',
  'deal.lost': 'a deal was lost',
  'opportunity.stalled': 'an opportunity stood still',
  'intent.surged': 'their intent surged',
  'renewal.approaching': 'the renewal came near',
  'churn.notified': 'they gave notice of leaving',
  'content.engaged': 'somebody engaged with content',
  'meeting.booked': 'somebody booked a meeting',
  'proposal.accepted': 'they accepted a proposal',
  'proposal.declined': 'they declined a proposal',
  'unit.asked': 'a new unit asked for access',
  'segment.entered': 'the account entered a segment',
  'segment.left': 'the account left a segment',
  'team.changed': 'somebody else took over a role on the account',
  'contact.unsubscribed': 'somebody asked for no more mail',
};

/**
 * A note with names of facts, in words.
 *
 * @example
 * factsInWords('Heard: health.critical'); // 'Heard: health became critical'
 */
export const factsInWords = (text: string): string =>
  text.replace(/^(Heard: )([a-z]+\.[a-z-]+)$/, (whole, heard: string, type: string) =>
    Object.hasOwn(HAPPENED, type) ? `${heard}${HAPPENED[type as Trigger]}` : whole,
  );
