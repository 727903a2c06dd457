import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child-process.contract';
import { openStore } from './open';

describe('PGlite in a folder, and several processes', () => {
  let dataDir: string;
  const children: Child[] = [];
  const child = (code: string) => {
    const started = new Child(code, dataDir);
    children.push(started);
    return started;
  };
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'playmaker-store-'));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((each) => each.kill()));
    await rm(dataDir, { recursive: true, force: true });
  });

  test('a folder that another process has open names that process, and is free when it is gone', async () => {
    const other = child(`await load('./open').openStore({ dataDir: args[0] }); say('open');`);
    expect(await other.line()).toBe('open');
    await expect(openStore({ dataDir })).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      message: expect.stringMatching(new RegExp(`Process ${other.pid} has it open: .*DATABASE_URL`)) as string,
    });
    await other.kill();
    const store = await openStore({ dataDir });
    await store.ping();
    await store.close();
  });

  test('everything that was committed survives the sudden end of the process', async () => {
    const accountId = 'survivor';
    const known: string[] = [];
    for (const enough of [60, 150]) {
      const writer = child(`
        const store = await load('./open').openStore({ dataDir: args[0] });
        const { entry } = load('./samples.contract');
        for (;;) {
          const written = entry({ accountId: '${accountId}' });
          await Promise.all([store.ledger.add(written), store.outbox.claim(written.key, 1000)]);
          say(written.key);
        }`);
      while (known.length < enough) known.push((await writer.line()) ?? fail());
      await writer.kill();
      for (let key = await writer.line(); key !== undefined; key = await writer.line()) known.push(key);
      const store = await openStore({ dataDir });
      const kept = new Set((await store.ledger.list({ accountId })).map(({ key }) => key));
      expect(known.filter((key) => !kept.has(key))).toEqual([]);
      expect(await store.outbox.get(known.at(-1) ?? '')).toMatchObject({ state: 'pending', attempts: 1 });
      await store.close();
    }
  });
});

function fail(): never {
  throw new Error('The writer ended by itself.');
}
