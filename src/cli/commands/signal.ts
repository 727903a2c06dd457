import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import { accountEventSchema, TRIGGERS, type Trigger } from '../../domain/events';
import { inputErrors } from '../../client';
import { example, type RegisterCommand } from '../command';
import { findRun } from '../find-run';
import { collectPair } from '../pairs';
import { print } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
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
    .description('Tell a run a fact about its account. The same id again is the same fact.')
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
      await client.signal(runId, event.data);
      print(io, options.json, event.data, () => `${runId} was told of ${event.data.type} (id ${event.data.id}).\n`);
    });
};
