import type { InboxMessage } from '../temporal-dev/inbox';

/** Whether somebody can still press something on the message. */
export const hasButtons = (message: InboxMessage): boolean =>
  message.blocks.some((block) => (block as { type: string }).type === 'actions');
