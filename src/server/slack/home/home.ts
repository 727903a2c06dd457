import { z } from 'zod';
import { readCardAction } from '../../../../activities/notify';
import { escaped } from '../../../../activities/notify/slack-text';
import { ApiProblem } from '../../problems';
import { handlePageClick } from '../commands';
import { answer, paragraph, readOverview, showHome } from '../desk';
import { handleClick } from '../handle-click';
import { knownPerson } from '../known-person';
import type { BlockActions, SlackEvent, ViewSubmission } from '../payloads';
import type { SlackContext } from '../slack-context';

/** Brings the Home tab up to date when somebody opens it. */
export async function handleEvent(context: SlackContext, event: SlackEvent): Promise<void> {
  const isHome = event.type === 'app_home_opened' && (event.tab ?? 'home') === 'home';
  if (isHome && event.userId !== undefined) await publishOverview(context, event.userId);
  else context.log.debug({ event: event.type }, 'an event that means nothing here');
}

/**
 * Works on what is clicked on the Home tab and in messages that only one person sees; true when the click was there.
 * A card works there as in any message, and makes way once it is answered: nobody else brings it up to date.
 */
export async function handleHomeAction(context: SlackContext, click: BlockActions): Promise<boolean> {
  if (await handlePageClick(context, click)) return true;
  const isOnHome = click.view?.type === 'home';
  const responseUrl = click.container?.is_ephemeral ? click.response_url : undefined;
  if (!isOnHome && responseUrl === undefined) return false;
  await handleClick(context, click);
  const [card] = click.actions.flatMap((action) => readCardAction(action) ?? []);
  if (!card || (await isOpen(context, card.taskId))) return true;
  if (isOnHome) await publishOverview(context, click.user.id, card.taskId);
  else if (responseUrl !== undefined) await makeWay(context, click.user.id, responseUrl);
  return true;
}

/** Puts a word in the place of a card that only one person sees. */
function makeWay(context: SlackContext, userId: string, responseUrl: string): Promise<void> {
  const surface = { on: 'message', responseUrl, replaces: true } as const;
  return answer(context, userId, surface, { text: ':white_check_mark: This task is answered.' });
}

const aboutTask = z.object({ taskId: z.string(), responseUrl: z.string().optional() });

/** After somebody sent the dialog of a task: where it may have been opened, the Home tab and a card that only they see, shows it. */
export async function refreshAfterSubmission(context: SlackContext, { user, view }: ViewSubmission): Promise<void> {
  const about = aboutTask.safeParse(parsed(view.private_metadata));
  if (!about.success) return;
  const { taskId, responseUrl } = about.data;
  const done = (await isOpen(context, taskId)) ? undefined : taskId;
  if (done !== undefined && responseUrl !== undefined) await makeWay(context, user.id, responseUrl);
  await publishOverview(context, user.id, done);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a task still waits for an answer. The play knows it first; the read model follows within moments. */
async function isOpen({ store, plays }: SlackContext, taskId: string): Promise<boolean> {
  const task = await store.tasks.get(taskId);
  if (task?.state.kind !== 'open') return false;
  try {
    const { openTasks } = await plays.get(task.runId);
    return openTasks.some((open) => open.taskId === taskId);
  } catch (error) {
    if (error instanceof ApiProblem) return true;
    throw error;
  }
}

/** `done`: a task that was just dealt with, which the read model may not know yet. */
async function publishOverview(context: SlackContext, userId: string, done?: string): Promise<void> {
  try {
    const person = await knownPerson(context, userId);
    await showHome(context, userId, await readOverview(context, person, done), true);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'PERSON_UNKNOWN') throw error;
    const text = `Welcome! Your tasks and accounts will stand here. ${escaped(error.detail, 1000)}`;
    await showHome(context, userId, [paragraph(text)], true);
  }
}
