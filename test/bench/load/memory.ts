import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from '../../../src/domain/account';
import { crowd } from './crowd';
import type { Ground } from './ground';
import { residentMemory } from './resident-memory';

const AT_ONCE = 16;
const TELL_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 200;

/** Bytes of a process before anything waited and while all of it waits; absent where the system does not tell. */
export interface Growth {
  readonly before?: number;
  readonly after?: number;
}

export interface Memory {
  readonly accounts: number;
  /** How long it took until all of them waited, from loading the first account. */
  readonly seconds: number;
  /** Server, worker and PGlite, with the bench and its inbox. */
  readonly process: Growth;
  /** Temporal's dev server. */
  readonly temporal: Growth;
}

/** Starts a play at each of so many accounts, over HTTP; each then waits for its CSM, and its coordinator with it. */
export async function measureMemory(ground: Ground, count: number, progress: (line: string) => void): Promise<Memory> {
  const before = await sizes(ground);
  const earlier = ground.inbox.messages().length;
  const began = performance.now();
  const tell = everySoOften(progress);
  const { accounts, people } = crowd(ground.example, 'Waiting', count);
  await ground.load({ people, accounts }, (loaded) => tell(`${loaded} of ${count} accounts loaded`));
  let started = 0;
  const next = accounts.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const account of next) {
        await start(ground, account);
        started += 1;
        tell(`${started} of ${count} plays started`);
      }
    }),
  );
  // A play waits once its question is in front of somebody.
  const cards = () => ground.inbox.messages().length - earlier;
  while (cards() < count) {
    tell(`${cards()} of ${count} plays wait for an answer`);
    await pause(LOOK_EVERY_MS);
  }
  const after = await sizes(ground);
  return {
    ...{ accounts: count, seconds: (performance.now() - began) / 1000 },
    process: { before: before.process, after: after.process },
    temporal: { before: before.temporal, after: after.temporal },
  };
}

async function start({ app }: Ground, { id, contacts }: Account): Promise<void> {
  const leader = contacts.find(({ joinedAt }) => joinedAt !== undefined)!.id;
  await app.client.start('expansion', { accountId: id, input: { limit: 'seats', used: 94, allowed: 100, leader } });
}

async function sizes({ temporalPid }: Ground) {
  const [own, temporal] = await Promise.all(
    [process.pid, temporalPid].map(async (pid) => (pid === undefined ? undefined : residentMemory(pid))),
  );
  return { process: own, temporal };
}

function everySoOften(progress: (line: string) => void): (line: string) => void {
  let last = performance.now();
  return (line) => {
    if (performance.now() - last < TELL_EVERY_MS) return;
    last = performance.now();
    progress(line);
  };
}
