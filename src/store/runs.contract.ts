import { at, fresh, run } from './samples.contract';
import type { Store } from './store';

export function runsContract(store: () => Store): void {
  describe('runs', () => {
    test('a run that exists stays as it is when it is opened again', async () => {
      const opened = run();
      await store().runs.open(opened);
      await store().runs.update(opened.runId, { phase: 'Discovery' });
      await store().runs.open({ ...opened, phase: 'another' });
      expect(await store().runs.get(opened.runId)).toEqual({ ...opened, phase: 'Discovery' });
    });

    test('an update changes what is given and nothing else', async () => {
      const opened = run();
      await store().runs.open(opened);
      await store().runs.update(opened.runId, { state: 'paused', reason: 'customer on holiday' });
      await store().runs.update(opened.runId, {});
      expect(await store().runs.get(opened.runId)).toEqual({
        ...opened,
        state: 'paused',
        reason: 'customer on holiday',
      });
    });

    test('an ended run stays as it ended', async () => {
      const opened = run();
      const end = { state: 'ended', outcome: 'won', endedAt: at(90) } as const;
      await store().runs.open(opened);
      await store().runs.update(opened.runId, end);
      await store().runs.update(opened.runId, { state: 'running', phase: 'late', outcome: 'lost' });
      await store().runs.open(opened);
      expect(await store().runs.get(opened.runId)).toEqual({ ...opened, ...end });
    });

    test('updating a run that was never opened is an error', async () => {
      await expect(store().runs.update(fresh('run'), { phase: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await store().runs.get(fresh('run'))).toBeUndefined();
    });

    test('instants are given in UTC with milliseconds, whatever way they came', async () => {
      const opened = run({ startedAt: '2026-03-02T14:30:00.007+05:30' });
      await store().runs.open(opened);
      expect((await store().runs.get(opened.runId))?.startedAt).toBe('2026-03-02T09:00:00.007Z');
      const old = run({ startedAt: '1850-01-01T00:00:00.000Z' });
      await store().runs.open(old);
      expect((await store().runs.get(old.runId))?.startedAt).toBe('1850-01-01T00:00:00.000Z');
      await expect(store().runs.open(run({ startedAt: 'tomorrow' }))).rejects.toMatchObject({ code: 'INVALID_RECORD' });
    });

    test('the list is newest first and can be narrowed', async () => {
      const accountId = fresh('account');
      const [first, second, third] = [
        run({ accountId, startedAt: at(1) }),
        run({ accountId, startedAt: at(2), play: 'renewal', state: 'paused' }),
        run({ accountId, startedAt: at(3) }),
      ] as const;
      for (const each of [second, third, first]) await store().runs.open(each);
      const ids = async (filter: Parameters<Store['runs']['list']>[0]) =>
        (await store().runs.list({ accountId, ...filter })).map(({ runId }) => runId);
      expect(await ids({})).toEqual([third.runId, second.runId, first.runId]);
      expect(await ids({ play: 'expansion' })).toEqual([third.runId, first.runId]);
      expect(await ids({ state: 'paused' })).toEqual([second.runId]);
      expect(await ids({ limit: 2 })).toEqual([third.runId, second.runId]);
    });

    test('without a limit a list has at most a hundred runs', async () => {
      const accountId = fresh('account');
      const many = Array.from({ length: 101 }, (_, n) => run({ accountId, startedAt: at(n) }));
      await Promise.all(many.map((each) => store().runs.open(each)));
      expect(await store().runs.list({ accountId })).toHaveLength(100);
      expect(await store().runs.list({ accountId, limit: 500 })).toHaveLength(101);
    });
  });
}
