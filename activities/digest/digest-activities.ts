import { digestKey, digestWords, momentOf, morningOf, readDigest, type PlayWords } from '../../src/digest';
import type { DigestRules } from '../../src/domain/digest-rules';
import type { Store } from '../../src/store/store';
import type { ChannelFor } from '../notify';
import { once } from '../once';
import type { DigestActivities, DigestDueActivities } from './port';

export interface DigestDeps {
  readonly store: Store;
  readonly channelFor: ChannelFor;
  readonly plays: readonly PlayWords[];
  readonly rules: () => Promise<DigestRules>;
}

/** So long others leave a digest alone of which somebody notes that there is nothing in it. */
const LEASE_MS = 10_000;

/**
 * The activities by which people get their digest. That a morning had nothing to tell is kept like one that was sent: what
 * happens later that day waits for the next one.
 *
 * @example
 * const digest = createDigestActivities({ store, channelFor: createChannels(deps), plays, rules });
 * for (const email of await digest.dueDigests({ at, limit: 100 })) await digest.sendDigest({ email, at });
 */
export function createDigestActivities(deps: DigestDeps): DigestActivities & DigestDueActivities {
  const { store, channelFor, plays, rules } = deps;
  const isDone = async (key: string) => (await store.outbox.get(key))?.state === 'done';
  return {
    async dueDigests({ at, after = '', limit }) {
      const { enabled, hour } = await rules();
      if (!enabled) return [];
      const due: string[] = [];
      const people = [...(await store.people.list())].sort(byEmail);
      for (const person of people) {
        if (due.length === limit) break;
        const date = person.email > after ? morningOf(person, hour, at) : undefined;
        if (date !== undefined && !(await isDone(digestKey(person, date)))) due.push(person.email);
      }
      return due;
    },
    async sendDigest({ email, at }) {
      const { enabled, hour } = await rules();
      const person = await store.people.byEmail(email);
      const date = enabled && person && morningOf(person, hour, at);
      // Who has left, or went away since, is not written to.
      if (!person || !date || (await isDone(digestKey(person, date)))) return;
      const key = digestKey(person, date);
      const digest = await readDigest({ store, plays, hour }, person, momentOf(person, hour, date));
      if (digest) await (await channelFor(key, person)).postWords(key, person, digestWords(digest));
      else await once(store.outbox, key, LEASE_MS, { perform: async () => ({ nothing: date }) });
    },
  };
}

/** As addresses compare with each other, whatever language the machine speaks. */
const byEmail = (one: { email: string }, other: { email: string }): number =>
  one.email < other.email ? -1 : one.email > other.email ? 1 : 0;
