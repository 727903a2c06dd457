import type { Draft } from '../../activities/proposals/port';
import type { Contact } from '../../src/domain/account';
import type { OutcomeOf } from '../../src/domain/play-contract';
import { businessDays } from '../../src/domain/waits';
import { definePlay, type Play, type PlayEnd } from '../../workflows';
import { expansionContract } from './contract';
import { evidenceOf, offerFor, proposalData, usedPercent, type Usage } from './offer';

type Expansion = Play<typeof expansionContract>;
type End = PlayEnd<OutcomeOf<typeof expansionContract>>;

const TIMES_ASKED = 3;

/** Usage nears the plan's limit just as a new leader joins: the worked example of playbook §7. */
export const expansion = definePlay(expansionContract, async (play, usage): Promise<End> => {
  const unconfirmed = await play.phase('CS confirms', () => confirm(play, usage));
  if (unconfirmed) return unconfirmed;

  const leaders = await play.phase('Discovery', () => discover(play, usage));
  const buyer = leaders[0];
  if (!buyer) return play.end('not-ready', 'The account has no contact who may be written to.');

  const brief = await play.phase('Sales opens', () => openConversation(play, usage, buyer));
  if (brief.choice === 'no-interest') return play.end('lost', brief.reason);
  if (brief.choice === 'no-answer') return play.end('not-approved', `No conversation took place. ${brief.reason}`);

  const approval = await play.phase('One proposal', async () => {
    const leader = play.account.contacts.find(({ id }) => id === usage.leader);
    const people = { buyer, leader, preparedBy: brief.by };
    const data = proposalData(play.account, usage, people, new Date().toISOString());
    const draft = await play.draftProposal('proposal', { title: `Expansion proposal for ${play.account.name}`, data });
    return play.approve(draft, {
      by: ['csm', 'ae'],
      evidence: evidenceOf(play.account, usage, buyer),
      editable: [
        { id: 'introduction', label: 'Introduction', kind: 'long-text', initial: data.introduction, required: true },
      ],
      due: businessDays(2),
      escalate: 'sales-manager',
    });
  });
  if (!approval.approved) return play.end('not-approved', approval.reason);

  return play.phase('Decision', () => awaitDecision(play, usage, buyer, approval.draft));
});

/** The CSM confirms, asks for time (and is asked again in 30 days, at most twice), or sees the account at risk. */
async function confirm(play: Expansion, usage: Usage & { leader: string }): Promise<End | undefined> {
  const { account } = play;
  const leader = account.contacts.find(({ id }) => id === usage.leader);
  for (let asked = 1; asked <= TIMES_ASKED; asked += 1) {
    const answer = await play.ask('csm', {
      question: `Is ${account.name} ready for a conversation about growing?`,
      why: `They use ${usedPercent(usage)} % of their ${usage.limit}${leader ? `, and ${leader.name} has just joined` : ''}.`,
      evidence: evidenceOf(account, usage, leader),
      choices: {
        confirm: {
          label: 'Yes, start',
          effect: 'Promotional mails pause and the discovery programme begins.',
          style: 'primary',
        },
        'not-yet': {
          label: 'Not yet',
          effect: asked < TIMES_ASKED ? 'You are asked again in 30 days.' : 'The play ends.',
          reason: 'required',
        },
        'at-risk': {
          label: 'At risk',
          effect: 'The expansion ends and the account goes to a retention save.',
          style: 'danger',
          reason: 'required',
        },
      },
      due: businessDays(1),
      escalate: 'cs-manager',
    });
    if (answer.choice === 'confirm') return undefined;
    if (answer.choice === 'at-risk') return play.handOver('retention-save', answer.reason);
    if (answer.choice === 'no-answer' || asked === TIMES_ASKED) return play.end('not-ready', answer.reason);
    play.because(`Not yet, says ${answer.by}: ${answer.reason}. Asked again in 30 days.`);
    await play.sleep('30 days', 'the next time to ask customer success');
  }
  return undefined;
}

/** Promotion pauses; the new leaders and their teams enter discovery; two different approaches to win their attention. */
async function discover(play: Expansion, usage: { leader: string }): Promise<readonly Contact[]> {
  await play.pauseMarketing({ reason: 'an expansion conversation', upTo: '120 days' });
  const leaders = await findLeaders(play, usage.leader);
  const leader = leaders[0];
  if (!leader) return leaders;

  const team = await play.contacts({ reportsTo: leaders.map(({ id }) => id) });
  await play.enroll('discovery', [...leaders, ...team]);
  const engagement = {
    types: ['content.engaged', 'meeting.booked'] as const,
    contacts: [...leaders, ...team].map(({ id }) => id),
    what: `${leader.name} or their team to engage`,
  };
  if (await play.waitFor(engagement, { within: '14 days' })) return leaders;

  play.because('No engagement within 14 days: a personal note is the second approach.');
  await play.sendOnce({
    to: leader,
    from: 'csm',
    text: 'second-approach',
    data: { leaderName: leader.name, accountName: play.account.name },
  });
  if (!(await play.waitFor(engagement, { within: '14 days' }))) {
    play.because('No engagement after two approaches: sales is asked anyway.');
  }
  return leaders;
}

/** The leader who joined first, then other new leaders; without any, whoever buys or champions us there. */
async function findLeaders(play: Expansion, leaderId: string): Promise<readonly Contact[]> {
  const joined = await play.contacts({ joinedWithin: '120 days', seniority: 'vp' });
  const leaders = [...joined].sort((a, b) => Number(b.id === leaderId) - Number(a.id === leaderId));
  if (leaders.length > 0) return leaders;
  play.because('The new leader cannot be written to: the economic buyer or the champion stands in.');
  const buyers = await play.contacts({ committeeRole: 'economic-buyer' });
  return buyers.length > 0 ? buyers : play.contacts({ committeeRole: 'champion' });
}

const OPENED = {
  opened: {
    label: 'We have spoken',
    effect: 'A proposal is drafted for your review.',
    style: 'primary',
    reason: 'optional',
  },
  'no-interest': { label: 'No interest', effect: 'The play ends; no expansion ask for 90 days.', reason: 'required' },
} as const;

/** The AE gets one brief and opens the conversation, at once or in a call that is booked for them. */
async function openConversation(play: Expansion, usage: Usage, buyer: Contact) {
  const { account } = play;
  const brief = await play.ask('ae', {
    question: `Please open the conversation with ${buyer.name} at ${account.name}.`,
    why: `Customer success confirmed that ${account.name} is ready. ${offerFor(account, usage).recommendedSeats} seats would fit their growth.`,
    evidence: [
      ...evidenceOf(account, usage, buyer),
      { label: 'What they achieved', value: account.valueSoFar.join(' ') || 'Nothing recorded yet.' },
    ],
    choices: {
      book: { label: 'Book a call', effect: `${buyer.name} and you are invited to the first free half hour.` },
      ...OPENED,
    },
    due: businessDays(2),
    escalate: 'sales-manager',
  });
  if (brief.choice !== 'book') return brief;

  const call = await play.scheduleReview({
    title: `${account.name}: room to grow`,
    agenda: `What changed at ${account.name}, what your team has achieved, and what would help next.`,
    minutes: 30,
    hosts: ['ae', 'csm'],
    guests: [buyer.id],
    notBefore: businessDays(1),
    within: businessDays(10),
  });
  if (call) await play.sleepUntil(call.endsAt, `the call with ${buyer.name}`);
  return play.ask('ae', {
    question: `How did the call with ${buyer.name} at ${account.name} go?`,
    choices: OPENED,
    due: businessDays(2),
    escalate: 'sales-manager',
  });
}

/** The customer gets exactly one proposal and has 45 days; the AE follows up every ten business days. */
async function awaitDecision(play: Expansion, usage: Usage, buyer: Contact, draft: Draft): Promise<End> {
  const end = play.deadline('45 days', `${buyer.name} to decide`);
  await play.sendOnce({
    to: buyer,
    from: 'ae',
    text: 'proposal-mail',
    data: { buyerName: buyer.name, accountName: play.account.name },
    document: draft,
  });
  const decision = {
    types: ['proposal.accepted', 'proposal.declined'] as const,
    entity: draft.documentId,
    what: `${buyer.name} to decide`,
  };
  for (;;) {
    const fact = await play.waitFor(decision, { within: businessDays(10), by: end });
    if (fact?.type === 'proposal.accepted') return won(play, usage, buyer);
    if (fact) return lost(play, typeof fact.data.reason === 'string' ? fact.data.reason : 'No reason was given.');
    if (end.passed) return play.end('no-decision', `${buyer.name} did not decide within 45 days.`);

    const followUp = await play.ask('ae', {
      question: `Please follow up with ${buyer.name} at ${play.account.name}. Have they decided about the proposal?`,
      choices: {
        accepted: {
          label: 'Accepted',
          effect: 'The contract is updated and the new users are welcomed.',
          style: 'primary',
        },
        declined: { label: 'Declined', effect: 'The play ends; no expansion ask for 90 days.', reason: 'required' },
        waiting: { label: 'Still deciding', effect: 'You are asked again in ten business days.' },
      },
      due: businessDays(2),
      until: decision,
    });
    if (followUp.choice === 'accepted') return won(play, usage, buyer);
    if (followUp.choice === 'declined') return lost(play, followUp.reason);
  }
}

async function won(play: Expansion, usage: Usage, buyer: Contact): Promise<End> {
  const offer = offerFor(play.account, usage);
  await play.updateContract({ seats: offer.recommendedSeats, arr: offer.annualPrice });
  const newUsers = await play.contacts({ reportsTo: [buyer.id] });
  await play.enroll('new-user-onboarding', newUsers);
  await play.notify('csm', `${play.account.name} accepted: ${offer.recommendedSeats} seats from now on.`);
  return play.end('won', `${buyer.name} accepted the proposal.`, { ...offer });
}

async function lost(play: Expansion, reason: string): Promise<End> {
  await play.notify('csm', `${play.account.name} declined the proposal: ${reason}`);
  return play.end('lost', reason);
}
