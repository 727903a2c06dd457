/**
 * @module
 * What `npm run bench` measures plays against: the steps of `plays/expansion` as a plain Temporal workflow, with the same
 * activities, arguments, messages, search attributes and timers. It leaves out what its won path does not reach
 * (asking again, the second approach, repair tasks) and imports only types, so that it bears no cost but its own.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
} from '@temporalio/workflow';
import type { Draft } from '../../../activities/proposals/port';
import type { Contact } from '../../../src/domain/account';
import type { PlayRequest, PlayResult } from '../../../src/domain/play-messages';
import {
  briefQuestion,
  callQuestion,
  followUpQuestion,
  offerFor,
  proposalData,
  readyQuestion,
  reviewQuestion,
  type Usage,
} from './cards';
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
} from './run';
import { approve, ask, close } from './tasks';

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

function readUsage(input: unknown): Usage {
  const usage = input as Partial<Usage> | undefined;
  const { limit, used, allowed, leader } = usage ?? {};
  if (typeof limit === 'string' && typeof leader === 'string' && Number(used) >= 0 && Number(allowed) > 0) {
    return usage as Usage;
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

async function steps(run: Run, usage: Usage): Promise<End> {
  await enterPhase(run, 'CS confirms');
  const ready = await ask(run, 'csm', readyQuestion(run.account!, usage));
  if (ready.choice === 'at-risk') {
    return { outcome: 'handed-over', reason: ready.reason, handOverTo: 'retention-save' };
  }
  if (ready.choice !== 'confirm') return { outcome: 'not-ready', reason: ready.reason };

  await enterPhase(run, 'Discovery');
  const buyer = await discover(run, usage);
  if (!buyer) return { outcome: 'not-ready', reason: 'The account has no contact who may be written to.' };

  await enterPhase(run, 'Sales opens');
  const brief = await openConversation(run, usage, buyer);
  if (brief.choice === 'no-interest') return { outcome: 'lost', reason: brief.reason };
  if (brief.choice === 'no-answer') {
    return { outcome: 'not-approved', reason: `No conversation took place. ${brief.reason}` };
  }

  await enterPhase(run, 'One proposal');
  const approval = await agreeOnProposal(run, usage, buyer, brief.by);
  if (!approval.approved) return { outcome: 'not-approved', reason: approval.reason };

  await enterPhase(run, 'Decision');
  return awaitDecision(run, usage, buyer, approval.draft);
}

async function discover(run: Run, usage: Usage): Promise<Contact | undefined> {
  const { runId, accountId } = run;
  const key = keyFor(run, 'marketing-pause');
  run.pauseKey = key;
  const reason = 'an expansion conversation';
  const until = new Date(Date.now() + 120 * DAY).toISOString();
  await marketing.pausePromotion({ key, accountId, runId, reason, until, at: now() });

  run.account = await records.account(accountId);
  const since = new Date(Date.now() - 120 * DAY).toISOString();
  const leaders = run.account.contacts
    .filter(({ seniority, consent, joinedAt = '' }) => {
      return consent !== 'withdrawn' && ['vp', 'c-level'].includes(seniority) && joinedAt >= since && joinedAt <= now();
    })
    .sort((a, b) => Number(b.id === usage.leader) - Number(a.id === usage.leader));
  if (!leaders[0]) return undefined;

  const ids = leaders.map(({ id }) => id);
  const group = [...leaders, ...(await reportsOf(run, ids))];
  await enrol(run, 'discovery', group);
  await waitForFact(run, `${leaders[0].name} or their team to engage`, Date.now() + 14 * DAY, (fact) => {
    return ['content.engaged', 'meeting.booked'].includes(fact.type) && group.some(({ id }) => id === fact.contactId);
  });
  return leaders[0];
}

async function reportsOf(run: Run, leaders: readonly string[]): Promise<Contact[]> {
  run.account = await records.account(run.accountId);
  return run.account.contacts.filter(
    ({ consent, reportsTo }) => consent !== 'withdrawn' && leaders.includes(reportsTo ?? ''),
  );
}

async function enrol(run: Run, programme: string, contacts: readonly Contact[]): Promise<void> {
  const { runId, accountId } = run;
  const key = keyFor(run, 'enrol');
  const contactIds = contacts.map(({ id }) => id);
  await marketing.enrol({ key, accountId, runId, programme, at: now(), contactIds });
  note(run, `${contacts.map(({ name }) => name).join(', ')} enter ${programme}`);
}

async function openConversation(run: Run, usage: Usage, buyer: Contact) {
  const account = run.account!;
  const brief = await ask(run, 'ae', briefQuestion(account, usage, buyer));
  if (brief.choice !== 'book') return brief;
  const call = await calendar.scheduleMeeting({
    title: `${account.name}: room to grow`,
    agenda: `What changed at ${account.name}, what your team has achieved, and what would help next.`,
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
  return ask(run, 'ae', callQuestion(account, buyer));
}

async function agreeOnProposal(run: Run, usage: Usage, buyer: Contact, preparedBy: string) {
  const account = run.account!;
  const data = proposalData(account, usage, buyer, preparedBy, now());
  const draft = await proposals.draft({
    documentId: keyFor(run, 'document'),
    runId: run.runId,
    play: 'expansion',
    accountId: account.id,
    text: 'proposal',
    title: `Expansion proposal for ${account.name}`,
    data,
    at: now(),
  });
  note(run, `${draft.title} is drafted`);
  return approve(run, draft, ({ title, excerpt, version }) =>
    reviewQuestion(account, usage, buyer, data.introduction, { title, text: excerpt, version }),
  );
}

async function awaitDecision(run: Run, usage: Usage, buyer: Contact, draft: Draft): Promise<End> {
  const { accountId } = run;
  const end = Date.now() + 45 * DAY;
  await sendProposal(run, buyer, draft);
  const decision = (fact: { type: string; entity?: string }) =>
    ['proposal.accepted', 'proposal.declined'].includes(fact.type) && fact.entity === draft.documentId;
  for (;;) {
    const wait = { businessDays: 10 };
    const followUpAt = Date.parse(await businessTime.businessDeadline({ from: now(), wait, accountId }));
    const fact = await waitForFact(run, `${buyer.name} to decide`, Math.min(followUpAt, end), decision);
    if (fact?.type === 'proposal.accepted') return won(run, usage, buyer);
    if (fact) return lost(run, 'No reason was given.');
    if (end <= Date.now()) {
      return { outcome: 'no-decision', reason: `${buyer.name} did not decide within 45 days.` };
    }
    const moot = () => run.facts.some(decision);
    const { choice, reason } = await ask(run, 'ae', followUpQuestion(run.account!, buyer), moot);
    if (choice === 'accepted') return won(run, usage, buyer);
    if (choice === 'declined') return lost(run, reason);
  }
}

async function sendProposal(run: Run, buyer: Contact, document: Draft): Promise<void> {
  const { runId, accountId } = run;
  const contactId = buyer.id;
  const key = keyFor(run, 'mail');
  const at = await businessTime.nextWorkingMoment({ at: now(), accountId, contactId });
  await waitUntil(run, `${buyer.name}'s working hours`, Date.parse(at), () => false);
  const sent = await notify.mailCustomer({
    key,
    runId,
    play: 'expansion',
    accountId,
    contactId,
    from: 'ae',
    text: 'proposal-mail',
    data: { buyerName: buyer.name, accountName: run.account!.name },
    document,
    at: now(),
  });
  note(run, `${buyer.name} receives “${sent.subject}”`);
}

async function won(run: Run, usage: Usage, buyer: Contact): Promise<End> {
  const offer = offerFor(run.account!, usage);
  const change = { seats: offer.recommendedSeats, arr: offer.annualPrice };
  await crm.updateContract({ key: keyFor(run, 'contract'), accountId: run.accountId, change });
  await enrol(run, 'new-user-onboarding', await reportsOf(run, [buyer.id]));
  await tell(run, `${run.account!.name} accepted: ${offer.recommendedSeats} seats from now on.`);
  return { outcome: 'won', reason: `${buyer.name} accepted the proposal.`, details: offer };
}

async function lost(run: Run, reason: string): Promise<End> {
  await tell(run, `${run.account!.name} declined the proposal: ${reason}`);
  return { outcome: 'lost', reason };
}

async function tell(run: Run, text: string): Promise<void> {
  await notify.tell({
    key: keyFor(run, 'news'),
    runId: run.runId,
    play: 'expansion',
    playTitle: 'Expansion',
    accountId: run.accountId,
    accountName: run.account!.name,
    to: 'csm',
    at: now(),
    text,
  });
}

async function finish(run: Run, { outcome, reason, handOverTo, details }: End): Promise<PlayResult> {
  const { runId, accountId, pauseKey, phase } = run;
  await Promise.all([
    ...[...run.tasks.values()]
      .filter(({ state }) => state.kind === 'open')
      .map((task) => close(run, task, `The play ended: ${reason}`)),
    pauseKey && marketing.resumePromotion({ key: pauseKey, at: now() }),
  ]);
  if (handOverTo)
    await tell(run, `Expansion of ${run.account!.name} ends here and ${handOverTo} takes over: ${reason}`);
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
  await Promise.all([
    records.updateRun({ runId, change: { state: 'ended', phase, outcome, reason, endedAt } }),
    records.record({
      key: `${runId}/outcome`,
      kind: 'outcome',
      accountId,
      runId,
      what: `Expansion: ${outcome}`,
      reason,
      by: 'playmaker',
      at: endedAt,
    }),
  ]);
  await condition(allHandlersFinished);
  return run.result;
}
