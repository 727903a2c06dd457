/**
 * @module
 * What `npm run bench` measures plays against: the steps of `plays/expansion` as a plain Temporal workflow, with the same
 * activities, arguments, messages, search attributes and timers. Words and sums are the play's own; what makes a play a
 * play (`workflows/`) is written out by hand, without what the won path does not reach: asking again, the second
 * approach, repair tasks.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
} from '@temporalio/workflow';
import type { Draft } from '../../../activities/proposals/port';
import type { Letter } from '../../../src/domain/letters';
import {
  editableOffer,
  evidenceOf,
  offerFor,
  offerOf,
  proposalData,
  type Offer,
  type Usage,
} from '../../../plays/expansion/offer';
import {
  briefQuestion,
  callAgenda,
  callQuestion,
  confirmQuestion,
  decisionQuestion,
  type Brief,
} from '../../../plays/expansion/questions';
import { expansionContract } from '../../../plays/expansion/contract';
import type { Contact } from '../../../src/domain/account';
import { meaningOf } from '../../../src/domain/play-contract';
import { quoted } from '../../../src/domain/wording';
import { selectContacts, type ContactSelection } from '../../../src/domain/contact-selection';
import type { PlayRequest, PlayResult } from '../../../src/domain/play-messages';
import type { Role } from '../../../src/domain/roles';
import { setHandlers } from './messages';
import {
  businessTime,
  calendar,
  crm,
  endRun,
  enterPhase,
  keyFor,
  marketing,
  newRun,
  note,
  notify,
  now,
  proposals,
  records,
  showState,
  waitForFact,
  waitUntil,
  type End,
  type Run,
  coordination,
} from './run';
import { approve, ask, close } from './tasks';

type Occasion = Usage & { readonly leader: string };
const DAY = 86_400_000;

export async function expansionByHand(request: PlayRequest): Promise<PlayResult> {
  const run = newRun(request);
  setHandlers(run);
  const usage = readUsage(request.input);
  try {
    await run.scope.run(async () => {
      await open(run);
      endRun(run, await steps(run, usage));
    });
  } catch (error) {
    if (!run.ending || !isCancellation(error)) throw error;
  }
  return CancellationScope.nonCancellable(() => finish(run, run.ending!));
}

function readUsage(input: unknown): Occasion {
  const { limit, used, allowed, leader } = input as Partial<Occasion>;
  if (typeof limit === 'string' && typeof leader === 'string' && Number(used) >= 0 && Number(allowed) > 0) {
    return input as Occasion;
  }
  throw ApplicationFailure.nonRetryable('The input of expansion is wrong.', 'INPUT_INVALID');
}

async function open(run: Run): Promise<void> {
  const { runId, accountId, request, phase } = run;
  const { account } = await records.openRun({
    runId,
    play: 'expansion',
    accountId,
    state: 'running',
    phase,
    requestedBy: request.requestedBy,
    startedAt: now(),
  });
  run.account = account;
  showState('running');
  note(run, `Expansion of ${account.name} starts, asked for by ${request.requestedBy}`);
}

async function steps(run: Run, usage: Occasion): Promise<End> {
  await enterPhase(run, 'CS confirms');
  const standing = await records.standing({ accountId: run.accountId, at: now() });
  const ready = await ask(run, 'csm', confirmQuestion(run.account!, usage, { standing, last: false }));
  if (ready.choice === 'at-risk') {
    return { outcome: 'handed-over', reason: ready.reason, handOverTo: 'retention-save' };
  }
  if (ready.choice !== 'confirm') return { outcome: 'not-ready', reason: ready.reason };

  await enterPhase(run, 'Discovery');
  const buyer = await discover(run, usage);
  if (!buyer) return { outcome: 'not-ready', reason: 'The account has no contact who may be written to.' };

  await enterPhase(run, 'Sales opens');
  const engagement = `${buyer.name} or their team have engaged with what we showed them.`;
  const stands = await records.standing({ accountId: run.accountId, at: now() });
  const brief = { usage, buyer, confirmedBy: ready.by, engagement, standing: stands };
  const talk = await openConversation(run, brief);
  if (talk.choice === 'no-interest') return { outcome: 'lost', reason: talk.reason };
  if (talk.choice !== 'opened') {
    return { outcome: 'not-approved', reason: `No conversation with ${buyer.name} took place.` };
  }

  await enterPhase(run, 'One proposal');
  const approval = await agreeOnProposal(run, usage, buyer, talk.fields['said'] ?? '');
  if (!approval.approved) {
    await tellBoth(run, `No proposal goes to ${run.account!.name}. ${approval.reason}`);
    return { outcome: 'not-approved', reason: approval.reason };
  }

  await enterPhase(run, 'Decision');
  const seats = approval.changes['recommendedSeats'];
  const offer = seats ? offerOf(run.account!, Number(seats)) : offerFor(run.account!, usage);
  return awaitDecision(run, buyer, approval, offer);
}

async function discover(run: Run, usage: Occasion): Promise<Contact | undefined> {
  const { runId, accountId } = run;
  const key = keyFor(run, 'marketing-pause');
  run.pauseKey = key;
  const reason = 'an expansion conversation';
  const until = new Date(Date.now() + 120 * DAY).toISOString();
  await marketing.pausePromotion({ key, accountId, runId, reason, until, at: now() });

  const leaders = await contacts(run, { joinedWithin: '120 days', seniority: 'vp' });
  leaders.sort((a, b) => Number(b.id === usage.leader) - Number(a.id === usage.leader));
  const [buyer] = leaders;
  if (!buyer) return undefined;
  const group = [...leaders, ...(await contacts(run, { reportsTo: leaders.map(({ id }) => id) }))];
  await enrol(run, 'discovery', group);
  await waitForFact(run, `${buyer.name} or their team to engage`, Date.now() + 14 * DAY, (fact) => {
    return ['content.engaged', 'meeting.booked'].includes(fact.type) && group.some(({ id }) => id === fact.contactId);
  });
  return buyer;
}

async function contacts(run: Run, selection: ContactSelection): Promise<Contact[]> {
  run.account = await records.account(run.accountId);
  return selectContacts(run.account.contacts, selection, now());
}

async function enrol(run: Run, programme: string, contacts: readonly Contact[]): Promise<void> {
  const { runId, accountId } = run;
  const key = keyFor(run, 'enrol');
  const contactIds = contacts.map(({ id }) => id);
  await marketing.enrol({ key, accountId, runId, programme, at: now(), contactIds });
  note(run, `${contacts.map(({ name }) => name).join(', ')} enter ${programme}`);
}

async function openConversation(run: Run, brief: Brief) {
  const account = run.account!;
  const { buyer } = brief;
  let answer = await ask(run, 'ae', briefQuestion(account, brief));
  for (let calls = 0; answer.choice === 'book' && calls < 3; calls += 1) {
    const call = await calendar.scheduleMeeting({
      title: `Planning for growth at ${account.name}`,
      agenda: callAgenda(account),
      minutes: 30,
      hosts: ['ae', 'csm'],
      guests: [buyer.id],
      notBefore: { businessDays: 1 },
      within: { businessDays: 10 },
      key: keyFor(run, 'meeting'),
      runId: run.runId,
      accountId: run.accountId,
      at: now(),
    });
    note(run, `The call is set for ${call.startsAt}`);
    await waitUntil(run, `the call with ${buyer.name}`, Date.parse(call.endsAt), () => false);
    answer = await ask(run, 'ae', callQuestion(account, buyer, call.day));
    if (answer.choice === 'missed') answer = { ...answer, choice: 'book' };
  }
  return answer;
}

async function agreeOnProposal(run: Run, usage: Occasion, buyer: Contact, said: string) {
  const account = run.account!;
  const leader = account.contacts.find(({ id }) => id === usage.leader);
  const data = proposalData(account, usage, { buyer, leader }, now());
  const draft = await proposals.draft({
    documentId: keyFor(run, 'document'),
    runId: run.runId,
    play: 'expansion',
    accountId: account.id,
    text: 'proposal',
    title: `Proposal for ${account.name}`,
    author: 'ae',
    data,
    at: now(),
  });
  note(run, `${draft.title} is drafted`);
  const cover = await proposals.draftLetter({
    ...{ play: 'expansion', accountId: account.id, text: 'proposal-mail', from: 'ae', at: now() },
    data: { accountName: account.name, hasAchieved: account.valueSoFar.length > 0 },
  });
  const heard = said ? [{ label: `What ${buyer.name} said`, value: said }] : [];
  return approve(run, draft, {
    by: ['csm', 'ae'],
    evidence: [...heard, ...evidenceOf(account, usage, buyer)],
    editable: editableOffer(data),
    cover,
    due: { businessDays: 2 },
    escalate: { csm: 'cs-manager', ae: 'sales-manager' },
    onReject: 'Nothing is sent and the expansion ends.',
  });
}

async function awaitDecision(
  run: Run,
  buyer: Contact,
  { draft, cover }: { draft: Draft; cover: Letter },
  offer: Offer,
): Promise<End> {
  await sendProposal(run, buyer, draft, cover);
  const decision = (fact: { type: string; entity?: string }) =>
    ['proposal.accepted', 'proposal.declined'].includes(fact.type) && fact.entity === draft.documentId;
  const decided = () => run.facts.some(decision);
  const question = decisionQuestion(run.account!, buyer, offer, now());
  let over = false;
  const answered = async () => {
    const answer = await ask(run, 'ae', question, decided);
    over = true;
    return answer;
  };
  const [{ choice, reason }] = await Promise.all([
    answered(),
    followUps(run, question.followUp, () => over || decided()),
  ]);
  const fact = run.facts.find(decision);
  if (choice === 'accepted' || fact?.type === 'proposal.accepted') return won(run, buyer, offer);
  if (choice === 'declined') return lost(run, reason);
  if (fact) return lost(run, typeof fact.data.reason === 'string' ? fact.data.reason : undefined);
  const silence = `${buyer.name} did not decide within 45 days.`;
  await tellBoth(run, `${silence} The proposal has expired and the expansion ends.`);
  return { outcome: 'no-decision', reason: silence };
}

/** The AE follows up from time to time, until the customer has decided or their time is over. */
async function followUps(
  run: Run,
  { every, ask: question }: ReturnType<typeof decisionQuestion>['followUp'],
  over: () => boolean,
): Promise<void> {
  const { accountId } = run;
  const expires = Date.now() + 45 * DAY;
  const nextFrom = () => businessTime.businessDeadline({ from: now(), wait: every, accountId });
  let next = await nextFrom();
  while (!(await waitUntil(run, 'the next follow-up', Date.parse(next), over)) && Date.parse(next) < expires) {
    next = await nextFrom();
    await ask(run, 'ae', question(Date.parse(next) < expires ? next : undefined), over);
  }
}

async function sendProposal(run: Run, buyer: Contact, document: Draft, letter: Letter): Promise<void> {
  const { runId, accountId } = run;
  const contactId = buyer.id;
  const key = keyFor(run, 'mail');
  const hours = { from: now(), wait: { businessHours: 0 }, accountId, of: { contactId } };
  const opens = Date.parse(await businessTime.businessDeadline(hours));
  if (opens > Date.now()) await waitUntil(run, `the moment to write to ${buyer.name}`, opens, () => false);
  for (let asked = 1; ; asked += 1) {
    const touch = { accountId, id: `${key}/ask/${asked}`, key, runId, contactId, kind: 'answer' as const };
    const verdict = await coordination.requestTouch(touch);
    if (verdict.kind !== 'deferred') break;
    await waitUntil(run, `the moment to write to ${buyer.name}`, Date.parse(verdict.until), () => false);
  }
  await notify.mailCustomer({
    key,
    runId,
    play: 'expansion',
    accountId,
    contactId,
    letter,
    document,
    isAnswer: true,
    at: now(),
  });
  note(run, `${buyer.name} receives “${letter.subject}”`);
}

async function won(run: Run, buyer: Contact, offer: Offer): Promise<End> {
  const change = { seats: offer.recommendedSeats, arr: offer.annualPrice };
  await crm.updateContract({ key: keyFor(run, 'contract'), accountId: run.accountId, change, at: now() });
  await enrol(run, 'new-user-onboarding', await contacts(run, { reportsTo: [buyer.id] }));
  await tellBoth(run, `${run.account!.name} accepted: ${offer.recommendedSeats} seats from now on.`);
  return { outcome: 'won', reason: `${buyer.name} accepted the proposal.`, details: { ...offer } };
}

async function lost(run: Run, reason: string | undefined): Promise<End> {
  const why = reason ? `: ${quoted(reason)}` : ' and gave no reason.';
  await tellBoth(run, `${run.account!.name} declined the proposal${why} No new ask for 90 days.`);
  return { outcome: 'lost', reason: reason || 'They gave no reason.' };
}

async function tellBoth(run: Run, text: string): Promise<void> {
  await Promise.all([tell(run, 'csm', text), tell(run, 'ae', text)]);
}

async function tell(run: Run, to: Role, text: string): Promise<void> {
  await notify.tell({
    key: keyFor(run, 'news'),
    runId: run.runId,
    play: 'expansion',
    playTitle: 'Expansion',
    accountId: run.accountId,
    accountName: run.account!.name,
    to,
    at: now(),
    text,
  });
}

async function finish(run: Run, { outcome, reason, handOverTo, details }: End): Promise<PlayResult> {
  const { runId, accountId, pauseKey, phase } = run;
  await Promise.all([
    ...[...run.tasks.values()]
      .filter(({ state }) => state.kind === 'open')
      .map((task) => close(run, task, outcome === 'cancelled' ? reason : `The play ended: ${reason}`)),
    pauseKey && marketing.resumePromotion({ key: pauseKey, accountId, at: now() }),
  ]);
  if (handOverTo)
    await tell(run, 'csm', `Expansion of ${run.account!.name} ends here and ${handOverTo} takes over: ${reason}`);
  const endedAt = now();
  run.result = {
    outcome,
    reason,
    reachedGoal: outcome === 'won',
    endedAt,
    handedOverTo: handOverTo ? { play: handOverTo } : undefined,
    details,
  };
  showState('ended');
  await records.updateRun({ runId, change: { state: 'ended', phase, outcome, reason, endedAt } });
  await records.record({
    key: `${runId}/outcome`,
    kind: 'outcome',
    accountId,
    runId,
    what: `Expansion ended: ${meaningOf(expansionContract.outcomes, outcome)}`,
    reason,
    by: 'playmaker',
    at: endedAt,
  });
  await coordination.playEnded({ accountId, runId, outcome });
  await condition(allHandlersFinished);
  return run.result;
}
