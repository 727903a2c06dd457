import { hostname } from 'node:os';
import { utimesSync } from 'node:fs';
import { FakeMachine } from './fake-machine.fixture';
import { acquireLock, withLock, type Holder } from './lock';
import { endSecondProcesses, startSecondProcess } from './second-process.fixture';

let machine: FakeMachine;
beforeEach(() => (machine = new FakeMachine()));
afterEach(() => {
  endSecondProcesses();
  machine.remove();
});
const never = () => {
  throw new Error('it waited');
};

test('a process waits for another one’s lock, and gets it when that one is killed', async () => {
  const file = machine.path('cache/lock');
  const script = `
    require('./lock').acquireLock(${JSON.stringify(file)}, () => {}).then(() => { console.log('held'); setInterval(() => {}, 1000); });`;
  const { child, line } = startSecondProcess(machine.path('modules'), script);
  expect(await line()).toBe('held');
  const holders: Holder[] = [];
  await withLock(
    file,
    (holder) => {
      holders.push(holder);
      child.kill('SIGKILL');
    },
    () => Promise.resolve(),
  );
  expect(holders[0]).toEqual({ pid: child.pid, host: hostname() });
});

test('only one at a time holds it', async () => {
  const file = machine.path('cache/lock');
  let inside = 0;
  const enter = () =>
    withLock(
      file,
      () => undefined,
      async () => {
        expect(++inside).toBe(1);
        await new Promise(setImmediate);
        inside--;
      },
    );
  await Promise.all([enter(), enter(), enter(), enter()]);
});

test.each([
  ['a dead process', JSON.stringify({ pid: 2 ** 30, host: hostname() })],
  ['another machine', JSON.stringify({ pid: 1, host: 'another' })],
  ['an earlier process with our id', JSON.stringify({ pid: process.pid, host: hostname() })],
  ['nobody who can be read', 'not JSON'],
])('a lock left by %s does not count', async (_, content) => {
  const release = await acquireLock(machine.put('cache/lock', content), never);
  await release();
});

test('a lock from before the machine’s last start does not count, even if its process id is in use', async () => {
  const file = machine.put('cache/lock', JSON.stringify({ pid: process.ppid, host: hostname() }));
  await expect(acquireLock(file, never)).rejects.toThrow('it waited');
  utimesSync(file, 1, 1);
  await (
    await acquireLock(file, never)
  )();
});
