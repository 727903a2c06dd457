import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const stateSchema = z.object({
  version: z.literal(1),
  file: z.string(),
  /** Where to go on. */
  nextOffset: z.number().int().min(0),
  /** The last line that was imported. */
  line: z.number().int().min(0),
  counts: z.object({ stored: z.number(), repeated: z.number(), waiting: z.number(), refused: z.number() }),
  /** The accounts that nobody had heard of before, with the line that made each. */
  newAccounts: z.array(z.object({ line: z.number(), accountId: z.string() })).default([]),
  /** How many lines are dated ahead of the server's clock, and count as of their arrival. */
  ahead: z.number().int().default(0),
});
/** How far an import has come. */
export type ImportState = z.infer<typeof stateSchema>;

/** The note of how far the import of one file has come; it outlives an interruption. */
export interface ImportNote {
  /** Of the file, in bytes. */
  readonly size: number;
  load(): Promise<ImportState | undefined>;
  save(state: ImportState): Promise<void>;
  /** The import is complete. */
  clear(): Promise<void>;
}

/**
 * The note lies at `<data dir>/imports/<hash of path, size and time of change>.json`: a file that was changed is another
 * file and begins anew.
 *
 * @throws Error of the file system (`ENOENT`, `EACCES`)
 */
export async function importNote(dataDir: string, file: string): Promise<ImportNote> {
  const path = await realpath(file);
  const { size, mtimeMs } = await stat(path);
  const name = createHash('sha256').update(`${path}\n${size}\n${mtimeMs}`).digest('hex').slice(0, 32);
  const note = join(dataDir, 'imports', `${name}.json`);
  return {
    size,
    load: async () => stateIn(await readIfThere(note)),
    async save(state) {
      await mkdir(dirname(note), { recursive: true });
      // Renamed into place, so that an interruption never leaves half a note.
      await writeFile(`${note}.new`, JSON.stringify(state));
      await rename(`${note}.new`, note);
    },
    clear: () => rm(note, { force: true }),
  };
}

/** A note that cannot be read is none: to begin anew repeats what is stored, which changes nothing. */
function stateIn(text: string | undefined): ImportState | undefined {
  try {
    return stateSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
