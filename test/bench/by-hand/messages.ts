import {
  ApplicationFailure,
  CancellationScope,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import type { AccountEvent } from '../../../src/domain/events';
import type { ControlRequest, DecisionReceipt, PlayStatus } from '../../../src/domain/play-messages';
import type { Decision } from '../../../src/domain/tasks';
import { endRun, note, now, records, showState, type End, type Run } from './run';

const eventSignal = defineSignal<[AccountEvent]>('event');
const decideUpdate = defineUpdate<DecisionReceipt, [Decision]>('decide');
const pauseUpdate = defineUpdate<PlayStatus, [ControlRequest]>('pause');
const resumeUpdate = defineUpdate<PlayStatus, [ControlRequest]>('resume');
const cancelUpdate = defineUpdate<PlayStatus, [ControlRequest]>('cancel');
const statusQuery = defineQuery<PlayStatus>('status');

const LISTENS_TO = ['content.engaged', 'meeting.booked', 'proposal.accepted', 'proposal.declined'];
const EXITS: Partial<Record<string, End>> = {
  'support.escalated': {
    outcome: 'handed-over',
    reason: 'A severe support case was opened.',
    handOverTo: 'retention-save',
  },
  'health.critical': {
    outcome: 'handed-over',
    reason: 'The health of the account became critical.',
    handOverTo: 'retention-save',
  },
  'churn.notified': { outcome: 'churned', reason: 'The customer gave notice.' },
};

export function setHandlers(run: Run): void {
  setHandler(statusQuery, () => status(run));
  setHandler(eventSignal, (event) => hear(run, event));
  setHandler(decideUpdate, (decision) => decide(run, decision), {
    validator: (decision: Decision) => validateDecision(run, decision),
  });
  setHandler(pauseUpdate, (request) => pause(run, request), {
    validator: (_request: ControlRequest) => {
      refuseWhenEnded(run);
      if (run.paused) refuse('ALREADY_PAUSED', `${run.paused.by} paused this play already: ${run.paused.reason}`);
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

function refuse(type: string, message: string): never {
  throw ApplicationFailure.nonRetryable(message, type);
}

function refuseWhenEnded(run: Run): void {
  if (run.ending) refuse('PLAY_ENDED', `This play has ended (${run.ending.outcome}): ${run.ending.reason}`);
}

function hear(run: Run, event: AccountEvent): void {
  if (run.heard.has(event.id)) return;
  run.heard.add(event.id);
  note(run, `Heard: ${event.type}`);
  if (LISTENS_TO.includes(event.type)) run.facts.push(event);
  const exit = EXITS[event.type];
  if (exit) endRun(run, exit);
}

function validateDecision(run: Run, decision: Decision): void {
  const task = run.tasks.get(decision.taskId);
  if (!task) return refuse('TASK_UNKNOWN', `This play has no task "${decision.taskId}".`);
  const { state, card } = task;
  if (state.kind === 'answered') refuse('TASK_CLOSED', `${state.by} already chose “${state.label}” on ${state.at}.`);
  if (state.kind === 'closed') refuse('TASK_CLOSED', `This task was closed on ${state.at}: ${state.why}`);
  refuseWhenEnded(run);
  const choice = card.choices.find(({ id }) => id === decision.choice);
  if (!choice) return refuse('CHOICE_UNKNOWN', `"${decision.choice}" is not offered.`);
  if (!task.roles.some((role) => decision.by.roles.includes(role))) {
    refuse('NOT_ALLOWED', `${decision.by.name} cannot answer this: it is for the ${task.roles.join(' or the ')}.`);
  }
  if (choice.reason === 'required' && !decision.reason?.trim()) refuse('REASON_REQUIRED', 'This needs a reason.');
  const missing = choice.fields.find((field) => field.required && !decision.fields[field.id]?.trim());
  if (missing) refuse('FIELD_INVALID', `“${missing.label}” is missing.`);
}

async function decide(run: Run, decision: Decision): Promise<DecisionReceipt> {
  const { taskId, choice, reason, by } = decision;
  const task = run.tasks.get(taskId)!;
  const at = now();
  const label = task.card.choices.find(({ id }) => id === choice)!.label;
  task.answer = decision;
  task.state = { kind: 'answered', by: by.name, choice, label, reason, at };
  // In the very moment of an edit or a rejection the other cards of this version stop counting.
  if (task.card.preview && choice !== 'approve') {
    const why = choice === 'edit' ? `${by.name} made a new version.` : `${by.name} rejected this.`;
    for (const other of run.tasks.values()) {
      if (other.card.preview?.version !== task.card.preview.version || other.state.kind !== 'open') continue;
      other.state = { kind: 'closed', why, at };
    }
  }
  note(run, `${by.name} chose “${label}”`);
  const what = `${task.card.question} — ${label}`;
  const { runId, accountId } = run;
  await CancellationScope.nonCancellable(() =>
    records.record({
      key: `${taskId}/decision`,
      kind: 'decision',
      accountId,
      runId,
      what,
      reason,
      by: by.name,
      at,
    }),
  );
  return { taskId, choice, label, at };
}

async function pause(run: Run, request: ControlRequest): Promise<PlayStatus> {
  run.paused = { ...request, since: Date.now() };
  note(run, `${request.by} paused the play: ${request.reason}`);
  showState('paused');
  await records.updateRun({ runId: run.runId, change: { state: 'paused' } });
  return status(run);
}

async function resume(run: Run, request: ControlRequest): Promise<PlayStatus> {
  const pausedFor = Date.now() - run.paused!.since;
  run.paused = undefined;
  for (const wait of run.waits) wait.until += pausedFor;
  note(run, `${request.by} resumed the play: ${request.reason}`);
  showState('running');
  await records.updateRun({ runId: run.runId, change: { state: 'running' } });
  return status(run);
}

function cancel(run: Run, request: ControlRequest): PlayStatus {
  endRun(run, { outcome: 'cancelled', reason: `${request.by} stopped the play: ${request.reason}` });
  return status(run);
}

function status(run: Run): PlayStatus {
  const [next] = [...run.waits].sort((a, b) => a.until - b.until);
  return {
    runId: run.runId,
    play: 'expansion',
    accountId: run.accountId,
    state: run.result ? 'ended' : run.paused ? 'paused' : 'running',
    phase: run.phase,
    waitingFor: next && { what: next.what, until: new Date(next.until).toISOString() },
    openTasks: [...run.tasks.values()]
      .filter(({ state }) => state.kind === 'open')
      .map(({ card, state, asked }) => ({ taskId: card.taskId, card, state, asked })),
    timeline: run.timeline,
    reasons: run.reasons,
    result: run.result,
  };
}
