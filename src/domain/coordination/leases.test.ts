import { coordinator } from './coordinator.fixture';

const PAUSED = expect.objectContaining({ type: 'pause-promotion' }) as object;
const RESTORED = { type: 'restore-promotion', to: 'newsletter on' };

describe('a marketing pause', () => {
  it('begins with the first lease and ends with the last, restoring what was there before', () => {
    const acme = coordinator();
    acme.lease('a');
    expect(acme.effects()).toEqual([PAUSED]);
    acme.lease('b', 'retention-save', 'newsletter off, by the first lease');
    expect(acme.effects()).toEqual([]);
    acme.release('a');
    expect(acme.effects()).toEqual([]);
    acme.release('b');
    expect(acme.effects()).toEqual([RESTORED]);
    acme.release('b');
    expect(acme.effects()).toEqual([]);
  });

  it('says in plain words that others pause, too', () => {
    const acme = coordinator();
    const because = (key: string) => acme.lease(key).because.replace(/, until .*/, '');
    expect(['a', 'b', 'c'].map(because)).toEqual([
      'Promotional sends pause',
      'Promotional sends stay paused; something else pauses them, too',
      'Promotional sends stay paused; 2 other things pause them, too',
    ]);
    expect(acme.release('a').because).toBe('Promotional sends stay paused: 2 other things still pause them.');
    expect(acme.release('b').because).toBe('Promotional sends stay paused: something else still pauses them.');
  });

  it('is counted by key: the same again changes nothing', () => {
    const acme = coordinator();
    acme.lease('a');
    const { leases } = acme.state();
    acme.pass(1);
    expect(acme.lease('a').kind).toBe('granted');
    expect(acme.state().leases).toEqual(leases);
    acme.release('a');
    expect(acme.effects()).toEqual([RESTORED]);
  });

  it('ends by itself at its expiry', () => {
    const acme = coordinator();
    acme.lease('a');
    acme.pass(60);
    acme.tick();
    expect(acme.effects()).toEqual([RESTORED]);
  });

  it('outlives no play: it ends with the run, however that ends', () => {
    const acme = coordinator();
    acme.start('expansion');
    acme.lease('a');
    acme.start('renewal');
    expect(acme.effects()).toContainEqual(RESTORED);
    expect(acme.lease('b')).toMatchObject({ kind: 'declined', code: 'run-ended' });
  });

  it('that one lease takes over from another is not lifted in between, and what was before stays known', () => {
    const acme = coordinator();
    acme.lease('a');
    acme.pass(60);
    acme.lease('b', 'renewal', 'newsletter off, by the first lease');
    expect(acme.effects()).toEqual([]);
    acme.release('b');
    expect(acme.effects()).toEqual([RESTORED]);
  });

  it('is refused when it would be over already', () => {
    const acme = coordinator();
    const over = { type: 'lease', key: 'a', runId: 'r', reason: 'Late.', promotionalBefore: 'on' } as const;
    expect(acme.ask({ ...over, until: acme.now() })).toMatchObject({ kind: 'declined', code: 'expired' });
  });
});
