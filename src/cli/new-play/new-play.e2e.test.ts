import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PlayName } from '../../../plays';
import type { GallerySample } from '../../../temporal-dev/inbox';
import { illWorded, inWords, refusedBySlack, unescaped, unseen } from '../../../test/gallery/checks';
import type * as TextsOfCode from '../../../test/gallery/texts-of-code';
import type * as Gallery from '../../gallery';
import { newPlay, type NewPlay } from './new-play';
import { copyOfSources } from './new-play.fixture';

const run = promisify(execFile);
/** On a machine that does a lot else. */
const PATIENCE_MS = 600_000;

/** Longer than the sample's name, so that lines break elsewhere. */
const NAME = 'second-look-after-the-first-quarter';

describe('a play as new-play makes it', () => {
  let copy: Awaited<ReturnType<typeof copyOfSources>>;
  let play: NewPlay;
  beforeAll(async () => {
    copy = await copyOfSources();
    play = await newPlay(copy.root, NAME);
  }, PATIENCE_MS);
  afterAll(() => copy?.remove());

  /** Runs a command of an installed package in the copy; what it complains about is in the failure. */
  async function passes(command: string, ...args: readonly string[]): Promise<void> {
    const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' };
    const script = join(copy.root, 'node_modules', command);
    try {
      await run(process.execPath, [script, ...args], { cwd: copy.root, env, maxBuffer: 1e8 });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${command} complains:\n${stdout}\n${stderr}`, { cause: error });
    }
  }

  it(
    'is formatted, and follows the rules of the code',
    async () => {
      const files = [...play.made, ...play.changed];
      await passes('prettier/bin/prettier.cjs', '--check', ...files);
      await passes('eslint/bin/eslint.js', ...files.filter((file) => file.endsWith('.ts')));
    },
    PATIENCE_MS,
  );

  it('fits the types of everything else', () => passes('typescript/bin/tsc', '--noEmit'), PATIENCE_MS);

  it(
    'passes its own tests and those of the catalogue',
    () => passes('jest/bin/jest.js', `plays/${NAME}/`, 'plays/readmes.test.ts', 'test/catalogue.test.ts'),
    PATIENCE_MS,
  );

  it(
    'shows all that it says in the gallery, well worded and as Slack takes it',
    async () => {
      const { makePlaySamples } = (await import(join(copy.root, 'src/gallery'))) as typeof Gallery;
      const { piecesOfCode } = (await import(join(copy.root, 'test/gallery/texts-of-code'))) as typeof TextsOfCode;
      const samples: GallerySample[] = [];
      for (const data of ['ordinary', 'sparse', 'hostile'] as const)
        samples.push(...(await makePlaySamples(NAME as PlayName, data)));
      expect([...illWorded(samples), ...refusedBySlack(samples), ...unescaped(samples)]).toEqual([]);
      const pieces = piecesOfCode().filter(({ file }) => file.startsWith(`plays/${NAME}/`));
      expect(pieces.length).toBeGreaterThan(5);
      expect(unseen(pieces, samples).map(inWords)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
