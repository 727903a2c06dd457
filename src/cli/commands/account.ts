import { accountPage } from '../account-page';
import { example, type RegisterCommand } from '../command';
import { print } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';

/** `account show`. */
export const registerAccount: RegisterCommand = (program, io) => {
  const account = program
    .command('account')
    .summary('show everything known of an account')
    .description('Show everything known of an account.')
    .addHelpText('after', example('playmaker account show acme'));

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
};
