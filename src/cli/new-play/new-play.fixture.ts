import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';

/** What running and building leaves, and histories, which only a replay reads. */
const LEFT_OUT = /^(?:node_modules|dist|\.git|\.ci|\.playmaker|coverage)$|^test\/histories\/.*\.json$/;

/** The sources in a folder of their own, with the installed packages; nothing that is written there reaches this one. */
export async function copyOfSources(): Promise<{ readonly root: string; remove(): Promise<void> }> {
  const from = packageRoot();
  const root = await mkdtemp(join(tmpdir(), 'playmaker-new-play-'));
  const filter = (path: string) => !LEFT_OUT.test(path.slice(from.length + 1));
  await cp(from, root, { recursive: true, filter });
  await mkdir(join(root, 'node_modules'));
  // Each by itself: caches within are the copy's own.
  for (const name of await readdir(join(from, 'node_modules')))
    if (name !== '.cache') await symlink(join(from, 'node_modules', name), join(root, 'node_modules', name));
  return { root, remove: () => rm(root, { recursive: true }) };
}
