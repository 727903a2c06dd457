import { z } from 'zod';
import { coordinationRulesSchema } from './coordination';
import { healthRulesSchema } from './health';
import { segmentRulesSchema } from './trajectory';
import { triggerRulesSchema } from './triggers';

/**
 * What ops decide without an engineer: how health is weighed, when an account is in which segment, what starts a play,
 * and the rules between plays. Everything has a default; a file names only what differs.
 */
export const houseRulesSchema = z.strictObject({
  health: healthRulesSchema.prefault({}),
  segments: segmentRulesSchema.prefault({}),
  triggers: triggerRulesSchema.prefault({}),
  coordination: coordinationRulesSchema.prefault({}),
});
export type HouseRules = z.output<typeof houseRulesSchema>;
