import { quietTemporal } from '../../../src/worker';
import { loadTestBundle } from '../../bundle';
import { openGround, type Ground } from './ground';
import { measureLatency } from './latency';
import { measureMemory } from './memory';
import { measureThroughput } from './throughput';

describe('the load part of the bench, at its smallest', () => {
  let ground: Ground;
  beforeAll(async () => {
    quietTemporal();
    ground = await openGround({ bundle: await loadTestBundle(), progress: () => undefined });
  });
  afterAll(() => ground?.close());

  it('has every event stored and evaluated, and starts nothing by everyday events', async () => {
    const { storedPerSecond, evaluatedPerSecond } = await measureThroughput(ground, 40, 5);
    expect(storedPerSecond).toBeGreaterThan(0);
    expect(evaluatedPerSecond).toBeLessThanOrEqual(storedPerSecond);
    expect(await ground.app.store.observations.unfolded(10)).toEqual([]);
    const [account] = (await ground.app.store.accounts.list()).map(({ id }) => id);
    // One load, its five people's history, and its share of the warm-up and of the events.
    expect((await ground.app.store.observations.list(account!)).length).toBeGreaterThanOrEqual(14);
    expect(ground.inbox.messages()).toEqual([]);
  });

  it('tells how long a message takes after the event that starts a play', async () => {
    const { starts, p50Ms, p99Ms } = await measureLatency(ground, 1, 5);
    expect([starts, p50Ms > 0, p99Ms >= p50Ms]).toEqual([1, true, true]);
  });

  it('tells the memory of both processes while plays and their coordinators wait', async () => {
    const before = ground.inbox.messages().length;
    const memory = await measureMemory(ground, 3, () => undefined);
    expect(memory.accounts).toBe(3);
    for (const { before, after } of [memory.process, memory.temporal]) {
      expect(before).toBeGreaterThan(10_000_000);
      expect(after).toBeGreaterThan(10_000_000);
    }
    expect(ground.inbox.messages()).toHaveLength(before + 3);
    expect(await ground.app.store.runs.list({ accountId: 'waiting-00003', state: 'running' })).toHaveLength(1);
  });
});
