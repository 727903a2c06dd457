import type { Account, Person } from '../../src/domain/account';
import { answerDue, previousBusiness } from '../../src/domain/business-time';
import type { Role } from '../../src/domain/roles';
import type { Taker } from '../../src/domain/task-actions';
import type { Instant } from '../../src/domain/waits';
import type { Assignment, TaskRow } from '../../src/store/store';
import { accountOf, holderOf } from '../account-team';
import { failure } from '../failures';
import { askedLine } from '../threads/thread-words';
import { askedPeople, isSame, viewFor } from './asked-people';
import { isPerson } from './channel';
import { recipientOf, type NotifyContext } from './notify-context';
import { standInNote } from './plain-words';
import type { GiveTaskRequest, OpenTaskRequest, TaskOpened } from './port';

/**
 * Resolves the role to a person, stores the task and shows it to them. The store comes first and pins the person: an
 * attempt after a crash goes on with who is stored, whatever has become of the role meanwhile.
 */
export async function openTask(context: NotifyContext, request: OpenTaskRequest): Promise<TaskOpened> {
  const { card, at } = request;
  const assignee = await assigneeFor(context, request, { role: card.role });
  const row = await context.store.tasks.open({
    taskId: card.taskId,
    runId: card.runId,
    accountId: card.accountId,
    card,
    state: { kind: 'open', due: assignee.assignment.due, note: assignee.note },
    assignments: [assignee.assignment],
    openedAt: at,
  });
  const note = row.state.kind === 'open' ? row.state.note : undefined;
  // A task that was closed before it was opened has nobody to ask.
  const assignment = row.assignments[0] ?? assignee.assignment;
  const stands = await showCard(context, row, assignment);
  await sayAsked(context, row, assignment, { key: `${card.taskId}/asked`, because: note }, stands);
  return taskOpened(context, request, { assignment, note, absent: assignee.absent });
}

/** Who gets a task. */
interface Assignee extends Pick<TaskOpened, 'note' | 'absent'> {
  readonly assignment: Assignment;
}

/** Who would get the task now, until when, and what to say about it when somebody stands in. */
export async function assigneeFor(
  context: NotifyContext,
  { card, at, due }: OpenTaskRequest,
  to: GiveTaskRequest['to'],
): Promise<Assignee> {
  const account = await accountOf(context.store, card.accountId);
  if ('channel' in to) return { assignment: await forChannel(context, account, { card, at, due }, to.channel) };
  const { person, standsInFor, role } = await takerOf(context, account, card.role, to, at);
  const assignment: Assignment = {
    role,
    email: person.email,
    due: dueFor(context, { at, due }, { asked: person, account }),
    at,
    because: standsInFor ? `stands in for ${standsInFor.name}` : 'role' in to ? 'holds the role' : 'was named',
  };
  return standsInFor ? { assignment, ...standingIn(standsInFor, person) } : { assignment };
}

/** In the working hours of whoever holds the role that was asked first. */
async function forChannel(
  context: NotifyContext,
  account: Account,
  { card: { role }, at, due }: OpenTaskRequest,
  channel: string,
): Promise<Assignment> {
  const { person } = await holderOf(context.store, account, role, at);
  const because = 'nobody else answered';
  return { role, email: channel, channel, due: dueFor(context, { at, due }, { asked: person, account }), at, because };
}

const dueFor = (
  { waitScale }: NotifyContext,
  { at, due }: Pick<OpenTaskRequest, 'at' | 'due'>,
  whose: Parameters<typeof answerDue>[2],
): Instant => (typeof due === 'string' ? due : answerDue(at, due, whose, waitScale));

function standingIn(absent: Person, person: Person): Pick<Assignee, 'note' | 'absent'> {
  const { email, name, away } = absent;
  return { note: standInNote(absent, person), ...(away && { absent: { email, name, until: away.until } }) };
}

/** Somebody who was named gets it themselves, in the role of whoever was asked first. */
async function takerOf(
  { store }: NotifyContext,
  account: Account,
  askedFirst: Role,
  to: Taker,
  at: Instant,
): Promise<{ readonly person: Person; readonly standsInFor?: Person; readonly role: Role }> {
  if ('role' in to) return { ...(await holderOf(store, account, to.role, at)), role: to.role };
  const person = await store.people.byEmail(to.email);
  if (!person) throw failure('UNKNOWN_PERSON', `Nobody of ours has the address ${to.email}.`);
  return { person, role: askedFirst };
}

/**
 * Posts the card of an assignment, once: in the thread of the run where tasks stand there, else to the person. Nothing
 * happens when the person has a card already, or the task is closed. Answers where it stands.
 */
export async function showCard(
  context: NotifyContext,
  row: TaskRow,
  { email, channel: named }: Assignment,
): Promise<'room' | 'direct' | undefined> {
  const asked = (await askedPeople(context, row)).find(({ assignment }) => isSame(assignment.email, email));
  if (!asked || row.state.kind !== 'open') return undefined;
  const { threads } = context;
  const { key, to } = asked;
  const channel = await context.channelFor(key, to);
  const view = viewFor(row, asked);
  const isForRoom = named !== undefined || (!view.consulted && (await threads.holdTasks()));
  const posted =
    isForRoom && channel.name === 'slack'
      ? await threads.inRoom(row.runId, (room) => channel.postCard(key, to, view, room))
      : undefined;
  const receipt = posted ?? (isPerson(to) ? await channel.postCard(key, to, view) : undefined);
  return receipt && (receipt.thread === undefined ? 'direct' : 'room');
}

/** What stands in the thread anyway is not told there once more. */
export async function sayAsked(
  { store, threads }: NotifyContext,
  { runId, card }: TaskRow,
  assignment: Assignment,
  about: { readonly key: string; readonly because?: string },
  stands: 'room' | 'direct' | undefined,
): Promise<void> {
  if (stands !== 'direct') return;
  const { name } = await recipientOf(store, assignment.email);
  await threads.say(askedLine(assignment, { ...about, runId, name, question: card.question }));
}

/** What the play is told. A reminder that would come before the question is none. */
export async function taskOpened(
  context: NotifyContext,
  request: Pick<OpenTaskRequest, 'card' | 'at' | 'remindBefore'>,
  { assignment: { email, due, at }, note, absent }: Assignee,
): Promise<TaskOpened> {
  const person = await context.store.people.byEmail(email);
  const { name } = await recipientOf(context.store, email);
  const remindAt =
    person && request.remindBefore && previousBusiness(due, request.remindBefore, person, context.waitScale);
  const channel = await context.threads.channelOf(request.card.runId);
  return { email, name, due, remindAt: remindAt && remindAt > at ? remindAt : undefined, note, absent, channel };
}
