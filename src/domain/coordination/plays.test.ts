import { coordinator, declined, MONDAY, saying } from './coordinator.fixture';
import { isIdle, nextWake } from './state';

const SAVE = 'play/retention-save/acme/1';
const EXPANSION = 'play/expansion/acme/1';
const RENEWAL = 'play/renewal/acme/1';

describe('one decision per account', () => {
  it('admits what nothing stands against, says so and writes it down', () => {
    const acme = coordinator();
    const verdict = acme.start('expansion', { requestedBy: 'usage.limit-approached' });
    expect(verdict).toEqual({
      kind: 'admitted',
      runId: EXPANSION,
      because: saying('expansion starts'),
    });
    expect(acme.effects()).toEqual([
      expect.objectContaining({ type: 'start-play', runId: EXPANSION, requestedBy: 'usage.limit-approached' }),
    ]);
    expect(acme.ledger()).toEqual([expect.objectContaining({ id: 'r1', at: MONDAY, verdict })]);
  });

  it('returns the run that exists to a duplicate request, while it runs and after it ended', () => {
    const acme = coordinator();
    acme.start('expansion');
    expect(acme.start('expansion')).toMatchObject({ kind: 'existing', runId: EXPANSION });
    expect(acme.effects()).toEqual([]);
    acme.ended('expansion', 'won');
    expect(acme.start('expansion')).toMatchObject({
      kind: 'existing',
      because: saying('won'),
    });
  });

  it('gives a repeated request the verdict it had, and does nothing for it', () => {
    const acme = coordinator();
    const first = acme.start('expansion', { id: 'same' });
    acme.ended('expansion', 'won');
    const before = acme.state();
    acme.pass(1);
    expect(acme.start('expansion', { id: 'same' })).toBe(first);
    expect(acme.state()).toBe(before);
    expect(acme.ledger()).toEqual([]);
  });

  it('declines a play that nobody knows', () => {
    expect(coordinator().start('upsell')).toEqual(declined('unknown-play', /"upsell"/));
  });
});

describe('plays of one exclusive group', () => {
  it('never run together: one of the same rank waits until the other ends', () => {
    const acme = coordinator();
    acme.start('expansion');
    expect(acme.start('cross-sell')).toMatchObject({
      kind: 'queued',
      behind: EXPANSION,
      until: '2026-04-01T09:00:00.000Z',
      because: saying('same rank'),
    });
    acme.ended('expansion', 'lost');
    expect(acme.effects()).toEqual([expect.objectContaining({ type: 'start-play', play: 'cross-sell' })]);
  });

  it('make way for one of higher rank, which ends the lower one and says so', () => {
    const acme = coordinator();
    acme.start('expansion');
    expect(acme.start('renewal').kind).toBe('admitted');
    expect(acme.effects()).toEqual([
      { type: 'end-play', runId: EXPANSION, reason: 'The renewal starts and goes before the expansion.' },
      expect.objectContaining({ type: 'start-play', runId: RENEWAL }),
    ]);
    expect(acme.start('cross-sell')).toMatchObject({ because: saying('outranks') });
  });

  it('of different groups run side by side', () => {
    const acme = coordinator();
    for (const each of ['expansion', 'advocacy-ask', 'account-nurture', 'pulse'])
      expect(acme.start(each).kind).toBe('admitted');
  });

  it('are let in by rank, and then by who came first', () => {
    const acme = coordinator();
    acme.start('retention-save');
    acme.start('cross-sell');
    acme.start('expansion');
    acme.start('renewal');
    acme.ended('retention-save', 'cancelled');
    expect(acme.effects()).toEqual([expect.objectContaining({ type: 'start-play', play: 'renewal' })]);
  });
});

describe('the queue', () => {
  it('lets a request lapse after 30 days, with the reason it waited for', () => {
    const acme = coordinator();
    acme.start('renewal');
    acme.start('expansion');
    acme.pass(30);
    acme.tick();
    expect(acme.ledger()).toEqual([
      expect.objectContaining({ id: 'r2/later', verdict: declined('lapsed', /renewal runs/) }),
    ]);
    expect(acme.state().queue).toEqual([]);
  });

  it('loses what a person withdraws, which the ledger tells; it can be asked for again', () => {
    const acme = coordinator();
    acme.start('renewal');
    acme.start('expansion');
    const withdraw = () => acme.ask({ type: 'withdraw', runId: EXPANSION, by: 'Dana', reason: 'They go another way' });
    expect(withdraw()).toEqual(declined('withdrawn', /^Dana withdrew it, .*: They go another way\.$/));
    expect(acme.ledger()).toEqual([
      expect.objectContaining({
        id: 'r2/later',
        request: expect.objectContaining({ runId: EXPANSION, requestedBy: 'Dana' }) as object,
        verdict: declined('withdrawn'),
      }),
    ]);
    expect(acme.state().queue).toEqual([]);
    expect(withdraw()).toMatchObject({ kind: 'noted', because: saying('does not wait') });
    expect(acme.start('expansion').kind).toBe('queued');
    acme.ended('renewal', 'won');
    expect(withdraw().kind).toBe('noted');
  });

  it('takes no more than its length', () => {
    const acme = coordinator({ queue: { length: 1 } });
    acme.start('renewal');
    acme.start('expansion');
    expect(acme.start('cross-sell')).toEqual(declined('queue-full', /1 requests wait/));
  });

  it('declines at once what cannot come up in time', () => {
    const acme = coordinator();
    acme.start('retention-save');
    acme.ended('retention-save', 'saved');
    expect(acme.start('expansion')).toEqual(
      declined('resting', /for 60 days after it nothing commercial is started \(until 1 May 2026\)/),
    );
  });

  it('judges a request by what is known when its time comes', () => {
    const acme = coordinator();
    acme.start('renewal');
    acme.start('expansion');
    acme.ask({ type: 'tick', account: { hasContract: true, reach: 'withdrawn' } });
    expect(acme.ledger()).toEqual([expect.objectContaining({ verdict: declined('consent') })]);
  });
});

describe('re-entry', () => {
  it('is refused for ever to a play that runs once', () => {
    const acme = coordinator();
    acme.start('win-back');
    acme.ended('win-back', 'lost');
    acme.pass(700);
    expect(acme.start('win-back', { key: '2' })).toEqual(declined('re-entry', /once/));
  });

  it('opens after a window from the end', () => {
    const acme = coordinator();
    acme.start('expansion');
    expect(acme.start('expansion', { key: '2' })).toEqual(declined('re-entry', /runs already/));
    acme.ended('expansion', 'lost');
    acme.pass(89.9);
    expect(acme.start('expansion', { key: '3' })).toEqual(declined('re-entry', /2026-05-31 09:00 UTC/));
    acme.pass(0.1);
    expect(acme.start('expansion', { key: '4' }).kind).toBe('admitted');
  });

  it('is counted per window', () => {
    const acme = coordinator();
    for (const key of ['1', '2', '3']) {
      expect(acme.start('retention-save', { key }).kind).toBe('admitted');
      acme.ended('retention-save', 'saved', key);
      acme.pass(10);
    }
    expect(acme.start('retention-save', { key: '4' })).toEqual(declined('re-entry', /3 times in 365 days/));
    acme.pass(335);
    expect(acme.start('retention-save', { key: '5' }).kind).toBe('admitted');
  });
});

describe('consent, fit and loops', () => {
  it('are checked at entry', () => {
    const acme = coordinator();
    const on = (hasContract: boolean, reach: 'open' | 'suppressed' | 'withdrawn') =>
      acme.start('expansion', { account: { hasContract, reach } });
    expect(on(true, 'suppressed')).toEqual(declined('suppressed'));
    expect(on(true, 'withdrawn')).toEqual(declined('consent'));
    expect(on(false, 'open')).toEqual(declined('audience', /no contract/));
  });

  it('end a chain that comes back to itself or grows too long', () => {
    const acme = coordinator();
    const chain = ['expansion', 'retention-save'];
    expect(acme.start('expansion', { chain })).toEqual(declined('loop', /expansion → retention-save → expansion/));
    expect(acme.start('expansion', { chain: ['a', 'b', 'c', 'd', 'e'] })).toEqual(declined('loop', /5 plays/));
    expect(acme.start('expansion', { chain: ['a', 'b', 'c', 'd'] }).kind).toBe('admitted');
  });
});

describe('a person who insists', () => {
  const override = { by: 'ops@vendor.example', reason: 'agreed with the customer' };

  it('passes re-entry, rest and hold-out, and is named', () => {
    const acme = coordinator({ holdOut: { expansion: 1 } });
    acme.start('retention-save');
    acme.ended('retention-save', 'saved');
    expect(acme.start('expansion').kind).toBe('held-out');
    const verdict = acme.start('expansion', { override });
    expect(verdict).toMatchObject({ kind: 'admitted', because: saying(override.by) });
    acme.ended('expansion', 'lost');
    expect(acme.start('expansion', { key: '2', override }).kind).toBe('admitted');
  });

  it('waits at the head of the queue for a group that is taken, or for a save', () => {
    const acme = coordinator();
    acme.start('renewal');
    acme.start('expansion');
    expect(acme.start('cross-sell', { override })).toMatchObject({ kind: 'queued', behind: RENEWAL });
    acme.ended('renewal', 'renewed');
    expect(acme.effects()).toEqual([expect.objectContaining({ type: 'start-play', play: 'cross-sell' })]);
    acme.start('retention-save');
    expect(acme.start('renewal', { key: '2', override })).toMatchObject({ kind: 'queued', behind: SAVE });
  });

  it('never passes consent, audience or a loop', () => {
    const acme = coordinator();
    const on = (more: object) => acme.start('expansion', { override, ...more });
    expect(on({ account: { hasContract: true, reach: 'withdrawn' } })).toEqual(declined('consent'));
    expect(on({ account: { hasContract: false, reach: 'open' } })).toEqual(declined('audience'));
    expect(on({ account: { hasContract: true, reach: 'open' }, chain: ['expansion'] })).toEqual(declined('loop'));
  });
});

it('nobody has to watch an account at which nothing runs, waits or pauses', () => {
  const acme = coordinator();
  expect(isIdle(acme.state())).toBe(true);
  acme.start('expansion');
  expect(isIdle(acme.state())).toBe(false);
  acme.ended('expansion', 'won');
  expect(isIdle(acme.state())).toBe(true);
  expect(nextWake(acme.state())).toBeUndefined();
});
