import { z } from 'zod';

const weight = (standard: number) =>
  z
    .number('a weight such as 30')
    .min(0, 'a weight of 0 or more; 0 leaves it out')
    .max(1000, 'a weight of 1000 at most')
    .default(standard);
const days = (standard: number) =>
  z
    .number(`a number of days such as ${standard}`)
    .positive(`more than 0 days, such as ${standard}`)
    .max(3660, 'ten years at most')
    .default(standard);
const hours = (standard: number) =>
  z.number(`a number of hours such as ${standard}`).nonnegative('0 hours or more').max(8760).default(standard);
const points = (standard: number) =>
  z
    .number(`points from 0 to 100 such as ${standard}`)
    .min(0, 'points from 0 to 100')
    .max(100, 'points from 0 to 100')
    .default(standard);

const someWeight = (weights: Readonly<Record<string, number>>): boolean =>
  Object.values(weights).some((one) => one > 0);
const NO_WEIGHT = 'at least one weight above 0; to leave a whole component out, give it the weight 0';

const weightsSchema = z
  .strictObject({
    product: weight(30),
    support: weight(20),
    sentiment: weight(15),
    relationship: weight(20),
    commercial: weight(15),
  })
  .refine(someWeight, 'at least one component with a weight above 0')
  .prefault({});

const productSchema = z
  .strictObject({
    weights: z
      .strictObject({ seats: weight(3), breadth: weight(1), trend: weight(1) })
      .refine(someWeight, NO_WEIGHT)
      .prefault({}),
    /** The limit that counts licensed seats. */
    seatsLimit: z.string('the name of a limit, such as seats').min(1, 'the name of a limit').default('seats'),
    /** A contact who used the product within so many days is active. */
    activeDays: days(30),
    /** The trend compares so many days with as many before. */
    trendDays: z.int('whole days such as 30').min(1, 'one day or more').max(180, '180 days at most').default(30),
    /** The share of the use before at which the trend is worth nothing; as much as before is worth 100. */
    trendWorst: z
      .number('a share such as 0.5')
      .min(0, 'a share from 0 to 0.99')
      .max(0.99, 'a share from 0 to 0.99')
      .default(0.5),
    /** A measurement of seats is fully trusted for so many days … */
    usageFreshDays: days(14),
    /** … and from then on loses half of its confidence every so many. */
    usageHalfLifeDays: days(30),
  })
  .prefault({});

const supportSchema = z
  .strictObject({
    weights: z
      .strictObject({ open: weight(3), reopened: weight(1), timeToResolve: weight(1) })
      .refine(someWeight, NO_WEIGHT)
      .prefault({}),
    /** What each open case takes from 100. One of severity 1 takes all. */
    openCosts: z.strictObject({ severity2: points(50), severity3: points(15), severity4: points(5) }).prefault({}),
    /** How far back resolved cases count. */
    historyDays: days(180),
    /** The share of resolved cases that came back at which this is worth nothing. */
    reopenedWorst: z
      .number('a share such as 0.3')
      .positive('a share above 0, up to 1')
      .max(1, 'a share above 0, up to 1')
      .default(0.3),
    /** A median up to this is worth 100 … */
    resolveGoodHours: hours(24),
    /** … and from this on nothing. */
    resolveWorstHours: hours(240),
  })
  .refine(({ resolveGoodHours, resolveWorstHours }) => resolveGoodHours < resolveWorstHours, {
    path: ['resolveWorstHours'],
    message: 'more hours than resolveGoodHours',
  })
  .prefault({});

const sentimentSchema = z
  .strictObject({
    /** An answer older than this counts half. */
    halfAfterDays: days(90),
    /** An answer older than this does not count. */
    forgetAfterDays: days(365),
  })
  .refine(({ halfAfterDays, forgetAfterDays }) => halfAfterDays <= forgetAfterDays, {
    path: ['forgetAfterDays'],
    message: 'no fewer days than halfAfterDays',
  })
  .prefault({});

const relationshipSchema = z
  .strictObject({
    weights: z
      .strictObject({ champion: weight(1), sponsor: weight(1), coverage: weight(1) })
      .refine(someWeight, NO_WEIGHT)
      .prefault({}),
    /** A meeting with the executive sponsor counts for so many days. */
    sponsorDays: days(90),
    /** A contact is engaged for so many days. */
    engagedDays: days(90),
    /** Coverage out of the committee roles somebody is known to hold, or out of all six. */
    coverageOf: z.enum(['filled', 'all'], 'filled or all').default('filled'),
  })
  .prefault({});

const commercialSchema = z
  .strictObject({
    weights: z
      .strictObject({ payment: weight(2), tenure: weight(1), renewal: weight(2) })
      .refine(someWeight, NO_WEIGHT)
      .prefault({}),
    /** What tenure is worth on the first day … */
    tenureStart: points(70),
    /** … and it is worth 100 after so many. */
    tenureDays: days(365),
    /** A renewal within so many days is at risk … */
    renewalDays: days(60),
    /** … when nobody there engaged within so many. */
    engagedDays: days(30),
    /** Notice of leaving takes all of the commercial component for so many days. */
    churnNoticeDays: days(90),
  })
  .prefault({});

/**
 * How health is told (playbook §5): the section `health` of the house rules. Every key may be left out.
 *
 * @example
 * healthRulesSchema.parse({}); // the standard
 * healthRulesSchema.parse({ weights: { sentiment: 30 }, sentiment: { halfAfterDays: 60 } });
 */
export const healthRulesSchema = z
  .strictObject({
    /** Of the components. Only how they stand to each other matters. */
    weights: weightsSchema,
    product: productSchema,
    support: supportSchema,
    sentiment: sentimentSchema,
    relationship: relationshipSchema,
    commercial: commercialSchema,
  })
  .prefault({});
export type HealthRules = z.output<typeof healthRulesSchema>;
