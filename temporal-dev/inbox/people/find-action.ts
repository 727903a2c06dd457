import { InboxError } from '../errors';
import type { SlackBlock } from '../model';

/** A button or menu in a message and the block it stands in. */
export interface FoundButton {
  blockId: string;
  button: Record<string, unknown> & { action_id: string };
  /** Of a menu: what was chosen. */
  option?: { value: string };
}

/** Which button: its action_id or a pattern for it; `blockId` tells apart buttons of equal action_id. */
export interface ButtonChoice {
  actionId: string | RegExp;
  blockId?: string;
  /** Of an overflow menu: the value of the option that is chosen. */
  option?: string;
}

/** @throws InboxError `INBOX_NO_ACTION` naming the buttons there are */
export function findButton(blocks: readonly SlackBlock[], choice: ButtonChoice): FoundButton {
  const buttons = blocks.flatMap(buttonsOf);
  const found = buttons.find(
    ({ blockId, button }) =>
      matches(button.action_id, choice.actionId) && (choice.blockId === undefined || choice.blockId === blockId),
  );
  if (found) return found.button.type === 'overflow' ? { ...found, option: optionOf(found, choice) } : found;
  const known = buttons.map(({ button }) => button.action_id).join(', ') || 'none';
  throw new InboxError(
    'INBOX_NO_ACTION',
    `the message has no button ${String(choice.actionId)}. Its buttons: ${known}.`,
  );
}

function optionOf({ button }: FoundButton, { option }: ButtonChoice): { value: string } {
  const options = button.options as { value: string }[];
  const chosen = options.find(({ value }) => value === option);
  if (chosen) return chosen;
  const known = options.map(({ value }) => value).join(', ');
  throw new InboxError('INBOX_NO_ACTION', `the menu has no option ${String(option)}. Its options: ${known}.`);
}

function buttonsOf(block: SlackBlock): FoundButton[] {
  const elements: unknown[] = Array.isArray(block.elements) ? block.elements : [block.accessory];
  return elements.filter(isButton).map((button) => ({ blockId: block.block_id ?? '', button }));
}

function isButton(element: unknown): element is FoundButton['button'] {
  return (
    typeof element === 'object' &&
    element !== null &&
    'type' in element &&
    (element.type === 'button' || element.type === 'overflow') &&
    'action_id' in element &&
    typeof element.action_id === 'string'
  );
}

function matches(actionId: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string'
    ? actionId === wanted
    : new RegExp(wanted.source, wanted.flags.replace('g', '')).test(actionId);
}
