import fc from 'fast-check';
import { composeDigest, type Digest } from './digest';
import { ANA, BEN, entry, healthDay, material, open, run, taskOf, UNTIL } from './material.fixture';

/** As one would read it aloud. */
const aloud = (digest: Digest | undefined): string[] =>
  digest
    ? [digest.summary, ...digest.sections.flatMap(({ title, lines }) => [title, ...lines.map(inFull)])]
    : ['(nothing)'];
const inFull = ({ about, text }: { about: string; text: string }) => `${about}: ${text}`;
const told = (...given: Parameters<typeof material>) => aloud(composeDigest(material(...given)));

it('says what is late, what is due today and what happened, each in the time of whoever reads it', () => {
  const digest = composeDigest(
    material({
      tasks: [
        open('late', '2026-02-27T14:00:00.000Z'),
        open('later', '2026-02-26T08:30:00.000Z'),
        open('today', '2026-03-02T15:00:00.000Z'),
        open('tomorrow', '2026-03-03T08:00:00.000Z'),
      ],
      entries: [entry('e1', { reason: 'Seats are at 94 %' })],
      runs: [run('r1'), run('r2', { startedAt: '2026-01-01T00:00:00.000Z', endedAt: UNTIL, outcome: 'won' })],
    }),
  );
  expect(digest?.title).toBe('Your Monday 2 March');
  expect(aloud(digest)).toEqual([
    '2 tasks are overdue, 1 is due today and 3 things happened on your accounts.',
    'Overdue (2)',
    'Acme: Expansion: Is Acme ready to expand? Was due Friday 27 February, 15:00.',
    'Acme: Expansion: Is Acme ready to expand? Was due Thursday 26 February, 09:30.',
    'Due today (1)',
    'Acme: Expansion: Is Acme ready to expand? Due at 16:00.',
    'On your accounts since Friday 27 February, 08:00 (3)',
    'Acme: Expansion started, asked for by the rule “Seats near their limit”.',
    'Acme: Is Acme ready to expand? — Confirm (Ben Ode). Reason: Seats are at 94 %.',
    'Acme: Expansion ended: the customer accepted the proposal.',
  ]);
});

it('is nothing when there is nothing, and when there is only what one did oneself or need not do', () => {
  const paused = taskOf('paused', { kind: 'open', due: UNTIL, onHold: 'The save goes first' });
  const givenAway = open('given', '2026-02-27T14:00:00.000Z', { passedOn: true });
  expect(told()).toEqual(['(nothing)']);
  expect(
    told({
      tasks: [paused, givenAway, open('next week', '2026-03-09T14:00:00.000Z')],
      entries: [
        entry('own', { by: 'ANA POP' }),
        entry('verdict', { kind: 'verdict' }),
        entry('refusal', { kind: 'refusal' }),
        entry('outcome', { kind: 'outcome' }),
      ],
      runs: [run('own', { requestedBy: ANA.email })],
      health: [healthDay('2026-02-20', 70, { segment: 'stable' }), healthDay('2026-03-01', 64, { segment: 'stable' })],
    }),
  ).toEqual(['(nothing)']);
});

it.each([
  [1, 0, 0, '1 task is overdue.'],
  [0, 1, 0, '1 task is due today.'],
  [0, 2, 1, '2 tasks are due today and 1 thing happened on your accounts.'],
  [1, 2, 0, '1 task is overdue and 2 are due today.'],
  [2000, 1, 0, '2,000 tasks are overdue and 1 is due today.'],
])('sums up %d late, %d due today and %d news', (late, today, news, summary) => {
  const many = <T>(count: number, make: (key: string) => T) => Array.from({ length: count }, (_, n) => make(`${n}`));
  const tasks = [
    ...many(late, (key) => open(`late${key}`, '2026-02-27T14:00:00.000Z')),
    ...many(today, (key) => open(`today${key}`, UNTIL)),
  ];
  expect(told({ tasks, entries: many(news, (key) => entry(key)) })[0]).toBe(summary);
});

describe('health', () => {
  const moved = (...days: Parameters<typeof healthDay>[]) =>
    told({ health: days.map((each) => healthDay(...each)) }).slice(2);

  it('is told when an account is in another segment, with the reason', () => {
    expect(
      moved(
        ['2026-02-20', 62, { segment: 'stable' }],
        ['2026-03-01', 55, { segment: 'at-risk', because: 'Health fell from 62 to 55: a severity 1 case is open.' }],
      ),
    ).toEqual(['Acme: It is at risk now; it was stable before. Health fell from 62 to 55: a severity 1 case is open.']);
    expect(moved(['2026-02-20', 62], ['2026-03-01', 62, { segment: 'expansion-ready' }])).toEqual([
      'Acme: It is ready to expand now. Usage fell.',
    ]);
  });

  it('is told when it is far from what it was, with the reason of the day on which most of that happened', () => {
    const because = 'Health fell from 80 to 66: Olivia Park has left.';
    expect(moved(['2026-02-20', 82], ['2026-02-27', 80], ['2026-02-28', 66, { because }], ['2026-03-01', 67])).toEqual([
      `Acme: Health fell from 82 to 67. ${because}`,
    ]);
  });
});

describe('on return', () => {
  const away = { from: '2026-02-23T00:00:00+01:00', until: '2026-03-02T00:00:00+01:00' };
  const answered = (taskId: string, by: string, at: string) =>
    taskOf(
      taskId,
      { kind: 'answered', by, choice: 'confirm', label: 'Confirm', reason: 'Olivia asked', at },
      { email: BEN.email, because: 'escalated; stands in for Ana Pop' },
    );
  const back = { person: { ...ANA, away }, since: '2026-02-20T07:00:00.000Z' };

  it('tells what a stand-in did meanwhile, and what they still have; an answer is told once', () => {
    const before = answered('before', 'Ben Ode', '2026-02-22T12:00:00.000Z');
    const meanwhile = [
      ...[before, answered('t1', 'Ben Ode', '2026-02-25T12:00:00.000Z')],
      answered('own', 'Ana Pop', '2026-02-25T12:00:00.000Z'),
      open('t2', '2026-03-04T12:00:00.000Z', { email: BEN.email, because: 'stands in for Ana Pop' }),
      open('others', '2026-03-04T12:00:00.000Z', { email: BEN.email }),
    ];
    const entries = [entry('t1/decision'), entry('t9/decision', { what: 'Shall we meet? — Yes' })];
    expect(told({ ...back, meanwhile, entries })).toEqual([
      '2 tasks of yours went to others while you were away and 1 thing happened on your accounts.',
      'While you were away (2)',
      'Acme: Expansion: Is Acme ready to expand? Ben Ode chose “Confirm” on Wednesday 25 February, 13:00. Olivia asked.',
      'Acme: Expansion: Is Acme ready to expand? Ben Ode still has it.',
      'On your accounts since Friday 20 February, 08:00 (1)',
      'Acme: Shall we meet? — Yes (Ben Ode).',
    ]);
  });

  it('is over with the next digest', () => {
    const meanwhile = [answered('t1', 'Ben Ode', '2026-02-25T12:00:00.000Z')];
    expect(told({ person: { ...ANA, away }, since: UNTIL, until: '2026-03-03T07:00:00.000Z', meanwhile })).toEqual([
      '(nothing)',
    ]);
  });
});

it('writes moments in what others wrote as its reader has them', () => {
  const what = 'Shall we meet? — Ben Ode wants to be reminded on 2026-03-03T15:00:00.000Z';
  expect(told({ entries: [entry('e', { kind: 'task', what })] })[2]).toBe(
    'Acme: Shall we meet? — Ben Ode wants to be reminded on Tuesday 3 March, 16:00.',
  );
});

it('has no empty section, title or line, and counts what it lists, whatever there is', () => {
  const anyText = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `x${text}`);
  const anyAt = fc.integer({ min: -9, max: 9 }).map((days) => new Date(Date.parse(UNTIL) + days * 5e7).toISOString());
  const anything = fc.record({
    tasks: fc.array(anyAt.map((due) => open(due, due))),
    entries: fc.array(fc.tuple(anyText, anyText, anyAt).map(([what, by, at]) => entry(what, { what, by, at }))),
    health: fc
      .array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 })
      .map((scores) => scores.map((score, day) => healthDay(`2026-03-0${day + 1}`, score))),
  });
  fc.assert(
    fc.property(anything, (given) => {
      const digest = composeDigest(material(given));
      const isNothing = given.tasks.every((task) => task.state.kind === 'open' && task.state.due > '2026-03-02T23');
      if (!digest) return expect(isNothing && given.entries.length === 0).toBe(true);
      expect(digest.summary).toMatch(/^\d.*\.$/);
      for (const { title, lines } of digest.sections) {
        expect(lines).not.toEqual([]);
        expect(title).toMatch(new RegExp(`\\(${lines.length}\\)$`));
        for (const { about, text } of lines) expect([about, text].every((each) => each.trim())).toBe(true);
      }
    }),
  );
});
