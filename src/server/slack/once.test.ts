import { Once } from './once';

it('does a thing once by its key, and answers alike whoever asks again, also meanwhile', async () => {
  const once = new Once<number>();
  let done = 0;
  const act = () => Promise.resolve().then(() => (done += 1));
  expect(await Promise.all([once.do('a', act), once.do('a', act), once.do('b', act)])).toEqual([1, 1, 2]);
  expect(await once.do('a', act)).toBe(1);
});

it('forgets what failed', async () => {
  const once = new Once<string>();
  await expect(once.do('a', () => Promise.reject(new Error('not now')))).rejects.toThrow('not now');
  expect(await once.do('a', async () => 'done')).toBe('done');
});

it('forgets the oldest when there are too many', async () => {
  const once = new Once<number>(2);
  for (const [index, key] of ['a', 'b', 'c'].entries()) await once.do(key, async () => index);
  expect(await once.do('c', async () => 9)).toBe(2);
  expect(await once.do('b', async () => 9)).toBe(1);
  expect(await once.do('a', async () => 9)).toBe(9);
});
