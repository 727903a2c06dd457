import {
  ApplicationFailure,
  CancellationScope,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import type { ZodError } from 'zod';
import { accountEventSchema, type AccountEvent } from '../src/domain/events';
import { COORDINATOR_NAME } from '../src/domain/coordinator-messages';
import { meaningOf } from '../src/domain/play-contract';
import { PLAY_MESSAGES, type ControlRequest, type DecisionReceipt, type PlayStatus } from '../src/domain/play-messages';
import { ROLE_TITLES, theRole } from '../src/domain/roles';
import { actRequestSchema, type ActReceipt, type ActRequest } from '../src/domain/task-actions';
import { decisionSchema, misfit, whyClosed, type Choice, type Decision } from '../src/domain/tasks';
import { sentence } from '../src/domain/wording';
import { showOutcome, updateCards } from './cards';
import { record } from './effects';
import { outcomeOf } from './attempt';
import type { LiveTask } from './live-task';
import { act, followTeam, isForTeam, mayAnswer, objection } from './task-actions';
import { news } from './play';
import { now, type Run } from './run';

export const eventSignal = defineSignal<[AccountEvent]>(PLAY_MESSAGES.event);
export const decideUpdate = defineUpdate<DecisionReceipt, [Decision]>(PLAY_MESSAGES.decide);
export const actUpdate = defineUpdate<ActReceipt, [ActRequest]>(PLAY_MESSAGES.act);
export const pauseUpdate = defineUpdate<PlayStatus, [ControlRequest]>(PLAY_MESSAGES.pause);
export const resumeUpdate = defineUpdate<PlayStatus, [ControlRequest]>(PLAY_MESSAGES.resume);
export const cancelUpdate = defineUpdate<PlayStatus, [ControlRequest]>(PLAY_MESSAGES.cancel);
export const statusQuery = defineQuery<PlayStatus>(PLAY_MESSAGES.status);

/** What a validator refuses an update with; clients map these types to answers. */
export const REFUSALS = {
  TASK_UNKNOWN: 'TASK_UNKNOWN',
  TASK_CLOSED: 'TASK_CLOSED',
  CHOICE_UNKNOWN: 'CHOICE_UNKNOWN',
  REASON_REQUIRED: 'REASON_REQUIRED',
  FIELD_INVALID: 'FIELD_INVALID',
  NOT_ALLOWED: 'NOT_ALLOWED',
  ACTION_INVALID: 'ACTION_INVALID',
  PLAY_ENDED: 'PLAY_ENDED',
  ALREADY_PAUSED: 'ALREADY_PAUSED',
  NOT_PAUSED: 'NOT_PAUSED',
} as const;

function refuse(type: keyof typeof REFUSALS, message: string): never {
  throw ApplicationFailure.nonRetryable(message, type);
}

/** Connects a run to the messages of design §2. Called before the first await, so that no message is missed. */
export function listen(run: Run): void {
  setHandler(statusQuery, () => run.status());
  setHandler(eventSignal, (event) => hear(run, event), { description: 'A fact about the account.' });
  setHandler(decideUpdate, (decision) => decide(run, decisionSchema.parse(decision)), {
    validator: (decision: Decision) => validateDecision(run, decisionOf(decision)),
    description: 'The answer of a person to a task of this play.',
  });
  setHandler(actUpdate, (request) => act(run, actRequestSchema.parse(request)), {
    validator: (request: ActRequest) => validateAct(run, request),
    description: 'What a person does with a task other than answering it.',
  });
  setHandler(pauseUpdate, (request) => pause(run, request), {
    validator: (_request: ControlRequest) => {
      refuseWhenEnded(run);
      if (run.paused)
        refuse('ALREADY_PAUSED', `${run.paused.by} paused this play already: ${sentence(run.paused.reason)}`);
    },
  });
  setHandler(resumeUpdate, (request) => resume(run, request), {
    validator: (_request: ControlRequest) => {
      refuseWhenEnded(run);
      if (!run.paused) refuse('NOT_PAUSED', 'This play is not paused.');
    },
  });
  setHandler(cancelUpdate, (request) => cancel(run, request), {
    validator: (_request: ControlRequest) => refuseWhenEnded(run),
  });
}

/** Whoever may signal can send anything: what is no fact is noted and steers nothing. */
function hear(run: Run, sent: unknown): void {
  const { data: event, error } = accountEventSchema.safeParse(sent);
  if (!event) return run.note(`Ignored what was sent as a fact: ${wrongWith(error)}`);
  const isNew = run.facts.isNew(event);
  const heard = run.facts.hear(event);
  const exit = run.contract.exits[event.type];
  if (heard || exit) run.note(`Heard: ${event.type}`);
  if (event.type === 'team.changed') followTeam(run, event);
  if (event.type === 'contact.unsubscribed' && isNew) noteUnsubscribed(run, event);
  if (exit) run.end({ outcome: exit.outcome, reason: exit.because, handOverTo: exit.handOverTo, sudden: true });
}

/** Whoever has the account hears at once that the play may write to somebody no more; a mail that is due asks how to go on. */
function noteUnsubscribed(run: Run, { because = 'A contact asked for no more mail.' }: AccountEvent): void {
  // A play that is only beginning reads the account as it is now.
  if (run.ending || !run.account) return;
  run.because(because);
  const play = `the ${run.contract.title.toLowerCase()} at ${run.account.name}`;
  const text = `${because} No mail of ${play} goes to them any more; where one is due, somebody is asked how to go on.`;
  const tell = async () => {
    const told = await CancellationScope.nonCancellable(() => outcomeOf(news(run, 'csm', text)));
    if ('failure' in told) run.because(`${theRole('csm')} could not be told. ${told.failure}`);
  };
  run.background.push(tell());
}

function refuseWhenEnded(run: Run): void {
  const end = run.result ?? run.ending;
  if (!end) return;
  // Who stopped it and why says all that the outcome means.
  const meaning = end.outcome === 'cancelled' ? undefined : meaningOf(run.contract.outcomes, end.outcome);
  const how = [meaning, end.reason].filter((each) => each).map((each) => sentence(each!));
  refuse('PLAY_ENDED', `This play has ended: ${how.join(' ')}`);
}

function decisionOf(sent: unknown): Decision {
  const { data, error } = decisionSchema.safeParse(sent);
  return data ?? refuse('FIELD_INVALID', `This is not a decision: ${wrongWith(error)}`);
}

const MAX_WRONG = 300;

/** What is wrong, short enough for the timeline, which is part of every status. */
function wrongWith({ issues }: ZodError): string {
  const text = issues.map(({ path, message }) => `${path.join('.') || '(whole)'}: ${message}`).join('; ');
  return text.length > MAX_WRONG ? `${text.slice(0, MAX_WRONG)}…` : text;
}

function validateAct(run: Run, sent: ActRequest): void {
  const { data, error } = actRequestSchema.safeParse(sent);
  if (!data) return refuse('FIELD_INVALID', `This is no task action: ${wrongWith(error)}`);
  const why = objection(openTaskOf(run, data.taskId), data);
  if (why) refuse(why.type, why.message);
}

/** The task, when it can still be answered. */
function openTaskOf(run: Run, taskId: string): LiveTask {
  const task = run.tasks.get(taskId);
  if (!task) return refuse('TASK_UNKNOWN', `This play has no task "${taskId}".`);
  const { state } = task;
  if (state.kind !== 'open') refuse('TASK_CLOSED', whyClosed(state));
  if (task.purpose === 'play') refuseWhenEnded(run);
  return task;
}

function validateDecision(run: Run, decision: Decision): void {
  const task = openTaskOf(run, decision.taskId);
  const choice = task.card.choices.find(({ id }) => id === decision.choice);
  if (!choice) {
    const offered = task.card.choices.map(({ id }) => id).join(', ');
    return refuse('CHOICE_UNKNOWN', `"${decision.choice}" is not offered; choose one of: ${offered}.`);
  }
  refuseStrangers(task, decision);
  refuseIncomplete(choice, decision);
}

function refuseStrangers(task: LiveTask, { by }: Decision): void {
  if (mayAnswer(task, by)) return;
  const whose = isForTeam(task)
    ? 'somebody of the account’s team'
    : `the ${task.roles.map((role) => ROLE_TITLES[role]).join(' or the ')}`;
  refuse('NOT_ALLOWED', `Only ${whose} can answer this.`);
}

function refuseIncomplete(choice: Choice, decision: Decision): void {
  if (choice.reason === 'required' && !decision.reason?.trim()) {
    refuse('REASON_REQUIRED', `“${choice.label}” needs a reason.`);
  }
  const asked = choice.fields.map(({ id }) => id);
  const unasked = Object.keys(decision.fields).find((id) => !asked.includes(id));
  if (unasked !== undefined) refuse('FIELD_INVALID', `“${choice.label}” has no field "${unasked}".`);
  for (const field of choice.fields) {
    const value = decision.fields[field.id]?.trim();
    if (field.required && !value) refuse('FIELD_INVALID', `“${field.label}” is missing.`);
    const expected = value && misfit(field, value);
    if (expected) refuse('FIELD_INVALID', `“${field.label}” must be ${expected}, but is "${value}".`);
  }
}

async function decide(run: Run, decision: Decision): Promise<DecisionReceipt> {
  const task = run.tasks.get(decision.taskId)!;
  const at = now();
  task.give({ ...decision, at });
  // A paused play goes on later; its card says at once what was answered.
  if (run.paused) run.background.push(showOutcome(run, task));
  const label = task.card.choices.find(({ id }) => id === decision.choice)!.label;
  const reason = decision.reason ? `: ${decision.reason}` : '';
  run.note(`${decision.by.name} chose “${label}”${reason}`);
  // The ledger hears of it even if the play ends in this very moment.
  await CancellationScope.nonCancellable(() =>
    record(run, `what ${decision.by.name} chose`, () =>
      run.do.records.record({
        key: `${decision.taskId}/decision`,
        kind: 'decision',
        accountId: run.request.accountId,
        runId: run.runId,
        what: `${task.card.question} — ${label}`,
        reason: decision.reason,
        by: decision.by.name,
        at,
      }),
    ),
  );
  return { taskId: decision.taskId, choice: decision.choice, label, at, by: decision.by.email };
}

async function pause(run: Run, request: ControlRequest): Promise<PlayStatus> {
  run.paused = { ...request, since: Date.now() };
  run.because(`${request.by} paused the play: ${request.reason}`);
  // Not awaited: whoever pauses does not wait for Slack.
  run.background.push(
    hold(run, request.reason),
    request.by === COORDINATOR_NAME ? tellHolders(run, request.reason) : steered(run, request, 'paused'),
  );
  return showState(run);
}

/**
 * What a person did to the play stands in the ledger, and the coordinator knows: what a person paused is not resumed by the
 * end of a save, and what a save holds is not resumed by a person.
 */
async function steered(run: Run, { by, reason }: ControlRequest, what: 'paused' | 'resumed'): Promise<void> {
  const { runId } = run;
  const { accountId } = run.request;
  const entry = {
    ...{ key: run.mint(`${what}/ledger`), kind: 'decision' as const, accountId, runId },
    ...{ what: `${run.contract.title}: ${what}`, reason, by, at: now() },
  };
  const request = { accountId, runId, id: run.mint(what), what };
  await CancellationScope.nonCancellable(async () => {
    await record(run, `that ${by} ${what} the play`, () => run.do.records.record(entry));
    const told = await outcomeOf(() => run.do.coordination.personSteered(request));
    if ('failure' in told) run.because(`The coordinator could not be told. ${told.failure}`);
  });
}

/** The cards of a paused play ask nothing. */
async function hold(run: Run, why: string): Promise<void> {
  const held = [...run.tasks.values()].filter((task) => task.hold(why));
  await CancellationScope.nonCancellable(() =>
    Promise.all(held.map((task) => updateCards(run, task, run.mint('revision')))),
  );
}

/** Whoever holds a task hears why it waits; a person who pauses a play tells them in their own words. */
async function tellHolders(run: Run, reason: string): Promise<void> {
  const open = [...run.tasks.values()].filter(({ state, purpose }) => state.kind === 'open' && purpose === 'play');
  const text = `The ${run.contract.title.toLowerCase()} at ${run.account.name} waits: ${reason} Your task waits with it.`;
  const roles = [...new Set(open.flatMap((task) => task.roles))];
  await Promise.all(
    roles.map(async (role) => {
      const told = await CancellationScope.nonCancellable(() => outcomeOf(news(run, role, text)));
      run.because(
        'failure' in told ? `${theRole(role)} could not be told. ${told.failure}` : `Told ${theRole(role)}: ${text}`,
      );
    }),
  );
}

async function resume(run: Run, request: ControlRequest): Promise<PlayStatus> {
  const { stillHeld } = request;
  if (stillHeld !== undefined) return liftPause(run, request, stillHeld);
  const pausedFor = Date.now() - run.paused!.since;
  run.paused = undefined;
  for (const deadline of run.deadlines) deadline.move(pausedFor);
  // The cards say so when they show the time that is left.
  run.tasks.forEach((task) => task.hold());
  run.because(`${request.by} resumed the play: ${request.reason}`);
  if (request.by !== COORDINATOR_NAME) run.background.push(steered(run, request, 'resumed'));
  return showState(run);
}

/** The pause of a person is over, that of the coordinator is not: nothing of the play runs in between. */
function liftPause(run: Run, { by, reason }: ControlRequest, stillHeld: string): PlayStatus {
  run.paused = { by: COORDINATOR_NAME, reason: stillHeld, since: run.paused!.since };
  run.because(`${by} lifted the pause (${reason}), but ${stillHeld}`);
  run.background.push(
    hold(run, stillHeld),
    steered(run, { by, reason: `${reason} (It does not go on yet: ${stillHeld})` }, 'resumed'),
  );
  return run.status();
}

async function showState(run: Run): Promise<PlayStatus> {
  const { state } = run.status();
  const { runId } = run;
  run.showState(state);
  await CancellationScope.nonCancellable(() =>
    record(run, `that the play is ${state}`, () => run.do.records.updateRun({ runId, change: { state } })),
  );
  return run.status();
}

function cancel(run: Run, request: ControlRequest): PlayStatus {
  const reason = `${request.by} stopped the play: ${request.reason}`;
  run.end({ outcome: 'cancelled', reason, sudden: request.by === COORDINATOR_NAME });
  return run.status();
}
