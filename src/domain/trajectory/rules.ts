import { z } from 'zod';

const days = (standard: number) =>
  z
    .number(`a number of days such as ${standard}`)
    .positive(`more than 0 days, such as ${standard}`)
    .max(3660, 'ten years at most')
    .default(standard);
const points = (standard: number) =>
  z
    .number(`points from 0 to 100 such as ${standard}`)
    .min(0, 'points from 0 to 100')
    .max(100, 'points from 0 to 100')
    .default(standard);
const weight = (standard: number) =>
  z
    .number('a weight such as 3')
    .min(0, 'a weight of 0 or more; 0 leaves it out')
    .max(1000, 'a weight of 1000 at most')
    .default(standard);

const atRiskSchema = z
  .strictObject({
    /** Health below this. */
    healthBelow: points(50),
    /** A fall of so many points … */
    fall: points(20).refine((fall) => fall > 0, 'more than 0 points'),
    /** … within so many days. */
    fallDays: days(14),
    /** For how many days each of these counts after it happened. */
    championDepartedDays: days(90),
    competitorEvaluatedDays: days(90),
    churnNoticeDays: days(90),
  })
  .prefault({});

const expansionReadySchema = z
  .strictObject({
    health: points(70),
    /** Of any limit of the plan. */
    usageShare: z.number('a share such as 0.9').positive('a share above 0').max(10, '10 at most').default(0.9),
    /** For how many days it counts that a new unit asked for access. */
    unitAskedDays: days(90),
  })
  .prefault({});

const championSchema = z
  .strictObject({
    health: points(80),
    nps: z.number('an NPS answer such as 9').min(0, '0 to 10').max(10, '0 to 10').default(9),
    answerDays: days(90),
  })
  .prefault({});

const TIERS = ['one-to-one', 'one-to-few', 'one-to-many'] as const;

/** What can show that somebody means to buy. */
export const SIGNALS = [
  'intent.surged',
  'competitor.evaluated',
  'unit.asked',
  'meeting.held',
  'deal.open',
  'product.used',
  'contact.engaged',
] as const;
export type SignalName = (typeof SIGNALS)[number];

const readinessSchema = z
  .strictObject({
    /** The tiers that fit. */
    tiers: z
      .array(z.enum(TIERS, TIERS.join(', ')))
      .min(1, 'at least one tier')
      .default(['one-to-one', 'one-to-few']),
    /** So many committee roles must have somebody engaged … */
    rolesEngaged: z.int('a number of roles such as 3').min(0, '0 to 6').max(6, '0 to 6').default(3),
    /** … within so many days. */
    engagedDays: days(30),
    /** How many buying signals it takes … */
    signalsNeeded: z.int('a number of signals such as 1').min(0, '0 or more').max(SIGNALS.length).default(1),
    /** … of these kinds … */
    buyingSignals: z
      .array(z.enum(SIGNALS, `one of ${SIGNALS.join(', ')}`))
      .default(['intent.surged', 'competitor.evaluated', 'unit.asked', 'meeting.held', 'deal.open']),
    /** … within so many days. */
    signalDays: days(30),
  })
  .prefault({});

const fitSchema = z
  .strictObject({
    weights: z
      .strictObject({ tier: weight(3), leader: weight(1), committee: weight(1) })
      .refine(({ tier, leader, committee }) => tier + leader + committee > 0, 'at least one weight above 0')
      .prefault({}),
    /** What each tier is worth. */
    tiers: z
      .strictObject({ 'one-to-one': points(100), 'one-to-few': points(70), 'one-to-many': points(40) })
      .prefault({}),
  })
  .prefault({});

const intentSchema = z
  .strictObject({
    /** What each signal is worth when it is fresh; what engages or uses the product counts once per contact. */
    points: z
      .strictObject({
        'intent.surged': points(40),
        'competitor.evaluated': points(30),
        'unit.asked': points(30),
        'meeting.held': points(30),
        'deal.open': points(30),
        'product.used': points(15),
        'contact.engaged': points(10),
      })
      .prefault({}),
    /** A signal loses half of its worth every so many days. */
    halfLifeDays: days(14),
  })
  .prefault({});

/**
 * Where accounts are heading (playbook §5): the section `segments` of the house rules. Every key may be left out.
 *
 * @example
 * segmentRulesSchema.parse({ atRisk: { fall: 15 }, readiness: { rolesEngaged: 2 } });
 */
export const segmentRulesSchema = z
  .strictObject({
    atRisk: atRiskSchema,
    expansionReady: expansionReadySchema,
    /** The segment, not the role in the committee. */
    champion: championSchema,
    /** An open case of this severity or a worse one stands against `expansion-ready` and `champion`. */
    severeUpTo: z.int('a severity such as 2').min(1, '1 to 4').max(4, '1 to 4').default(2),
    readiness: readinessSchema,
    fit: fitSchema,
    intent: intentSchema,
  })
  .prefault({});
export type SegmentRules = z.output<typeof segmentRulesSchema>;
