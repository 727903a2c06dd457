import type { z } from 'zod';
import type { MessageMetadata, SlackBlock } from '../model';
import { type GivenHome, type GivenView, homeView, messageBlocks, modalView } from './block-schema';
import { SlackRefusal } from './refusal';

/** Bytes of `event_payload` as JSON. Source: docs.slack.dev/messaging/message-metadata. */
const MAX_METADATA_BYTES = 8 * 1024;
/** Bytes of a view as JSON. Source: docs.slack.dev/reference/methods/views.open and views.publish, error `view_too_large`. */
const MAX_VIEW_BYTES = 250_000;

/**
 * Checks the blocks of a message against what Slack documents.
 * @throws SlackRefusal `invalid_blocks` with a reason and JSON pointer for each fault
 */
export function checkMessageBlocks(input: unknown): SlackBlock[] {
  if (!Array.isArray(input)) throw new SlackRefusal('invalid_blocks_format');
  const result = messageBlocks.safeParse(input);
  if (!result.success) throw new SlackRefusal('invalid_blocks', reasonsOf(result.error, input, '/blocks'));
  const duplicates = duplicateIds(result.data, '/blocks');
  if (duplicates.length) throw new SlackRefusal('invalid_blocks', duplicates);
  return result.data;
}

/**
 * Checks the view of a modal.
 * @throws SlackRefusal `view_too_large`, or `invalid_arguments` (Slack's error for a view) with a reason and JSON pointer for each fault
 */
export function checkModalView(input: unknown): GivenView {
  if (Buffer.byteLength(JSON.stringify(input) ?? '') > MAX_VIEW_BYTES) throw new SlackRefusal('view_too_large');
  const result = modalView.safeParse(input);
  if (!result.success) throw new SlackRefusal('invalid_arguments', reasonsOf(result.error, input, '/view'));
  const reasons = duplicateIds(result.data.blocks, '/view/blocks');
  if (result.data.blocks.filter(takesFocus).length > 1) {
    reasons.push('only one element can have `focus_on_load` [json-pointer:/view/blocks]');
  }
  if (!result.data.submit && result.data.blocks.some((each) => each.type === 'input')) {
    reasons.push('`submit` is required when an `input` block is within blocks [json-pointer:/view/submit]');
  }
  if (reasons.length) throw new SlackRefusal('invalid_arguments', reasons);
  return result.data;
}

/**
 * Checks the view of a Home tab.
 * @throws SlackRefusal `view_too_large`, or `invalid_arguments` with a reason and JSON pointer for each fault
 */
export function checkHomeView(input: unknown): GivenHome {
  if (Buffer.byteLength(JSON.stringify(input)) > MAX_VIEW_BYTES) throw new SlackRefusal('view_too_large');
  const result = homeView.safeParse(input);
  if (!result.success) throw new SlackRefusal('invalid_arguments', reasonsOf(result.error, input, '/view'));
  const reasons = duplicateIds(result.data.blocks, '/view/blocks');
  if (reasons.length) throw new SlackRefusal('invalid_arguments', reasons);
  return result.data;
}

/** @throws SlackRefusal `invalid_metadata_format`, `metadata_too_large` */
export function checkMetadata(input: unknown): MessageMetadata {
  if (!isRecord(input) || typeof input.event_type !== 'string' || !input.event_type || !isRecord(input.event_payload)) {
    throw new SlackRefusal('invalid_metadata_format');
  }
  if (Buffer.byteLength(JSON.stringify(input.event_payload)) > MAX_METADATA_BYTES) {
    throw new SlackRefusal('metadata_too_large');
  }
  return { event_type: input.event_type, event_payload: input.event_payload };
}

function reasonsOf(error: z.ZodError, input: unknown, root: string): string[] {
  return error.issues.map((issue) => `${wordingOf(issue, input)} [json-pointer:${pointer(root, issue.path)}]`);
}

/** Slack's words for a fault. Observed answers: "must be less than 3001 characters", "no more than 50 items allowed". */
function wordingOf(issue: z.core.$ZodIssue, input: unknown): string {
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
      return issue.origin === 'string'
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : `must be at most ${issue.maximum}`;
    case 'too_small':
      if (issue.origin === 'array') return `no fewer than ${issue.minimum} items allowed`;
      return issue.origin === 'string'
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : `must be at least ${issue.minimum}`;
    case 'invalid_type':
      return valueAt(input, issue.path) === undefined
        ? `missing required field: ${String(issue.path.at(-1))}`
        : `must provide a ${issue.expected}`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union': {
      const type = valueAt(input, issue.path);
      return typeof type === 'string' ? `unsupported type: ${type}` : 'failed to match all allowed schemas';
    }
    case 'invalid_value':
      return `must be a valid enum value: ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

/** `block_id` must be unique in a message or view, `action_id` in its block. */
function duplicateIds(blocks: readonly SlackBlock[], root: string): string[] {
  const reasons: string[] = [];
  const seenBlocks = new Set<string>();
  blocks.forEach((block, index) => {
    if (block.block_id && seenBlocks.has(block.block_id)) {
      reasons.push(`block_id "${block.block_id}" already exists [json-pointer:${root}/${index}/block_id]`);
    }
    if (block.block_id) seenBlocks.add(block.block_id);
    const seenActions = new Set<string>();
    const elements: unknown[] = Array.isArray(block.elements) ? block.elements : [];
    elements.forEach((element, position) => {
      const id = isRecord(element) && typeof element.action_id === 'string' ? element.action_id : undefined;
      if (id === undefined) return;
      if (seenActions.has(id)) {
        reasons.push(`action_id "${id}" already exists [json-pointer:${root}/${index}/elements/${position}/action_id]`);
      }
      seenActions.add(id);
    });
  });
  return reasons;
}

/** Source: docs.slack.dev/reference/block-kit/block-elements, `focus_on_load`. */
function takesFocus({ element }: SlackBlock): boolean {
  return isRecord(element) && element.focus_on_load === true;
}

function pointer(root: string, path: readonly PropertyKey[]): string {
  return [root, ...path.map(String)].join('/');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
