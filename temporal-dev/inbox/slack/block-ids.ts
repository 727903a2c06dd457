import type { SlackBlock } from '../model';

/** Fills in the ids that Slack makes up where an app gives none: `block_id` of blocks, `action_id` of their elements. */
export function withIds(blocks: readonly SlackBlock[]): SlackBlock[] {
  const given = new Set(blocks.map((block) => block.block_id));
  let counter = 0;
  const fresh = () => {
    let id: string;
    do {
      counter += 1;
      id = `b${counter}`;
    } while (given.has(id));
    return id;
  };
  return blocks.map((block) => {
    const blockId = block.block_id ?? fresh();
    const completed: SlackBlock = { ...block, block_id: blockId };
    if (block.type === 'actions' && Array.isArray(block.elements)) {
      completed.elements = block.elements.map((element, index) => withActionId(element, `${blockId}-${index + 1}`));
    }
    if (block.type === 'section' && block.accessory)
      completed.accessory = withActionId(block.accessory, `${blockId}-1`);
    if (block.type === 'input') completed.element = withActionId(block.element, `${blockId}-1`);
    return completed;
  });
}

function withActionId(element: unknown, id: string): unknown {
  const isImage = typeof element === 'object' && element !== null && 'type' in element && element.type === 'image';
  return isImage || typeof element !== 'object' ? element : { action_id: id, ...element };
}
