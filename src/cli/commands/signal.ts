import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import { accountEventSchema, TRIGGERS, type Trigger } from '../../domain/events';
import { factsInWords } from '../../domain/facts-in-words';
import { inputErrors, type RunView } from '../../client';
import { example, type RegisterCommand } from '../command';
import { findRun } from '../find-run';
import { collectPair } from '../pairs';
import { print, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { inZone, readable, time } from '../times';
import { WrongUse } from '../wrong-use';

interface SignalOptions extends ServerOptions {
  readonly type: Trigger;
  readonly id?: string;
  readonly at?: string;
  readonly contact?: string;
  readonly entity?: string;
  readonly data?: Readonly<Record<string, string>>;
}

export const registerSignal: RegisterCommand = (program, io) => {
  withServer(program.command('signal'))
    .summary('tell a run a fact about its account')
    .description(
      'Tell a run a fact about its account, and show what it led to at once. The same id again is the same fact.',
    )
    .argument('<run>', 'id of the run, or a part of it that no other run has')
    .addOption(new Option('-t, --type <type>', 'what happened').choices(TRIGGERS).makeOptionMandatory())
    .option('--id <id>', 'names the fact (else a new one each time)')
    .option('--at <instant>', 'when it happened, e.g. 2026-03-02T09:00:00Z (else now)')
    .option('--contact <id>', 'the contact it is about')
    .option('--entity <id>', 'what else it is about: a proposal, a limit, a meeting')
    .option('-d, --data <name=value>', 'more about it; may be repeated', collectPair)
    .addHelpText('after', example('playmaker signal acme --type meeting.booked --contact olivia-grant'))
    .action(async (text: string, options: SignalOptions) => {
      const client = clientOf(io, options);
      const runId = await findRun(client, text);
      const event = accountEventSchema.safeParse({
        id: options.id ?? randomUUID(),
        type: options.type,
        accountId: runId.split('/')[2],
        at: options.at ?? new Date().toISOString(),
        contactId: options.contact,
        entity: options.entity,
        data: options.data ?? {},
      });
      if (!event.success)
        throw new WrongUse('The fact is not valid.', 'Correct the options.', inputErrors(event.error));
      const before = await client.get(runId);
      await client.signal(runId, event.data);
      const after = await client.get(runId);
      const ledTo = newIn(after, before);
      const { state, result } = after;
      print(io, options.json, { ...event.data, heardBy: runId, state, result, ledTo }, () =>
        [
          `${runId} heard ${event.data.type} (id ${event.data.id}).\n`,
          result ? `It has ended: ${result.outcome}. ${readable(result.reason)}\n` : '',
          table(
            [inZone('when'), 'phase', 'what it led to'],
            ledTo.map(({ at, phase, what }) => [time(at), phase, factsInWords(readable(what, time))]),
            Infinity,
          ) || 'Nothing follows from it at once.\n',
          result ? '' : `See what comes of it: playmaker show ${runId}\n`,
        ].join(''),
      );
    });
};

/** What the play noted since; of a long timeline the play itself drops what is old. */
function newIn({ timeline }: RunView, before: RunView): RunView['timeline'] {
  const known = new Set(before.timeline.map(({ at, what }) => `${at} ${what}`));
  return timeline.filter(({ at, what }) => !known.has(`${at} ${what}`));
}
