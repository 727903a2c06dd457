import {
  readTaskAction,
  readTaskActionOrigin,
  snoozeMoments,
  taskActionModal,
  type Colleagues,
  type TaskActionOrigin,
} from '../../../activities/notify/task-action-modal';
import type { Account } from '../../domain/account';
import { sentence } from '../../domain/wording';
import { ROLES } from '../../domain/roles';
import type { TaskAction } from '../../domain/task-actions';
import { whyClosed } from '../../domain/tasks';
import { fitText } from '../plain-text';
import { ApiProblem } from '../problems';
import { openDialog } from './open-dialog';
import type { BlockActions, ViewSubmission } from './payloads';
import type { Place, SlackContext } from './slack-context';
import { emailOf } from './slack-person';
import { carryOut, spoken, tell } from './tell';

/** Opens the dialog of what was chosen of a card's menu. */
export async function openTaskAction(
  context: SlackContext,
  click: BlockActions,
  place: Place,
  { taskId, kind }: { taskId: string; kind: TaskAction['kind'] },
): Promise<void> {
  const { store } = context;
  const task = await store.tasks.get(taskId);
  if (!task) throw new ApiProblem('TASK_UNKNOWN', 'This task is not known any more.');
  if (task.state.kind !== 'open') throw new ApiProblem('TASK_CLOSED', whyClosed(task.state));
  const email = await emailOf(context, place.user);
  const [people, account] = await Promise.all([store.people.list(), store.accounts.get(task.accountId)]);
  const me = people.find((person) => person.email.toLowerCase() === email.toLowerCase());
  const others = people.filter((person) => person !== me);
  const moments =
    kind === 'snooze' ? snoozeMoments(context.now().toISOString(), task.state.due, me?.timeZone ?? 'UTC') : [];
  if (kind === 'snooze' && moments.length === 0)
    return tell(context, place, 'It is due too soon for that: please answer it, or hand it to somebody else.');
  const colleagues = { people: others, roles: account ? rolesOf(account, others) : [] };
  const view = taskActionModal(task.card, { kind, channel: click.channel?.id ?? '' }, colleagues, moments);
  await openDialog(context, click.trigger_id, place, view);
}

const rolesOf = ({ team }: Account, people: Colleagues['people']): Colleagues['roles'] =>
  ROLES.flatMap((role) => {
    const holder = people.find(({ email }) => email.toLowerCase() === team[role]?.toLowerCase());
    return holder ? [{ role, name: holder.name }] : [];
  });

/** What a sent dialog of this kind is to lead to; undefined when it is another one. */
export function taskActionOf(
  context: SlackContext,
  user: ViewSubmission['user'],
  view: ViewSubmission['view'],
): (() => Promise<void>) | undefined {
  const origin = readTaskActionOrigin(view);
  return origin && (() => carry(context, user.id, view, origin));
}

/** Nobody can see the characters that no text may have: they are left out. */
const fitted = ({ text, ...values }: ViewSubmission['view']['state']['values']) => ({
  ...values,
  ...(text && { text: { value: { value: fitText(text['value']?.value ?? '') } } }),
});

/** What whoever did it reads, where their card does not show it; moments are instants. */
function doneInWords(action: TaskAction): string | undefined {
  if (action.kind === 'note') return 'Your note was added.';
  if (action.kind === 'ask') return `You asked ${action.colleague.name}: ${sentence(action.text)}`;
  return action.kind === 'snooze' ? `You will be reminded on ${action.until}.` : undefined;
}

async function carry(
  context: SlackContext,
  user: string,
  view: ViewSubmission['view'],
  origin: TaskActionOrigin,
): Promise<void> {
  const place = { user, channel: origin.channel || undefined };
  await carryOut(context, place, async () => {
    const as = await emailOf(context, user);
    const action = readTaskAction(origin, fitted(view.state.values), await context.store.people.list());
    if (!action) throw new ApiProblem('ACTION_INVALID', 'Something is missing. Please choose it from the card again.');
    const { runId, taskId } = origin;
    // A dialog counts once, however often Slack delivers it.
    await context.plays.act(runId, { taskId, action, as, updateId: `slack/${user}/${view.id}` });
    const done = doneInWords(action);
    if (done !== undefined) await tell(context, place, spoken(done));
  });
}
