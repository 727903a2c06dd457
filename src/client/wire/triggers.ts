import { z } from 'zod';
import type { BacktestDifference, ExplainedCondition, PlayRequested, RuleExplanation } from '../../domain/triggers';
import { instantSchema } from '../../domain/waits';

const conditionSchema: z.ZodType<ExplainedCondition> = z.object({
  part: z.enum(['when', 'unless']),
  met: z.boolean(),
  depth: z.number().int(),
  needed: z.string(),
  seen: z.string(),
});

const explanationSchema: z.ZodType<RuleExplanation> = z.object({
  rule: z.string(),
  title: z.string(),
  play: z.string(),
  status: z.enum(['ready', 'missing', 'held', 'resting', 'used', 'inactive']),
  summary: z.string(),
  conditions: z.array(conditionSchema),
  lastFired: z.string().optional(),
  answer: z.string().optional(),
  againAfter: z.string().optional(),
});
export type { RuleExplanation };
export const explanationListSchema = z.object({ rules: z.array(explanationSchema).readonly() });

/** Most accounts of one backtest. */
export const MOST_BACKTESTED = 200;

/** The body of a backtest. */
export const backtestSchema = z.strictObject({
  /** House rules to try, of which everything may be left out; those in force when absent. */
  rules: z.record(z.string(), z.json()).optional(),
  /** Both ends belong to it; `to` is now when it lies in the future. */
  from: instantSchema,
  to: instantSchema,
  /** All accounts when absent, if they are no more than that. */
  accountIds: z
    .array(z.string().min(1))
    .min(1)
    .max(MOST_BACKTESTED, `at most ${MOST_BACKTESTED} accounts at once`)
    .optional(),
});
export type BacktestBody = z.input<typeof backtestSchema>;

/** A start that a rule asks for. */
const startSchema: z.ZodType<PlayRequested> = z.object({
  id: z.string(),
  rule: z.string(),
  title: z.string().optional(),
  play: z.string(),
  accountId: z.string(),
  at: z.string(),
  input: z.record(z.string(), z.json()),
  because: z.array(z.string()),
  facts: z.array(z.string()),
});
export type BacktestStart = z.infer<typeof startSchema>;

const differenceSchema: z.ZodType<BacktestDifference> = z.object({
  accountId: z.string(),
  onlyWithNew: z.array(startSchema),
  onlyWithOld: z.array(startSchema),
  withBoth: z.array(startSchema),
});

/** What would have started; accounts at which nothing would have are left out of `differences`. */
export const backtestAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** How many accounts were looked at. */
  accounts: z.number().int(),
  /** How many of them were customers by the end of that time, as far as anybody told. */
  customers: z.number().int(),
  differences: z.array(differenceSchema).readonly(),
  /** Rules among those tried that are not evaluated, and why. */
  inactive: z.array(z.object({ rule: z.string(), reason: z.string() })).readonly(),
});
export type BacktestAnswer = z.infer<typeof backtestAnswerSchema>;
