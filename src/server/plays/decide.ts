import type { Client } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type { Person } from '../../domain/account';
import { PLAY_MESSAGES, type DecisionReceipt } from '../../domain/play-messages';
import type { ActReceipt, ActRequest, TaskAction } from '../../domain/task-actions';
import { whyClosed, type Decider, type Decision } from '../../domain/tasks';
import type { Store } from '../../store/store';
import { ApiProblem, type ProblemCode } from '../problems';
import { closestFirst } from './closest';
import { rolesHeld } from './roles-held';
import { partsOfRunId } from './run-id';
import { accountOf } from './start-play';
import { callTemporal } from './temporal-calls';

/** An answer to a task in the name of a person. */
export interface DecideRequest {
  readonly taskId: string;
  readonly choice: string;
  readonly reason?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** E-mail address of whoever decides. */
  readonly as: string;
  /** The same id again is the same decision, not a second one: a redelivered click, a request sent twice. */
  readonly updateId?: string;
}

export interface DecideDeps {
  readonly temporal: Client;
  readonly store: Store;
  readonly now: () => Date;
}

/** What is put down in the ledger: a decision was tried and did not count. */
const REFUSED: ReadonlySet<ProblemCode> = new Set([
  'PERSON_UNKNOWN',
  'TASK_UNKNOWN',
  'TASK_CLOSED',
  'CHOICE_UNKNOWN',
  'REASON_REQUIRED',
  'FIELD_INVALID',
  'NOT_ALLOWED',
  'ACTION_INVALID',
  'PLAY_ENDED',
  'KEY_REUSED',
]);

/**
 * Answers a task as a person, in the roles they hold on the account at this moment. Whether the answer counts is for
 * the play to say; a refusal is told with its reason and stays in the ledger.
 */
export async function decide(deps: DecideDeps, runId: string, request: DecideRequest): Promise<DecisionReceipt> {
  const { taskId, choice, reason, fields = {} } = request;
  const asked = { runId, taskId, as: request.as, what: `“${choice}”`, updateId: request.updateId ?? randomUUID() };
  return inTheNameOf(deps, asked, async (by, update) => {
    const decision: Decision = { taskId, choice, reason, fields: { ...fields }, by };
    const receipt = await update<DecisionReceipt, Decision>(PLAY_MESSAGES.decide, decision);
    refuseForeign(receipt, decision);
    return receipt;
  });
}

/** What somebody wants to do with a task. */
interface Wanted {
  readonly runId: string;
  readonly taskId: string;
  readonly as: string;
  /** In words, for the ledger. */
  readonly what: string;
  readonly updateId: string;
}

type Update = <Receipt, Request>(message: string, request: Request) => Promise<Receipt>;

/** Does something with a task as a person, in the roles they hold at this moment; a refusal stays in the ledger. */
async function inTheNameOf<Receipt>(
  deps: DecideDeps,
  { runId, taskId, as, what, updateId }: Wanted,
  work: (by: Decider, update: Update) => Promise<Receipt>,
): Promise<Receipt> {
  const { accountId } = partsOfRunId(runId);
  const account = await accountOf(deps.store, accountId);
  const at = deps.now().toISOString();
  const people = await deps.store.people.list();
  const person = people.find(({ email }) => email.toLowerCase() === as.toLowerCase());
  const update: Update = (message, request) =>
    callTemporal(deps.temporal, runId, () =>
      deps.temporal.workflow.getHandle(runId).executeUpdate(message, { args: [request], updateId }),
    );
  try {
    if (!person) throw stranger(as, people);
    const { email, name } = person;
    return await work({ email, name, roles: rolesHeld(account, people, email, at) }, update);
  } catch (error) {
    if (!(error instanceof ApiProblem) || !REFUSED.has(error.code)) throw error;
    const problem = await withAnswer(deps.store, taskId, error);
    await deps.store.ledger.add({
      key: `${runId}/refusal/${updateId}`,
      kind: 'refusal',
      accountId: account.id,
      runId,
      what: `${what} for ${taskId} was refused`,
      reason: `${problem.code}: ${problem.detail}`,
      by: person?.name ?? as,
      at,
    });
    throw problem;
  }
}

/** Something other than an answer that a person does with a task: a note, a hand-over. */
export interface ActOnTask {
  readonly taskId: string;
  readonly action: TaskAction;
  /** E-mail address of whoever does it. */
  readonly as: string;
  /** The same id again is the same act. */
  readonly updateId: string;
}

/** Does something with a task other than answering it, as a person. Whether it counts is for the play to say. */
export async function actOnTask(deps: DecideDeps, runId: string, request: ActOnTask): Promise<ActReceipt> {
  const { taskId, action, as, updateId } = request;
  return inTheNameOf(deps, { runId, taskId, as, what: `“${action.kind}”`, updateId }, (by, update) =>
    update<ActReceipt, ActRequest>(PLAY_MESSAGES.act, { taskId, action, by }),
  );
}

/** Temporal answers an update whose id it knows with the receipt of the first, whatever the second one says. */
function refuseForeign(receipt: DecisionReceipt, { taskId, choice, by }: Decision): void {
  const same = receipt.taskId === taskId && receipt.choice === choice && (receipt.by ?? by.email) === by.email;
  if (same) return;
  const what = `the answer “${receipt.label}” to ${receipt.taskId}${receipt.by === undefined ? '' : ` by ${receipt.by}`}`;
  throw new ApiProblem('KEY_REUSED', `This Idempotency-Key belongs to ${what} on ${receipt.at}.`);
}

function stranger(email: string, people: readonly Person[]): ApiProblem {
  const known = closestFirst(
    email,
    people.map((person) => person.email),
  ).slice(0, 5);
  const similar = known.length > 0 ? ` Similar ones: ${known.join(', ')}.` : '';
  return new ApiProblem('PERSON_UNKNOWN', `Nobody on our side has the address ${email}.${similar}`);
}

/** A play that has ended can no longer say who answered a task; the read model can. */
async function withAnswer(store: Store, taskId: string, problem: ApiProblem): Promise<ApiProblem> {
  if (problem.code !== 'PLAY_ENDED') return problem;
  const state = (await store.tasks.get(taskId))?.state;
  if (!state || state.kind === 'open') return problem;
  return new ApiProblem('TASK_CLOSED', whyClosed(state), undefined, { cause: problem });
}
