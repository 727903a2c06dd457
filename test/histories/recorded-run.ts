import { Client, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PlayName } from '../../plays';
import type { Account } from '../../src/domain/account';
import type { AccountEvent } from '../../src/domain/events';
import { PLAY_MESSAGES, runIdOf, type PlayRequest, type PlayStatus } from '../../src/domain/play-messages';
import type { Role } from '../../src/domain/roles';
import { PLAYS_QUEUE } from '../../src/domain/task-queues';
import type { Decision } from '../../src/domain/tasks';

const LOOKS = 2_000;

/** A play on the time-skipping server, and what people, the customer and the clock do to it. */
export class RecordedRun {
  private facts = 0;

  private constructor(
    readonly runId: string,
    private readonly accountId: string,
    private readonly env: TestWorkflowEnvironment,
    private readonly handle: WorkflowHandle,
  ) {}

  static async start(
    env: TestWorkflowEnvironment,
    account: Account,
    { play, key, input }: { readonly play: PlayName; readonly key: string; readonly input: unknown },
  ): Promise<RecordedRun> {
    // A client that lets no time pass while it awaits something.
    const client = new Client({ connection: env.connection, namespace: env.namespace });
    const runId = runIdOf(play, account.id, key);
    const request: PlayRequest = { version: 1, accountId: account.id, key, input, requestedBy: 'a recording' };
    const handle = await client.workflow.start(play, {
      workflowId: runId,
      taskQueue: PLAYS_QUEUE,
      args: [request],
    });
    return new RecordedRun(runId, account.id, env, handle);
  }

  /** The status once it is as described. */
  async until(described: (status: PlayStatus) => boolean): Promise<PlayStatus> {
    let status: PlayStatus | undefined;
    for (let look = 0; look < LOOKS; look += 1) {
      status = await this.handle.query<PlayStatus>(PLAY_MESSAGES.status);
      if (described(status)) return status;
    }
    throw new Error(`${this.runId} did not get there. Last seen: ${JSON.stringify(status, undefined, 1)}`);
  }

  /** Waits until somebody has the question before them; answers its task's id. */
  async isAsked(question: RegExp): Promise<string> {
    const isOpen = ({ openTasks }: PlayStatus) =>
      openTasks.find(({ card, asked }) => question.test(card.question) && asked.length > 0);
    return isOpen(await this.until((status) => isOpen(status) !== undefined))!.taskId;
  }

  async decide(
    role: Role,
    question: RegExp,
    choice: string,
    fields: Decision['fields'] = {},
    reason?: string,
  ): Promise<void> {
    const asked = ({ openTasks }: PlayStatus) =>
      openTasks.find(
        ({ card, asked }) =>
          question.test(card.question) &&
          (asked.includes(`${role}@playmaker.example`) || (card.role === role && asked.length > 0)),
      );
    const { taskId } = asked(await this.until((status) => asked(status) !== undefined))!;
    const by = { email: `${role}@playmaker.example`, name: `The ${role}`, roles: [role] };
    const decision: Decision = { taskId, choice, fields, reason, by };
    await this.handle.executeUpdate(PLAY_MESSAGES.decide, { args: [decision] });
  }

  async tell(fact: Pick<AccountEvent, 'type'> & Partial<AccountEvent>): Promise<void> {
    this.facts += 1;
    const at = new Date(await this.env.currentTimeMs()).toISOString();
    const whole = { id: `${this.runId}/fact/${this.facts}`, accountId: this.accountId, at, data: {}, ...fact };
    await this.handle.signal(PLAY_MESSAGES.event, whole);
  }

  async pauseAndResume(): Promise<void> {
    const request = { by: 'The csm', reason: 'Their office moves.' };
    await this.handle.executeUpdate(PLAY_MESSAGES.pause, { args: [request] });
    await this.env.sleep('1 day');
    await this.handle.executeUpdate(PLAY_MESSAGES.resume, { args: [request] });
  }

  /** Both mails of day 30 are approved. */
  async reviewBoth(): Promise<void> {
    await this.decide('csm', /Please review/, 'approve');
    await this.passTime(1);
    await this.decide('csm', /Please review/, 'approve');
  }

  async passTime(days: number): Promise<void> {
    await this.env.sleep(days * 86_400_000 + 1_000);
  }

  /** Skips from where the run waits for what is described to just after that wait's end. */
  async passDeadline(what: RegExp): Promise<void> {
    const { waitingFor } = await this.until((status) => what.test(status.waitingFor?.what ?? ''));
    const left = Date.parse(waitingFor!.until) - (await this.env.currentTimeMs());
    await this.env.sleep(Math.max(left, 0) + 1_000);
  }
}
