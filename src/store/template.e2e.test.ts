import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { template } from './template';

it('the template of an empty store is kept where PLAYMAKER_CACHE_DIR says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playmaker-cache-'));
  const before = process.env['PLAYMAKER_CACHE_DIR'];
  process.env['PLAYMAKER_CACHE_DIR'] = folder;
  try {
    await template();
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^store-template-.*\.tar$/)]);
  } finally {
    if (before === undefined) delete process.env['PLAYMAKER_CACHE_DIR'];
    else process.env['PLAYMAKER_CACHE_DIR'] = before;
    await rm(folder, { recursive: true });
  }
});
