import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explained } from './explain';
import { usualPort } from './ports';
import { up } from './up';

it('does not start with house rules that are wrong, and says what is wrong and how to go on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playmaker-up-'));
  const file = join(folder, 'rules.json');
  await writeFile(file, '{ "helth": {} }');
  const written: string[] = [];
  const env = { PLAYMAKER_DATA_DIR: folder, PORT: String(await usualPort(0)) };
  const started = up({ env, write: (text) => void written.push(text), signal: new AbortController().signal });
  const error = await started.then(() => undefined, explained);
  expect(error).toMatchObject({
    code: 'RULES_INVALID',
    detail: expect.stringMatching(/rules\.json is not usable[^]*helth/) as string,
    next: expect.stringContaining('playmaker rules check') as string,
  });
  expect(written).toEqual([]);
  expect(await readdir(folder)).toEqual(['rules.json']);
  await rm(folder, { recursive: true });
});
