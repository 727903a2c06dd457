import { askedPeople, cardOut, isAsked, isSame, viewFor } from './asked-people';
import { cardSubject } from './card-mail';
import type { NotifyContext } from './notify-context';
import { spokenTime } from './plain-words';
import type { RemindTaskRequest } from './port';
import { forAll } from './show-state';

/** Reminds everybody who has a card, under that card, once. A task that is no longer open needs no reminder. */
export async function remindTask(context: NotifyContext, { taskId, due, only }: RemindTaskRequest): Promise<void> {
  const row = await context.store.tasks.get(taskId);
  if (row?.state.kind !== 'open') return;
  await forAll(await askedPeople(context, row), async (asked) => {
    const { email } = asked.assignment;
    const isMeant = isAsked(asked) && (!only || isSame(email, only.email));
    const card = isMeant && (await cardOut(context, asked));
    if (!card) return;
    const asks = viewFor(row, asked);
    const words = {
      asks,
      title: cardSubject(asks),
      text: `A reminder: please answer by ${spokenTime(due, asked.to.timeZone)}. ${row.card.question}`,
    };
    await card.channel.postWords(only?.key ?? `${taskId}/remind/${email}`, asked.to, words, card);
  });
}
