import { z } from 'zod';
import { SOURCES } from '../../domain/observations';

const stored = z.object({
  verdict: z.enum(['stored', 'repeated']),
  id: z.string(),
  accountId: z.string().optional(),
  /** Nobody had heard of the account before: it was made for this item. */
  newAccount: z.literal(true).optional(),
  /** Its time was corrected: its sender's clock is ahead. */
  note: z.string().optional(),
});
/** Kept until something tells which account it is about. */
const waiting = z.object({
  verdict: z.literal('waiting'),
  id: z.string(),
  because: z.string(),
  note: z.string().optional(),
});
/** Kept as a dead letter, which can be replayed. */
const refused = z.object({
  verdict: z.literal('refused'),
  id: z.string().optional(),
  code: z.string(),
  because: z.string(),
});
/** What became of one item. */
export const verdictSchema = z.discriminatedUnion('verdict', [stored, waiting, refused]);
export type IntakeVerdict = z.infer<typeof verdictSchema>;

/** Most lines of one import request. */
export const MOST_LINES = 500;
/** Most bytes of one import request. */
export const MOST_IMPORT_BYTES = 500 * 1024;

/** One line of a file, as it stands there. */
export const importLineSchema = z.strictObject({
  format: z.enum(['jsonl', 'csv']),
  /** The columns of a CSV file; empty for JSONL. */
  header: z.array(z.string()).max(500),
  line: z.string(),
  /** Counted from 1, the CSV header included. */
  lineNumber: z.number().int().min(1),
  /** The name of the file, by which a line that is refused can be found. */
  file: z.string().min(1).max(255).optional(),
});
export type ImportLine = z.input<typeof importLineSchema>;
export const importSchema = z.strictObject({ lines: z.array(importLineSchema).min(1).max(MOST_LINES) });

const ofLine = { lineNumber: z.number().int() };
export const lineVerdictSchema = z.discriminatedUnion('verdict', [
  stored.extend(ofLine),
  waiting.extend(ofLine),
  refused.extend(ofLine),
]);
export type LineVerdict = z.infer<typeof lineVerdictSchema>;
/** In the order of the lines. */
export const importAnswerSchema = z.object({ verdicts: z.array(lineVerdictSchema).readonly() });

/** Most dead letters that one list answers. */
export const MOST_LETTERS = 1000;
export const deadLetterFilterSchema = z.strictObject({
  source: z.enum(SOURCES).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_LETTERS).default(100),
  /** Those too that were replayed or dismissed. */
  all: z.stringbool().default(false),
});
export type DeadLetterFilter = Partial<z.output<typeof deadLetterFilterSchema>>;

/** Something that could not be understood. */
export const deadLetterItemSchema = z.object({
  key: z.string(),
  source: z.enum(SOURCES),
  /** The sender's id, when it had one. */
  id: z.string().optional(),
  code: z.string(),
  /** What was expected, and of which field. */
  reason: z.string(),
  receivedAt: z.string(),
  /** How often it came. */
  times: z.number().int(),
  /** Where it stands, of a line that was imported; the file where it is known. */
  file: z.string().optional(),
  line: z.number().int().optional(),
  /** When a replay was understood at last. */
  replayedAt: z.string().optional(),
  /** By whom and why nothing is to be done about it. */
  dismissed: z.object({ by: z.string(), reason: z.string(), at: z.string() }).optional(),
});
export type DeadLetterItem = z.infer<typeof deadLetterItemSchema>;
/** `count`: of all there are, also of those that are not listed. */
export const deadLetterListSchema = z.object({
  count: z.number().int(),
  letters: z.array(deadLetterItemSchema).readonly(),
});
export type DeadLetterList = z.infer<typeof deadLetterListSchema>;

/** With the item as it came. */
export const deadLetterSchema = deadLetterItemSchema.extend({ raw: z.json() });
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** What reading it again led to: several verdicts for a message of several records. */
export const replayAnswerSchema = z.object({
  key: z.string(),
  /** Understood at last, and no dead letter any more. */
  replayed: z.boolean(),
  verdicts: z.array(verdictSchema).readonly(),
});
export type ReplayAnswer = z.infer<typeof replayAnswerSchema>;

export const dismissSchema = z.strictObject({ reason: z.string().trim().min(1).max(1000) });

export const waitingFilterSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MOST_LETTERS).default(100),
});
/** Observations of the same source about the same names that wait for their account to become known. */
const waitingItemSchema = z.object({
  source: z.enum(SOURCES),
  /** What the sender named: `email:jo@acme.example`, `segment:user:97980`. */
  names: z.array(z.string()),
  count: z.number().int(),
  /** When the first of them came. */
  since: z.string(),
  /** Accounts that know one of the names, so that it tells none of them. */
  knownBy: z.array(z.string()),
});
/** `count`: of all observations that wait, also of those that are not listed. The longest wait comes first. */
export const waitingListSchema = z.object({ count: z.number().int(), waiting: z.array(waitingItemSchema).readonly() });
export type WaitingList = z.infer<typeof waitingListSchema>;

export const eventFilterSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MOST_LETTERS).default(50),
});
export type EventFilter = Partial<z.output<typeof eventFilterSchema>>;
const eventItemSchema = z.object({
  source: z.enum(SOURCES),
  id: z.string(),
  /** When it happened, and when it came. */
  at: z.string(),
  receivedAt: z.string(),
  /** What it was understood as: `product.used`, with the data of that type. */
  type: z.string(),
  data: z.record(z.string(), z.json()),
  /** Of whom. */
  names: z.array(z.string()),
  /** How its account was told: by itself, or by the names of whom or what it is about. */
  by: z.enum(['account', 'names']),
});
/** `count`: of all events of the account. The latest stands first. */
export const eventListSchema = z.object({ count: z.number().int(), events: z.array(eventItemSchema).readonly() });
export type EventList = z.infer<typeof eventListSchema>;
