import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child-process.contract';
import { lockFolder } from './folder-lock';

describe('the lock of a folder', () => {
  let parent: string;
  let folder: string;
  const children: Child[] = [];
  const contender = () => {
    const started = new Child(
      `const { lockFolder } = load('./folder-lock');
       say('ready');
       process.stdin.once('data', () => {
         try { lockFolder(args[0]); say('won'); } catch (error) { say(error.code); }
       });`,
      folder,
    );
    children.push(started);
    return started;
  };
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'playmaker-lock-'));
    folder = join(parent, 'pgdata');
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((each) => each.kill()));
    rmSync(parent, { recursive: true, force: true });
  });

  test('it can be taken again after its release, and leaves one small file', () => {
    lockFolder(folder)();
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow('This process');
    release();
    release();
    lockFolder(folder)();
    expect(readdirSync(parent)).toHaveLength(1);
  });

  test('of several processes that find a stale lock one takes it over', async () => {
    const dead = contender();
    await dead.line();
    dead.tell('go');
    expect(await dead.line()).toBe('won');
    await dead.kill();

    const contenders = Array.from({ length: 5 }, contender);
    for (const each of contenders) expect(await each.line()).toBe('ready');
    for (const each of contenders) each.tell('go');
    const results = await Promise.all(contenders.map((each) => each.line()));
    expect(results.sort()).toEqual(['STORE_LOCKED', 'STORE_LOCKED', 'STORE_LOCKED', 'STORE_LOCKED', 'won']);
  });

  test.each([
    '',
    '{"pid":',
    JSON.stringify({ pid: 2 ** 30 }),
    JSON.stringify({ pid: process.pid, started: 'earlier' }),
  ])('a lock file of nobody who lives (%j) is taken over', (content) => {
    writeFileSync(`${folder}.lock.7`, content);
    lockFolder(folder)();
    expect(readdirSync(parent)).toEqual(['pgdata.lock.8']);
  });
});
