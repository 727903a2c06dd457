import { Background } from './background';

it('settles when all work is done, also work that other work started', async () => {
  const background = new Background();
  const done: string[] = [];
  const failures: unknown[] = [];
  let release = () => undefined as void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const failed = (error: unknown) => failures.push(error);
  background.start(async () => {
    await gate;
    background.start(() => Promise.resolve().then(() => void done.push('second')), failed);
    done.push('first');
  }, failed);
  background.start(async () => Promise.reject(new Error('broken')), failed);
  const settled = background.settled().then(() => done.push('settled'));
  release();
  await settled;
  expect(done).toEqual(['first', 'second', 'settled']);
  expect(failures).toEqual([new Error('broken')]);
});
