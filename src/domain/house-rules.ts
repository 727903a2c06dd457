import { z } from 'zod';
import { coordinationRulesSchema } from './coordination';
import { digestRulesSchema } from './digest-rules';
import { healthRulesSchema } from './health';
import { messageRulesSchema } from './message-rules';
import { playParameterRulesSchema } from './play-parameters';
import { segmentRulesSchema } from './trajectory';
import { triggerRulesSchema } from './triggers';

const SECTIONS: readonly string[] = [
  'health',
  'segments',
  'triggers',
  'coordination',
  'digest',
  'messages',
  'parameters',
];

/**
 * What ops decide without an engineer: how health is weighed, when an account is in which segment, what starts a play,
 * the rules between plays, when people get their digest, which channels plays use, and the parameters of plays. Everything has a default; a file names only what differs.
 */
export const houseRulesSchema = z.strictObject(
  {
    health: healthRulesSchema.prefault({}),
    segments: segmentRulesSchema.prefault({}),
    triggers: triggerRulesSchema.prefault({}),
    coordination: coordinationRulesSchema.prefault({}),
    digest: digestRulesSchema.prefault({}),
    messages: messageRulesSchema.prefault({}),
    parameters: playParameterRulesSchema.prefault({}),
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
