import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../../../plays';
import { inputErrors, PlaymakerError, type InputError } from '../../client';
import { houseRulesSchema, type HouseRules } from '../../domain/house-rules';
import { parameterProblems } from '../../domain/play-parameters';
import { inactiveRules, UnknownPlayError, type InactiveRule } from '../../domain/triggers';
import type { CliIo } from '../cli-io';
import { example, type RegisterCommand } from '../command';
import { print, table } from '../print';
import { readJson } from '../read-json';
import { withServer, type ServerOptions } from '../server-options';
import { unknownAccounts, unknownInWords } from '../unknown-accounts';
import { rulesDifferences, type RulesDifference } from '../rules-differences';

interface RulesReport {
  readonly file: string;
  readonly valid: boolean;
  readonly errors: readonly InputError[];
  readonly differences: readonly RulesDifference[];
  readonly inactive: readonly InactiveRule[];
}

/** `rules check` and `rules show`: a file with house rules, without a server. */
export const registerRules: RegisterCommand = (program, io) => {
  const rules = program
    .command('rules')
    .summary('show the house rules; check a file with them')
    .description(
      'Show the house rules, or check a file with them: how health is weighed, what starts plays, the rules between plays.',
    )
    .addHelpText('after', example('playmaker rules show', 'playmaker rules check rules.json'));

  rules
    .command('show')
    .summary('print every rule with its value, in the form of the file')
    .description(
      'Print every rule with its value, in the form of the file: the defaults, and what the file says instead. A file needs to name only what differs; what is printed here shows where it belongs.',
    )
    .argument('[file]', 'the file; - reads standard input (else PLAYMAKER_RULES, else rules.json in the data folder)')
    .addHelpText('after', example('playmaker rules show', 'playmaker rules show rules.json'))
    .action(async (given: string | undefined) => {
      const { file, content } = await read(io, given);
      const parsed = houseRulesSchema.safeParse(content);
      if (!parsed.success) throw notValid({ file, errors: inputErrors(parsed.error) });
      io.out(`${JSON.stringify(parsed.data, null, 2)}\n`);
    });

  withServer(rules.command('check'))
    .summary('check a file with house rules, and show what differs from the defaults')
    .description(
      'Check a file with house rules: names every value that is wrong, shows what differs from the defaults, and which trigger rules are not evaluated. Needs no server; where one answers, accounts that it does not know are named.',
    )
    .argument('[file]', 'the file; - reads standard input (else PLAYMAKER_RULES, else rules.json in the data folder)')
    .addHelpText('after', example('playmaker rules check', 'playmaker rules check rules.json --json'))
    .action(async (given: string | undefined, options: ServerOptions) => {
      const { file, content, absent } = await read(io, given);
      const report = reportOn(file, content);
      const unknown = report.valid ? await unknownAccounts(io, options, houseRulesSchema.parse(content)) : [];
      print(io, options.json, { ...report, unknownAccounts: unknown }, () =>
        report.valid ? [pageOf(report, absent), unknownInWords(unknown)].filter(Boolean).join('\n') : '',
      );
      if (!report.valid) throw notValid(report);
    });
};

function standardFile({ env }: CliIo): string {
  return env['PLAYMAKER_RULES'] || join(env['PLAYMAKER_DATA_DIR'] || '.playmaker', 'rules.json');
}

/** The file that was given, or the one that a server takes; without that one the defaults hold. */
async function read(io: CliIo, given: string | undefined) {
  const file = given ?? standardFile(io);
  const absent = given === undefined && !(await isThere(file));
  return { file, absent, content: absent ? {} : await readJson(io, file) };
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

function reportOn(file: string, given: unknown): RulesReport {
  const parsed = houseRulesSchema.safeParse(given);
  const nothing = { differences: [], inactive: [] };
  if (!parsed.success) return { file, valid: false, errors: inputErrors(parsed.error), ...nothing };
  const problems = parameterProblems(parsed.data.parameters, catalogue);
  const wrong = problems.map(({ path, message }) => ({ path: path.join('.'), expected: message }));
  if (wrong.length > 0) return { file, valid: false, errors: wrong, ...nothing };
  const inactive = inactiveOf(parsed.data);
  if ('path' in inactive) return { file, valid: false, errors: [inactive], ...nothing };
  return { file, valid: true, errors: [], differences: rulesDifferences(parsed.data), inactive };
}

function inactiveOf({ triggers }: HouseRules): readonly InactiveRule[] | InputError {
  try {
    return inactiveRules(triggers, Object.keys(catalogue));
  } catch (error) {
    if (error instanceof UnknownPlayError) return { path: 'triggers.rules', expected: error.message };
    throw error;
  }
}

function pageOf({ file, differences, inactive }: RulesReport, absent: boolean): string {
  const head = absent ? `There is no ${file}: the default rules hold.\n` : `${file} is valid.\n`;
  const changes =
    differences.length === 0
      ? 'Nothing differs from the defaults.\n'
      : table(
          ['setting', 'default', 'here'],
          differences.map(({ path, standard, value }) => [path, shown(standard), shown(value)]),
        );
  const unused = table(
    ['not evaluated', 'why'],
    inactive.map(({ rule, reason }) => [rule, reason]),
  );
  return [head, changes, unused].filter(Boolean).join('\n');
}

/** Trigger rules are long: their title is enough beside the file. */
function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && 'title' in value) return String(value.title);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const notValid = ({ file, errors }: Pick<RulesReport, 'file' | 'errors'>): PlaymakerError =>
  new PlaymakerError({
    code: 'RULES_INVALID',
    detail: `${file} does not hold valid house rules.`,
    errors,
    next: 'Correct the values named; until then a running server keeps to the rules it has.',
  });
