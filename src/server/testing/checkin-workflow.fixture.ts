import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { AccountEvent } from '../../domain/events';
import {
  PLAY_MESSAGES,
  type ControlRequest,
  type DecisionReceipt,
  type PlayRequest,
  type PlayResult,
  type PlayStatus,
} from '../../domain/play-messages';
import type { ActReceipt, ActRequest } from '../../domain/task-actions';
import type { CardState, Decision } from '../../domain/tasks';
import { checkinCard } from './checkin-card.fixture';

const now = () => new Date().toISOString();
const refuse = (type: string, message: string): never => {
  throw ApplicationFailure.nonRetryable(message, type);
};

/** Understands the messages of every play with the refusals of every play; has no effects of its own. */
export async function checkin(request: PlayRequest): Promise<PlayResult> {
  const { workflowId: runId } = workflowInfo();
  const card = checkinCard(runId, request.accountId);
  const timeline: PlayStatus['timeline'][number][] = [];
  let task: CardState = { kind: 'open', due: '2026-03-03T15:00:00.000Z' };
  let paused: ControlRequest | undefined;
  let result: PlayResult | undefined;
  const note = (what: string) => timeline.push({ at: now(), phase: 'Meeting', what });
  const end = (outcome: string, reason: string) => {
    result = { outcome, reason, reachedGoal: outcome === 'met', endedAt: now() };
  };
  const status = (): PlayStatus => ({
    runId,
    play: 'checkin',
    accountId: request.accountId,
    state: result ? 'ended' : paused ? 'paused' : 'running',
    paused,
    phase: 'Meeting',
    openTasks: task.kind === 'open' ? [{ taskId: card.taskId, card, state: task, asked: ['ana@example.com'] }] : [],
    timeline,
    reasons: [`asked for by ${request.requestedBy}`],
    result,
  });
  const validate = ({ taskId, choice: id, by, reason, fields }: Decision) => {
    if (taskId !== card.taskId) refuse('TASK_UNKNOWN', `This play has no task "${taskId}".`);
    if (task.kind === 'answered') refuse('TASK_CLOSED', `${task.by} already chose “${task.label}” on ${task.at}.`);
    const choice = card.choices.find((each) => each.id === id);
    if (!choice) return refuse('CHOICE_UNKNOWN', `"${id}" is not offered; choose one of: confirm, not-yet, adjust.`);
    if (!by.roles.includes('csm')) refuse('NOT_ALLOWED', `${by.name} cannot answer this: it is for the csm.`);
    if (choice.reason === 'required' && !reason) refuse('REASON_REQUIRED', `“${choice.label}” needs a reason.`);
    if (choice.fields.length > 0 && !Number.isFinite(Number(fields['seats'] ?? 'none'))) {
      refuse('FIELD_INVALID', '“Seats” must be a number.');
    }
  };

  setHandler(defineQuery<PlayStatus>(PLAY_MESSAGES.status), status);
  setHandler(defineSignal<[AccountEvent]>(PLAY_MESSAGES.event), ({ type }) => {
    note(`Heard: ${type}`);
    if (type === 'meeting.booked') end('met', 'They met.');
    if (type === 'churn.notified') end('churned', 'The customer gave notice.');
  });
  setHandler(
    defineUpdate<DecisionReceipt, [Decision]>(PLAY_MESSAGES.decide),
    ({ choice, by, reason, fields }) => {
      const at = now();
      const label = card.choices.find(({ id }) => id === choice)?.label ?? choice;
      task = { kind: 'answered', by: by.name, choice, label, reason, at };
      note(`${by.name} chose ${label}${reason ? `: ${reason}` : ''} ${JSON.stringify(fields)}`);
      return { taskId: card.taskId, choice, label, at, by: by.email };
    },
    { validator: validate },
  );
  setHandler(defineUpdate<ActReceipt, [ActRequest]>(PLAY_MESSAGES.act), ({ taskId, action, by }) => {
    const told = action.kind === 'note' ? `${by.name} noted: ${action.text}` : `${by.name}: ${action.kind}`;
    note(told);
    return { taskId, told, at: now() };
  });
  const change = (name: string, act: (request: ControlRequest) => void, refuseUnfit: () => void) =>
    setHandler(
      defineUpdate<PlayStatus, [ControlRequest]>(name),
      (control: ControlRequest) => {
        act(control);
        note(`${name} by ${control.by}: ${control.reason}`);
        return status();
      },
      { validator: (_control: ControlRequest) => refuseUnfit() },
    );
  change(
    PLAY_MESSAGES.pause,
    (control) => void (paused = control),
    () => {
      if (paused) refuse('ALREADY_PAUSED', `${paused.by} paused this play already: ${paused.reason}`);
    },
  );
  change(
    PLAY_MESSAGES.resume,
    ({ stillHeld }) => void (paused = stillHeld === undefined ? undefined : { by: 'playmaker', reason: stillHeld }),
    () => {
      if (!paused) refuse('NOT_PAUSED', 'This play is not paused.');
    },
  );
  change(
    PLAY_MESSAGES.cancel,
    ({ reason }) => end('cancelled', reason),
    () => undefined,
  );

  await condition(() => result !== undefined);
  return result!;
}
