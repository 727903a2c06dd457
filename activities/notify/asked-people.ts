import type { Receipt, Assignment, TaskRow } from '../../src/store/store';
import type { CardView, Channel, Posted, Recipient } from './channel';
import { stateFor } from './given-words';
import { recipientOf, type NotifyContext } from './notify-context';

/** Somebody a task was given to. */
export interface Asked {
  /** The assignment by which they were asked first. */
  readonly assignment: Assignment;
  /** The key of their card. */
  readonly key: string;
  readonly to: Recipient;
}

/** Everybody who was given the task, in order. Somebody who was given it in two roles has one card. */
export async function askedPeople(context: NotifyContext, row: TaskRow): Promise<readonly Asked[]> {
  const first = new Map<string, Assignment>();
  for (const assignment of row.assignments) {
    const email = assignment.email.toLowerCase();
    if (!first.has(email)) first.set(email, assignment);
  }
  return Promise.all(
    [...first.values()].map(async (assignment) => ({
      assignment,
      key: cardKey(row, assignment),
      to: await recipientOf(context.store, assignment.email),
    })),
  );
}

/** The first who got it in a role has the card of that role; whoever got it in that role later has one of their own. */
function cardKey({ taskId, assignments }: TaskRow, assignment: Assignment): string {
  const { role, email } = assignment;
  const isFirst = assignments.find((each) => each.role === role && !each.consulted) === assignment;
  return isFirst ? `${taskId}/card/${role}` : `${taskId}/card/${role}/${email.toLowerCase()}`;
}

export function isSame(email: string, other: string): boolean {
  return email.toLowerCase() === other.toLowerCase();
}

/** Whether an answer is expected of them. */
export const isAsked = ({ assignment: { passedOn, consulted } }: Asked): boolean => !passedOn && !consulted;

/** The card as this person sees it. */
export function viewFor(row: TaskRow, { assignment, to }: Asked): CardView {
  const { role: askedAs, passedOn = false, wentTo, consulted } = assignment;
  const ofChannel = stateFor(row);
  const noteInRoom = ofChannel.kind === 'open' ? ofChannel.note : undefined;
  return { card: row.card, state: stateFor(row, to), noteInRoom, askedAs, passedOn, wentTo, consulted };
}

/** A card that is out, with the channel it is out on. */
export interface CardOut extends Posted {
  readonly asked: Asked;
  readonly channel: Channel;
}

/** The card of that person, when it is out. */
export async function cardOut(context: NotifyContext, asked: Asked): Promise<CardOut | undefined> {
  const receipt = (await context.store.outbox.get(asked.key))?.receipt;
  return receipt && out(context, asked, receipt);
}

/** Withdraws the card of that person; answers it when it is out. EFFECT_UNDER_WAY while it is being sent. */
export async function withdrawCard(
  context: NotifyContext,
  { runId }: Pick<TaskRow, 'runId'>,
  asked: Asked,
): Promise<CardOut | undefined> {
  const { key, to } = asked;
  const row = await context.store.outbox.get(key);
  if (row?.receipt) return out(context, asked, row.receipt);
  if (!row?.attempts) {
    // Never tried: nothing to look for, whatever the channel.
    const verdict = await context.store.outbox.withdraw(key);
    if (verdict.kind === 'void') return undefined;
  }
  const receipt = await (await context.channelFor(key, to)).withdraw(key, to, await context.threads.room(runId));
  return receipt && out(context, asked, receipt);
}

async function out(context: NotifyContext, asked: Asked, receipt: Receipt): Promise<CardOut> {
  const { key, to } = asked;
  return { key, to, receipt, asked, channel: await context.channelFor(key, to) };
}
