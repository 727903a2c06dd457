import type { Contact } from '../../src/domain/account';
import { businessDays } from '../../src/domain/waits';
import { quoted } from '../../src/domain/wording';
import { definePlay, type Approval } from '../../workflows';
import { expansionContract } from './contract';
import { lost, noDecision, notApproved, won, type End, type Expansion } from './endings';
import { editableOffer, evidenceOf, offerFor, offerOf, proposalData, type Usage } from './offer';
import { findLeaders } from './people';
import {
  briefQuestion,
  callAgenda,
  callQuestion,
  confirmQuestion,
  decisionQuestion,
  type Brief,
  type NotYet,
} from './questions';

type Occasion = Usage & { readonly leader: string };

const TIMES_ASKED = 3;

/** Usage nears the plan's limit just as a new leader joins: the worked example of playbook §7. */
export const expansion = definePlay(expansionContract, async (play, usage): Promise<End> => {
  const confirmed = await play.phase('CS confirms', () => confirm(play, usage));
  if ('outcome' in confirmed) return confirmed;

  const { buyer, engagement } = await play.phase('Discovery', () => discover(play, usage));
  if (!buyer) return play.end('not-ready', 'The account has no contact who may be written to.');

  const brief = { usage, buyer, confirmedBy: confirmed.by, engagement };
  const conversation = await play.phase('Sales opens', () => openConversation(play, brief));
  if ('outcome' in conversation) return conversation;

  const approval = await play.phase('One proposal', () => propose(play, usage, buyer, conversation.said));
  if (!approval.approved) return notApproved(play, approval);

  return play.phase('Decision', () => awaitDecision(play, usage, buyer, approval));
});

/** The CSM confirms, asks for time (and is asked again in 30 days, at most twice), or sees the account at risk. */
async function confirm(play: Expansion, usage: Occasion): Promise<End | { by: string }> {
  let earlier: NotYet | undefined;
  for (let asked = 1; ; asked += 1) {
    const last = asked === TIMES_ASKED;
    const standing = await play.standing();
    const answer = await play.ask('csm', confirmQuestion(play.account, usage, { standing, earlier, last }));
    if (answer.choice === 'confirm') return { by: answer.by };
    if (answer.choice === 'at-risk') return play.handOver('retention-save', answer.reason);
    if (answer.choice === 'no-answer' || last) return play.end('not-ready', answer.reason);
    earlier = { by: answer.by, reason: answer.reason, on: new Date().toISOString() };
    play.because(`Not yet, says ${answer.by}: ${quoted(answer.reason)} They are asked again in 30 days.`);
    await play.sleep('30 days', 'the next time to ask customer success');
  }
}

/** Promotion pauses; the new leaders and their teams enter discovery; two different approaches to win their attention. */
async function discover(play: Expansion, usage: Occasion): Promise<{ buyer?: Contact; engagement: string }> {
  await play.pauseMarketing({ reason: 'an expansion conversation', upTo: '120 days' });
  const leaders = await findLeaders(play, usage.leader);
  const [buyer] = leaders;
  if (!buyer) return { engagement: '' };

  const team = await play.contacts({ reportsTo: leaders.map(({ id }) => id) });
  const everybody = [...leaders, ...team];
  await play.enroll('discovery', everybody);
  const types = ['content.engaged', 'meeting.booked'] as const;
  const what = `${buyer.name} or their team to engage`;
  const engagement = { types, contacts: everybody.map(({ id }) => id), what };
  const engaged = { buyer, engagement: `${buyer.name} or their team have engaged with what we showed them.` };
  if (await play.waitFor(engagement, { within: '14 days' })) return engaged;

  play.because('No engagement within 14 days: a personal note is the second approach.');
  if (!(await approachAgain(play, buyer, buyer.id === usage.leader)))
    return { buyer, engagement: 'They have not reacted to the discovery programme.' };
  if (await play.waitFor(engagement, { within: '14 days' })) return engaged;

  play.because('No engagement after two approaches: sales is asked anyway.');
  return { buyer, engagement: 'They have not reacted to two approaches.' };
}

/** A personal note of the CSM, as they approve it. */
async function approachAgain(play: Expansion, buyer: Contact, isNew: boolean): Promise<boolean> {
  const data = { accountName: play.account.name, isNew };
  const approval = await play.approveLetter(await play.draftLetter('second-approach', { from: 'csm', data }), {
    to: [buyer],
    by: ['csm'],
    due: businessDays(2),
    escalate: { csm: 'cs-manager' },
    onReject: 'No note is sent; sales is asked at once.',
  });
  if (approval.approved) await play.sendOnce({ to: buyer, letter: approval.letter });
  else play.because(`No personal note: ${approval.reason} Sales is asked at once.`);
  return approval.approved;
}

/** The AE gets one brief and opens the conversation, at once or in a call that is booked for them. */
async function openConversation(play: Expansion, brief: Omit<Brief, 'standing'>): Promise<End | { said: string }> {
  const { account } = play;
  const { buyer } = brief;
  let answer = await play.ask('ae', briefQuestion(account, { ...brief, standing: await play.standing() }));
  for (let calls = 0; answer.choice === 'book' && calls < 3; calls += 1) {
    const call = await play.scheduleReview({
      title: `Planning for growth at ${account.name}`,
      agenda: callAgenda(account),
      minutes: 30,
      hosts: ['ae', 'csm'],
      guests: [buyer.id],
      notBefore: businessDays(1),
      within: businessDays(10),
    });
    if (call) await play.sleepUntil(call.endsAt, `the call with ${buyer.name}`);
    const after = await play.ask('ae', callQuestion(account, buyer, call?.day));
    answer = { ...after, choice: after.choice === 'missed' ? 'book' : after.choice };
  }
  if (answer.choice === 'opened') return { said: answer.fields['said'] ?? '' };
  if (answer.choice === 'no-interest') return play.end('lost', answer.reason);
  return play.end('not-approved', `No conversation with ${buyer.name} took place.`);
}

/** One proposal, drafted from the evidence, that the CSM and the AE both approve. */
async function propose(play: Expansion, usage: Occasion, buyer: Contact, said: string): Promise<Approval> {
  const { account } = play;
  const leader = account.contacts.find(({ id }) => id === usage.leader);
  const data = proposalData(account, usage, { buyer, leader }, new Date().toISOString());
  const draft = await play.draftProposal('proposal', { title: `Proposal for ${account.name}`, author: 'ae', data });
  const mail = { accountName: account.name, hasAchieved: account.valueSoFar.length > 0 };
  const heard = said ? [{ label: `What ${buyer.name} said`, value: said }] : [];
  return play.approve(draft, {
    by: ['csm', 'ae'],
    evidence: [...heard, ...evidenceOf(account, usage, buyer)],
    editable: editableOffer(data),
    cover: await play.draftLetter('proposal-mail', { from: 'ae', data: mail }),
    due: businessDays(2),
    escalate: { csm: 'cs-manager', ae: 'sales-manager' },
    onReject: 'Nothing is sent and the expansion ends.',
  });
}

/** The customer gets exactly one proposal and has 45 days; the AE records their answer, and follows up meanwhile. */
async function awaitDecision(
  play: Expansion,
  usage: Usage,
  buyer: Contact,
  { draft, cover, changes }: Approval & { approved: true },
): Promise<End> {
  const seats = changes['recommendedSeats'];
  const offer = seats ? offerOf(play.account, Number(seats)) : offerFor(play.account, usage);
  await play.sendOnce({ to: buyer, letter: cover, document: draft, isAnswer: true });
  const types = ['proposal.accepted', 'proposal.declined'] as const;
  const decision = { types, entity: draft.documentId, what: `${buyer.name} to decide` };
  const question = decisionQuestion(play.account, buyer, offer, new Date().toISOString());
  const { choice, reason } = await play.ask('ae', { ...question, until: decision });
  const fact = await play.waitFor(decision, { within: '0 minutes' });
  if (choice === 'accepted' || fact?.type === 'proposal.accepted') return won(play, buyer, offer);
  if (choice === 'declined') return lost(play, reason);
  if (fact) return lost(play, typeof fact.data.reason === 'string' ? fact.data.reason : undefined);
  return noDecision(play, buyer);
}
