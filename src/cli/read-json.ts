import { readFile } from 'node:fs/promises';
import type { CliIo } from './cli-io';
import { WrongUse } from './wrong-use';

/**
 * Reads JSON from a file, or from standard input for `-`.
 *
 * @throws WrongUse when the file cannot be read or is not JSON
 */
export async function readJson(io: CliIo, file: string): Promise<unknown> {
  const text = file === '-' ? await io.stdin() : await readText(file);
  try {
    // Editors of Windows put a byte order mark before the text.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const name = file === '-' ? 'The standard input' : file;
    throw new WrongUse(`${name} is not JSON: ${reason}`, 'Correct it and run the command again.');
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WrongUse(
      `${file} cannot be read: ${reason}`,
      'Give the path of a file that exists, or - for standard input.',
    );
  }
}
