import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { runCli } from '../run-cli';
import { newPlayPage } from '../commands/new-play';
import { newPlay } from './new-play';

const LISTS = ['plays/index.ts', 'plays/workflows.ts', 'src/gallery/plays.ts'];

describe('new-play', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'playmaker-sources-'));
    for (const path of ['.prettierrc.json', 'test/sample-play', 'plays/expansion/contract.ts', ...LISTS])
      await cp(join(packageRoot(), path), join(root, path), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  /** Every file there, with what it says. */
  async function everything(): Promise<Record<string, string>> {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
    const read = (file: string) => readFile(file, 'utf8').catch(() => 'a folder');
    return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await read(file)] as const)));
  }

  it('makes a play under its own name, makes it known, and tells what to do next', async () => {
    const play = await newPlay(root, 'second-look');
    expect(play.made).toEqual(
      expect.arrayContaining([
        ...['README', 'contract', 'second-look', 'workflow', 'texts/offer-of-help'].map(
          (name) => expect.stringContaining(`plays/second-look/${name}.`) as string,
        ),
        'src/gallery/scenes/second-look.ts',
      ]),
    );
    for (const path of [...play.made, ...play.changed]) {
      const text = await readFile(join(root, path), 'utf8');
      expect(text).not.toMatch(/sample[ -]?play/i);
    }
    for (const path of LISTS) expect(await readFile(join(root, path), 'utf8')).toMatch(/secondLook/);
    const page = newPlayPage(play);
    expect(page).toMatch(/^Second look is made\./);
    for (const path of [...play.made, ...LISTS, 'npm test -- plays/second-look']) expect(page).toContain(path);
  });

  it('can make several', async () => {
    await newPlay(root, 'nudge');
    await newPlay(root, 'second-look');
    const index = await readFile(join(root, 'plays/index.ts'), 'utf8');
    expect(index).toMatch(/ {2}nudge: nudgeContract,\n {2}'second-look': secondLookContract,\n\} as const;/);
  });

  it.each([
    ['SecondLook', /lower-case words with hyphens between them, such as second-look\./],
    ['second look!', /such as second-look\./],
    ['q4', /such as q\./],
    ['席', /lower-case words with hyphens between them\.$/],
    ['', /lower-case words with hyphens/],
    ['../away', /such as away\./],
    ['a'.repeat(41), /at most 40/],
    ['delete', /such as delete-offer\./],
    ['await', /such as await-offer\./],
    ['constructor', /such as constructor-offer\./],
    ['index', /such as index-review\./],
    ['define-play', /such as define-play-offer\./],
    ['account-sweep', /such as account-sweep-offer\./],
    ['expansion', /Choose another name; nothing is ever overwritten\./],
  ])('does not call a play “%s”, and says what it could be called', async (name, next) => {
    const before = await everything();
    await expect(newPlay(root, name)).rejects.toMatchObject({
      name: 'WrongUse',
      next: expect.stringMatching(next) as string,
    });
    expect(await everything()).toEqual(before);
  });

  it('overwrites no scene of the gallery', async () => {
    await mkdir(join(root, 'src/gallery/scenes'), { recursive: true });
    await writeFile(join(root, 'src/gallery/scenes/second-look.ts'), 'mine');
    const before = await everything();
    await expect(newPlay(root, 'second-look')).rejects.toThrow('There is src/gallery/scenes/second-look.ts already.');
    expect(await everything()).toEqual(before);
  });

  it('leaves nothing behind when it cannot make the play known', async () => {
    // The last of the lists cannot be replaced.
    await mkdir(join(root, 'src/gallery/plays.ts.new'));
    const before = await everything();
    await expect(newPlay(root, 'second-look')).rejects.toThrow('EEXIST');
    expect(await everything()).toEqual(before);
  });

  it('says what to do when a list of plays looks different', async () => {
    await writeFile(join(root, 'plays/index.ts'), 'export const plays = [];\n');
    const before = await everything();
    const refused = { code: 'SOURCES_UNFAMILIAR', next: expect.stringContaining('git diff plays/index.ts') as string };
    await expect(newPlay(root, 'second-look')).rejects.toMatchObject(refused);
    expect(await everything()).toEqual(before);
  });

  it('works in the sources only, and says so elsewhere', async () => {
    await rm(join(root, 'test'), { recursive: true });
    await expect(newPlay(root, 'second-look')).rejects.toThrow('which are not here');
  });

  it('is wrong use on the command line when the name cannot be', async () => {
    let err = '';
    const io = { env: {}, out: () => undefined, err: (text: string) => (err += text), stdin: async () => '' };
    expect(await runCli(['new-play', 'expansion'], io)).toBe(2);
    expect(err).toBe(
      'playmaker: There is plays/expansion already.\nChoose another name; nothing is ever overwritten.\n',
    );
  });
});
