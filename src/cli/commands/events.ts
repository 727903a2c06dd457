import { InvalidArgumentError } from 'commander';
import { MOST_LETTERS, type EventFilter, type EventList } from '../../client';
import { example, type RegisterCommand } from '../command';
import { print, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { inZone, readable, time } from '../times';

/** `events`: what was seen of an account, and what it was understood as. */
export const registerEvents: RegisterCommand = (program, io) => {
  withServer(program.command('events'))
    .summary('list the last events of an account, and what they were understood as')
    .description(
      'List the last events of an account, the latest first: when and from where, about whom, and what each was understood as. An event whose name is none of ours counts as the use of a feature of that name: a misspelt name shows here.',
    )
    .argument('<account>', 'id of the account, see `playmaker accounts list`')
    .option('-n, --limit <number>', `at most so many, up to ${MOST_LETTERS}`, limit, 50)
    .addHelpText('after', example('playmaker events acme', 'playmaker events acme --limit 200'))
    .action(async (accountId: string, { limit: most, ...options }: ServerOptions & EventFilter) => {
      const list = await clientOf(io, options).accountEvents(accountId, { limit: most });
      print(io, options.json, list, () => eventsPage(list));
    });
};

function eventsPage({ count, events }: EventList): string {
  if (count === 0) return 'No events.\n';
  const rest = events.length < count ? `The last ${events.length} of ${count}; see more with --limit.\n` : '';
  return `${table(
    [inZone('when'), 'source', 'understood as', 'what it says', 'about', 'account told by'],
    events.map(({ at, source, type, data, names, by }) => [
      ...[time(at), source, type, inWords(data), names.join(', ')],
      by === 'account' ? 'the event' : 'whom it is about',
    ]),
  )}${rest}`;
}

/** A whole profile would fill the page; `--json` has it. */
const LONGEST = 80;

/** `feature: Reports, limit: seats`. */
function inWords(data: EventList['events'][number]['data']): string {
  const said = Object.entries(data).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const text = readable(said.join(', '), time);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function limit(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST_LETTERS)
    throw new InvalidArgumentError(`It is a number from 1 to ${MOST_LETTERS}.`);
  return number;
}
