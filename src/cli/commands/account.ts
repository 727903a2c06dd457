import type { Merge, PlaysClient } from '../../client';
import { listed } from '../../domain/wording';
import { accountPage } from '../account-page';
import { example, type RegisterCommand } from '../command';
import { print } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { moment } from '../times';
import { WrongUse } from '../wrong-use';

/** `account show` and `account merge`. */
export const registerAccount: RegisterCommand = (program, io) => {
  const account = program
    .command('account')
    .summary('show everything known of an account; merge two accounts')
    .description('Show everything known of an account, or merge two accounts into one.')
    .addHelpText('after', example('playmaker account show acme', 'playmaker account merge acme-2 --into acme'));

  withServer(account.command('show'))
    .summary('show what is known of an account, and how it is doing')
    .description(
      'Show what is known of an account from all its sources: record, contacts, use, support, health and why it moved, segment, and the names by which other systems call it. --json prints all of it.',
    )
    .argument('<account>', 'id of the account, see `playmaker accounts list`')
    .addHelpText('after', example('playmaker account show acme', 'playmaker account show acme --json'))
    .action(async (accountId: string, options: ServerOptions) => {
      const page = await clientOf(io, options).accountPage(accountId);
      print(io, options.json, page, () => accountPage(page));
    });

  withServer(account.command('merge'))
    .summary('merge two accounts into one, with their history and running plays')
    .description(
      'Make an account part of another one. What is known of it, its contacts, tasks, decisions and running plays belong to the other one then, and both ids mean that one. Where both say something of the account itself (name, contract, team), the other one counts. Cannot be undone: without --yes it only shows what would become one.',
    )
    .argument('<account>', 'id of the account that becomes part of the other one')
    .requiredOption('--into <account>', 'id of the account that stays (required)')
    .option('-y, --yes', 'do it')
    .addHelpText(
      'after',
      example('playmaker account merge acme-2 --into acme', 'playmaker account merge acme-2 --into acme --yes'),
    )
    .action(async (from: string, options: ServerOptions & { into: string; yes?: boolean }) => {
      const client = clientOf(io, options);
      if (from === options.into) throw new WrongUse(`${from} is the account itself.`, 'Name two accounts.');
      if (!options.yes) {
        const planned = await client.previewMerge(from, options.into);
        if (!planned.preview) {
          print(io, options.json, planned, () => done(planned));
          return;
        }
        const both = { from: await glance(client, from), into: await glance(client, options.into) };
        print(io, options.json, both, () => proposal(both));
        return;
      }
      const merge = await client.mergeAccounts(from, options.into);
      print(io, options.json, merge, () => done(merge));
    });
};

interface Glance {
  readonly account: Awaited<ReturnType<PlaysClient['account']>>;
  readonly runs: readonly string[];
}

/** What there is to lose or to win of an account. */
async function glance(client: PlaysClient, accountId: string): Promise<Glance> {
  const account = await client.account(accountId);
  const runs = await client.list({ accountId: account.id, asStored: true });
  return { account, runs: runs.filter(({ state }) => state !== 'ended').map(({ runId }) => runId) };
}

const proposal = ({ from, into }: { readonly from: Glance; readonly into: Glance }): string =>
  [
    ...[inWords(from), 'becomes part of', inWords(into)],
    ...(from.runs.length > 0 && into.runs.length > 0
      ? ['Of plays that may not run together one goes on; the other stands still, or ends.']
      : []),
    'This cannot be undone. To do it, say it again with --yes.\n',
  ].join('\n');

function inWords({ account, runs }: Glance): string {
  const { id, name, contacts, contract } = account;
  const facts = [
    `${contacts.length} ${contacts.length === 1 ? 'contact' : 'contacts'}`,
    contract ? `contract ${contract.plan} with ${contract.seats} seats` : 'no contract',
    runs.length > 0 ? `running: ${listed(runs)}` : 'no play running',
  ];
  return `  ${name} (${id}): ${facts.join(', ')}`;
}

const done = ({ fromId, intoId, by, at }: Merge): string =>
  `${fromId} is part of ${intoId} since ${moment(at)}, by ${by}. Both ids mean ${intoId} now.\n`;
