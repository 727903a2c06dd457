import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'make-folder-'));
});
afterAll(() => rm(root, { recursive: true }));

it('makes what is missing, also twice at once and once more', async () => {
  const folder = join(root, 'a', 'b', 'c');
  await Promise.all([makeFolder(folder), makeFolder(folder)]);
  await makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

it('says at once why a folder cannot be made', async () => {
  const file = join(root, 'file');
  await writeFile(file, '');
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  if (existsSync('/proc/self')) await expect(makeFolder('/proc/nope/deep')).rejects.toMatchObject({ code: 'ENOENT' });
});
