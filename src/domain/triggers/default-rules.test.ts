import type { Observed } from '../observations';
import { fold, inactiveRules, triggerRulesSchema, UnknownPlayError, type PlayRequested } from '.';
import { DEFAULT_RULES } from './default-rules';
import { customer, joined, noon, rulesWith, seats, seen } from './history.fixture';

const rules = rulesWith();

const requestsOf = (observations: readonly Observed[], until: string, play?: string, by = rules): PlayRequested[] =>
  fold('acme', observations, until, by).requests.filter((request) => play === undefined || request.play === play);

describe('expansion', () => {
  const leader = joined('2026-03-02', 'olivia', 'VP of Operations', '2026-02-20');
  const crossing = seats('2026-03-03', 94);
  const before = [...customer, seats('2026-01-02', 71)];

  it('starts as usage crosses 90 % of a limit just as a new VP joins', () => {
    expect(requestsOf([...before, leader, crossing], noon('2026-03-04'))).toEqual([
      {
        id: 'start/expansion/2026-03-03T12:00:00.000Z',
        rule: 'expansion',
        title: 'Usage reaches a limit just as a new leader joins',
        play: 'expansion',
        accountId: 'acme',
        at: noon('2026-03-03'),
        input: { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: 'olivia' },
        because: [
          'The account is a customer.',
          'Usage of seats reached 94 % (94 of 100) on 3 March 2026.',
          'Olivia Park, VP of Operations, joined on 20 February 2026.',
        ],
        facts: [
          'usage.limit-approached/seats/2026-03-03T12:00:00.000Z',
          'contact.leader-joined/olivia/2026-03-02T12:00:00.000Z',
        ],
      },
    ]);
  });

  it('does not care which of the two comes first, and needs both', () => {
    expect(requestsOf([...before, crossing, { ...leader, at: noon('2026-03-20') }], noon('2026-03-21'))).toHaveLength(
      1,
    );
    expect(requestsOf([...before, crossing], noon('2026-06-01'), 'expansion')).toEqual([]);
    expect(requestsOf([...before, leader], noon('2026-06-01'), 'expansion')).toEqual([]);
  });

  it('does not start when the two are too far apart', () => {
    expect(
      requestsOf([...before, crossing, { ...leader, at: noon('2026-04-03') }], noon('2026-05-01'), 'expansion'),
    ).toEqual([]);
  });

  it('waits while a severe case is open and starts once it is resolved', () => {
    const opened = seen('2026-03-01', 'support.opened', { case: 'a', severity: 2 });
    const resolved = seen('2026-03-10', 'support.resolved', { case: 'a' });
    expect(requestsOf([...before, opened, leader, crossing], noon('2026-03-20'), 'expansion')).toEqual([]);
    const starts = requestsOf([...before, opened, leader, crossing, resolved], noon('2026-03-20'), 'expansion');
    expect(starts.map(({ at }) => at)).toEqual([noon('2026-03-10')]);
  });

  it('rests for 90 days, and takes a new crossing after that', () => {
    const again = [seats('2026-04-01', 50), seats('2026-04-10', 95)];
    const later = [seats('2026-05-15', 50), seats('2026-06-05', 95)];
    const all = [...before, leader, crossing];
    const startsOf = (more: Observed[]) =>
      requestsOf([...all, ...more], noon('2026-06-20'), 'expansion').map(({ at }) => at);
    expect(startsOf(again)).toEqual([noon('2026-03-03')]);
    expect(startsOf(later)).toEqual([noon('2026-03-03'), noon('2026-06-05')]);
  });

  it('is told as stale, and not to be started, when history is imported', () => {
    expect(requestsOf([...before, leader, crossing], noon('2026-03-10'), 'expansion')[0]?.stale).toBeUndefined();
    expect(requestsOf([...before, leader, crossing], '2026-03-10T12:00:00.001Z', 'expansion')[0]?.stale).toBe(true);
  });
});

describe('the other plays', () => {
  it('a save starts when the champion of a customer leaves, and says so', () => {
    const ben = seen(
      '2026-02-01',
      'contact.described',
      { email: 'ben@acme.example', committeeRole: 'champion' },
      { contactId: 'ben' },
    );
    const left = seen('2026-02-02', 'contact.left', {}, { contactId: 'ben' });
    const [start, ...more] = requestsOf([...customer, ben, left], noon('2026-04-01'), 'retention-save');
    expect(more).toEqual([]);
    expect(start?.input['reason']).toBe('The account is a customer. The champion Ben left on 2 February 2026.');
  });

  it('a save starts on notice of leaving, not at a prospect', () => {
    const notice = seen('2026-02-02', 'churn.notified', { reason: 'price' });
    expect(requestsOf([...customer, notice], noon('2026-02-03'), 'retention-save')).toHaveLength(1);
    expect(requestsOf([notice], noon('2026-02-03'), 'retention-save')).toEqual([]);
  });

  it('onboarding starts with a new customer, not with another deal of an old one', () => {
    const won = (day: string, deal: string) => seen(day, 'deal.won', { deal });
    const starts = requestsOf(
      [won('2026-02-02', 'first'), won('2026-06-01', 'more seats')],
      noon('2028-01-01'),
      'onboarding',
    );
    expect(starts.map(({ input }) => input)).toEqual([{ deal: 'first' }]);
    const told = { deal: 'd', goals: 'Plan in an hour.', promises: 'A training.', signedBy: 'Olivia Grant' };
    const [whole] = requestsOf([seen('2026-02-02', 'deal.won', told)], noon('2026-02-03'), 'onboarding');
    expect(whole?.input).toEqual(told);
    expect(requestsOf([...customer, won('2026-03-01', 'more seats')], noon('2026-03-02'), 'onboarding')).toEqual([]);
  });

  it('the renewal starts at 120 days, once for all of its steps', () => {
    const contract = seen('2026-01-02', 'contract.changed', { renewalOn: '2026-12-31' });
    const starts = requestsOf([...customer, contract], noon('2027-01-15'), 'renewal');
    expect(starts.map(({ at, input }) => [at.slice(0, 10), input['renewalOn']])).toEqual([
      ['2026-09-02', '2026-12-31'],
    ]);
  });

  it('a lost deal is to be won back, unless they are a customer', () => {
    const lost = seen('2026-02-02', 'deal.lost', { deal: 'd1', reason: 'budget' });
    expect(requestsOf([lost], noon('2026-02-03')).map(({ play, input }) => [play, input])).toEqual([
      ['win-back', { deal: 'd1', reason: 'budget' }],
    ]);
    expect(requestsOf([...customer, lost], noon('2026-02-03'), 'win-back')).toEqual([]);
  });

  it('an opportunity that stalls, and a target that shows intent, get their plays', () => {
    const moved = seen('2026-02-02', 'deal.moved', { deal: 'd1', stage: 'proposal' });
    const surged = seen('2026-02-02', 'intent.surged', {});
    const starts = requestsOf([moved, surged], noon('2026-03-01'));
    expect(starts.map(({ play, input }) => [play, input])).toEqual([
      ['account-nurture', {}],
      ['pipeline-acceleration', { deal: 'd1', stage: 'proposal' }],
    ]);
  });
});

it('a save knows its cause and its day, by which its run is called', () => {
  const gone = seen('2026-02-02', 'competitor.evaluated', {});
  const notice = seen('2026-02-03', 'churn.notified', {});
  const inputs = (...all: Observed[]) =>
    requestsOf([...customer, ...all], noon('2026-02-04'), 'retention-save').map(({ input }) => input);
  expect(inputs(gone)).toEqual([
    {
      reason: 'The account is a customer. They were seen evaluating a competitor on 2 February 2026.',
      ...{ cause: 'competitor-evaluated', on: '2026-02-02' },
    },
  ]);
  expect(inputs(notice)).toMatchObject([{ cause: 'churn-notified', on: '2026-02-03' }]);
});

describe('an advocacy ask', () => {
  const ben = seen(
    '2026-02-01',
    'contact.described',
    { name: 'Ben Ortiz', email: 'ben@acme.example', committeeRole: 'champion' },
    { contactId: 'ben' },
  );
  const well = (day: string): Observed[] => [
    seats(day, 85),
    seen(day, 'payment.received', {}),
    seen(day, 'meeting.held', { with: ['exec-sponsor'] }, { contactId: 'ben' }),
    seen(day, 'product.used', {}, { contactId: 'ben' }),
  ];
  const said = (day: string, score: number, contactId?: string) =>
    seen(day, 'survey.answered', { kind: 'nps', score }, { contactId });
  const starts = (until: string, ...more: Observed[]) =>
    requestsOf([...customer, ben, ...well('2026-02-20'), ...more], noon(until), 'advocacy-ask');

  it('starts when a customer who does well says so, with who said it', () => {
    const [start, ...more] = starts('2026-03-05', said('2026-03-01', 10, 'ben'));
    expect(more).toEqual([]);
    expect(start?.input).toEqual({
      ...{ contact: 'ben', on: '2026-03-01' },
      reason:
        'The account is a customer. The segment is champion since 1 March 2026. Ben Ortiz answered 10 of 10 (NPS) on 1 March 2026.',
    });
  });

  it('does not start by an 8, by somebody without a name, or while a severe case is open', () => {
    expect(starts('2026-03-05', said('2026-03-01', 8, 'ben'))).toEqual([]);
    expect(starts('2026-03-05', said('2026-03-01', 10))).toEqual([]);
    const opened = seen('2026-02-25', 'support.opened', { case: 'a', severity: 2 });
    const resolved = seen('2026-03-03', 'support.resolved', { case: 'a' });
    expect(starts('2026-03-02', opened, said('2026-03-01', 10, 'ben'))).toEqual([]);
    expect(starts('2026-03-05', opened, resolved, said('2026-03-01', 10, 'ben'))).toHaveLength(1);
  });

  it('rests for 180 days, and then needs another answer', () => {
    const first = said('2026-03-01', 10, 'ben');
    const days = (...more: Observed[]) => starts('2026-10-20', first, ...more).map(({ at }) => at.slice(0, 10));
    expect(days(said('2026-05-01', 10, 'ben'), ...well('2026-05-01'))).toEqual(['2026-03-01']);
    expect(days(...well('2026-10-01'), said('2026-10-02', 9, 'ben'))).toEqual(['2026-03-01', '2026-10-02']);
  });
});

describe('plays that do not exist', () => {
  it('leave standard rules inactive, with the reason', () => {
    const inactive = inactiveRules(triggerRulesSchema.parse({}), ['expansion']);
    expect(inactive).toContainEqual({ rule: 'pulse', reason: 'There is no play called pulse.' });
    expect(inactive).toHaveLength(DEFAULT_RULES.length - 1);
    const alone = rulesWith({}, ['expansion']);
    const notice = seen('2026-02-02', 'churn.notified', {});
    expect(requestsOf([...customer, notice], noon('2026-02-03'), undefined, alone)).toEqual([]);
  });

  it('are an error in a rule that ops wrote', () => {
    const own = { id: 'mine', title: 'Mine', start: 'pusle', when: { segment: 'champion' }, rearm: 'never' };
    const check = (written: unknown) => () => inactiveRules(triggerRulesSchema.parse(written), ['expansion', 'pulse']);
    expect(check({ rules: [own] })).toThrow(UnknownPlayError);
    expect(check({ rules: [own] })).toThrow(/"mine" starts "pusle".*expansion, pulse/);
    expect(check({ rules: [{ ...own, start: 'pulse' }] })).not.toThrow();
    // A file that was printed with the standard rules in it says nothing new.
    expect(check(JSON.parse(JSON.stringify(triggerRulesSchema.parse({}))))).not.toThrow();
  });
});
