import fc from 'fast-check';
import { cases } from './cases.fixture';
import {
  nextChangeOf,
  standingInWords,
  standingsOf,
  type Milestone,
  type MilestoneCourse,
  type MilestoneSeen,
} from './milestones';
import { later } from './waits';

const START = '2026-03-02T09:00:00.000Z';
const day = (days: number): string => later(START, Math.round(days * 86_400_000));

const MILESTONES: readonly Milestone[] = [
  { id: 'login', name: 'the first login', day: 7, missing: 'Nobody has logged in.' },
  { id: 'data', name: 'the first import', day: 14, missing: 'Nothing was imported.', after: ['login'] },
  { id: 'value', name: 'the first value', day: 30, missing: 'No plan was made.', after: ['data'] },
];

const at = (now: number, seen: readonly MilestoneSeen[] = [], change: Partial<MilestoneCourse> = {}) =>
  standingsOf(MILESTONES, { since: START, now: day(now), seen, stuckAfterDays: 5, ...change });
const states = (...course: Parameters<typeof at>): string =>
  at(...course)
    .map(({ state }) => state)
    .join(' ');
const saw = (milestone: string, on: number): MilestoneSeen => ({ milestone, at: day(on) });

it('is on track until its day, then behind, and stuck some days later', () => {
  expect(states(0)).toBe('on-track on-track on-track');
  expect(states(6.999)).toBe('on-track on-track on-track');
  expect(states(7)).toBe('behind on-track on-track');
  expect(states(12)).toBe('stuck on-track on-track');
  expect(states(400)).toBe('stuck stuck stuck');
});

it('is reached whenever that was seen: before the start, in time, late, by clocks that go fast', () => {
  for (const on of [-30, 3, 13, 50]) expect(states(20, [saw('login', on)])).toMatch(/^reached /);
  expect(at(20, [saw('login', 3), saw('login', -2)])[0]!.reachedAt).toBe(day(-2));
});

it('is reached with one that lies after it', () => {
  expect(states(20, [saw('value', 4)])).toBe('reached reached reached');
  expect(at(20, [saw('value', 4), saw('login', 9)])[0]!.reachedAt).toBe(day(4));
});

it('says what is missing, and what comes first', () => {
  expect(at(0).map(({ missing }) => missing)).toEqual([
    ['Nobody has logged in.'],
    ['The first login comes before it and is missing, too.', 'Nothing was imported.'],
    ['The first import comes before it and is missing, too.', 'No plan was made.'],
  ]);
  expect(at(20, [saw('login', 1)]).map(({ missing }) => missing)).toEqual([
    [],
    ['Nothing was imported.'],
    ['The first import comes before it and is missing, too.', 'No plan was made.'],
  ]);
});

it('waits for nothing that does not apply', () => {
  const leftOut = ['data'];
  expect(states(400, [], { leftOut })).toBe('stuck left-out stuck');
  expect(at(400, [], { leftOut })[2]!.missing).toEqual(['No plan was made.']);
  expect(states(400, [saw('data', 3)], { leftOut })).toBe('reached reached stuck');
});

it('is told in words', () => {
  expect(at(8, [saw('data', 2)]).map(standingInWords)).toEqual([
    'Reached on 4 March 2026.',
    'Reached on 4 March 2026.',
    'On track: it is due on 1 April 2026. No plan was made.',
  ]);
  expect(at(40, [saw('login', 9)], { leftOut: ['data'] }).map(standingInWords)).toEqual([
    'Reached on 11 March 2026, due on 9 March 2026.',
    'Does not apply to them.',
    'Stuck: it was due on 1 April 2026. No plan was made.',
  ]);
  expect(standingInWords(at(8)[0]!)).toBe('Behind: it was due on 9 March 2026. Nobody has logged in.');
});

const seenAt = fc.array(
  fc.record<MilestoneSeen>({
    milestone: fc.constantFrom('login', 'data', 'value', 'another', 'constructor'),
    at: fc.integer({ min: -20, max: 60 }).map(day),
  }),
  { maxLength: 8 },
);
const moment = fc.integer({ min: 0, max: 60 });
const leftOut = fc.subarray(['login', 'data', 'value']);
/** The same again in another order, some of it more than once. */
const delivered = seenAt.chain((seen) =>
  fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen)).chain(([once, again]) => {
    const all = [...once, ...again];
    return fc.record({ once: fc.constant(once), all: fc.shuffledSubarray(all, { minLength: all.length }) });
  }),
);

it('whatever the order and repetition in which it is told, the states are the same', () => {
  fc.assert(
    fc.property(delivered, moment, leftOut, ({ once, all }, now, out) => {
      expect(at(now, all, { leftOut: out })).toEqual(at(now, once, { leftOut: out }));
    }),
    { numRuns: cases(1000) },
  );
});

it('whenever in the meantime it is told, the states are those of what was told by then', () => {
  fc.assert(
    fc.property(seenAt, moment, leftOut, (seen, now, out) => {
      for (const { milestone, state, reachedAt } of at(now, seen, { leftOut: out })) {
        const known = seen.some((each) => each.milestone === milestone.id);
        if (known) expect(state).toBe('reached');
        expect(state === 'reached').toBe(reachedAt !== undefined);
      }
    }),
    { numRuns: cases(1000) },
  );
});

it('time alone never makes it better, and what is told never makes it worse', () => {
  const rank = ['reached', 'left-out', 'on-track', 'behind', 'stuck'];
  const ranks = (...course: Parameters<typeof at>) => at(...course).map(({ state }) => rank.indexOf(state));
  fc.assert(
    fc.property(seenAt, moment, moment, leftOut, (seen, one, other, out) => {
      const [sooner, laterOn] = [Math.min(one, other), Math.max(one, other)];
      const before = ranks(sooner, seen, { leftOut: out });
      ranks(laterOn, seen, { leftOut: out }).forEach((now, index) =>
        expect(now).toBeGreaterThanOrEqual(before[index]!),
      );
      const more = ranks(sooner, [...seen, saw('data', 1)], { leftOut: out });
      more.forEach((now, index) => expect(now).toBeLessThanOrEqual(before[index]!));
    }),
    { numRuns: cases(1000) },
  );
});

it('nothing changes by time alone before the next change, and something does at it', () => {
  const told = (...course: Parameters<typeof at>) => at(...course).map(({ state }) => state);
  fc.assert(
    fc.property(seenAt, moment, leftOut, (seen, now, out) => {
      const next = nextChangeOf(at(now, seen, { leftOut: out }));
      const change = { leftOut: out };
      if (next === undefined) return expect(told(now + 1000, seen, change)).toEqual(told(now, seen, change));
      expect(Date.parse(next)).toBeGreaterThan(Date.parse(day(now)));
      expect(told(now, seen, { ...change, now: later(next, -1) })).toEqual(told(now, seen, change));
      expect(told(now, seen, { ...change, now: next })).not.toEqual(told(now, seen, change));
    }),
    { numRuns: cases(1000) },
  );
});
