import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WrongUse } from '../wrong-use';
import { readPlayName, type PlayNames } from './play-name';
import { registered } from './registrations';
import { copyOfSample, SAMPLE, wordsOfSample } from './sample-play';
import { writeAll, type Files } from './write-all';

/** A play that was made, with paths from the root of the sources. */
export interface NewPlay {
  readonly names: PlayNames;
  readonly made: readonly string[];
  /** Where it was made known. */
  readonly changed: readonly string[];
}

/** What works for all accounts or people has a workflow type as well. */
const WORKFLOWS = ['accountCoordinator', 'accountSweep', 'morningDigests'];

/**
 * Makes a small play in the sources: a folder with contract, workflow, texts, test and README, and its gallery scene; it is
 * made known where plays are listed. All of it, or nothing.
 *
 * @param root the folder of the sources
 * @throws WrongUse when the play cannot be made so; nothing was made
 * @example
 * await newPlay(packageRoot(), 'health-check');
 */
export async function newPlay(root: string, name: string): Promise<NewPlay> {
  if (!existsSync(join(root, SAMPLE)))
    throw new WrongUse(
      'Plays are written in the sources of playmaker, which are not here.',
      'Clone its repository, and run "npm ci" and "npm run new-play -- NAME" there.',
    );
  const names = readPlayName(name, new Set([...wordsOfSample(root), ...WORKFLOWS]));
  const made = copyOfSample(root, names);
  const there = [`plays/${name}`, ...made.keys()].find((path) => existsSync(join(root, path)));
  if (there !== undefined)
    throw new WrongUse(`There is ${there} already.`, 'Choose another name; nothing is ever overwritten.');
  const changed = registered(root, names);
  await writeAll(root, await formatted(root, made), await formatted(root, changed));
  return { names, made: [...made.keys()], changed: [...changed.keys()] };
}

/** A name is longer or shorter than that of the sample: lines break elsewhere. */
async function formatted(root: string, files: Files): Promise<Files> {
  // Loaded only here: it is there for development.
  const prettier = await import('prettier').catch((cause: unknown) => {
    const next = 'Run "npm ci" first.';
    throw Object.assign(new WrongUse('The packages for development are not installed.', next), { cause });
  });
  const options = await prettier.resolveConfig(join(root, 'package.json'));
  const texts = [...files].map(async ([path, text]) => {
    if (path.endsWith('.liquid')) return [path, text] as const;
    return [path, await prettier.format(text, { ...options, filepath: join(root, path) })] as const;
  });
  return new Map(await Promise.all(texts));
}
