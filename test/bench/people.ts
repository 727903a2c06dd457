import type { Client } from '@temporalio/client';
import type { OpenTaskRequest } from '../../activities/notify/port';
import type { EnrolRequest } from '../../activities/marketing/port';
import type { CustomerMailRequest } from '../../activities/notify/port';
import { PLAY_MESSAGES } from '../../src/domain/play-messages';
import type { Decision, TaskCard } from '../../src/domain/tasks';
import type { Call } from './activities';

/** How long a person takes: enough for the run to be waiting for them, and no load for the server. */
const THINK_MS = 100;

/** The people and the customer of all runs: they do what leads to a won expansion, with a meeting and an edit on the way. */
export class People {
  private readonly failures: unknown[] = [];

  constructor(
    private readonly client: Client,
    private readonly leader: string,
  ) {}

  /** Reacts to what a run did. */
  hear({ runId, activity, request }: Call): void {
    const answer = this.reactionTo(runId, activity, request);
    if (!answer) return;
    setTimeout(() => void answer().catch((error: unknown) => this.failures.push(error)), THINK_MS);
  }

  /** Throws when somebody could not do their part. */
  check(): void {
    if (this.failures.length > 0) throw new AggregateError(this.failures, 'People of the bench were refused.');
  }

  private reactionTo(runId: string, activity: string, request: unknown): (() => Promise<unknown>) | undefined {
    const handle = this.client.workflow.getHandle(runId);
    const tell = (type: string, about: object) =>
      handle.signal(PLAY_MESSAGES.event, {
        id: `${runId}/${type}`,
        type,
        accountId: runId.split('/')[2],
        at: new Date().toISOString(),
        data: {},
        ...about,
      });
    if (activity === 'openTask') {
      const decision = decisionOn((request as OpenTaskRequest).card);
      return decision && (() => handle.executeUpdate(PLAY_MESSAGES.decide, { args: [decision] }));
    }
    if (activity === 'enrol' && (request as EnrolRequest).programme === 'discovery') {
      return () => tell('content.engaged', { contactId: this.leader });
    }
    if (activity === 'mailCustomer') {
      const { document } = request as CustomerMailRequest;
      return () => tell('proposal.accepted', { entity: document?.documentId });
    }
    return undefined;
  }
}

/** The CSM edits the first version, the AE approves the second; the AE books a call first. */
function decisionOn({ taskId, role, choices, preview }: TaskCard): Decision | undefined {
  const by = { email: `${role}@playmaker.example`, name: `The ${role}`, roles: [role] };
  if (preview?.version === 1) {
    const fields = { introduction: 'Six depots run on one plan now.', recommendedSeats: '125' };
    return role === 'csm' ? { taskId, choice: 'edit', fields, by } : undefined;
  }
  const offered = choices.map(({ id }) => id);
  // What the customer decides is told as a fact.
  if (offered.includes('declined')) return undefined;
  const choice = ['confirm', 'book', 'opened', 'approve'].find((id) => offered.includes(id));
  if (!choice) throw new Error(`Nobody of the bench knows what to answer: ${offered.join(', ')}.`);
  const fields: Decision['fields'] = choice === 'opened' ? { said: 'She wants every depot on the plan.' } : {};
  return { taskId, choice, fields, by };
}
