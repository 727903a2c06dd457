import fc from 'fast-check';
import type { AccountView } from '../account-view';
import { ASK_TITLES, askInWords, BECAME, readAsk, type AskName } from '../asks';
import { cases } from '../cases.fixture';
import { healthRulesSchema } from '../health';
import { anyTime, anyView, withWhatCameLater } from '../health/testing/any-view.fixture';
import { contact, dayAgo, daysAgo, NOW, nps, seats, thriving } from '../health/testing/sample-view.fixture';
import { segmentRulesSchema } from '../trajectory';
import { askGate, whyClosed, type AskedBefore, type GateCondition, type GateName, type GateQuestion } from '.';

const rules = { health: healthRulesSchema.parse({}), segments: segmentRulesSchema.parse({}) };
const ANA = contact('ana');
const RUN = 'play/advocacy-ask/acme/ana';
/** Ana is satisfied, and all goes well. */
const champion: AccountView = {
  ...thriving,
  usage: { seats: [seats(60, 30), seats(80)] },
  answers: [nps('ana', 10, 10)],
};
const question = (change: Partial<GateQuestion> = {}, view: Partial<AccountView> = {}): GateQuestion => ({
  ...{ at: NOW, contact: ANA, runId: RUN, view: { ...champion, ...view }, scores: [], saves: [], asked: [], rules },
  ...change,
});
const asked = (age: number, change: Partial<AskedBefore> = {}): AskedBefore => ({
  ...{ ask: 'review', became: 'asked', at: daysAgo(age), runId: 'play/advocacy-ask/acme/bo', contactId: 'bo' },
  ...change,
});
const unmet = (gate: GateName, asking: GateQuestion): GateCondition[] =>
  askGate(gate, asking).unmet.map(({ condition }) => condition);
const open = (severity: number) => ({ cases: { a: { severity, openedAt: daysAgo(1), reopened: 0 } } });

describe('the advocacy gate', () => {
  it('is open for a champion account whose person said so themselves', () => {
    expect(askGate('advocacy', question())).toEqual({ open: true, unmet: [] });
  });

  it.each<[string, readonly GateCondition[], string, GateQuestion]>([
    ['who left', ['reach', 'silent'], 'not at the account any more', question({ contact: undefined })],
    ['who wants no mail', ['reach'], 'Ana wants no mail', question({ contact: { ...ANA, consent: 'withdrawn' } })],
    ['without consent', ['reach'], 'not consented', question({ contact: { ...ANA, consent: 'unknown' } })],
    ['whose mail bounces', ['reach'], 'does not reach Ana', question({ contact: { ...ANA, mail: 'bounced' } })],
    ['nothing known', ['trajectory', 'silent'], 'Nothing is known', question({ view: undefined })],
    [
      'no customer',
      ['trajectory'],
      'Nothing is known',
      question({}, { account: { ...champion.account, stage: 'former' } }),
    ],
    [
      'at risk',
      ['trajectory'],
      'at-risk, not champion. They gave notice',
      question({}, { notices: { 'churn.notified': daysAgo(3) } }),
    ],
    [
      'ready to expand',
      ['trajectory'],
      'expansion-ready, not champion',
      question({}, { usage: { seats: [seats(95)] } }),
    ],
    ['a fall of health', ['trajectory'], 'Health fell', question({ scores: [{ day: dayAgo(2), score: 120 }] })],
    ['nobody answered', ['trajectory', 'silent'], 'Ana has not told us in 90 days', question({}, { answers: [] })],
    ['another one answered', ['silent'], 'Ana has not told us', question({}, { answers: [nps('bo', 10)] })],
    ['an answer of 90 days', [], '', question({}, { answers: [nps('ana', 9, 90)] })],
    [
      'an older one',
      ['silent'],
      'in 90 days',
      question({}, { answers: [nps('bo', 9), nps('ana', 10, 90.01)].reverse() }),
    ],
    [
      'an 8',
      ['unsatisfied'],
      'Ana answered 8 of 10 2 days ago.',
      question({}, { answers: [nps('bo', 9), nps('ana', 10, 3), nps('ana', 8, 2)] }),
    ],
    [
      'a 3 of 5 after a 10',
      ['unsatisfied'],
      'Ana answered 3 of 5 today.',
      question({}, { answers: [nps('ana', 10, 9), { kind: 'csat', score: 3, contactId: 'ana', at: NOW }] }),
    ],
    [
      'a 4 of 5 after a 10',
      [],
      '',
      question({}, { answers: [nps('ana', 10, 9), { kind: 'csat', score: 4, contactId: 'ana', at: NOW }] }),
    ],
    [
      'a severe case',
      ['trajectory', 'severe-case'],
      'A support case of severity 2 is open since 1 March 2026.',
      question({}, open(2)),
    ],
    ['a case of severity 3', [], '', question({}, open(3))],
    ['a save that runs', ['save'], 'A retention save runs', question({ saves: [{ startedAt: daysAgo(200) }] })],
    [
      'a save of 89 days ago',
      ['save'],
      'less than 90 days ago',
      question({ saves: [{ startedAt: daysAgo(120), endedAt: daysAgo(89) }] }),
    ],
    ['a save of 90 days ago', [], '', question({ saves: [{ startedAt: daysAgo(120), endedAt: daysAgo(90) }] })],
    ['an ask of another there', ['asked'], 'They were asked for: review on', question({ asked: [asked(179)] })],
    ['an ask of 180 days ago', [], '', question({ asked: [asked(180)] })],
    ['the ask of this very run', [], '', question({ asked: [asked(20, { runId: RUN })] })],
    [
      'a no',
      ['asked'],
      'They said no to: review on',
      question({ asked: [asked(185), asked(179, { became: 'declined' })] }),
    ],
    ['a pulse', [], '', question({ asked: [asked(3, { ask: 'pulse', contactId: 'ana' })] })],
  ])('%s: %j', (_, conditions, says, asking) => {
    expect(unmet('advocacy', asking)).toEqual(conditions);
    expect(whyClosed(askGate('advocacy', asking))).toContain(says);
  });

  it('follows what ops call satisfied', () => {
    const strict = { ...rules, segments: segmentRulesSchema.parse({ champion: { nps: 10 } }) };
    expect(unmet('advocacy', question({ rules: strict }, { answers: [nps('ana', 9)] }))).toContain('unsatisfied');
  });
});

describe('the gate of the pulse', () => {
  it('is open where the answer is all that is missing, once in 30 days', () => {
    const silent = { answers: [] };
    expect(unmet('advocacy-pulse', question({}, silent))).toEqual([]);
    const pulse = (age: number) =>
      question({ asked: [asked(age, { ask: 'pulse', contactId: 'ana', runId: RUN })] }, silent);
    expect(unmet('advocacy-pulse', pulse(29.9))).toEqual(['pulsed']);
    expect(unmet('advocacy-pulse', pulse(30))).toEqual([]);
    const ofBo = question({ asked: [asked(3, { ask: 'pulse', contactId: 'bo' })] }, silent);
    expect(unmet('advocacy-pulse', ofBo)).toEqual([]);
  });

  it('is closed where no answer would help', () => {
    expect(
      unmet(
        'advocacy-pulse',
        question(
          {},
          { answers: [], usage: {}, lastUse: {}, activity: {}, meetings: [], notices: { 'churn.notified': NOW } },
        ),
      ),
    ).toEqual(['trajectory']);
    expect(unmet('advocacy-pulse', question({ asked: [asked(3)] }, { answers: [] }))).toEqual(['asked']);
  });
});

it('a yes is followed up although the answer has aged, but not with a customer in trouble', () => {
  expect(unmet('advocacy-yes', question({}, { answers: [nps('ana', 10, 120)] }))).toEqual([]);
  expect(unmet('advocacy-yes', question({}, open(1)))).toEqual(['severe-case']);
  expect(unmet('advocacy-yes', question({ saves: [{ startedAt: daysAgo(1) }] }))).toEqual(['save']);
  expect(unmet('advocacy-yes', question({}, { notices: { 'competitor.evaluated': daysAgo(3) } }))).toEqual([
    'trajectory',
  ]);
});

describe('whatever is known of an account', () => {
  const anyAsk = fc.record({
    ask: fc.constantFrom(...(Object.keys(ASK_TITLES) as AskName[])),
    became: fc.constantFrom(...BECAME),
    at: anyTime(-30, 400),
    runId: fc.constantFrom(RUN, 'play/advocacy-ask/acme/other'),
    contactId: fc.constantFrom('ana', 'bo'),
  });
  const anySave = fc
    .record({ startedAt: anyTime(100, 400), endedAt: fc.option(anyTime(-30, 100), { nil: undefined }) })
    .map(({ startedAt, endedAt }) => ({ startedAt, ...(endedAt && { endedAt }) }));
  const anyQuestion = fc
    .record({
      view: fc.oneof(anyView, fc.constant(champion)),
      contact: fc.constantFrom(undefined, ANA, { ...ANA, consent: 'withdrawn' as const }),
      saves: fc.array(anySave, { maxLength: 2 }),
      asked: fc.array(anyAsk, { maxLength: 4 }),
    })
    .map((change) => question(change));
  const gate = fc.constantFrom<GateName[]>('advocacy', 'advocacy-pulse', 'advocacy-yes');

  it('nobody is asked without a fresh, satisfied answer of their own, nor in trouble, nor too soon again', () => {
    fc.assert(
      fc.property(anyQuestion, (asking) => {
        if (!askGate('advocacy', asking).open) return;
        const own = asking.view!.answers.filter(({ contactId, at }) => contactId === 'ana' && at <= NOW).at(-1)!;
        expect(own.at >= daysAgo(90)).toBe(true);
        expect(own.score).toBeGreaterThanOrEqual(own.kind === 'nps' ? 9 : 4);
        const severe = Object.values(asking.view!.cases).filter(
          ({ severity, resolvedAt }) => severity < 3 && !resolvedAt,
        );
        expect(severe).toEqual([]);
        expect(asking.saves.filter(({ endedAt }) => !endedAt || endedAt > daysAgo(90))).toEqual([]);
        const others = asking.asked.filter(({ ask, runId, at }) => ask !== 'pulse' && runId !== RUN && at <= NOW);
        expect(others.filter(({ at }) => at > daysAgo(180))).toEqual([]);
      }),
      { numRuns: cases(400) },
    );
  });

  it('a gate says why it is closed in whole sentences, and what comes later does not change it', () => {
    const asked = fc
      .tuple(gate, anyQuestion)
      .chain(([name, asking]) => fc.tuple(fc.constant(name), fc.constant(asking), withWhatCameLater(asking.view!)));
    fc.assert(
      fc.property(asked, ([name, asking, later]) => {
        const answer = askGate(name, asking);
        expect(answer.open).toBe(answer.unmet.length === 0);
        for (const { says } of answer.unmet) expect(says).toMatch(/^[A-Z](?!.*(undefined|NaN|Invalid)).*\.$/);
        expect(askGate(name, { ...asking, view: later, asked: asking.asked.toReversed() })).toEqual(answer);
      }),
      { numRuns: cases(400) },
    );
  });

  it('more trouble never opens a gate', () => {
    const trouble = fc.constantFrom<Partial<AccountView>[]>(
      { cases: { worst: { severity: 1, openedAt: daysAgo(0.5), reopened: 0 } } },
      { notices: { 'churn.notified': daysAgo(1) } },
    );
    fc.assert(
      fc.property(gate, anyQuestion, trouble, (name, asking, more) => {
        expect(askGate(name, { ...asking, view: { ...asking.view!, ...more } }).open).toBe(false);
        expect(askGate(name, { ...asking, saves: [...asking.saves, { startedAt: daysAgo(1) }] }).open).toBe(false);
      }),
      { numRuns: cases(200) },
    );
  });
});

it('a line of the ledger tells the ask and what became of it', () => {
  for (const ask of Object.keys(ASK_TITLES) as AskName[])
    for (const became of BECAME) expect(readAsk(askInWords({ ask, became }))).toEqual({ ask, became });
  expect(readAsk('Expansion: won')).toBeUndefined();
});
