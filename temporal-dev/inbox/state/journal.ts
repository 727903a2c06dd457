import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { InboxError } from '../errors';

const block = z.looseObject({ type: z.string(), block_id: z.string().optional() });
const metadata = z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) });

const storedMessage = z.object({
  channel: z.string(),
  ts: z.string(),
  text: z.string(),
  blocks: z.array(block),
  metadata: metadata.optional(),
  edits: z.number(),
  editedTs: z.string().optional(),
  threadTs: z.string().optional(),
  broadcast: z.boolean().optional(),
  ephemeralFor: z.string().optional(),
  /** Slack user id of the author; absent: the bot. */
  author: z.object({ id: z.string(), name: z.string() }).optional(),
});

const storedConversation = z.object({
  id: z.string(),
  name: z.string(),
  /** Present: a direct message with this person. */
  partner: z.object({ id: z.string(), email: z.string() }).optional(),
  /** Of a channel: nobody can write there any more. */
  archived: z.boolean().optional(),
  /** Of a channel: the app is no member of it. */
  left: z.boolean().optional(),
});

const storedMail = z.object({
  messageId: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  replyTo: z.string().optional(),
  returnPath: z.string().optional(),
  recipients: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), base64: z.string() })),
  at: z.number(),
  deliveries: z.number(),
});

const entrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversation'), conversation: storedConversation }),
  z.object({ type: z.literal('message'), message: storedMessage }),
  z.object({
    type: z.literal('edit'),
    channel: z.string(),
    ts: z.string(),
    editedTs: z.string(),
    text: z.string(),
    blocks: z.array(block),
    metadata: metadata.optional(),
  }),
  z.object({ type: z.literal('delete'), channel: z.string(), ts: z.string() }),
  z.object({ type: z.literal('channel-delete'), channel: z.string() }),
  z.object({ type: z.literal('mail'), mail: storedMail }),
  z.object({ type: z.literal('mail-again'), messageId: z.string(), recipients: z.array(z.string()) }),
]);

export type StoredMessage = z.infer<typeof storedMessage>;
export type StoredConversation = z.infer<typeof storedConversation>;
export type StoredMail = z.infer<typeof storedMail>;
/** One change of what the inbox keeps. The state is the sum of its entries. */
export type Entry = z.infer<typeof entrySchema>;

/** Where entries are kept. */
export interface Journal {
  append(entry: Entry): void;
  close(): void;
}

/** A journal that forgets: everything lives in memory. */
export const forgetful: Journal = { append: () => undefined, close: () => undefined };

/**
 * Reads a journal file (one JSON object per line) and opens it for appending. A last line that a crash left torn is cut off.
 * @throws InboxError `INBOX_DATA_UNREADABLE` for any other line that cannot be understood
 */
export function openJournal(file: string): { entries: Entry[]; journal: Journal } {
  mkdirSync(dirname(file), { recursive: true });
  const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const whole = content.subarray(0, content.lastIndexOf(0x0a) + 1);
  const entries = whole
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .map((line, index) => parseLine(file, line, index + 1));
  const descriptor = openSync(file, 'a');
  if (whole.length < content.length) ftruncateSync(descriptor, whole.length);
  return {
    entries,
    journal: {
      append: (entry) => {
        writeSync(descriptor, `${JSON.stringify(entry)}\n`);
      },
      close: () => closeSync(descriptor),
    },
  };
}

function parseLine(file: string, line: string, number: number): Entry {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new InboxError(
      'INBOX_DATA_UNREADABLE',
      `line ${number} of ${file} is not an entry of the inbox. Move the file away to start with an empty inbox.`,
      { cause },
    );
  }
}
