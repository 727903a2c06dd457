/** @module The dialogs of what can be done with a task beside answering it. */
import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { taskActionSchema, type TaskAction } from '../../src/domain/task-actions';
import type { Person } from '../../src/domain/account';
import { ROLE_TITLES, roleSchema, type Role } from '../../src/domain/roles';
import type { TaskCard } from '../../src/domain/tasks';
import type { Instant } from '../../src/domain/waits';
import type { ModalValues } from './choice-modal';
import { aboutAccount, spokenTime } from './plain-words';
import { asTyped, mrkdwn, plain } from './slack-text';

const CALLBACK_ID = 'task-action';
const INPUT = 3000;
/** Options that one select of Slack holds. */
const OPTIONS = 100;

const originSchema = z.strictObject({
  taskId: z.string(),
  runId: z.string(),
  kind: z.enum(['note', 'ask', 'snooze', 'hand-over', 'decline']),
  channel: z.string(),
});
/** Which task a dialog is about, and what is to be done with it. */
export type TaskActionOrigin = z.infer<typeof originSchema>;

/** Whom a task can be handed to, and who can be asked about it. */
export interface Colleagues {
  /** Without whoever looks. */
  readonly people: readonly Person[];
  /** Roles of the account that somebody holds, with that person's name. */
  readonly roles: readonly { readonly role: Role; readonly name: string }[];
}

const TITLES = {
  note: 'Add a note',
  ask: 'Ask a colleague',
  snooze: 'Remind me later',
  'hand-over': 'Hand it over',
  decline: 'Not for me',
} as const;

/** What happens when the dialog is sent. */
const SUBMITS = {
  note: 'Add the note',
  ask: 'Ask',
  snooze: 'Remind me',
  'hand-over': 'Hand over',
  decline: 'Decline',
} as const;

const EFFECTS = {
  note: 'Everybody who has this task sees your note.',
  ask: 'They get your question with what the task is about. Their reply becomes a note; you still decide.',
  snooze: 'You are reminded then. When the answer is due does not change.',
  'hand-over': 'They get the task with the full time to answer. You see what becomes of it.',
  decline: 'The next in line is asked at once, with the full time to answer. You see what becomes of it.',
} as const;

/** The dialog for what was chosen of a card's menu; `moments` are what a reminder can be put off to. */
export function taskActionModal(
  card: TaskCard,
  { kind, channel }: Pick<TaskActionOrigin, 'kind' | 'channel'>,
  { people, roles }: Colleagues,
  moments: readonly Moment[],
): ModalView {
  const origin: TaskActionOrigin = { taskId: card.taskId, runId: card.runId, kind, channel };
  const inputs = {
    note: () => [text('Your note')],
    ask: () => [select('who', 'Whom do you ask?', people.map(personOption)), text('Your question')],
    snooze: () => [select('when', 'When?', moments.map(momentOption))],
    'hand-over': () => [
      select('who', 'Who takes it?', [...roles.map(roleOption), ...people.map(personOption)]),
      text('Why, for them', true),
    ],
    decline: () => [text('Why not?')],
  }[kind]();
  return {
    type: 'modal',
    callback_id: CALLBACK_ID,
    private_metadata: JSON.stringify(origin),
    title: plain(TITLES[kind], 24),
    submit: plain(SUBMITS[kind], 24),
    close: plain('Cancel', 24),
    blocks: [
      { type: 'section', text: asTyped(aboutAccount(card.accountName, card.question), 2900) },
      { type: 'context', elements: [mrkdwn(EFFECTS[kind])] },
      ...inputs,
    ],
  };
}

/** Reads the `private_metadata` of a dialog that was sent; undefined when it is not one of these. */
export function readTaskActionOrigin(view: {
  readonly callback_id: string;
  readonly private_metadata: string;
}): TaskActionOrigin | undefined {
  if (view.callback_id !== CALLBACK_ID) return undefined;
  try {
    return originSchema.safeParse(JSON.parse(view.private_metadata)).data;
  } catch {
    return undefined;
  }
}

/** What was filled in, as an action. Undefined when somebody who was chosen is not known any more, or text is missing. */
export function readTaskAction(
  { kind }: TaskActionOrigin,
  values: ModalValues,
  people: readonly Person[],
): TaskAction | undefined {
  const written = values['text']?.['value']?.value?.trim() || undefined;
  const chosen = values['who']?.['value']?.selected_option?.value ?? '';
  const person = people.find(({ email }) => email === chosen);
  const named = person && { email: person.email, name: person.name };
  const role = roleSchema.safeParse(chosen).data;
  const given = {
    note: { text: written },
    ask: { colleague: named, text: written },
    snooze: { until: values['when']?.['value']?.selected_option?.value },
    'hand-over': { to: role ? { role } : named, reason: written },
    decline: { reason: written },
  }[kind];
  return taskActionSchema.safeParse({ kind, ...given }).data;
}

/** A moment to put a reminder off to. */
export interface Moment {
  readonly at: Instant;
  readonly label: string;
}

const HOURS = [1, 2, 4, 24, 48, 120];

/** The moments that lie between now and the due time, and leave at least half an hour to answer. */
export function snoozeMoments(now: Instant, due: Instant, timeZone: string): Moment[] {
  return HOURS.map((hours) => ({ hours, at: new Date(Date.parse(now) + hours * 3_600_000).toISOString() }))
    .filter(({ at }) => Date.parse(at) + 1_800_000 <= Date.parse(due))
    .map(({ hours, at }) => ({
      at,
      label: `In ${hours < 24 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : `${hours / 24} ${hours === 24 ? 'day' : 'days'}`} (${spokenTime(at, timeZone)})`,
    }));
}

function text(label: string, optional = false): InputBlock {
  return {
    type: 'input',
    block_id: 'text',
    optional,
    label: plain(label, 200),
    element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: INPUT },
  };
}

function select(id: string, label: string, options: readonly PlainTextOption[]): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, 200),
    element: { type: 'static_select', action_id: 'value', options: options.slice(0, OPTIONS) },
  };
}

const option = (label: string, value: string): PlainTextOption => ({ text: plain(label, 75), value });
const personOption = ({ name, email }: Person) => option(name, email);
const roleOption = ({ role, name }: Colleagues['roles'][number]) => option(`${name} (${ROLE_TITLES[role]})`, role);
const momentOption = ({ at, label }: Moment) => option(label, at);
