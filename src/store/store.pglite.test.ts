import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from './open';
import { entry } from './samples.contract';
import { describeStore } from './store.contract';

describeStore('PGlite in memory', () => openStore());

describe('PGlite in a folder', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'playmaker-store-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  test('what was written is there after closing and opening again', async () => {
    const written = entry();
    const first = await openStore({ dataDir });
    await first.ledger.add(written);
    await first.close();
    const second = await openStore({ dataDir });
    expect(await second.ledger.list({ accountId: written.accountId })).toEqual([written]);
    await second.close();
  });

  test('a folder that is open here cannot be opened a second time', async () => {
    const first = await openStore({ dataDir });
    await expect(openStore({ dataDir })).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      message: expect.stringContaining(`This process (${process.pid})`) as string,
    });
    await first.ping();
    await first.close();
  });

  test('a folder that cannot be made says so', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    await expect(openStore({ dataDir: join(file, 'inside') })).rejects.toMatchObject({
      code: 'STORE_MISCONFIGURED',
      message: expect.stringContaining('PLAYMAKER_DATA_DIR') as string,
    });
  });
});
