import { example, type RegisterCommand } from '../command';
import { findRun } from '../find-run';
import { findTask } from '../find-task';
import { collectPair } from '../pairs';
import { print } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { moment } from '../times';

interface DecideOptions extends ServerOptions {
  readonly as: string;
  readonly reason?: string;
  readonly field?: Readonly<Record<string, string>>;
}

export const registerDecide: RegisterCommand = (program, io) => {
  withServer(program.command('decide'))
    .summary("answer a run's task in the name of a person")
    .description("Answer a run's task in the name of a person, who must hold the role on the account.")
    .argument('<run>', 'id of the run, or a part of it that no other run has')
    .argument('<task>', 'the task as `playmaker show` lists it, e.g. task/1, or its number')
    .argument('<choice>', 'the choice, e.g. confirm')
    .requiredOption('--as <email>', 'who decides (required)')
    .option('-r, --reason <text>', 'why; some choices need it')
    .option('-f, --field <name=value>', 'a field of the choice; may be repeated', collectPair)
    .addHelpText(
      'after',
      example('playmaker decide acme task/1 not-yet --as ana@example.com --reason "New budget in May"'),
    )
    .action(async (text: string, taskText: string, choice: string, options: DecideOptions) => {
      const client = clientOf(io, options);
      const run = await client.get(await findRun(client, text));
      const { as, reason, field: fields } = options;
      const taskId = findTask(run, taskText);
      const receipt = await client.decide(run.runId, { taskId, choice, reason, fields, as });
      print(io, options.json, receipt, () => `${as} chose “${receipt.label}” on ${moment(receipt.at)}.\n`);
    });
};
