import { z } from 'zod';
import { accountSchema } from '../../domain/account';
import type { Section } from '../../domain/account-view';
import type { Health, HealthComponent, HealthPart } from '../../domain/health';
import { SEGMENTS, type Readiness } from '../../domain/trajectory';
import type { SegmentSpell } from '../../domain/triggers';

const sectionSchema: z.ZodType<Section> = z.object({ title: z.string(), lines: z.array(z.string()) });

const partSchema: z.ZodType<HealthPart> = z.object({
  name: z.string(),
  weight: z.number(),
  score: z.number().optional(),
  confidence: z.number(),
  says: z.string(),
  measure: z.object({ what: z.string(), value: z.string() }).optional(),
});

const componentSchema: z.ZodType<HealthComponent> = z.object({
  score: z.number().optional(),
  weight: z.number(),
  confidence: z.number(),
  because: z.array(z.string()),
  parts: z.array(partSchema),
});

/** `score` 0–100, absent while nothing tells it; `confidence` 0–1; `moved`: why it moved today. */
const healthSchema: z.ZodType<Health & { readonly moved: string }> = z.object({
  at: z.string(),
  score: z.number().optional(),
  confidence: z.number(),
  moved: z.string(),
  components: z.object({
    product: componentSchema,
    support: componentSchema,
    sentiment: componentSchema,
    relationship: componentSchema,
    commercial: componentSchema,
  }),
});

const segmentSchema: z.ZodType<SegmentSpell> = z.object({
  segment: z.enum(SEGMENTS),
  since: z.string(),
  because: z.array(z.string()),
});

const readinessSchema: z.ZodType<Readiness> = z.object({
  tier: accountSchema.shape.tier,
  fit: z.number(),
  intent: z.number(),
  ready: z.boolean(),
  conditions: z.array(
    z.object({
      name: z.enum(['fit tier', 'committee roles engaged', 'buying signal']),
      met: z.boolean(),
      because: z.string(),
    }),
  ),
});

const nameSchema = z.object({
  /** `segment:group:0e8c78ea9d97a7b8185e8632`. */
  name: z.string(),
  kind: z.enum(['account', 'domain', 'contact']),
});

const healthDaySchema = z.object({
  day: z.string(),
  score: z.number(),
  confidence: z.number(),
  segment: z.string().optional(),
  because: z.string(),
});
export type HealthHistoryDay = z.infer<typeof healthDaySchema>;

/** Everything known of one account at `at`. */
export const accountPageSchema = z.object({
  at: z.string(),
  account: accountSchema,
  /** The account view besides the account's record: usage, activity, cases, answers, deals, meetings, … */
  view: z.record(z.string(), z.json()),
  /** The view in sentences. */
  sections: z.array(sectionSchema).readonly(),
  health: healthSchema,
  /** Of a customer. */
  segment: segmentSchema.optional(),
  /** Of an account before the sale. */
  readiness: readinessSchema.optional(),
  /** By which names other systems call the account and its contacts. */
  names: z.array(nameSchema).readonly(),
  /** Health by day, oldest first; a day without an entry was like the day before. */
  history: z.array(healthDaySchema).readonly(),
});
export type AccountPage = z.infer<typeof accountPageSchema>;
