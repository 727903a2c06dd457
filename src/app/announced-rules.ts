import type { FastifyBaseLogger } from 'fastify';
import type { HouseRulesFile } from '../config';

/** Whoever runs the server hears once of a file that was changed to something wrong, however often it is read. */
export function announcedRules(rules: HouseRulesFile, logger: FastifyBaseLogger | undefined): HouseRulesFile {
  let told: string | undefined;
  return {
    ...rules,
    async current() {
      const current = await rules.current();
      const problem = rules.problem();
      if (problem !== undefined && problem !== told)
        logger?.error({ code: 'RULES_INVALID' }, `${problem}\nUntil then the rules before it hold.`);
      told = problem;
      return current;
    },
  };
}
