import { readFile } from 'node:fs/promises';
import { reservedKeyIn, USABLE_KEY } from '../domain/reserved-key';
import type { CliIo } from './cli-io';
import { WrongUse } from './wrong-use';

/**
 * Reads JSON from a file, or from standard input for `-`.
 *
 * @throws WrongUse when the file cannot be read, is not JSON, or has a key that nothing could be kept under
 */
export async function readJson(io: CliIo, file: string): Promise<unknown> {
  const name = file === '-' ? 'The standard input' : file;
  const json = parsed(name, file === '-' ? await io.stdin() : await readText(file));
  const reserved = reservedKeyIn(json);
  if (!reserved) return json;
  const errors = [{ path: reserved.join('.'), expected: USABLE_KEY }];
  throw new WrongUse(`${name} has a key that cannot be used.`, 'Rename it and run the command again.', errors);
}

function parsed(name: string, text: string): unknown {
  try {
    // Editors of Windows put a byte order mark before the text.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
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
