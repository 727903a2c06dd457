import { escaped } from '../../../../activities/notify/slack-text';
import { contractOf } from '../../plays/start-play';
import {
  answer,
  readAccountPage,
  readOverview,
  readPageButton,
  readTaskPage,
  readTasksPage,
  showHome,
  type PageAction,
  type Surface,
} from '../desk';
import { knownPerson } from '../known-person';
import type { BlockActions } from '../payloads';
import type { SlackContext } from '../slack-context';
import { findAccount } from './find';
import { politely } from './politely';
import { openStart, type Asker } from './start';
import { openSteer } from './steer';

/** Works on the buttons of pages, on the Home tab and in messages; true when the click was on one of them. */
export async function handlePageClick(context: SlackContext, click: BlockActions): Promise<boolean> {
  const [button] = click.actions.flatMap((action) => readPageButton(action) ?? []);
  if (!button) return false;
  const userId = click.user.id;
  const surface = surfaceOf(click);
  await politely(context, userId, surface, async () => {
    const person = await knownPerson(context, userId);
    await act(context, { person, userId, triggerId: click.trigger_id, surface }, button);
  });
  return true;
}

/** A page takes the place of the one whose button was clicked. */
const surfaceOf = ({ response_url: responseUrl }: BlockActions): Surface =>
  responseUrl === undefined ? { on: 'home' } : { on: 'message', responseUrl, replaces: true };

async function act(
  context: SlackContext,
  asker: Asker,
  { action, value }: { action: PageAction; value: string },
): Promise<void> {
  const { person, userId, surface } = asker;
  const { store, plays } = context;
  switch (action) {
    case 'home':
      return showHome(context, userId, await readOverview(context, person), true);
    case 'earlier':
    case 'later':
      return page(context, asker, 'Your tasks', await readTasksPage(context, person, Number(value)));
    case 'task':
      return taskPage(context, asker, value);
    case 'account': {
      const account = await findAccount(store, value);
      return page(context, asker, escaped(account.name, 200), await readAccountPage(context, person, account));
    }
    case 'start': {
      const [play = '', accountId = ''] = value.split(' ');
      return openStart(context, asker, contractOf(plays.catalogue, play), await findAccount(store, accountId));
    }
    default:
      return openSteer(context, { ...asker, surface }, action, value);
  }
}

/** In a message the list stays where it is: the card of the task comes below. */
async function taskPage(context: SlackContext, asker: Asker, taskId: string): Promise<void> {
  const blocks = await readTaskPage(context, asker.person, taskId);
  const { surface } = asker;
  const below: Surface = surface.on === 'message' ? { ...surface, replaces: false } : surface;
  await page(context, { ...asker, surface: below }, 'A task', blocks);
}

async function page(
  context: SlackContext,
  { userId, surface }: Asker,
  text: string,
  blocks: Awaited<ReturnType<typeof readTasksPage>>,
): Promise<void> {
  if (surface.on === 'home') return showHome(context, userId, blocks);
  return answer(context, userId, surface, { text, blocks });
}
