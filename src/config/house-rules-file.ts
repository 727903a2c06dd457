import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { catalogue } from '../../plays';
import { houseRulesSchema, type HouseRules } from '../domain/house-rules';
import { parameterProblems } from '../domain/play-parameters';
import { reservedKeyIn, USABLE_KEY } from '../domain/reserved-key';

/** The rules as they are, and which they are: the same rules have the same version. */
export interface CurrentRules {
  readonly rules: HouseRules;
  readonly version: string;
}

/** The file in which ops keep what differs from the default rules. */
export interface HouseRulesFile {
  /**
   * The rules as they are now; a changed file counts at once. While a changed file is wrong, the rules before it hold.
   *
   * @throws RulesError when the file has been wrong from the start
   */
  current(): Promise<CurrentRules>;
  /** What is wrong with the file at the moment. */
  problem(): string | undefined;
}

/** The file with house rules cannot be used; names what is wrong in it. */
export class RulesError extends Error {
  readonly code = 'RULES_INVALID';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RulesError';
  }
}

/** Without a file the defaults hold; a file may come later. */
export function houseRulesFile(file: string): HouseRulesFile {
  let seen: string | undefined;
  let current: CurrentRules | undefined;
  let problem: string | undefined;
  return {
    async current() {
      const stamp = await stampOf(file);
      if (stamp === seen && current) return current;
      try {
        current = versioned(stamp === undefined ? houseRulesSchema.parse({}) : await readHouseRules(file));
        problem = undefined;
      } catch (error) {
        if (!current || !(error instanceof RulesError)) throw error;
        problem = error.message;
      }
      seen = stamp;
      return current;
    },
    problem: () => problem,
  };
}

/**
 * Reads and checks a file with house rules.
 *
 * @throws RulesError naming every value that is wrong and what was expected
 */
export async function readHouseRules(file: string): Promise<HouseRules> {
  const content = await json(file);
  const reserved = reservedKeyIn(content);
  if (reserved) throw notUsable(file, [{ path: reserved, message: USABLE_KEY }]);
  const parsed = houseRulesSchema.safeParse(content);
  if (!parsed.success) throw notUsable(file, parsed.error.issues);
  const problems = parameterProblems(parsed.data.parameters, catalogue);
  if (problems.length > 0) throw notUsable(file, problems);
  return parsed.data;
}

function notUsable(
  file: string,
  values: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): RulesError {
  const wrong = values.map(({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`);
  return new RulesError(`${file} is not usable. Correct these values:\n${wrong.join('\n')}`);
}

async function json(file: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RulesError(`${file} cannot be read: ${why}. It holds one JSON object with house rules.`, {
      cause: error,
    });
  }
}

const versioned = (rules: HouseRules): CurrentRules => ({
  rules,
  version: createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 16),
});

/** Changes when the file does; undefined without a file. */
async function stampOf(file: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}
