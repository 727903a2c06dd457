import fc from 'fast-check';
import { at, fresh } from './samples.contract';
import type { Enrolment, Lease, Store } from './store';

const lease = (change: Partial<Lease>): Omit<Lease, 'liftedAt'> => ({
  key: fresh('lease'),
  accountId: fresh('account'),
  runId: fresh('run'),
  reason: 'expansion conversation',
  from: at(0),
  until: at(60),
  ...change,
});

export function marketingContract(store: () => Store): void {
  describe('marketing', () => {
    test('sends stay paused until the last lease is lifted', async () => {
      const [one, two] = [lease({}), lease({ until: at(90) })];
      const accountId = one.accountId;
      await store().marketing.pause(one);
      await store().marketing.pause({ ...two, accountId });
      await store().marketing.lift(one.key, at(10));
      expect(await store().marketing.paused(accountId, at(20))).toBe(true);
      await store().marketing.lift(two.key, at(20));
      expect(await store().marketing.paused(accountId, at(20))).toBe(false);
      expect(await store().marketing.leases(accountId)).toEqual(
        [
          { ...one, liftedAt: at(10) },
          { ...two, accountId, liftedAt: at(20) },
        ].sort((a, b) => (a.key < b.key ? -1 : 1)),
      );
    });

    test('a pause or a lift that comes again changes nothing', async () => {
      const paused = lease({});
      await store().marketing.pause(paused);
      await store().marketing.lift(paused.key, at(10));
      await store().marketing.pause({ ...paused, until: at(500) });
      await store().marketing.lift(paused.key, at(40));
      await store().marketing.lift(fresh('lease'), at(1));
      expect(await store().marketing.leases(paused.accountId)).toEqual([{ ...paused, liftedAt: at(10) }]);
    });

    test('any interleaving of pauses and lifts agrees with the model', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 10 }), async (steps) => {
          const [accountId, model] = [fresh('account'), new Map<string, Span>()];
          for (const step of steps) {
            const key = `${accountId}/${step.key}`;
            if (step.kind === 'pause') {
              const { from, until } = step;
              await store().marketing.pause(lease({ key, accountId, from: at(from), until: at(until) }));
              if (!model.has(key)) model.set(key, { from, until });
            } else {
              await store().marketing.lift(key, at(step.time));
              const span = model.get(key);
              if (span) span.lifted ??= step.time;
            }
          }
          for (let time = -1; time <= 6; time += 1)
            expect([time, await store().marketing.paused(accountId, at(time))]).toEqual([time, isPaused(model, time)]);
        }),
        { numRuns: 25 },
      );
    });

    test('a contact is enrolled once per key', async () => {
      const enrolment: Enrolment = {
        key: fresh('enrolment'),
        accountId: fresh('account'),
        contactId: 'dana',
        programme: 'discovery',
        runId: fresh('run'),
        at: at(5),
      };
      const earlier = { ...enrolment, key: fresh('enrolment'), contactId: 'lee', at: at(1) };
      await Promise.all([enrolment, enrolment, earlier].map((each) => store().marketing.enrol(each)));
      await store().marketing.enrol({ ...enrolment, programme: 'another' });
      expect(await store().marketing.enrolments(enrolment.accountId)).toEqual([earlier, enrolment]);
    });

    test('who leaves a programme has left it, and enters it again only by a new key', async () => {
      const [accountId, runId, other] = [fresh('account'), fresh('run'), fresh('run')];
      const enrolment = (contactId: string, minute: number, change: Partial<Enrolment> = {}): Enrolment => ({
        ...{ key: fresh('enrolment'), accountId, contactId, programme: 'nurture', runId, at: at(minute) },
        ...change,
      });
      const [dana, lee] = [enrolment('dana', 1), enrolment('lee', 2, { runId: other })];
      const [kim, elsewhere] = [enrolment('kim', 9), enrolment('dana', 3, { programme: 'discovery' })];
      for (const each of [dana, lee, kim, elsewhere]) await store().marketing.enrol(each);
      const leaving = { accountId, programme: 'nurture' };
      expect(await store().marketing.leave({ ...leaving, runId: other, at: at(5) })).toEqual(['lee']);
      expect(await store().marketing.leave({ ...leaving, at: at(6) })).toEqual(['dana']);
      expect(await store().marketing.leave({ ...leaving, at: at(6) })).toEqual(['dana']);
      expect(await store().marketing.leave({ ...leaving, at: at(7) })).toEqual([]);
      await store().marketing.enrol(dana);
      expect(await store().marketing.enrolments(accountId)).toEqual([
        { ...dana, leftAt: at(6) },
        { ...lee, leftAt: at(5) },
        elsewhere,
        kim,
      ]);
      const again = enrolment('dana', 10);
      await store().marketing.enrol(again);
      expect((await store().marketing.enrolments(accountId)).filter(({ leftAt }) => !leftAt)).toEqual(
        expect.arrayContaining([elsewhere, kim, again]),
      );
    });
  });
}

interface Span {
  readonly from: number;
  readonly until: number;
  lifted?: number;
}

const minute = fc.integer({ min: 0, max: 5 });
const key = fc.constantFrom('a', 'b', 'c');
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('pause' as const), key, from: minute, until: minute }),
  fc.record({ kind: fc.constant('lift' as const), key, time: minute }),
);

function isPaused(model: ReadonlyMap<string, Span>, time: number): boolean {
  return [...model.values()].some(
    ({ from, until, lifted }) => from <= time && time < Math.min(until, lifted ?? Number.POSITIVE_INFINITY),
  );
}
