import { z } from 'zod';
import { triggerSchema, type Trigger } from '../events';
import { SENIORITIES } from '../roles';
import type { CalendarWait } from '../waits';
import { conditionSchema, factsOf, pathSchema, waitSchema, type Condition } from './condition';
import { DEFAULT_RULES } from './default-rules';

/**
 * What a field of a play's input is given: a value, something taken from a fact that `when` asks for, or
 * `{ "take": "because" }`, the reasons for starting in sentences; `cause` and `day` are what happened last of what `when`
 * asks for, such as `health-critical`, and when, in UTC. Without an `optional` one the play starts all the same.
 */
export type InputValue =
  | string
  | number
  | boolean
  | { readonly fact: Trigger; readonly take: string; readonly optional?: boolean }
  | { readonly take: 'because' | 'cause' | 'day' };

/** When a play is to be started, and with what. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** The name of the play. */
  readonly start: string;
  readonly when: Condition;
  /** Holds the play back while it is met. */
  readonly unless?: Condition;
  readonly input: Readonly<Record<string, InputValue>>;
  /**
   * How long the rule rests after it has fired; `never` fires once per account. A rule that asks for facts needs, besides,
   * at least one that did not move it before.
   */
  readonly rearm: CalendarWait | 'never';
  readonly enabled: boolean;
}

const text = (max: number) => z.string('a text').min(1, 'not empty').max(max, `${max} characters at most`);
const ID = /^[a-z][a-z0-9-]*$/;

const inputValueSchema: z.ZodType<InputValue> = z.union(
  [
    z.string().max(1000),
    z.number(),
    z.boolean(),
    z.strictObject({ fact: triggerSchema, take: pathSchema, optional: z.boolean().optional() }),
    z.strictObject({ take: z.enum(['because', 'cause', 'day']) }),
  ],
  {
    error:
      'a value, { "fact": "deal.won", "take": "entity" } (or data.<field>, contactId), or { "take": "because" } (or cause, day)',
  },
);

/** One rule of the set. */
export const ruleSchema = z
  .strictObject({
    id: text(60).regex(ID, 'lower-case letters, digits and dashes, such as expansion-seats'),
    title: text(200),
    start: text(100),
    when: conditionSchema,
    unless: conditionSchema.optional(),
    input: z.record(z.string().regex(/^[A-Za-z]\w{0,59}$/, 'the name of an input field'), inputValueSchema).default({}),
    rearm: z.union([z.literal('never'), waitSchema], { error: 'a length of time such as "90 days", or "never"' }),
    enabled: z.boolean('true or false').default(true),
  })
  .superRefine(({ when, input }, context) => {
    const asked = factsOf(when);
    for (const [field, value] of Object.entries(input))
      if (typeof value === 'object' && 'fact' in value && !asked.includes(value.fact))
        context.addIssue({
          code: 'custom',
          path: ['input', field, 'fact'],
          message: `a fact that "when" asks for: ${asked.join(', ') || 'it asks for none'}`,
        });
  });

const share = (standard: number) => z.number('a share such as 0.9').positive('above 0').max(10).default(standard);
const points = (standard: number) => z.number('points from 0 to 100').min(0).max(100).default(standard);
const days = (standard: number) => z.int('whole days').min(1, '1 day or more').max(3660).default(standard);

const usageSchema = z
  .strictObject({
    /** `usage.limit-approached` from this share of a limit on … */
    from: share(0.9),
    /** … once, and again only after it was below this. */
    rearmBelow: share(0.85),
    /** How far back the trend in its evidence goes. */
    trendDays: days(60),
  })
  .refine(({ from, rearmBelow }) => rearmBelow <= from, { path: ['rearmBelow'], message: 'no more than "from"' })
  .prefault({});

const healthSchema = z
  .strictObject({
    /** `health.critical` below this … */
    criticalBelow: points(50),
    /** … and again only after it was at least this. */
    rearmAt: points(55),
    /** A score that is known with less confidence (0–1) is not taken for critical. */
    minConfidence: z.number('a confidence from 0 to 1').min(0).max(1).default(0.25),
    /** `health.recovered` after a critical, once health was at least this … */
    recoveredAt: points(70),
    /** … for so many days. */
    recoveredDays: days(14),
  })
  .refine(({ criticalBelow, rearmAt }) => rearmAt >= criticalBelow, {
    path: ['rearmAt'],
    message: 'no less than "criticalBelow"',
  })
  .prefault({});

const adoptionSchema = z
  .strictObject({
    /** `adoption.stalled` after so many days without any use … */
    unusedDays: days(21),
    /** … or when less than this share of the seats is active … */
    seatsBelow: share(0.4),
    /** … so many days after a deal was won … */
    seatsAfterDays: days(45),
    /** … again only after it was at least this. */
    seatsRearmAt: share(0.5),
    /** The limit that counts seats in use. Where it is not measured, people who used the product in `activeDays` count. */
    seatsLimit: text(200).default('seats'),
    activeDays: days(30),
  })
  .refine(({ seatsBelow, seatsRearmAt }) => seatsRearmAt >= seatsBelow, {
    path: ['seatsRearmAt'],
    message: 'no less than "seatsBelow"',
  })
  .prefault({});

const STEPS = [120, 90, 60, 30];

/**
 * When facts are derived and which plays they start: the section `triggers` of the house rules. Every key may be left
 * out. A rule replaces the standard one of the same id; the other standard rules stay unless `switchedOff` names them.
 *
 * @example
 * triggerRulesSchema.parse({ usage: { from: 0.8 }, switchedOff: ['pulse'] });
 */
export const triggerRulesSchema = z
  .strictObject({
    usage: usageSchema,
    /** `contact.leader-joined`: who counts as a leader, and for how long as having joined. */
    leaders: z
      .strictObject({
        from: z.enum(SENIORITIES, `one of ${SENIORITIES.join(', ')}`).default('vp'),
        joinedDays: days(120),
      })
      .prefault({}),
    health: healthSchema,
    adoption: adoptionSchema,
    /** `opportunity.stalled`: so many days in one stage. */
    deals: z.strictObject({ stalledDays: days(21) }).prefault({}),
    /** `renewal.approaching`: so many days before the date. */
    renewal: z
      .strictObject({ steps: z.array(z.int('whole days').min(1).max(365)).min(1).max(12).default(STEPS) })
      .prefault({}),
    /** `support.escalated` and `support.resolved` are about cases of this severity or a worse one. */
    severeUpTo: z.int('a severity from 1 to 4').min(1, '1 to 4').max(4, '1 to 4').default(2),
    /** A deal won so long after the account became a customer is no longer one with a new customer. */
    newCustomerDays: days(30),
    /** What should have started longer ago than this is told as stale, and not to be started. */
    actWithin: waitSchema.default('7 days'),
    rules: z
      .array(ruleSchema)
      .max(200, '200 rules at most')
      .default([])
      .superRefine((rules, context) =>
        rules.forEach(({ id }, index) => {
          if (rules.findIndex((other) => other.id === id) < index)
            context.addIssue({
              code: 'custom',
              path: [index, 'id'],
              message: `an id of its own: "${id}" is another rule's`,
            });
        }),
      )
      .transform((own) => [...DEFAULT_RULES.filter(({ id }) => own.every((rule) => rule.id !== id)), ...own]),
    switchedOff: z.array(text(60)).default([]),
  })
  .superRefine(({ rules, switchedOff }, context) =>
    switchedOff.forEach((id, index) => {
      if (!rules.some((rule) => rule.id === id))
        context.addIssue({
          code: 'custom',
          path: ['switchedOff', index],
          message: `the id of a rule: ${rules.map((rule) => rule.id).join(', ')}`,
        });
    }),
  )
  .prefault({});
export type TriggerRules = z.output<typeof triggerRulesSchema>;
