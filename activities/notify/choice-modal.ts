import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { misfit, type Choice, type Field, type TaskCard } from '../../src/domain/tasks';
import { asTyped, plain } from './slack-text';

/** Characters that one input of Slack holds. */
const INPUT = 3000;
/** Characters of a long text that are put into one input, with room for additions. */
const PART = 2000;
const CALLBACK_ID = 'decide';

const originSchema = z.strictObject({
  taskId: z.string(),
  runId: z.string(),
  choice: z.string(),
  channel: z.string(),
  ts: z.string(),
  responseUrl: z.string().optional(),
});
/** Which card and choice a dialog belongs to. */
export type ChoiceModalOrigin = z.infer<typeof originSchema>;

/** Whether a choice asks for something in a dialog before it counts. */
export function needsModal(choice: Choice): boolean {
  return choice.reason !== 'none' || choice.fields.length > 0;
}

/**
 * The dialog that asks for a choice's reason and fields, for `views.open`. `message` is the card it was opened from, with a
 * `responseUrl` when only one person sees that: it changes by no other way.
 * A text too long for one input of Slack is spread over several, so that nothing of it is lost.
 */
export function choiceModal(
  card: TaskCard,
  choice: Choice,
  message: { readonly channel: string; readonly ts: string; readonly responseUrl?: string },
): ModalView {
  const origin: ChoiceModalOrigin = { taskId: card.taskId, runId: card.runId, choice: choice.id, ...message };
  return {
    type: 'modal',
    callback_id: CALLBACK_ID,
    private_metadata: JSON.stringify(origin),
    title: plain(choice.label, 24),
    submit: plain('Send', 24),
    close: plain('Cancel', 24),
    blocks: [
      { type: 'section', text: asTyped(card.question, INPUT) },
      ...(choice.effect ? [{ type: 'section' as const, text: asTyped(choice.effect, INPUT) }] : []),
      ...choice.fields.flatMap(fieldBlocks),
      ...(choice.reason === 'none' ? [] : [reasonBlock(choice.reason, choice.reasonLabel)]),
    ],
  };
}

/** Reads the `private_metadata` of a dialog that was sent; undefined when it is not one of ours. */
export function readChoiceModalOrigin(view: {
  readonly callback_id: string;
  readonly private_metadata: string;
}): ChoiceModalOrigin | undefined {
  if (view.callback_id !== CALLBACK_ID) return undefined;
  try {
    return originSchema.safeParse(JSON.parse(view.private_metadata)).data;
  } catch {
    return undefined;
  }
}

/** `view.state.values` of a submission: by block_id and action_id. */
export type ModalValues = Readonly<Record<string, Readonly<Record<string, InputState>>>>;

/** What one input holds, by its kind. */
interface InputState {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
}

/** What was filled in; inputs left empty are absent. */
export function readChoiceModal(values: ModalValues): { reason?: string; fields: Record<string, string> } {
  const fields: Record<string, string> = {};
  let reason: string | undefined;
  // The parts of a long text follow one another, as they did in the dialog.
  for (const [blockId, actions] of Object.entries(values).sort(([a], [b]) => partOf(a) - partOf(b))) {
    const value = actions['value']?.value;
    if (!value?.trim()) continue;
    if (blockId === 'reason') reason = value.trim();
    const id = /^field(?:\+\d+)?:(.+)$/s.exec(blockId)?.[1];
    if (id !== undefined) fields[id] = fields[id] === undefined ? value : `${fields[id]}\n${value}`;
  }
  return reason === undefined ? { fields } : { reason, fields };
}

function partOf(blockId: string): number {
  return Number(/^field\+(\d+):/.exec(blockId)?.[1] ?? 1);
}

function reasonBlock(need: 'optional' | 'required', label = 'Your reason'): InputBlock {
  return {
    type: 'input',
    block_id: 'reason',
    optional: need === 'optional',
    label: plain(label, 150),
    element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: INPUT },
  };
}

function fieldBlocks(field: Field): InputBlock[] {
  if (field.kind === 'number') return [numberBlock(field)];
  const multiline = field.kind === 'long-text';
  const parts = multiline ? partsOf(field.initial ?? '') : [(field.initial ?? '').slice(0, INPUT)];
  return parts.map((initial, index) => ({
    type: 'input',
    block_id: index ? `field+${index + 1}:${field.id}` : `field:${field.id}`,
    optional: !field.required || index > 0,
    label: plain(index ? `${field.label} (continued)` : field.label, 200),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline,
      max_length: INPUT,
      ...(initial ? { initial_value: initial } : {}),
    },
  }));
}

function numberBlock(field: Field): InputBlock {
  const fits = field.initial !== undefined && misfit(field, field.initial) === undefined;
  return {
    type: 'input',
    block_id: `field:${field.id}`,
    optional: !field.required,
    label: plain(field.label, 200),
    element: {
      type: 'number_input',
      action_id: 'value',
      is_decimal_allowed: !field.integer,
      ...(field.min === undefined ? {} : { min_value: String(field.min) }),
      ...(field.max === undefined ? {} : { max_value: String(field.max) }),
      ...(fits ? { initial_value: field.initial } : {}),
    },
  };
}

/** Parts of at most `PART` characters, parted at line ends, else between words; joined by line ends they are the text again. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > INPUT) {
    const window = rest.slice(0, PART);
    const end = [window.lastIndexOf('\n'), window.lastIndexOf(' ')].find((position) => position > 0);
    const at = end ?? (/[\uD800-\uDBFF]$/.test(window) ? PART - 1 : PART);
    parts.push(rest.slice(0, at));
    rest = rest.slice(end === undefined ? at : at + 1);
  }
  return [...parts, rest];
}
