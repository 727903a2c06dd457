import { z } from 'zod';
import { SOURCES } from '../../domain/observations';

const stored = z.object({
  verdict: z.enum(['stored', 'repeated']),
  id: z.string(),
  accountId: z.string().optional(),
});
/** Kept until something tells which account it is about. */
const waiting = z.object({ verdict: z.literal('waiting'), id: z.string(), because: z.string() });
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
  /** When a replay was understood at last. */
  replayedAt: z.string().optional(),
});
export type DeadLetterItem = z.infer<typeof deadLetterItemSchema>;
export const deadLetterListSchema = z.object({ letters: z.array(deadLetterItemSchema).readonly() });

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
