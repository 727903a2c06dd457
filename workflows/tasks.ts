import { condition } from '@temporalio/workflow';
import type { OpenTaskRequest, TaskOpened } from '../activities/notify/port';
import { ROLE_TITLES, theRole, type Role } from '../src/domain/roles';
import type { Choice, Evidence, Field, TaskCard } from '../src/domain/tasks';
import { businessHours, later, type BusinessWait, type CalendarWait, type DueTime } from '../src/domain/waits';
import { shortened } from '../src/domain/wording';
import { showOutcome } from './cards';
import { effectUnless } from './effects';
import type { FactMatch } from './facts';
import { followUps, type FollowUp } from './follow-up';
import { LiveTask, type GivenAnswer, type PassedOn } from './live-task';
import { now, type Run } from './run';
import { answerTime } from './answer-time';

/** Characters of a question by which a task is named. */
const MOST_ABOUT = 200;

/** One way to answer: its label, and what happens then. */
export interface ChoiceSpec extends Partial<Pick<Choice, 'style' | 'reason' | 'reasonLabel' | 'submit' | 'confirm'>> {
  readonly fields?: readonly Field[];
  readonly label: string;
  readonly effect: string;
}

/** A task for a role. */
export interface Question<Id extends string = string> {
  readonly question: string;
  /** Why now, in a sentence or two. */
  readonly why?: string;
  readonly evidence?: readonly Evidence[];
  readonly preview?: TaskCard['preview'];
  readonly choices: Readonly<Record<Id, ChoiceSpec>>;
  /** Business time of whoever is asked, or until the account's day is over; calendar time where the time of an offer runs. */
  readonly due: DueTime | CalendarWait;
  /** How long before the due time they are reminded; two business hours by default. */
  readonly remindBefore?: BusinessWait;
  /** Who is asked as well when the due time has passed, with the same time again. */
  readonly escalate?: Role;
  /** A fact, or a state of the play, that answers the question by itself: the task closes then, and the choice is `no-answer`. */
  readonly until?: FactMatch | (() => boolean);
  /** What they are asked to do besides while it is open; unlike a reminder it is a task of its own. */
  readonly followUp?: FollowUp<Question>;
  /** Other tasks that ask the same: whoever has one of them by a role is not asked by this one as well. */
  readonly beside?: readonly LiveTask[];
}

/** The answer to a task; `no-answer` when everybody's time has passed. */
export interface Answer<Id extends string = string> {
  readonly choice: Id | 'no-answer';
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Name of the person; empty for `no-answer`. */
  readonly by: string;
}

/** Puts a task before a role and waits for its answer: reminder, due time, escalation, due time again. */
export async function ask<Id extends string>(run: Run, role: Role, question: Question<Id>): Promise<Answer<Id>> {
  const task = createTask(run, role, question);
  const { escalate, followUp } = question;
  const answered = async () => {
    await waitForAnswer(run, task, question);
    const escalated = escalate ? ', not even after it was escalated' : '';
    task.close(
      moot(run, question) ? 'No longer needed: the answer is known.' : `Nobody answered in time${escalated}.`,
      now(),
    );
    await showOutcome(run, task);
  };
  const isOver = () => task.state.kind !== 'open' || moot(run, question);
  const besides = async () => {
    if (followUp) await followUps(run, task, followUp, (each) => ask(run, role, { ...each, until: isOver }), isOver);
  };
  await Promise.all([answered(), besides()]);
  return answerOf<Id>(task);
}

export function createTask(run: Run, role: Role, question: Question): LiveTask {
  const choices = Object.entries(question.choices).map(([id, spec]) => ({
    id,
    ...spec,
    reason: spec.reason ?? ('none' as const),
    fields: [...(spec.fields ?? [])],
  }));
  const task = new LiveTask({
    taskId: run.mint('task'),
    runId: run.runId,
    play: run.contract.name,
    playTitle: run.contract.title,
    accountId: run.account.id,
    accountName: run.account.name,
    phase: run.phase,
    role,
    question: question.question,
    why: question.why,
    evidence: [...(question.evidence ?? [])],
    preview: question.preview,
    choices,
  });
  if (question.escalate) task.ladder.push(question.escalate);
  run.tasks.set(task.card.taskId, task);
  return task;
}

/** Returns when the task is no longer open or everybody's time has passed. */
export async function waitForAnswer(run: Run, task: LiveTask, question: Question): Promise<void> {
  const { card } = task;
  const { due } = question;
  const settled = () => task.state.kind !== 'open' || moot(run, question);
  const remindBefore = question.remindBefore ?? businessHours(2);
  const request = () => ({
    ...{ card, at: now(), remindBefore },
    due: typeof due === 'string' ? later(now(), run.ms(due)) : due,
  });

  let role = card.role;
  let began = Date.now();
  // Several may be asked at the same time: whoever has to mend it has to know which.
  const about = `“${shortened(card.question, MOST_ABOUT)}”`;
  const asking = `asking ${theRole(role)} ${about}`;
  let opened = await effectUnless(run, asking, settled, () => run.do.notify.openTask(request()));
  while (opened) {
    const asked = { role, opened: opened.value, began, wait: due, settled };
    if (opened.value.nobody) return;
    const end = await answerTime(run, task, asked);
    if (end === 'settled') return;
    const next = end === 'passed-on' ? task.passedOn.shift() : nextRung(task, asked.opened, question);
    if (!next) return;
    if (await isAnsweredBeside(run, task, next, question, settled)) return;
    role = 'role' in next.to ? next.to.role : role;
    began = Date.now();
    opened = await effectUnless(run, `giving ${about} to ${nameOf(next)}`, settled, () => give(run, request(), next));
    if (opened) run.because(gone(next, opened.value, role));
  }
}

/** Whether the same person answers for both roles, as the account's team is known. */
export function isOnePerson({ account: { team } }: Run, one: Role, other: Role): boolean {
  return one === other || (team[one] !== undefined && team[one].toLowerCase() === team[other]?.toLowerCase());
}

/** Whether it was settled by the answer to another task that asks the same, and went to the same person before. */
async function isAnsweredBeside(
  run: Run,
  task: LiveTask,
  { to }: PassedOn,
  { beside = [] }: Question,
  settled: () => boolean,
): Promise<boolean> {
  if (!('role' in to)) return false;
  const other = beside.find(
    ({ state, roles }) =>
      state.kind === 'open' && roles !== task.roles && roles.some((role) => isOnePerson(run, role, to.role)),
  );
  if (!other) return false;
  // The other one has its deadline.
  await condition(() => settled() || other.state.kind !== 'open');
  return settled();
}

/** Whom a task goes to when nobody answered in time: by its ladder, and at its end to the channel of the account. */
function nextRung(task: LiveTask, silent: TaskOpened, { escalate }: Question): PassedOn | undefined {
  const because = `${silent.name} did not answer in time`;
  const role = task.ladder.shift();
  if (role) {
    task.roles.push(role);
    return { to: { role }, because };
  }
  if (!escalate || silent.channel === undefined || task.channel !== undefined) return undefined;
  task.channel = silent.channel;
  return { to: { channel: silent.channel }, because };
}

const nameOf = ({ to }: PassedOn): string => ('role' in to ? theRole(to.role) : 'channel' in to ? to.channel : to.name);

/** Who has the task now. */
function gone({ to, because }: PassedOn, { name, nobody }: TaskOpened, role: Role): string {
  if (nobody) return `It could not be put into ${name}, which takes no messages: ${because}`;
  return 'channel' in to
    ? `It stands in ${name} for the whole team now: ${because}`
    : `${name} (${ROLE_TITLES[role]}) has it now: ${because}`;
}

function give(run: Run, request: OpenTaskRequest, { to, because, from, moved }: PassedOn): Promise<TaskOpened> {
  return run.do.notify.giveTask({ ...request, to, because, from, moved, step: run.mint('give') });
}

function moot(run: Run, { until }: Question): boolean {
  if (until === undefined) return false;
  return typeof until === 'function' ? until() : run.facts.has(until);
}

export function answerOf<Id extends string>(task: LiveTask): Answer<Id> {
  const given: GivenAnswer | undefined = task.answer;
  return {
    choice: (given?.choice ?? 'no-answer') as Id | 'no-answer',
    reason: given?.reason ?? (task.state.kind === 'closed' ? task.state.why : ''),
    fields: given?.fields ?? {},
    by: given?.by.name ?? '',
  };
}
