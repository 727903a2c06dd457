import type { WaitingList } from '../../client';
import { domainOf, isPublicDomain } from '../../domain/identity';
import { listed } from '../../domain/wording';
import { example, type RegisterCommand } from '../command';
import { print, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { inZone, time } from '../times';

/** `waiting`: what is kept until something tells which account it is about. */
export const registerWaiting: RegisterCommand = (program, io) => {
  withServer(program.command('waiting'))
    .summary('list what waits for its account to become known')
    .description(
      'List what came in, is kept, and waits until something tells which account it is about: who or what it names, since when, and what to do. As soon as the account is told, it counts there.',
    )
    .addHelpText('after', example('playmaker waiting'))
    .action(async (options: ServerOptions) => {
      const list = await clientOf(io, options).waiting();
      print(io, options.json, list, () => waitingPage(list));
    });
};

function waitingPage({ count, waiting }: WaitingList): string {
  if (count === 0) return 'Nothing waits for its account.\n';
  const listed = waiting.reduce((sum, each) => sum + each.count, 0);
  const rest = listed < count ? `${count - listed} more came later.\n` : '';
  return `Events whose account is not known yet: ${count}\n\n${table(
    ['source', 'names', 'events', inZone('since'), 'what to do'],
    waiting.map(({ source, names, count: events, since, knownBy }) => [
      ...[source, names.join(', '), String(events), time(since), toTellApart(knownBy) ?? nextStep(names)],
    ]),
  )}${rest}`;
}

/** To say once more whose it is would help nobody: each of them knows it already. */
const toTellApart = (knownBy: readonly string[]): string | undefined =>
  knownBy.length < 2
    ? undefined
    : `${listed([...knownBy])} know it: send the account with each event, or merge them if they are one`;

/** What would tell the account. */
function nextStep(names: readonly string[]): string {
  const linked = names.find((name) => /^[^:]+:(deal|ticket|opportunity|case):/.test(name));
  if (linked) return `send to which account ${linked.split(':')[1]} ${linked.split(':').slice(2).join(':')} belongs`;
  const email = names.find((name) => name.startsWith('email:'))?.slice('email:'.length);
  const domain = email === undefined ? undefined : domainOf(email);
  if (domain !== undefined && !isPublicDomain(domain))
    return `tell whose domain ${domain} is (account.described with domains)`;
  return `say which account ${email ?? names[0] ?? 'the sender'} belongs to (contact.described with account)`;
}
