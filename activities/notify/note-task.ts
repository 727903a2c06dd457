import { askedPeople, cardOut, isAsked, isSame, viewFor } from './asked-people';
import { cardSubject } from './card-mail';
import type { NotifyContext } from './notify-context';
import { showCard } from './open-task';
import type { ConsultRequest, NoteRequest } from './port';
import { forAll, showState } from './show-state';

/** Puts a note on the task's cards, and tells everybody who has one, but who wrote it, under their card: by mail, in one mail. */
export async function noteTask(context: NotifyContext, { taskId, note, from, key }: NoteRequest): Promise<void> {
  const { tasks } = context.store;
  const stored = await tasks.get(taskId);
  if (stored?.state.kind !== 'open') return;
  const notes = stored.state.notes ?? [];
  const known = notes.some(({ at, by, text }) => at === note.at && by === note.by && text === note.text);
  const row = known ? stored : await tasks.update(taskId, { state: { ...stored.state, notes: [...notes, note] } });
  if (row.state.kind !== 'open') return;
  await showState(context, taskId, key, { isSilent: true });
  await forAll(await askedPeople(context, row), async (asked) => {
    const card = await cardOut(context, asked);
    if (!card || isSame(asked.to.email, from)) return;
    const view = viewFor(row, asked);
    const words = {
      title: cardSubject(view),
      text: `${note.by} noted: ${note.text}`,
      ...(isAsked(asked) && { asks: view }),
    };
    await card.channel.postWords(`${key}/${asked.assignment.email}`, asked.to, words, card);
  });
}

/** Asks a colleague about a task: they get a card by which they reply with a note. One who has a card already is told under it. */
export async function consult(
  context: NotifyContext,
  { key, taskId, to, by, text, at }: ConsultRequest,
): Promise<void> {
  const { tasks } = context.store;
  const stored = await tasks.get(taskId);
  if (stored?.state.kind !== 'open') return;
  const due = stored.state.due;
  const isNew = !stored.assignments.some(({ email, step }) => isSame(email, to.email) && step !== key);
  const assignment = { role: stored.card.role, email: to.email, due, at, because: `asked by ${by}`, step: key };
  const row = isNew ? await tasks.assign(taskId, { ...assignment, consulted: { by, text } }) : stored;
  const asked = (await askedPeople(context, row)).find((each) => isSame(each.to.email, to.email));
  if (isNew || !asked) {
    await showCard(context, row, assignment);
    return;
  }
  const channel = await context.channelFor(asked.key, asked.to);
  const words = { title: cardSubject(viewFor(row, asked)), text: `${by} asks you: ${text}` };
  await channel.postWords(key, asked.to, words, await cardOut(context, asked));
}
