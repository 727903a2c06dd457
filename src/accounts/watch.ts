import type { Outgoing, Store } from '../store';

export interface WatchDeps {
  readonly store: Store;
  /** Brings accounts up to date, all or none; answers what has to go out. */
  readonly evaluate: (accountIds: readonly string[]) => Promise<readonly Outgoing[]>;
  readonly deliver: (outgoing: readonly Outgoing[]) => Promise<void>;
  /** Finishes what an earlier process may have left half done. */
  readonly finish: () => Promise<void>;
  /** Hears of what failed; it is tried again. */
  readonly failed: (what: string, error: unknown) => void;
}

/** Keeps every account up to date, one evaluation per account at a time. */
export interface AccountWatch {
  /** Something was kept about these accounts: they are evaluated soon. */
  touched(accountIds: readonly string[]): void;
  /** Evaluates all accounts, for what time alone brings, and delivers what is left over. */
  sweep(): Promise<void>;
  /** Looks at what was gathered at once, and resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Takes up what an earlier process left, and tries again what failed, every so often until closed. */
  start(): void;
  /** Finishes what is under way and takes nothing new. What is left is kept in the store. */
  close(): Promise<void>;
}

const RETRY_MS = 5_000;
/** What arrives together is looked at together, so that its order does not matter: once nothing has come so long. */
const QUIET_MS = 30;
/** So long after the first event an account is looked at even if more keep coming. */
const GATHER_MS = 300;
const PAGE = 200;
const AT_ONCE = 4;
/** When many wait, so many accounts are evaluated in one transaction. */
const MOST_TOGETHER = 16;

export function watchAccounts({ store, evaluate, deliver, finish, failed }: WatchDeps): AccountWatch {
  const gathering = new Map<string, { readonly since: number; readonly timer: NodeJS.Timeout }>();
  const waiting = new Set<string>();
  const working = new Map<string, Promise<void>>();
  let jobs = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const evaluateTogether = async (accountIds: readonly string[]): Promise<void> => {
    try {
      await attempt(await evaluate(accountIds));
    } catch (error) {
      // One of them must not keep the others waiting.
      if (accountIds.length > 1) for (const each of accountIds) await evaluateTogether([each]);
      else failed(`evaluating ${accountIds.join()}`, error);
    }
  };
  const attempt = async (outgoing: readonly Outgoing[]) => {
    try {
      if (outgoing.length > 0) await deliver(outgoing);
    } catch (error) {
      failed('noting what was delivered', error);
    }
  };
  const pump = () => {
    while (jobs < AT_ONCE) {
      const free = [...waiting].filter((accountId) => !working.has(accountId));
      if (free.length === 0) return;
      const accountIds = free.slice(0, Math.min(Math.ceil(free.length / AT_ONCE), MOST_TOGETHER));
      jobs += 1;
      const work = evaluateTogether(accountIds).finally(() => {
        jobs -= 1;
        for (const accountId of accountIds) working.delete(accountId);
        pump();
      });
      for (const accountId of accountIds) {
        waiting.delete(accountId);
        working.set(accountId, work);
      }
    }
  };
  const ready = (accountIds: Iterable<string>) => {
    for (const accountId of accountIds) {
      clearTimeout(gathering.get(accountId)?.timer);
      gathering.delete(accountId);
      waiting.add(accountId);
    }
    pump();
  };
  const settled = async () => {
    ready([...gathering.keys()]);
    while (working.size > 0) await Promise.all(working.values());
  };
  const touched = (accountIds: readonly string[]) => {
    if (closed) return;
    for (const accountId of accountIds) {
      const since = gathering.get(accountId)?.since ?? performance.now();
      clearTimeout(gathering.get(accountId)?.timer);
      const left = since + GATHER_MS - performance.now();
      gathering.set(accountId, { since, timer: setTimeout(() => ready([accountId]), Math.min(QUIET_MS, left)) });
    }
  };
  const takeUp = async () => {
    await finish();
    touched(await store.observations.unfolded(PAGE));
    await settled();
    await attempt(await store.accountStates.undelivered(PAGE));
  };
  const again = () => {
    if (closed) return;
    timer = setTimeout(() => {
      void takeUp()
        .catch((error: unknown) => failed('taking up what is left', error))
        .finally(again);
    }, RETRY_MS);
  };
  return {
    touched,
    settled,
    async sweep() {
      touched(await store.observations.accounts());
      await settled();
      await takeUp();
    },
    start() {
      void takeUp()
        .catch((error: unknown) => failed('taking up what is left', error))
        .finally(again);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      for (const { timer } of gathering.values()) clearTimeout(timer);
      gathering.clear();
      waiting.clear();
      await settled();
    },
  };
}
