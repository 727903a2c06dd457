import { z } from 'zod';
import { coordinationRulesSchema } from './coordination';
import { healthRulesSchema } from './health';
import { segmentRulesSchema } from './trajectory';
import { triggerRulesSchema } from './triggers';

const SECTIONS: readonly string[] = ['health', 'segments', 'triggers', 'coordination'];

/**
 * What ops decide without an engineer: how health is weighed, when an account is in which segment, what starts a play,
 * and the rules between plays. Everything has a default; a file names only what differs.
 */
export const houseRulesSchema = z.strictObject(
  {
    health: healthRulesSchema.prefault({}),
    segments: segmentRulesSchema.prefault({}),
    triggers: triggerRulesSchema.prefault({}),
    coordination: coordinationRulesSchema.prefault({}),
  },
  {
    error: ({ code, input }) => {
      if (code !== 'unrecognized_keys') return undefined;
      const unknown = Object.keys(input as object).filter((key) => !SECTIONS.includes(key));
      return `no section "${unknown.join('", "')}"; the sections are ${SECTIONS.join(', ')}`;
    },
  },
);
export type HouseRules = z.output<typeof houseRulesSchema>;
