import { inputErrors } from '../client';
import { houseRulesSchema } from '../domain/house-rules';
import type { CliIo } from './cli-io';
import { readJson } from './read-json';
import { WrongUse } from './wrong-use';

/**
 * A file with house rules as it stands there, checked; - is standard input.
 *
 * @throws WrongUse when it cannot be read, is not JSON, or holds a wrong value, naming each
 */
export async function houseRulesInput(io: CliIo, file: string): Promise<Record<string, unknown>> {
  const given = await readJson(io, file);
  const parsed = houseRulesSchema.safeParse(given);
  if (parsed.success) return given as Record<string, unknown>;
  throw new WrongUse(`${file} does not hold house rules.`, 'Correct the values named.', inputErrors(parsed.error));
}
