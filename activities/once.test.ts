import { randomUUID } from 'node:crypto';
import { openStore, type Outbox, type Receipt, type Store } from '../src/store';
import { once, withdrawOnce } from './once';

/** A receiver of effects that can be asked what it has got, like Slack. */
class Receiver {
  readonly got: string[] = [];
  asked = 0;

  readonly find = (key: string) => async (): Promise<Receipt | undefined> => {
    this.asked += 1;
    return this.got.includes(key) ? { found: key } : undefined;
  };

  readonly perform = (key: string) => async (): Promise<Receipt> => {
    this.got.push(key);
    return { performed: key };
  };

  /** Takes the effect, but the answer is lost. */
  readonly performUnseen = (key: string) => async (): Promise<Receipt> => {
    this.got.push(key);
    throw new Error('connection lost');
  };
}

let store: Store;
let outbox: Outbox;
let receiver: Receiver;
let key: string;

beforeAll(async () => {
  store = await openStore({});
  outbox = store.outbox;
});
afterAll(() => store.close());
beforeEach(() => {
  receiver = new Receiver();
  key = randomUUID();
});

const lease = 60_000;
const attempt = (perform = receiver.perform(key)) => once(outbox, key, lease, { find: receiver.find(key), perform });
const withdraw = () => withdrawOnce(outbox, key, lease, receiver.find(key));

describe('an effect that is made once', () => {
  it('is made by the first call, and only recalled by the next', async () => {
    expect(await attempt()).toEqual({ performed: key });
    expect(await attempt()).toEqual({ performed: key });
    expect(receiver.got).toEqual([key]);
    expect(receiver.asked).toBe(0);
  });

  it('is not repeated when it happened but its answer was lost', async () => {
    await expect(attempt(receiver.performUnseen(key))).rejects.toThrow('connection lost');
    expect(await attempt()).toEqual({ found: key });
    expect(receiver.got).toEqual([key]);
  });

  it('is made by one of many simultaneous attempts; the others are told when to come again', async () => {
    const results = await Promise.allSettled([attempt(), attempt(), attempt()]);
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }): unknown => reason);
    for (const reason of refused) expect(reason).toMatchObject({ type: 'EFFECT_UNDER_WAY', nonRetryable: false });
    expect(receiver.got).toEqual([key]);
  });

  it('is tried again at once after a failure', async () => {
    const failing = () => Promise.reject(new Error('refused'));
    await expect(attempt(failing)).rejects.toThrow('refused');
    expect(await attempt()).toEqual({ performed: key });
  });
});

describe('an effect that is withdrawn', () => {
  it('never happens when nobody has begun it', async () => {
    expect(await withdraw()).toBeUndefined();
    expect(await attempt()).toBeUndefined();
    expect(receiver.got).toEqual([]);
    expect(receiver.asked).toBe(0);
  });

  it('answers its receipt when it has happened', async () => {
    await attempt();
    expect(await withdraw()).toEqual({ performed: key });
  });

  it('is found when it happened without leaving a receipt, as after a crash', async () => {
    await attempt(receiver.performUnseen(key)).catch(() => undefined);
    expect(await withdraw()).toEqual({ found: key });
    expect(await outbox.get(key)).toMatchObject({ state: 'done', receipt: { found: key } });
  });

  it('never happens when an attempt failed before it', async () => {
    await attempt(() => Promise.reject(new Error('refused'))).catch(() => undefined);
    expect(await withdraw()).toBeUndefined();
    expect(await attempt()).toBeUndefined();
    expect(await withdraw()).toBeUndefined();
    expect(receiver.got).toEqual([]);
  });

  it('is not withdrawn while an attempt is at it', async () => {
    await outbox.claim(key, lease);
    await expect(withdraw()).rejects.toMatchObject({ type: 'EFFECT_UNDER_WAY', nonRetryable: false });
    await expect(withdrawOnce(outbox, key, lease)).rejects.toMatchObject({ type: 'EFFECT_UNDER_WAY' });
  });

  it('stays pending when its receiver cannot be asked', async () => {
    await attempt(receiver.performUnseen(key)).catch(() => undefined);
    const unreachable = () => Promise.reject(new Error('unreachable'));
    await expect(withdrawOnce(outbox, key, lease, unreachable)).rejects.toThrow('unreachable');
    expect(await withdraw()).toEqual({ found: key });
  });

  it('counts as not happened without a receipt when its receiver can never be asked', async () => {
    await attempt(receiver.performUnseen(key)).catch(() => undefined);
    expect(await withdrawOnce(outbox, key, lease)).toBeUndefined();
  });

  it('is found even when an attempt slipped in between the look and the withdrawal', async () => {
    await attempt(() => Promise.reject(new Error('refused'))).catch(() => undefined);
    const slippingIn: Outbox = {
      ...outbox,
      withdraw: async (each) => {
        await attempt(receiver.performUnseen(key)).catch(() => undefined);
        return outbox.withdraw(each);
      },
    };
    expect(await withdrawOnce(slippingIn, key, lease, receiver.find(key))).toEqual({ found: key });
    expect(await outbox.get(key)).toMatchObject({ state: 'done' });
  });
});
