import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { Role } from '../src/domain/roles';
import { outcomeOf } from './attempt';
import { updateCards } from './cards';
import { LiveTask } from './live-task';
import { now, type Run } from './run';
import { Deadline, waitUntil } from './waits';

const REPAIR_WAIT = '30 days';

const CHOICES = {
  retry: {
    id: 'retry',
    label: 'Retry',
    effect: 'The step is tried again; choose this when the cause is mended.',
    style: 'primary',
  },
  skip: { id: 'skip', label: 'Skip', effect: 'The play goes on without this step.' },
  stop: { id: 'stop', label: 'Stop the play', effect: 'The play ends and cleans up.', style: 'danger' },
} as const;
export type RepairChoice = keyof typeof CHOICES;

/**
 * Puts a step that cannot be done before a person and answers their choice; `none` when nobody answered or the play
 * ended, `needless` when the step is no longer needed. The task can be answered from the first moment, also while nobody
 * could be told yet.
 */
export async function repair(
  run: Run,
  what: string,
  failure: string,
  offered: readonly RepairChoice[],
  needless: () => boolean,
): Promise<RepairChoice | 'none' | 'needless'> {
  const task = repairTask(run, what, failure, offered);
  run.because(`Held up: ${what} failed. ${failure}`);
  const deadline = new Deadline(`a person to mend: ${what}`, Date.now() + run.ms(REPAIR_WAIT));
  const telling = new CancellationScope();
  telling
    .run(() => tellSomebody(run, task, deadline))
    .catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
  await waitUntil(run, deadline, () => task.state.kind !== 'open' || needless());
  task.close(needless() ? 'No longer needed.' : 'Nobody answered in time.', now());
  telling.cancel();
  await updateCards(run, task, 'close');
  if (task.answer) return task.answer.choice as RepairChoice;
  return needless() ? 'needless' : 'none';
}

function repairTask(run: Run, what: string, failure: string, offered: readonly RepairChoice[]): LiveTask {
  const task = new LiveTask(
    {
      taskId: run.mint('repair'),
      runId: run.runId,
      play: run.contract.name,
      playTitle: run.contract.title,
      accountId: run.account.id,
      accountName: run.account.name,
      phase: run.phase,
      role: 'cs-manager',
      question: `A step of this play cannot be done: ${what}. How should it go on?`,
      why: failure,
      evidence: [],
      choices: offered.map((id) => ({ ...CHOICES[id], reason: 'none' as const, fields: [] })),
      urgent: true,
    },
    'repair',
  );
  run.tasks.set(task.card.taskId, task);
  return task;
}

/** Tells the customer success lead, or the first of the play's people who can be told, and reminds them when it is due. */
async function tellSomebody(run: Run, task: LiveTask, end: Deadline): Promise<void> {
  const { card } = task;
  let why = '';
  for (const to of new Set<Role>([card.role, 'csm', ...run.contract.roles])) {
    const request = { card, at: now(), due: { businessDays: 1 } };
    const told = await outcomeOf(() =>
      to === card.role
        ? run.do.notify.openTask(request)
        : run.do.notify.giveTask({ ...request, to: { role: to }, because: why, step: run.mint('give') }),
    );
    if (task.state.kind !== 'open') return;
    if ('value' in told) {
      const { email, name, due, note } = told.value;
      task.asked.push(email);
      task.open(due, note);
      run.note(`${name} is asked: ${card.question}`);
      return remindWhenDue(run, task, name, new Deadline(end.what, due, { of: { role: to } }, end));
    }
    why ||= told.failure;
  }
  const { taskId, runId, accountId } = card;
  const state = { kind: 'open' as const, due: end.instant };
  // So that lists show it. What is said below is true without it, too.
  await outcomeOf(() =>
    run.do.records.keepTask({ taskId, runId, accountId, card, state, assignments: [], openedAt: now() }),
  );
  run.because(
    `Nobody could be told. ${why} Whoever holds a role on the account can answer through the API or the command line; where nobody does, give somebody the role first (playmaker accounts load FILE).`,
  );
}

async function remindWhenDue(run: Run, task: LiveTask, name: string, due: Deadline): Promise<void> {
  if (await waitUntil(run, due, () => task.state.kind !== 'open')) return;
  const { taskId } = task.card;
  const reminded = await outcomeOf(() => run.do.notify.remindTask({ taskId, at: now(), due: due.instant }));
  if ('value' in reminded) run.note(`${name} is reminded`);
  else run.because(`${name} could not be reminded. ${reminded.failure}`);
}
