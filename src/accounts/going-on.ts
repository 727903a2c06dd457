import { ROLE_TITLES } from '../domain/roles';
import type { Instant } from '../domain/waits';
import type { AccountPage } from '../client';
import type { Lease, LedgerEntry, Meeting, Store, TaskRow } from '../store';

/** What goes on at an account: what whoever is about to call them has to know. */
export type GoingOn = Pick<AccountPage, 'plays' | 'queued' | 'tasks' | 'nextMeeting' | 'promotion' | 'decided'>;

/** How many open tasks are told, and how many of the last decisions. */
const TASKS = 20;
const DECIDED = 5;

export interface GoingOnDeps {
  readonly store: Pick<Store, 'runs' | 'coordination' | 'desk' | 'meetings' | 'marketing' | 'ledger' | 'people'>;
  /** The title of a play: `Retention save`. */
  readonly titleOf: (play: string) => string;
}

/** What runs and waits, who has to do what, when we meet them, whether promotional sends pause, and what was decided. */
export async function goingOn({ store, titleOf }: GoingOnDeps, accountId: string, at: Instant): Promise<GoingOn> {
  const [runs, queued, tasks, meetings, people, promotion, decided] = await Promise.all([
    store.runs.list({ accountId, state: ['running', 'paused'] }),
    store.coordination.queued({ accountId }),
    store.desk.tasks({ accountId }, { at, limit: TASKS }),
    store.meetings.list({ accountId }),
    store.people.list(),
    promotionOf(store, titleOf, accountId, at),
    decidedOf(store, accountId),
  ]);
  const names = new Map(people.map(({ email, name }) => [email.toLowerCase(), name]));
  const nameOf = (email: string) => names.get(email.toLowerCase()) ?? email;
  const nextMeeting = meetings.find(({ status, endsAt }) => status === 'confirmed' && endsAt > at);
  return {
    plays: runs.map(({ runId, play, state, phase, startedAt }) => ({
      ...{ runId, play, title: titleOf(play), state, phase, startedAt },
      ...answerOf(tasks.tasks, runId, nameOf),
    })),
    queued: queued.map(({ request: { runId, play }, because, until }) => ({
      ...{ runId, play, title: titleOf(play), because, until },
    })),
    tasks: { open: tasks.tasks.map((task) => taskOf(task, at, nameOf)), total: tasks.total },
    ...(nextMeeting && { nextMeeting: meetingOf(nextMeeting) }),
    ...{ promotion, decided },
  };
}

type NameOf = (email: string) => string;

const dueOf = ({ state }: TaskRow): Instant | undefined => (state.kind === 'open' ? state.due : undefined);

/** Whose answer a run waits for, as far as tasks tell. */
function answerOf(
  tasks: readonly TaskRow[],
  runId: string,
  nameOf: NameOf,
): Pick<GoingOn['plays'][number], 'waitingFor'> {
  const task = tasks.find((each) => each.runId === runId);
  const until = task && dueOf(task);
  if (!task || until === undefined) return {};
  return { waitingFor: { what: `an answer of ${askedOf(task, nameOf).at(-1)}`, until } };
}

/** Those who have it now, whoever it was given to last in the end; the role when nobody could be told. */
function askedOf({ assignments, card }: TaskRow, nameOf: NameOf): [string, ...string[]] {
  const [first, ...others] = [
    ...new Set(assignments.filter(({ passedOn }) => !passedOn).map(({ email }) => nameOf(email))),
  ];
  return first === undefined ? [`the ${ROLE_TITLES[card.role]}`] : [first, ...others];
}

function taskOf(task: TaskRow, at: Instant, nameOf: NameOf): GoingOn['tasks']['open'][number] {
  const { taskId, runId, card } = task;
  const due = dueOf(task);
  return {
    ...{ taskId, runId, play: card.playTitle, question: card.question, asked: askedOf(task, nameOf) },
    ...(due !== undefined && { due, overdue: due < at }),
  };
}

const meetingOf = ({ title, startsAt, endsAt, attendees }: Meeting): GoingOn['nextMeeting'] => ({
  ...{ title, startsAt, endsAt },
  ours: attendees.filter(({ side }) => side === 'ours').map(({ name }) => name),
  theirs: attendees.filter(({ side }) => side === 'theirs').map(({ name }) => name),
});

async function promotionOf(
  { marketing }: GoingOnDeps['store'],
  titleOf: GoingOnDeps['titleOf'],
  accountId: string,
  at: Instant,
): Promise<GoingOn['promotion']> {
  const [standing, leases] = await Promise.all([marketing.standing(accountId), marketing.leases(accountId)]);
  const holds = ({ from, until, liftedAt }: Lease) => from <= at && at < until && (!liftedAt || at < liftedAt);
  const pauses = leases.filter(holds).map(({ runId, reason, until }) => ({
    ...{ because: reason, play: titleOf(runId.split('/')[1] ?? runId), until },
  }));
  const byOps = standing === 'paused' ? [{ because: 'set so in marketing' }] : [];
  return { paused: pauses.length + byOps.length > 0, pauses: [...pauses, ...byOps] };
}

/** The last of what people decided and wrote down, the latest first. */
async function decidedOf({ ledger }: GoingOnDeps['store'], accountId: string): Promise<GoingOn['decided']> {
  const kinds = await Promise.all([
    ledger.list({ accountId, kind: 'decision' }),
    ledger.list({ accountId, kind: 'note' }),
  ]);
  return kinds
    .flat()
    .sort(latestFirst)
    .slice(0, DECIDED)
    .map(({ at, by, what, reason }) => ({
      ...{ at, by, what },
      ...(reason !== undefined && { reason }),
    }));
}

const latestFirst = (one: LedgerEntry, other: LedgerEntry): number =>
  one.at > other.at ? -1 : one.at < other.at ? 1 : 0;
