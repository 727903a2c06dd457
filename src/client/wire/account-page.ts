import { z } from 'zod';
import { accountSchema } from '../../domain/account';
import type { Section } from '../../domain/account-view';
import type { Health, HealthComponent, HealthPart } from '../../domain/health';
import { SEGMENTS, type Readiness } from '../../domain/trajectory';
import type { SegmentSpell } from '../../domain/triggers';
import { runStateSchema } from './runs';

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
  kind: z.enum(['account', 'domain', 'contact', 'record']),
});

const healthDaySchema = z.object({
  day: z.string(),
  score: z.number(),
  confidence: z.number(),
  segment: z.string().optional(),
  because: z.string(),
});
export type HealthHistoryDay = z.infer<typeof healthDaySchema>;

const waitSchema = z.object({ what: z.string(), until: z.string() });

/** A play that runs or is paused, and what it waits for, when that is known. */
const playSchema = z.object({
  runId: z.string(),
  play: z.string(),
  title: z.string(),
  state: runStateSchema,
  phase: z.string(),
  startedAt: z.string(),
  waitingFor: waitSchema.optional(),
});

/** A start that waits for its turn, until then at the latest. */
const queuedSchema = z.object({
  runId: z.string(),
  play: z.string(),
  title: z.string(),
  because: z.string(),
  until: z.string(),
});

const taskSchema = z.object({
  taskId: z.string(),
  runId: z.string(),
  /** The title of its play. */
  play: z.string(),
  question: z.string(),
  /** Names of those who were asked, the last one last. */
  asked: z.array(z.string()).readonly(),
  due: z.string().optional(),
  overdue: z.boolean().optional(),
});

const meetingSchema = z.object({
  title: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  ours: z.array(z.string()).readonly(),
  theirs: z.array(z.string()).readonly(),
});

/** Why promotional sends pause: a play asked for it, or somebody in marketing. */
const pauseSchema = z.object({ because: z.string(), play: z.string().optional(), until: z.string().optional() });

const decidedSchema = z.object({ at: z.string(), by: z.string(), what: z.string(), reason: z.string().optional() });

/** Everything known of one account at `at`. */
export const accountPageSchema = z.object({
  at: z.string(),
  account: accountSchema,
  /** The account view besides the account's record: usage, activity, cases, answers, deals, meetings, … */
  view: z.record(z.string(), z.json()),
  /** Running or paused, the newest first. */
  plays: z.array(playSchema).readonly(),
  queued: z.array(queuedSchema).readonly(),
  /** Open ones, those due first in front; `total` counts those that are not told, too. */
  tasks: z.object({ open: z.array(taskSchema).readonly(), total: z.number().int() }),
  nextMeeting: meetingSchema.optional(),
  promotion: z.object({ paused: z.boolean(), pauses: z.array(pauseSchema).readonly() }),
  /** The last five decisions and notes of people, the latest first. */
  decided: z.array(decidedSchema).readonly(),
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
