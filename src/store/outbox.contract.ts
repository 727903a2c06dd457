import fc from 'fast-check';
import { fresh } from './samples.contract';
import type { Claim, Outbox, Receipt, Store } from './store';

const HOUR = 3_600_000;

export function outboxContract(store: () => Store): void {
  describe('outbox', () => {
    test('of fifty simultaneous claims of one key exactly one wins', async () => {
      const key = fresh('effect');
      const race = async () => {
        const claims = await Promise.all(Array.from({ length: 50 }, () => store().outbox.claim(key, HOUR)));
        expect(claims.filter(({ kind }) => kind === 'busy')).toHaveLength(49);
        return claims.find(({ kind }) => kind === 'claimed');
      };
      const first = await race();
      expect(first).toMatchObject({ attempt: 1 });
      await store().outbox.release(key);
      expect(await race()).toEqual({ ...first, attempt: 2 });
    });

    test('either a claim or a withdrawal wins, never both', async () => {
      for (let round = 0; round < 10; round += 1) {
        const key = fresh('effect');
        const [claim, withdrawn] = await Promise.all([store().outbox.claim(key, HOUR), store().outbox.withdraw(key)]);
        expect(['claimed/busy', 'void/void']).toContain(`${claim.kind}/${withdrawn.kind}`);
      }
    });

    test('a busy key says until when, by the clock of the database', async () => {
      const key = fresh('effect');
      const claim = await store().outbox.claim(key, HOUR);
      const busy = await store().outbox.claim(key, HOUR);
      if (claim.kind !== 'claimed' || busy.kind !== 'busy') throw new Error('Expected one winner.');
      expect(Date.parse(busy.until) - Date.parse(claim.firstAt)).toBeGreaterThanOrEqual(HOUR - 1);
      expect(await store().outbox.withdraw(key)).toEqual(busy);
    });

    test('a claim whose lease ran out can be taken by the next, and the late loser cannot give it away', async () => {
      const key = fresh('effect');
      const lost = await store().outbox.claim(key, 0);
      const next = await store().outbox.claim(key, HOUR);
      expect([lost, next]).toMatchObject([{ attempt: 1 }, { kind: 'claimed', attempt: 2 }]);
      await store().outbox.release(key, 1);
      expect(await store().outbox.claim(key, HOUR)).toMatchObject({ kind: 'busy' });
      await store().outbox.release(key, 2);
      expect(await store().outbox.claim(key, HOUR)).toMatchObject({ kind: 'claimed', attempt: 3 });
    });

    test('an effect that happened after all is done, even when it was withdrawn meanwhile', async () => {
      const key = fresh('effect');
      await store().outbox.claim(key, 0);
      expect(await store().outbox.withdraw(key)).toEqual({ kind: 'void' });
      await store().outbox.finish(key, { channel: 'C1', ts: 1.5 });
      expect(await store().outbox.withdraw(key)).toEqual({ kind: 'done', receipt: { channel: 'C1', ts: 1.5 } });
    });

    test('a lease without a length is refused', async () => {
      await expect(store().outbox.claim(fresh('effect'), Number.NaN)).rejects.toMatchObject({ code: 'INVALID_RECORD' });
    });

    test('any sequence of calls agrees with the model', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyCall, { minLength: 1, maxLength: 12 }), async (calls) => {
          const key = fresh('effect');
          const model = new OutboxModel();
          for (const call of calls) {
            const answer = await call.on(store().outbox, key);
            expect(withoutInstants(answer)).toEqual(call.model(model));
            expect(await store().outbox.get(key)).toEqual(model.row());
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}

type Answer = { kind: string; attempt?: number; receipt?: Receipt } | undefined;

/** What one key of the outbox does, written down a second time. */
class OutboxModel {
  private state: 'none' | 'pending' | 'done' | 'void' = 'none';
  private attempts = 0;
  private held = false;
  private receipt: Receipt | undefined;

  claim(leaseMs: number): Answer {
    if (this.isSettled()) return this.settled();
    this.state = 'pending';
    this.attempts += 1;
    this.held = leaseMs > 0;
    return { kind: 'claimed', attempt: this.attempts };
  }

  withdraw(): Answer {
    if (this.isSettled()) return this.settled();
    this.state = 'void';
    return { kind: 'void' };
  }

  finish(receipt: Receipt): Answer {
    if (this.state === 'done') return undefined;
    if (this.state === 'none') this.attempts = 1;
    [this.state, this.held, this.receipt] = ['done', false, receipt];
    return undefined;
  }

  release(attempt?: number): Answer {
    if (attempt === undefined || attempt === this.attempts) this.held = false;
    return undefined;
  }

  row() {
    if (this.state === 'none') return undefined;
    return { state: this.state, attempts: this.attempts, ...(this.receipt && { receipt: this.receipt }) };
  }

  private isSettled(): boolean {
    return this.held || this.state === 'done' || this.state === 'void';
  }

  private settled(): Answer {
    if (this.held) return { kind: 'busy' };
    return this.state === 'done' ? { kind: 'done', receipt: this.receipt } : { kind: 'void' };
  }
}

interface Call {
  /** What fast-check prints. */
  toString(): string;
  on(outbox: Outbox, key: string): Promise<Claim | void>;
  model(model: OutboxModel): Answer;
}

const call = (text: string, on: Call['on'], model: Call['model']): Call => ({ on, model, toString: () => text });

const anyCall: fc.Arbitrary<Call> = fc.oneof(
  fc.constantFrom(0, HOUR).map((ms) =>
    call(
      `claim ${ms}`,
      (outbox, key) => outbox.claim(key, ms),
      (model) => model.claim(ms),
    ),
  ),
  fc.constant(
    call(
      'withdraw',
      (outbox, key) => outbox.withdraw(key),
      (model) => model.withdraw(),
    ),
  ),
  fc.integer({ min: 1, max: 3 }).map((ts) =>
    call(
      `finish ${ts}`,
      (outbox, key) => outbox.finish(key, { ts }),
      (model) => model.finish({ ts }),
    ),
  ),
  fc.constantFrom(undefined, 1, 2).map((n) =>
    call(
      `release ${n}`,
      (outbox, key) => outbox.release(key, n),
      (model) => model.release(n),
    ),
  ),
);

function withoutInstants(answer: Claim | void): Answer {
  if (!answer) return undefined;
  const { kind } = answer;
  if (kind === 'claimed') return { kind, attempt: answer.attempt };
  return kind === 'done' ? { kind, receipt: answer.receipt } : { kind };
}
