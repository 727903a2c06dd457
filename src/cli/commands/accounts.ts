import { inputErrors, type AccountListItem, type AccountsLoaded } from '../../client';
import { accountFileSchema } from '../../domain/account';
import { example, type RegisterCommand } from '../command';
import { print, table } from '../print';
import { readJson } from '../read-json';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { WrongUse } from '../wrong-use';

function loadedLine({ accounts, people }: AccountsLoaded): string {
  const count = (number: number, one: string, more: string) => `${number} ${number === 1 ? one : more}`;
  return `Loaded ${count(accounts, 'account', 'accounts')} and ${count(people, 'person', 'people')}.\n`;
}

/** `accounts load` and `accounts list`. */
export const registerAccounts: RegisterCommand = (program, io) => {
  const accounts = program.command('accounts').summary('load and list accounts').description('Load and list accounts.');

  withServer(accounts.command('load'))
    .summary('load people and accounts from a file')
    .description('Load people and accounts from a JSON file: what is new is added, what is known replaced.')
    .argument('<file>', 'the file; - reads standard input')
    .addHelpText('after', example('playmaker accounts load examples/acme.json'))
    .action(async (file: string, options: ServerOptions) => {
      const client = clientOf(io, options);
      const parsed = accountFileSchema.safeParse(await readJson(io, file));
      if (!parsed.success) {
        throw new WrongUse(
          `${file} is not an account file.`,
          'Correct it; nothing was loaded.',
          inputErrors(parsed.error),
        );
      }
      const loaded = await client.loadAccounts(parsed.data);
      print(io, options.json, loaded, () => loadedLine(loaded));
    });

  withServer(accounts.command('list'))
    .summary('list accounts and how they stand')
    .description('List accounts and how they stand: those at risk first, the lowest health in front.')
    .option('-m, --mine <email>', 'only those on which this person holds a role')
    .option('--new', 'only those without contract and team, as an event makes them that names an unknown account')
    .addHelpText(
      'after',
      example('playmaker accounts list', 'playmaker accounts list --mine dana@example.com') + NEW_ONES,
    )
    .action(async ({ mine, new: unclaimed, ...options }: ServerOptions & { mine?: string; new?: true }) => {
      const list = await clientOf(io, options).accounts({ mine, unclaimed });
      print(io, options.json, list, () => {
        if (list.length === 0) return unclaimed ? 'Every account has a contract or a team.\n' : 'No accounts.\n';
        return table(COLUMNS, list.map(row)) + (unclaimed ? WHAT_TO_DO : '');
      });
    });
};

const NEW_ONES =
  '\nAn event that names an account nobody has heard of makes that account, also where its id is misspelt:\n`playmaker accounts list --new` shows those that have neither contract nor team.\n';
const WHAT_TO_DO =
  '\nNeither contract nor team is known of these. Where an id is misspelt, `playmaker account merge WRONG --into RIGHT` joins it\nwith the account that was meant; else tell what is known with `playmaker accounts load FILE`.\n';

const COLUMNS = ['account', 'name', 'segment', 'health', 'renewal', 'csm', 'running plays'];

const row = ({ id, name, segment, health, renewalOn, csm, plays }: AccountListItem) => [
  ...[id, name, segment?.replaceAll('-', ' '), health === undefined ? undefined : String(health), renewalOn],
  csm && (csm.name ?? csm.email),
  plays.join(', '),
];
