import { z } from 'zod';
import type { DecisionReceipt, PlayResult, PlayStatus } from '../../domain/play-messages';
import { choiceSchema, fieldSchema, taskCardSchema, type CardState, type TaskCard } from '../../domain/tasks';

/** Keys and ids end up in a workflow id, which has no escaping: this is all they may hold. */
export const KEY_PATTERN = /^[A-Za-z0-9._:-]{1,120}$/;
const keyForm = 'up to 120 letters, digits, dots, colons, dashes or underscores';

export const startRunSchema = z.strictObject({
  play: z.string().min(1),
  accountId: z.string().min(1),
  /** Names the occasion; the contract makes one from the input when it is absent. */
  key: z.string().regex(KEY_PATTERN, keyForm).optional(),
  input: z.json(),
  /** Starts although the account rests, was asked too lately, is held out, or others wait. Never passes consent. */
  override: z.strictObject({ reason: z.string().trim().min(1).max(1000) }).optional(),
});

/**
 * What a start led to. `created: false`: the run existed before, running or ended, or waits for its turn (`queued`); see
 * `verdict`, and `because` for why.
 */
export const startedRunSchema = z.object({
  runId: z.string(),
  play: z.string(),
  accountId: z.string(),
  key: z.string(),
  created: z.boolean(),
  verdict: z.enum(['admitted', 'existing', 'queued']),
  because: z.string(),
  /** Of a queued start: it lapses then. */
  until: z.string().optional(),
});
export type StartedRun = z.infer<typeof startedRunSchema>;

export const runStateSchema = z.enum(['running', 'paused', 'ended']);
export type RunState = z.infer<typeof runStateSchema>;

const retrySchema = z.object({
  /** Name of the activity. */
  what: z.string(),
  /** The attempt that runs or comes next; the first is 1. */
  attempt: z.number().int(),
  /** Absent while an attempt runs. */
  nextAt: z.string().optional(),
  /** Why the last attempt failed. */
  because: z.string().optional(),
});
/** A step that Temporal tries again. */
export type Retry = z.infer<typeof retrySchema>;

/** One line of the list of runs. */
export const runRowSchema = z.object({
  runId: z.string(),
  play: z.string(),
  accountId: z.string(),
  state: runStateSchema,
  phase: z.string(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
  requestedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  /** Whose answer to which open task the run waits for; absent while it waits for a fact or a moment. */
  waitingFor: z.string().optional(),
  /** A step cannot be done until somebody has it mended (`waitingFor` says who was asked), or is tried again. */
  heldUp: z.boolean().optional(),
  /** The steps that Temporal tries again, as far as it could be asked. */
  retrying: z.array(retrySchema).optional(),
});
export type RunListItem = z.infer<typeof runRowSchema>;
export const runListSchema = z.object({ runs: z.array(runRowSchema) });

export const queueFilterSchema = z.strictObject({
  accountId: z.string().min(1).optional(),
  play: z.string().min(1).optional(),
});
export type QueueFilter = z.output<typeof queueFilterSchema>;

/** A start that waits for its turn; nothing runs yet under its id. */
export const queuedStartSchema = z.object({
  runId: z.string(),
  play: z.string(),
  accountId: z.string(),
  state: z.literal('queued'),
  because: z.string(),
  since: z.string(),
  /** It lapses then. */
  until: z.string(),
  requestedBy: z.string(),
});
export type QueuedStart = z.infer<typeof queuedStartSchema>;
export const queueSchema = z.object({ queued: z.array(queuedStartSchema) });

/** Most runs one list answers. */
export const MAX_LISTED = 500;
export const runFilterSchema = z.strictObject({
  accountId: z.string().min(1).optional(),
  play: z.string().min(1).optional(),
  state: runStateSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LISTED).default(50),
  /** Without asking Temporal what is tried again. */
  asStored: z.stringbool().optional(),
});
export type RunFilter = Partial<z.output<typeof runFilterSchema>>;

const cardStateSchema: z.ZodType<CardState> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), due: z.string(), note: z.string().optional() }),
  z.object({
    kind: z.literal('answered'),
    by: z.string(),
    choice: z.string(),
    label: z.string(),
    reason: z.string().optional(),
    reasonLabel: z.string().optional(),
    at: z.string(),
  }),
  z.object({ kind: z.literal('closed'), why: z.string(), at: z.string() }),
]);

const shownFieldSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: fieldSchema.shape.kind,
  initial: z.string().optional(),
  required: z.boolean(),
  integer: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});

/** The card without the domain's limits: what a play shows is passed on, whatever its length. */
const cardSchema: z.ZodType<TaskCard> = z.object({
  taskId: z.string(),
  runId: z.string(),
  play: z.string(),
  playTitle: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  phase: z.string(),
  role: taskCardSchema.shape.role,
  question: z.string(),
  why: z.string().optional(),
  evidence: z.array(z.object({ label: z.string(), value: z.string() })),
  preview: z
    .object({
      title: z.string(),
      text: z.string(),
      version: z.number(),
      mail: z.object({ from: z.string(), subject: z.string(), text: z.string() }).optional(),
    })
    .optional(),
  choices: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      effect: z.string(),
      style: choiceSchema.shape.style,
      reason: z.enum(['none', 'optional', 'required']),
      reasonLabel: z.string().optional(),
      submit: z.string().optional(),
      confirm: z.string().optional(),
      fields: z.array(shownFieldSchema),
    }),
  ),
});

export const playResultSchema: z.ZodType<PlayResult> = z.object({
  outcome: z.string(),
  reason: z.string(),
  reachedGoal: z.boolean(),
  endedAt: z.string(),
  handedOverTo: z.object({ play: z.string(), runId: z.string().optional() }).optional(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** A run as it stands, and who says so: the play itself, or the read model when no worker can answer for the play. */
export type RunView = PlayStatus & { readonly source: 'play' | 'read-model'; readonly retrying?: readonly Retry[] };
export const runViewSchema: z.ZodType<RunView> = z.object({
  source: z.enum(['play', 'read-model']),
  runId: z.string(),
  play: z.string(),
  accountId: z.string(),
  state: runStateSchema,
  paused: z.object({ by: z.string(), reason: z.string() }).optional(),
  phase: z.string(),
  waitingFor: z.object({ what: z.string(), until: z.string() }).optional(),
  openTasks: z.array(
    z.object({ taskId: z.string(), card: cardSchema, state: cardStateSchema, asked: z.array(z.string()) }),
  ),
  timeline: z.array(z.object({ at: z.string(), phase: z.string(), what: z.string() })),
  reasons: z.array(z.string()),
  result: playResultSchema.optional(),
  retrying: z.array(retrySchema).optional(),
});

/** Somebody's answer to a task, given on their behalf by whoever holds the API key. */
export const decideSchema = z.strictObject({
  taskId: z.string().min(1).max(400),
  choice: z.string().min(1).max(60),
  reason: z.string().max(3000).optional(),
  fields: z.record(z.string(), z.string().max(10_000)).default({}),
  /** E-mail address of the person who decides. */
  as: z.email(),
});
export type DecideRequest = z.input<typeof decideSchema>;
export const receiptSchema: z.ZodType<DecisionReceipt> = z.object({
  taskId: z.string(),
  choice: z.string(),
  label: z.string(),
  at: z.string(),
  by: z.string().optional(),
});

export const controlSchema = z.strictObject({ reason: z.string().trim().min(1).max(3000) });
/** To resume needs no reason, and so no body. */
export const resumeSchema = z.strictObject({ reason: z.string().trim().min(1).max(3000).optional() }).nullish();

export const waitForResultSchema = z.strictObject({
  /** How long the answer may be held back, in seconds. */
  waitSeconds: z.coerce.number().min(0).max(60).default(20),
});
/** `done: false`: the run goes on; ask again. */
export const resultAnswerSchema = z.discriminatedUnion('done', [
  z.object({ done: z.literal(true), result: playResultSchema }),
  z.object({ done: z.literal(false) }),
]);
export type ResultAnswer = z.infer<typeof resultAnswerSchema>;

export const eventAcceptedSchema = z.object({ eventId: z.string() });

/** What the ledger tells. */
export const LEDGER_KINDS = ['decision', 'touch', 'outcome', 'refusal', 'verdict', 'task', 'note', 'ask'] as const;
export const decisionFilterSchema = z.strictObject({ kind: z.enum(LEDGER_KINDS).optional() });
export type DecisionFilter = z.output<typeof decisionFilterSchema>;

/** One line of the decision ledger. */
export const ledgerEntrySchema = z.object({
  key: z.string(),
  kind: z.enum(LEDGER_KINDS),
  accountId: z.string(),
  runId: z.string().optional(),
  contactId: z.string().optional(),
  what: z.string(),
  reason: z.string().optional(),
  by: z.string(),
  at: z.string(),
});
export type LedgerLine = z.infer<typeof ledgerEntrySchema>;
export const decisionListSchema = z.object({ decisions: z.array(ledgerEntrySchema) });
