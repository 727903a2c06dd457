import type { PlaysClient, RunView } from '../../client';
import { example, type RegisterCommand } from '../command';
import { findQueued, findRun } from '../find-run';
import { print } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';

interface Control {
  readonly summary: string;
  readonly description: string;
  readonly example: string;
  readonly done: string;
  readonly reason: 'required' | 'optional';
  readonly act: (client: PlaysClient, runId: string, reason: string | undefined) => ReturnType<PlaysClient['get']>;
}

const CONTROLS: Readonly<Record<'pause' | 'resume' | 'cancel', Control>> = {
  pause: {
    summary: 'pause a run',
    description: 'Pause a run: its waits stand still and nothing goes out until it is resumed.',
    example: 'playmaker pause acme --reason "merger talks"',
    done: 'is paused',
    reason: 'required',
    act: (client, runId, reason = '') => client.pause(runId, { reason }),
  },
  resume: {
    summary: 'resume a paused run',
    description: 'Resume a paused run where it stood.',
    example: 'playmaker resume acme',
    done: 'goes on',
    reason: 'optional',
    act: (client, runId, reason) => client.resume(runId, { reason }),
  },
  cancel: {
    summary: 'stop a run for good, or withdraw a start that waits',
    description:
      'Stop a run for good. It cleans up: tasks are closed, marketing goes on. A start that waits for its turn is withdrawn.',
    example: 'playmaker cancel acme --reason "started by mistake"',
    done: 'is being stopped and cleans up',
    reason: 'required',
    act: (client, runId, reason = '') => client.cancel(runId, { reason }),
  },
};

/** `pause`, `resume` and `cancel`. */
export const registerControls: RegisterCommand = (program, io) => {
  for (const [name, control] of Object.entries(CONTROLS)) {
    const command = withServer(program.command(name))
      .summary(control.summary)
      .description(control.description)
      .argument('<run>', 'id of the run, or a part of it that no other run has')
      .addHelpText('after', example(control.example));
    if (control.reason === 'required') command.requiredOption('-r, --reason <text>', 'why, for the record (required)');
    else command.option('-r, --reason <text>', 'why, for the record');
    command.action(async (text: string, options: ServerOptions & { reason?: string }) => {
      const client = clientOf(io, options);
      const queued = name === 'cancel' ? await findQueued(client, text) : undefined;
      if (queued) {
        const { runId } = await client.withdraw(queued.runId, { reason: options.reason ?? '' });
        print(io, options.json, { ...queued, withdrawn: true }, () => `${runId} is withdrawn: it does not start.\n`);
        return;
      }
      const run = await control.act(client, await findRun(client, text), options.reason);
      print(io, options.json, run, () => `${stillHeld(name, run) ?? `${run.runId} ${control.done}.`}\n`);
    });
  }
};

/** What was resumed and is paused all the same has had two reasons to stand still. */
const stillHeld = (name: string, { runId, paused }: RunView): string | undefined =>
  name === 'resume' && paused
    ? `The pause of ${runId} is lifted, but it does not go on yet: ${paused.reason}`
    : undefined;
