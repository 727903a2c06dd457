import { z } from 'zod';
import { ACCOUNT_STAGES } from '../account';
import type { AccountStage } from '../account';
import { triggerSchema, type Trigger } from '../events';
import { SEGMENTS, type Segment } from '../trajectory';
import { waitMs, type CalendarWait } from '../waits';

/** What a rule asks of an account. */
export type Condition =
  /** A fact of the type, at most so long ago, of which all of `where` holds. The latest one counts. */
  | { readonly fact: Trigger; readonly within: CalendarWait; readonly where?: Where }
  /** The segment the account is in now. */
  | { readonly segment: Segment }
  /** Health now: `atLeast` is included, `below` is not. Not met while too little is known to tell it. */
  | { readonly health: { readonly atLeast?: number; readonly below?: number } }
  /** An open support case of this severity or a worse one (1 is the worst). */
  | { readonly openCase: { readonly severityAtMost: number } }
  | { readonly stage: AccountStage }
  /** Days to the renewal date of the contract. */
  | { readonly daysToRenewal: { readonly atMost: number; readonly atLeast?: number } }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** By `entity`, `contactId` or `data.<field>` of a fact: the value it must have, or the range it must lie in. */
export type Where = Readonly<Record<string, string | number | boolean | Range>>;

export interface Range {
  readonly atLeast?: number;
  readonly below?: number;
}

/** The longest that facts are remembered. */
export const REMEMBERED: CalendarWait = '400 days';

/** `14 days`. */
export const waitSchema: z.ZodType<CalendarWait> = z
  .templateLiteral([z.number(), ' ', z.enum(['minute', 'minutes', 'hour', 'hours', 'day', 'days'])], {
    error: 'a length of time such as "14 days", "6 hours" or "30 minutes"',
  })
  .refine((wait) => waitMsOrNaN(wait) > 0, 'more than nothing, such as "14 days"');

const waitMsOrNaN = (wait: CalendarWait): number => (wait.startsWith('-') ? NaN : waitMs(wait));

/** What a rule can read of a fact. */
export const pathSchema = z
  .string('entity, contactId or data.<field>')
  .regex(/^(entity|contactId|because|data\.[A-Za-z][A-Za-z0-9_]*)$/, 'entity, contactId, because or data.<field>');

const rangeSchema = z
  .strictObject({ atLeast: z.number('a number').optional(), below: z.number('a number').optional() })
  .refine(({ atLeast, below }) => atLeast !== undefined || below !== undefined, 'atLeast, below or both');

const whereSchema = z.record(
  pathSchema,
  z.union([z.string().max(300), z.number(), z.boolean(), rangeSchema], {
    error: 'a value, or a range such as { "atLeast": 9 }',
  }),
);

const withinSchema = waitSchema.refine(
  (wait) => waitMsOrNaN(wait) <= waitMs(REMEMBERED),
  `${REMEMBERED} at most: facts are forgotten then`,
);

const severity = z.int('a severity from 1 to 4').min(1, '1 to 4').max(4, '1 to 4');
const listSchema = z.lazy(() =>
  z.array(conditionSchema).min(1, 'at least one condition').max(20, '20 conditions at most'),
);

const KINDS = {
  fact: z.strictObject({
    fact: triggerSchema,
    within: withinSchema,
    where: whereSchema.optional(),
  }),
  segment: z.strictObject({ segment: z.enum(SEGMENTS, `one of ${SEGMENTS.join(', ')}`) }),
  health: z.strictObject({ health: rangeSchema }),
  openCase: z.strictObject({ openCase: z.strictObject({ severityAtMost: severity }) }),
  stage: z.strictObject({ stage: z.enum(ACCOUNT_STAGES, `one of ${ACCOUNT_STAGES.join(', ')}`) }),
  daysToRenewal: z.strictObject({
    daysToRenewal: z.strictObject({ atMost: z.int('whole days'), atLeast: z.int('whole days').optional() }),
  }),
  all: z.strictObject({ all: listSchema }),
  any: z.strictObject({ any: listSchema }),
  not: z.lazy(() => z.strictObject({ not: conditionSchema })),
} as const;

const KIND_NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];
const EXPECTED = `a condition: one of ${KIND_NAMES.join(', ')}, such as { "fact": "deal.won", "within": "7 days" }`;

/**
 * Reads a condition by its kind (the one of these keys it has), so that a mistake in it is reported where it is, with
 * what is expected there.
 */
export const conditionSchema: z.ZodType<Condition> = z.unknown().transform((value, context): Condition => {
  const kind = kindOf(value);
  if (!kind) {
    context.addIssue({ code: 'custom', message: EXPECTED });
    return z.NEVER;
  }
  const read = KINDS[kind].safeParse(value);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
  return z.NEVER;
});

function kindOf(value: unknown): keyof typeof KINDS | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const kinds = KIND_NAMES.filter((name) => Object.hasOwn(value, name));
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** The facts a condition can be met by; those of a `not` are left out. */
export function factsOf(condition: Condition): Trigger[] {
  if ('fact' in condition) return [condition.fact];
  if ('all' in condition) return condition.all.flatMap(factsOf);
  if ('any' in condition) return condition.any.flatMap(factsOf);
  return [];
}

/** All facts a condition asks for, also those that must be absent. */
export function factsAskedBy(condition: Condition): Trigger[] {
  if ('not' in condition) return factsAskedBy(condition.not);
  if ('all' in condition) return condition.all.flatMap(factsAskedBy);
  if ('any' in condition) return condition.any.flatMap(factsAskedBy);
  return factsOf(condition);
}
