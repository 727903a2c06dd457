import type { Incoming, Read, Refused } from '../domain/observations';
import type { Instant } from '../domain/waits';
import type { Received, Store } from '../store';

/** What became of one item, for its sender. `note`: that its time was corrected. */
export type Verdict =
  | {
      readonly id: string;
      readonly verdict: 'stored' | 'repeated';
      readonly accountId?: string;
      /** Nobody had heard of the account before: it was made for this item. */
      readonly newAccount?: true;
      readonly note?: string;
    }
  /** Kept until something tells which account it is about. */
  | { readonly id: string; readonly verdict: 'waiting'; readonly because: string; readonly note?: string }
  /** Kept as a dead letter, which can be replayed. */
  | { readonly id?: string; readonly verdict: 'refused'; readonly code: string; readonly because: string };

/** Where everything that was read goes: kept, attributed to its account, and made known to whoever watches accounts. */
export interface Intake {
  /** Answers in the order of the items, once all of them are kept. */
  take(reads: readonly Read[]): Promise<readonly Verdict[]>;
}

export interface IntakeDeps {
  readonly store: Store;
  readonly now: () => Date;
  /** Hears which accounts have news. */
  readonly touched: (accountIds: readonly string[]) => void;
  /** Hears of what could not be used yet: refused, or of an account that is not known. */
  readonly noticed?: (source: string, code: string) => void;
}

/** The code under which it is told that something waits for its account. */
const WAITS = 'WAITS_FOR_ACCOUNT';

export function createIntake({ store, now, touched, noticed }: IntakeDeps): Intake {
  return {
    async take(given) {
      const receivedAt: Instant = now().toISOString();
      const reads = await Promise.all(given.map((read) => notMerged(store, read)));
      const incoming = reads.filter((read) => read.kind === 'incoming').map((read) => read.incoming);
      const refused = reads.filter((read) => read.kind === 'refused');
      const received = incoming.length > 0 ? await store.observations.receive(incoming, receivedAt) : [];
      for (const { source, code } of refused) noticed?.(source, code);
      incoming.forEach(({ source }, index) => {
        if (received[index]?.kind === 'waiting') noticed?.(source, WAITS);
      });
      if (refused.length > 0) await store.deadLetters.add(refused.map(letterOf), receivedAt);
      const reached = received.flatMap((each) =>
        each.kind === 'stored' ? [each.accountId, ...(each.moved ?? [])] : [],
      );
      touched([...new Set(reached)]);
      const verdicts = new Map(incoming.map((item, index) => [item, verdictOf(item, received[index]!)]));
      return reads.map((read) =>
        read.kind === 'incoming'
          ? verdicts.get(read.incoming)!
          : { id: read.id, verdict: 'refused', code: read.code, because: read.reason },
      );
    },
  };
}

/** A whole profile of an account that became part of another one would replace the contacts and the team of that one. */
async function notMerged({ merges }: Store, read: Read): Promise<Read> {
  if (read.kind === 'refused') return read;
  const { source, id, observations } = read.incoming;
  const loaded = observations.find((each) => each.type === 'account.loaded')?.data.account.id;
  const current = loaded === undefined ? undefined : await merges.current(loaded);
  if (current === loaded) return read;
  const reason = `data.account.id: "${loaded}" became part of "${current}"; load it as "${current}"`;
  return { kind: 'refused', source, id, code: 'ACCOUNT_MERGED', reason, raw: read.incoming };
}

const letterOf = ({ source, id, code, reason, raw }: Refused): Refused => ({ source, id, code, reason, raw });

function verdictOf({ id, subject, note }: Incoming, received: Received): Verdict {
  const noted = note !== undefined && { note };
  // What was taken before has the time of then.
  if (received.kind === 'repeated') return { id, verdict: 'repeated', accountId: received.accountId };
  if (received.kind === 'stored') {
    const { accountId, newAccount } = received;
    return { id, verdict: 'stored', accountId, ...(newAccount && { newAccount }), ...noted };
  }
  const who = subject.contact[0] ?? 'the sender';
  return { id, verdict: 'waiting', because: `It is not known yet which account ${who} belongs to.`, ...noted };
}
