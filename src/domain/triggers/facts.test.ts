import fc from 'fast-check';
import { accountEventSchema, type AccountEvent, type Trigger } from '../events';
import type { Observed } from '../observations';
import { later, waitMs } from '../waits';
import { fold } from '.';
import { AFTER_ALL, customer, eventful, joined, noon, rulesWith, seats, seen } from './history.fixture';

const rules = rulesWith();

const factsOf = (observations: readonly Observed[], until: string, type?: Trigger): AccountEvent[] =>
  fold('acme', observations, until, rules).facts.filter((fact) => type === undefined || fact.type === type);

const daysOf = (facts: readonly AccountEvent[]): string[] => facts.map(({ at }) => at.slice(0, 10));

describe('usage near a limit', () => {
  it('is told with its evidence when it crosses 90 %', () => {
    const [fact, ...more] = factsOf(
      [...customer, seats('2026-01-02', 71), seats('2026-02-01', 85), seats('2026-03-03', 94)],
      noon('2026-03-03'),
      'usage.limit-approached',
    );
    expect(more).toEqual([]);
    expect(fact).toMatchObject({
      id: 'usage.limit-approached/seats/2026-03-03T12:00:00.000Z',
      entity: 'seats',
      data: { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days' },
      because: 'Usage of seats reached 94 % (94 of 100) on 3 March 2026.',
    });
  });

  it('is told again only after it was below 85 %', () => {
    const used = [91, 88, 92, 85, 95, 84, 90, 70, 99];
    const measured = used.map((each, index) => seats(`2026-02-0${index + 1}`, each));
    expect(daysOf(factsOf([...customer, ...measured], noon('2026-02-10'), 'usage.limit-approached'))).toEqual([
      '2026-02-01',
      '2026-02-07',
      '2026-02-09',
    ]);
  });

  it('is never told twice without going below 85 % between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(120), { maxLength: 30 }), (used) => {
        const measured = used.map((each, index) => ({
          ...seats('2026-01-02', each),
          id: `measured ${index}`,
          at: later('2026-01-02T00:00:00.000Z', index * waitMs('1 hour')),
        }));
        const told = factsOf(measured, '2026-01-02T00:00:00.000Z', 'usage.limit-approached');
        // By hand: armed at first, again below 85.
        let isArmed = true;
        const expected = measured.filter((_, index) => {
          const crosses = isArmed && used[index]! >= 90;
          isArmed = crosses ? false : isArmed || used[index]! < 85;
          return crosses;
        });
        expect(told.map(({ at }) => at)).toEqual(expected.map(({ at }) => at));
      }),
      { numRuns: 100 },
    );
  });

  it('is watched for each limit by itself, whatever it is called', () => {
    const measured = ['prototype', 'constructor', 'api calls'].map((limit) =>
      seen('2026-02-01', 'usage.measured', { limit, used: 95, allowed: 100 }),
    );
    const facts = factsOf([...customer, ...measured], noon('2026-02-03'), 'usage.limit-approached');
    expect(facts.map(({ entity }) => entity).sort()).toEqual(['api calls', 'constructor', 'prototype']);
  });

  it('is not known where the plan allows an unknown amount', () => {
    const measured = seen('2026-02-01', 'usage.measured', { limit: 'reports', used: 95 });
    expect(factsOf([...customer, measured], noon('2026-02-03'), 'usage.limit-approached')).toEqual([]);
  });
});

describe('a leader who joined', () => {
  it('is told when first heard of, once', () => {
    const facts = factsOf(
      [
        ...customer,
        joined('2026-03-02', 'olivia', 'VP of Operations', '2026-02-20'),
        joined('2026-03-05', 'olivia', 'SVP Operations', '2026-02-21'),
      ],
      noon('2026-04-01'),
      'contact.leader-joined',
    );
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      contactId: 'olivia',
      at: noon('2026-03-02'),
      because: 'Olivia Park, VP of Operations, joined on 20 February 2026.',
    });
  });

  it('is neither somebody of lower rank, nor somebody who joined long ago or at an unknown time', () => {
    const told = [
      joined('2026-03-02', 'ben', 'Team Lead', '2026-02-20'),
      joined('2026-03-02', 'chen', 'CTO', '2025-10-01'),
      seen('2026-03-02', 'contact.described', { email: 'd@acme.example', title: 'CFO' }, { contactId: 'dora' }),
    ];
    expect(factsOf([...customer, ...told], noon('2026-04-01'), 'contact.leader-joined')).toEqual([]);
  });

  it('counts from the day on which they join', () => {
    const announced = joined('2026-03-02', 'olivia', 'COO', '2026-03-10');
    expect(daysOf(factsOf([...customer, announced], noon('2026-04-01'), 'contact.leader-joined'))).toEqual([
      '2026-03-10',
    ]);
  });
});

describe('support', () => {
  const opened = (day: string, id: string, severity: number) =>
    seen(day, 'support.opened', { case: id, severity, subject: 'Sign-in fails' });
  const resolved = (day: string, id: string) => seen(day, 'support.resolved', { case: id });

  it('escalates with a severe case: new, reopened, or become severe', () => {
    const facts = factsOf(
      [
        ...customer,
        opened('2026-02-01', 'minor', 3),
        opened('2026-02-02', 'a', 1),
        resolved('2026-02-03', 'a'),
        seen('2026-02-04', 'support.reopened', { case: 'a' }),
        opened('2026-02-05', 'minor', 2),
        opened('2026-02-06', 'minor', 1),
      ],
      noon('2026-02-07'),
      'support.escalated',
    );
    expect(facts.map(({ because }) => because)).toEqual([
      'The support case a (severity 1, Sign-in fails) was opened on 2 February 2026.',
      'The support case a (severity 1, Sign-in fails) was reopened on 4 February 2026.',
      'The support case minor (severity 2, Sign-in fails) became severity 2 on 5 February 2026.',
    ]);
  });

  it('is resolved with the last severe case', () => {
    const all = [opened('2026-02-01', 'a', 1), opened('2026-02-02', 'b', 2), opened('2026-02-03', 'c', 4)];
    const ends = [resolved('2026-02-04', 'a'), resolved('2026-02-05', 'b'), resolved('2026-02-06', 'c')];
    expect(daysOf(factsOf([...customer, ...all, ...ends], noon('2026-02-07'), 'support.resolved'))).toEqual([
      '2026-02-05',
    ]);
  });
});

describe('people and health', () => {
  it('tells of a champion who leaves, and of nobody else', () => {
    const who = (contactId: string, committeeRole: 'champion' | 'blocker') => [
      seen('2026-02-01', 'contact.described', { email: `${contactId}@acme.example`, committeeRole }, { contactId }),
      seen('2026-02-02', 'contact.left', {}, { contactId }),
      seen('2026-02-03', 'contact.left', {}, { contactId }),
    ];
    const facts = factsOf(
      [...customer, ...who('ben', 'champion'), ...who('chen', 'blocker')],
      noon('2026-02-04'),
      'champion.departed',
    );
    expect(facts.map(({ contactId, at }) => [contactId, at])).toEqual([['ben', noon('2026-02-02')]]);
  });

  it('tells of a contact who asks for no more mail, and again after they consented again', () => {
    const consents = (day: string, consent: 'granted' | 'withdrawn') =>
      seen(day, 'consent.changed', { consent }, { contactId: 'ben' });
    const observed = [
      seen('2026-02-01', 'contact.described', { email: 'ben@acme.example', name: 'Ben Ode' }, { contactId: 'ben' }),
      consents('2026-02-02', 'withdrawn'),
      consents('2026-02-03', 'withdrawn'),
      consents('2026-02-04', 'granted'),
      consents('2026-02-05', 'withdrawn'),
    ];
    const facts = factsOf([...customer, ...observed], noon('2026-02-06'), 'contact.unsubscribed');
    expect(facts.map(({ contactId, at }) => [contactId, at])).toEqual([
      ['ben', noon('2026-02-02')],
      ['ben', noon('2026-02-05')],
    ]);
    expect(facts[0]!.because).toBe('Ben Ode asked for no more mail from us on 2 February 2026.');
  });

  const collapse = [
    seats('2026-02-01', 20),
    seen('2026-02-01', 'support.opened', { case: 'a', severity: 1 }),
    seen('2026-02-01', 'payment.failed', {}),
  ];
  const recovery = [
    seats('2026-03-01', 95),
    seen('2026-03-01', 'support.resolved', { case: 'a' }),
    seen('2026-03-01', 'payment.received', {}, { at: '2026-03-01T13:00:00.000Z' }),
    seen('2026-03-08', 'survey.answered', { kind: 'nps', score: 10 }, { contactId: 'ben' }),
  ];

  it('tells that health became critical, once, and that it recovered after 14 good days', () => {
    const easy = rulesWith({ health: { recoveredAt: 60 } });
    const { facts } = fold('acme', [...customer, ...collapse, ...recovery], noon('2026-06-01'), easy);
    const told = facts.filter(({ type }) => type.startsWith('health.'));
    expect(told.map(({ type, at }) => [type, at.slice(0, 10)])).toEqual([
      ['health.critical', '2026-02-01'],
      ['health.recovered', '2026-03-16'],
    ]);
  });

  it('does not tell of the health of an account that is no customer, nor of one that is hardly known', () => {
    expect(factsOf(collapse, noon('2026-03-01'), 'health.critical')).toEqual([]);
    const sure = rulesWith({ health: { minConfidence: 1 } });
    const { facts } = fold('acme', [...customer, ...collapse], noon('2026-03-01'), sure);
    expect(facts.filter(({ type }) => type === 'health.critical')).toEqual([]);
  });

  const at = (time: string) => ({ at: `2026-02-01T${time}:00.000Z` });
  const movesOn = (...day: Observed[]) =>
    fold('acme', [...customer, seats('2026-01-20', 95), ...day], '2026-02-01T18:00:00.000Z', rules).moves;

  it('tells what moved health last, and then how the day went, with all that it was meanwhile', () => {
    const last = movesOn(
      seen('2026-02-01', 'payment.failed', {}, at('08:00')),
      seen('2026-02-01', 'support.opened', { case: 'a', severity: 1 }, at('09:00')),
      seen('2026-02-01', 'product.used', {}, at('09:30')),
      seen('2026-02-01', 'payment.received', {}, at('10:00')),
    ).at(-1)!;
    expect(last).toMatchObject({ day: '2026-02-01', score: 66, segment: 'at-risk' });
    expect(last.because).toBe(
      'Health rose from 56 to 66: the last payment came in today. Since 20 January 2026 it fell from 94, by way of 82 and 56: a severity 1 case is open.',
    );
  });

  it('tells why the segment changed on a day on which health did not', () => {
    const last = movesOn(seen('2026-02-01', 'competitor.evaluated', {})).at(-1)!;
    expect(last).toMatchObject({ segment: 'at-risk', because: 'They were seen evaluating a competitor today.' });
  });

  it('tells what came in one moment as one change, which nothing speaks against', () => {
    const first = { at: '2026-01-01T12:00:00.000Z' };
    const hit = seen('2026-01-01', 'support.opened', { case: 'a', severity: 1 }, first);
    const { state, moves } = fold('acme', [...customer, hit], first.at, rules);
    expect(moves.at(-1)!.because).toMatch(/^Health is \d+ for the first time we can tell\.$/);
    expect(state.course.segment?.because.join(' ')).not.toContain('fell');
    const both = movesOn(...collapse.slice(1).map((each) => ({ ...each, ...at('12:00') }))).at(-1)!;
    expect(both.because).toMatch(/^Health fell from 94 to \d+: a severity 1 case is open, and a payment failed today/);
    expect(both.because).not.toContain('by way of');
  });

  it('tells of segments entered and left', () => {
    const facts = factsOf([...customer, seats('2026-01-20', 60), ...collapse], noon('2026-02-01'));
    const segments = facts.filter(({ type }) => type.startsWith('segment.'));
    expect(segments.map(({ type, entity }) => `${type} ${entity}`)).toEqual([
      'segment.entered stable',
      'segment.left stable',
      'segment.entered at-risk',
    ]);
    expect(segments.at(-1)?.data).toMatchObject({
      from: 'stable',
      because: expect.stringContaining('Health') as string,
    });
  });
});

describe('what time alone brings', () => {
  it('adoption stalls after 21 days without use, again after it was used again', () => {
    const used = ['2026-02-01', '2026-02-10', '2026-04-01'].map((day) => seen(day, 'product.used', {}));
    expect(daysOf(factsOf([...customer, ...used], noon('2026-05-30'), 'adoption.stalled'))).toEqual([
      '2026-03-03',
      '2026-04-22',
    ]);
  });

  it('nobody is told to have stopped using what nobody reports the use of', () => {
    expect(factsOf(customer, noon('2026-12-01'), 'adoption.stalled')).toEqual([]);
  });

  it('adoption stalls when few seats are active 45 days after the deal', () => {
    const won = seen('2026-02-01', 'deal.won', { deal: 'd1' });
    const [fact, ...more] = factsOf(
      [...customer, won, seats('2026-03-01', 30)],
      noon('2026-06-01'),
      'adoption.stalled',
    );
    expect(more).toEqual([]);
    expect(fact).toMatchObject({ at: '2026-03-19T00:00:00.000Z', entity: 'seats', data: { share: 0.3, deal: 'd1' } });
  });

  it('half of the seats is a milestone, once for each deal', () => {
    const won = (day: string, deal: string) => seen(day, 'deal.won', { deal });
    const use = [seats('2026-02-10', 49), seats('2026-02-20', 50), seats('2026-03-01', 40), seats('2026-03-10', 60)];
    const reached = (...all: Parameters<typeof factsOf>[0]) =>
      factsOf([...customer, ...all], noon('2026-06-01'), 'milestone.reached');
    expect(reached(...use)).toEqual([]);
    const [fact, ...more] = reached(won('2026-02-01', 'd1'), ...use);
    expect(more).toEqual([]);
    expect(fact).toMatchObject({
      at: noon('2026-02-20'),
      entity: 'half-of-seats',
      because: 'Half of the seats are active on 20 February 2026: 50 of 100 seats are active (50 %).',
    });
    expect(daysOf(reached(won('2026-02-01', 'd1'), ...use, won('2026-04-01', 'd2')))).toEqual([
      '2026-02-20',
      '2026-04-01',
    ]);
  });

  it('an opportunity stalls after 21 days in a stage, once per stage', () => {
    const moved = (day: string, stage: string) => seen(day, 'deal.moved', { deal: 'd1', stage });
    const all = [moved('2026-02-01', 'discovery'), moved('2026-02-10', 'discovery'), moved('2026-04-01', 'proposal')];
    const facts = factsOf(
      [...all, seen('2026-06-01', 'deal.lost', { deal: 'd1' })],
      noon('2026-12-01'),
      'opportunity.stalled',
    );
    expect(facts.map(({ at, data }) => [at.slice(0, 10), data['stage']])).toEqual([
      ['2026-02-23', 'discovery'],
      ['2026-04-23', 'proposal'],
    ]);
  });

  const renewal = (day: string, renewalOn: string) => seen(day, 'contract.changed', { renewalOn });

  it('a renewal approaches at 120, 90, 60 and 30 days', () => {
    const facts = factsOf(
      [...customer, renewal('2026-01-02', '2026-12-31')],
      noon('2027-02-01'),
      'renewal.approaching',
    );
    expect(facts.map(({ at, entity }) => [at.slice(0, 10), entity])).toEqual([
      ['2026-09-02', '2026-12-31/120'],
      ['2026-10-02', '2026-12-31/90'],
      ['2026-11-01', '2026-12-31/60'],
      ['2026-12-01', '2026-12-31/30'],
    ]);
  });

  it('a renewal that is heard of late is told once, and one that moves anew', () => {
    const facts = factsOf(
      [...customer, renewal('2026-03-01', '2026-04-15'), renewal('2026-03-05', '2026-05-15')],
      noon('2026-03-20'),
      'renewal.approaching',
    );
    expect(facts.map(({ at, entity }) => [at.slice(0, 10), entity])).toEqual([
      ['2026-03-01', '2026-04-15/60'],
      ['2026-03-05', '2026-05-15/90'],
      ['2026-03-16', '2026-05-15/60'],
    ]);
  });
});

describe('any history', () => {
  it('gives facts that a play can read, each under an id of its own moment', () => {
    fc.assert(
      fc.property(eventful, (all) => {
        const facts = factsOf(all, AFTER_ALL);
        for (const fact of facts) expect(accountEventSchema.parse(fact)).toEqual(fact);
        const keys = facts.map(({ id, at }) => `${id} ${at}`);
        const twice = keys.filter((key, index) => keys.indexOf(key) < index);
        // Two things dated to the same moment can tell the same; nothing else does.
        const moments = all.map(({ at }) => at);
        for (const key of twice) expect(moments.filter((at) => key.endsWith(at)).length).toBeGreaterThan(1);
      }),
      { numRuns: 15 },
    );
  });

  it('keeps an id within its length and whole, however long a name is', () => {
    const limit = `${'🙂'.repeat(90)}${'x'.repeat(20)}`;
    const measured = seen('2026-02-01', 'usage.measured', { limit, used: 95, allowed: 100 });
    const [fact] = factsOf([measured], noon('2026-02-01'), 'usage.limit-approached');
    expect(fact!.id.length).toBeLessThanOrEqual(200);
    expect(Buffer.from(fact!.id).toString()).toBe(fact!.id);
  });
});
