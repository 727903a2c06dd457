import type { MessageMetadata, SlackBlock } from '../model';
import { withIds } from './block-ids';
import { checkMessageBlocks, checkMetadata } from './block-limits';
import type { CallArguments } from './call-arguments';
import { SlackRefusal } from './refusal';

/** Characters of `text`. Source: docs.slack.dev/reference/methods/chat.postMessage. */
const MAX_TEXT = 40_000;

/** What a call says a message shall hold; undefined: the call does not say. */
export interface GivenContent {
  text?: string;
  blocks?: SlackBlock[];
  metadata?: MessageMetadata;
  /** The call gives an empty metadata object, which takes away what was there. */
  dropsMetadata: boolean;
}

/** @throws SlackRefusal `invalid_blocks`, `invalid_blocks_format`, `invalid_metadata_format`, `metadata_too_large`, `msg_too_long` */
export function readContent(args: CallArguments): GivenContent {
  const text = args.text('text');
  if (text && text.length > MAX_TEXT) throw new SlackRefusal('msg_too_long');
  const blocks = args.json('blocks', 'invalid_blocks_format');
  const metadata = args.json('metadata', 'invalid_metadata_format');
  const dropsMetadata = JSON.stringify(metadata) === '{}';
  return {
    text,
    blocks: blocks === undefined || blocks === null ? undefined : withIds(checkMessageBlocks(blocks)),
    metadata: metadata === undefined || metadata === null || dropsMetadata ? undefined : checkMetadata(metadata),
    dropsMetadata,
  };
}

/** @throws SlackRefusal `no_text` when there is neither text nor a block */
export function requireContent(content: GivenContent): void {
  if (content.text === undefined && !content.blocks?.length) throw new SlackRefusal('no_text');
}
