import { InboxError } from '../errors';
import type { ModalView, SlackBlock } from '../model';

/** By block_id and action_id: what a person filled in, as text (for a select: the value of the option). */
export type GivenValues = Record<string, Record<string, string>>;

/** Either the state Slack sends with a submission, or what is wrong with the input, by block_id. */
export type ReadInput =
  { ok: true; state: Record<string, Record<string, unknown>> } | { ok: false; errors: Record<string, string> };

interface InputElement {
  type: string;
  action_id: string;
  [property: string]: unknown;
}

/**
 * Turns what a person filled in into Slack's `state.values` and checks it as Slack's own client does before it sends anything.
 * Inputs that are not named keep their initial value.
 * @throws InboxError `INBOX_INPUT_INVALID` for a block or action that the view does not have
 */
export function readInput(view: ModalView, given: GivenValues): ReadInput {
  const inputs = view.blocks.filter((block) => block.type === 'input');
  refuseUnknown(inputs, given);
  const state: Record<string, Record<string, unknown>> = {};
  const errors: Record<string, string> = {};
  for (const block of inputs) {
    const element = block.element as InputElement;
    const blockId = block.block_id ?? '';
    const value = given[blockId]?.[element.action_id] ?? initialValue(element);
    const error = value
      ? problemWith(element, value)
      : block.optional
        ? undefined
        : 'Please complete this required field.';
    if (error) errors[blockId] = error;
    state[blockId] = { [element.action_id]: stateOf(element, value) };
  }
  return Object.keys(errors).length ? { ok: false, errors } : { ok: true, state };
}

function refuseUnknown(inputs: readonly SlackBlock[], given: GivenValues): void {
  for (const [blockId, actions] of Object.entries(given)) {
    for (const actionId of Object.keys(actions)) {
      const isKnown = inputs.some(
        (block) => block.block_id === blockId && (block.element as InputElement).action_id === actionId,
      );
      if (isKnown) continue;
      const known = inputs.map((block) => `${block.block_id}/${(block.element as InputElement).action_id}`).join(', ');
      throw new InboxError(
        'INBOX_INPUT_INVALID',
        `the modal has no input ${blockId}/${actionId}. Its inputs: ${known}.`,
      );
    }
  }
}

/** The options of a select, also those in groups. */
export function optionsOf(element: Record<string, unknown>): { value: string; text: { text: string } }[] {
  const groups = (element.option_groups ?? []) as { options: { value: string; text: { text: string } }[] }[];
  const options = (element.options ?? []) as { value: string; text: { text: string } }[];
  return [...options, ...groups.flatMap((group) => group.options)];
}

/** What an input holds before anybody touches it. */
export function initialValue(element: Record<string, unknown>): string | undefined {
  const option = element.initial_option as { value: string } | undefined;
  return (element.initial_value ?? element.initial_date ?? option?.value) as string | undefined;
}

function problemWith(element: InputElement, value: string): string | undefined {
  switch (element.type) {
    case 'plain_text_input': {
      const { min_length: min, max_length: max } = element as { min_length?: number; max_length?: number };
      if (min !== undefined && value.length < min) return `Please enter at least ${min} characters.`;
      if (max !== undefined && value.length > max) return `Please enter at most ${max} characters.`;
      return undefined;
    }
    case 'number_input':
      return problemWithNumber(element, value);
    case 'datepicker':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? undefined : 'Please enter a date.';
    case 'static_select':
      return optionsOf(element).some((option) => option.value === value)
        ? undefined
        : 'Please choose one of the options.';
    default:
      return `The local inbox cannot fill in ${element.type}.`;
  }
}

function problemWithNumber(element: InputElement, value: string): string | undefined {
  const number = Number(value);
  const { min_value: min, max_value: max } = element as { min_value?: string; max_value?: string };
  if (!Number.isFinite(number)) return 'Please enter a number.';
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (min !== undefined && number < Number(min)) return `Please enter ${min} or more.`;
  if (max !== undefined && number > Number(max)) return `Please enter ${max} or less.`;
  return undefined;
}

function stateOf(element: InputElement, value: string | undefined): Record<string, unknown> {
  const { type } = element;
  if (type === 'datepicker') return { type, selected_date: value || null };
  if (type !== 'static_select') return { type, value: value || null };
  return { type, selected_option: optionsOf(element).find((option) => option.value === value) ?? null };
}
