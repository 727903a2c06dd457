import {
  readChoiceModal,
  readChoiceModalOrigin,
  type ChoiceModalOrigin,
} from '../../../activities/notify/choice-modal';
import { misfit, type Choice } from '../../domain/tasks';
import { fitText } from '../plain-text';
import { taskActionOf } from './handle-task-action';
import type { ViewSubmission } from './payloads';
import type { SlackContext } from './slack-context';
import { emailOf } from './slack-person';
import { carryOut } from './tell';

/** By block_id: what is wrong with an input of the dialog. */
export type InputComplaints = Readonly<Record<string, string>>;
type Filled = ReturnType<typeof readChoiceModal>;

export type SubmissionPlan =
  | { readonly kind: 'foreign' }
  | { readonly kind: 'complain'; readonly errors: InputComplaints }
  | { readonly kind: 'decide'; readonly work: () => Promise<void> };

/** Reads a dialog that was sent: what is wrong with it must be answered at once, the decision comes after the answer. */
export async function planSubmission(context: SlackContext, { user, view }: ViewSubmission): Promise<SubmissionPlan> {
  const origin = readChoiceModalOrigin(view);
  if (!origin) {
    const action = taskActionOf(context, user, view);
    return action ? { kind: 'decide', work: action } : { kind: 'foreign' };
  }
  const filled = fitted(readChoiceModal(view.state.values));
  const task = await context.store.tasks.get(origin.taskId);
  const choice = task?.card.choices.find(({ id }) => id === origin.choice);
  const errors = choice ? complaintsAbout(choice, filled) : {};
  if (Object.keys(errors).length > 0) return { kind: 'complain', errors };
  return { kind: 'decide', work: () => decide(context, user.id, view.id, origin, filled) };
}

async function decide(
  context: SlackContext,
  user: string,
  viewId: string,
  { runId, taskId, choice, channel }: ChoiceModalOrigin,
  { reason, fields }: Filled,
): Promise<void> {
  await carryOut(context, { user, channel: channel || undefined }, async () => {
    const as = await emailOf(context, user);
    // A dialog counts once, however often Slack delivers it.
    await context.plays.decide(runId, { taskId, choice, reason, fields, as, updateId: `slack/${user}/${viewId}` });
  });
}

/** Nobody can see the characters that no text may have: they are left out. */
const fitted = ({ reason, fields }: Filled): Filled => ({
  ...(reason !== undefined && { reason: fitText(reason) }),
  fields: Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, fitText(value)])),
});

/** The play checks the same; here the person still has the dialog before them. */
function complaintsAbout(choice: Choice, { reason, fields }: Filled): InputComplaints {
  const errors: Record<string, string> = {};
  if (choice.reason === 'required' && !reason) errors['reason'] = 'Please give a reason.';
  for (const field of choice.fields) {
    const value = fields[field.id];
    const expected = value && misfit(field, value);
    if (field.required && !value) errors[`field:${field.id}`] = 'Please fill this in.';
    else if (expected) errors[`field:${field.id}`] = `Please enter ${expected}.`;
  }
  return errors;
}
