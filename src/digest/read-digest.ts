import type { Person } from '../domain/account';
import type { Instant } from '../domain/waits';
import type { Store } from '../store/store';
import { composeDigest, type Digest } from './digest';
import type { PlayWords } from './material';
import { absenceIn, datesBefore, momentOf, startOf } from './mornings';

export interface DigestSource {
  readonly store: Pick<Store, 'desk' | 'people' | 'outbox'>;
  readonly plays: readonly PlayWords[];
  /** The local hour at which digests come. */
  readonly hour: number;
}

/** More than anybody can have in mind; those due first are among them. */
const MOST_TASKS = 1000;

/** The key of a digest in the outbox, where its receipt says that it was sent, or that there was nothing to send. */
export const digestKey = ({ email }: Pick<Person, 'email'>, date: string): string =>
  `digest/${email.toLowerCase()}/${date}`;

/**
 * What the person's digest says when it ends at `until`; undefined when that is nothing. It begins where the last one
 * ended. Digests end at their hour, whenever they are sent, so that what happens is told once.
 *
 * @example
 * await readDigest({ store, plays: Object.values(catalogue), hour: 8 }, ana, '2026-03-02T07:00:00.000Z');
 */
export async function readDigest(
  { store, plays, hour }: DigestSource,
  person: Person,
  until: Instant,
): Promise<Digest | undefined> {
  const since = startOf(person, hour, until, await lastBefore(store, hour, person, until));
  const span = { since, until };
  const [{ tasks }, accounts, people] = await Promise.all([
    store.desk.tasks({ assignee: person.email }, { at: until, limit: MOST_TASKS }),
    store.desk.accounts(person.email),
    store.people.list(),
  ]);
  const accountIds = accounts.map(({ id }) => id);
  const happened = await store.desk.happened(accountIds, span);
  const meanwhile = absenceIn(person, since, until) ? await store.desk.tasksMeanwhile(accountIds, span) : [];
  return composeDigest({ ...span, person, tasks, accounts, happened, meanwhile, people, plays });
}

/** When the last digest ended that was sent, or had nothing to say. */
async function lastBefore(
  { outbox }: Pick<Store, 'outbox'>,
  hour: number,
  person: Person,
  until: Instant,
): Promise<Instant | undefined> {
  for (const date of datesBefore(person, until, true)) {
    const ended = momentOf(person, hour, date);
    if (ended < until && (await outbox.get(digestKey(person, date)))?.state === 'done') return ended;
  }
  return undefined;
}
