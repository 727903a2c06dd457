import type { BacktestAnswer, BacktestBody, PlaysClient } from '../../client';
import { backtestPage } from '../backtest-page';
import type { CliIo } from '../cli-io';
import { example, type RegisterCommand } from '../command';
import { fromDay, toDay } from '../days';
import { houseRulesInput } from '../house-rules-input';
import { print } from '../print';
import { progressOf } from '../progress';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { triggersPage } from '../triggers-page';
import { WrongUse } from '../wrong-use';

interface BacktestOptions extends ServerOptions {
  readonly from: string;
  readonly to: string;
  readonly rules?: string;
  readonly account?: readonly string[];
}

/** Few enough that the server answers within seconds. */
const AT_ONCE = 25;

/** `triggers explain` and `triggers backtest`. */
export const registerTriggers: RegisterCommand = (program, io) => {
  const triggers = program
    .command('triggers')
    .summary('explain and try the rules that start plays')
    .description('Explain and try the rules that start plays.')
    .addHelpText(
      'after',
      example('playmaker triggers explain acme', 'playmaker triggers backtest --from 2026-01-01 --to 2026-03-31'),
    );

  withServer(triggers.command('explain'))
    .summary('show rule by rule what an account meets and what it lacks')
    .description('Show rule by rule what an account meets, what it lacks, and when the rule last fired.')
    .argument('<account>', 'id of the account, see `playmaker accounts list`')
    .addHelpText('after', example('playmaker triggers explain acme'))
    .action(async (accountId: string, options: ServerOptions) => {
      const rules = await clientOf(io, options).explainTriggers(accountId);
      print(io, options.json, rules, () => triggersPage(rules));
    });

  withServer(triggers.command('backtest'))
    .summary('show what the rules would have started; nothing is started')
    .description(
      'Replay what was observed through the rules in force, and through those of a file when one is given, and show what would have started. Nothing is started.',
    )
    .requiredOption('--from <date>', 'first day (UTC), or a moment (required)', fromDay)
    .requiredOption('--to <date>', 'last day (UTC), or a moment; now at the latest (required)', toDay)
    .option('--rules <file>', 'house rules to try; - reads standard input')
    .option('-a, --account <account...>', 'only these accounts')
    .addHelpText(
      'after',
      example('playmaker triggers backtest --from 2026-01-01 --to 2026-03-31 --rules rules-to-try.json'),
    )
    .action(async ({ from, to, rules: file, account, ...options }: BacktestOptions) => {
      if (from > to) throw new WrongUse('--from lies after --to.', 'Give the earlier date as --from.');
      const client = clientOf(io, options);
      const rules = file === undefined ? undefined : await houseRulesInput(io, file);
      const accountIds = account ?? (await client.accounts()).map(({ id }) => id);
      const answer = await backtest(io, client, { rules: rules as BacktestBody['rules'], from, to }, accountIds);
      print(io, options.json, answer, () => backtestPage(answer, file !== undefined));
    });
};

/** Some accounts at a time, so that no answer takes long and people see how far it is. */
async function backtest(
  io: CliIo,
  client: PlaysClient,
  body: Omit<BacktestBody, 'accountIds'>,
  accountIds: readonly string[],
): Promise<BacktestAnswer> {
  const progress = progressOf(io, 'Replaying', accountIds.length);
  let whole: BacktestAnswer | undefined;
  try {
    for (let start = 0; start < Math.max(1, accountIds.length); start += AT_ONCE) {
      const some = accountIds.slice(start, start + AT_ONCE);
      const part = await client.backtest({ ...body, ...(some.length > 0 && { accountIds: [...some] }) });
      whole = {
        ...(whole ?? part),
        accounts: (whole?.accounts ?? 0) + part.accounts,
        customers: (whole?.customers ?? 0) + part.customers,
        differences: [...(whole?.differences ?? []), ...part.differences],
      };
      progress.reached(Math.min(start + AT_ONCE, accountIds.length));
    }
  } finally {
    progress.stop();
  }
  return whole!;
}
