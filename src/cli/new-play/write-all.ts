import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Texts of files, by their paths from a root. */
export type Files = ReadonlyMap<string, string>;

/**
 * Makes new files and changes others: all of it, or nothing. What is there is never overwritten by a new file.
 *
 * @throws what the file system said; then everything is as it was
 */
export async function writeAll(root: string, made: Files, changed: Files): Promise<void> {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    for (const [path, text] of made) {
      const file = join(root, path);
      const first = await mkdir(dirname(file), { recursive: true });
      if (first !== undefined) undo.push(() => rm(first, { recursive: true }));
      await create(file, text);
      undo.push(() => rm(file));
    }
    for (const [path, text] of changed) {
      const file = join(root, path);
      const before = await readFile(file, 'utf8');
      await replace(file, text);
      undo.push(() => replace(file, before));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

/** Makes a file that is not there yet; half of it never stays. */
async function create(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(file, { force: true });
    throw error;
  }
}

/** Nobody ever reads half of it. */
async function replace(file: string, text: string): Promise<void> {
  const next = `${file}.new`;
  await create(next, text);
  try {
    await rename(next, file);
  } catch (error) {
    await rm(next);
    throw error;
  }
}
