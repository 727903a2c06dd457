import type { WebClient } from '@slack/web-api';
import fc from 'fast-check';
import { FaultPlan, type FaultMix } from './faults';
import { type Inbox, startInbox } from './inbox';
import { ann, clientOf } from './workspace.fixture';

describe('the plan', () => {
  const share = fc.double({ min: 0, max: 0.2, noNaN: true });
  const mix = fc.record({
    ...{ rateLimited: share, serverError: share, hang: share, dropAfterAccept: share },
    refused: share,
  });
  const decisions = (slack: FaultMix, seed: number) => {
    const plan = new FaultPlan();
    plan.set({ slack, seed });
    return Array.from({ length: 50 }, () => plan.decide('chat.postMessage')?.kind);
  };

  it('fails alike for the same seed and order of calls', () => {
    fc.assert(
      fc.property(mix, fc.integer(), (slack, seed) => {
        expect(decisions(slack, seed)).toEqual(decisions(slack, seed));
      }),
    );
  });

  it('fails about as often as asked', () => {
    const plan = new FaultPlan();
    plan.set({ slack: { rateLimited: 0.1, dropAfterAccept: 0.2 }, seed: 7 });
    for (let call = 0; call < 5_000; call += 1) plan.decide('chat.update');
    const { calls, rateLimited, dropAfterAccept, serverError, hang, refused } = plan.counts().slack;
    expect(calls).toBe(5_000);
    expect(rateLimited / calls).toBeCloseTo(0.1, 1);
    expect(dropAfterAccept / calls).toBeCloseTo(0.2, 1);
    expect(serverError + hang + refused).toBe(0);
  });

  it('concerns only the methods named, and mail only by its own mix', () => {
    const plan = new FaultPlan();
    plan.set({ slack: { serverError: 1, methods: ['chat.update'] } });
    expect(plan.decide('chat.update')?.kind).toBe('serverError');
    expect(plan.decide('chat.postMessage')).toBeUndefined();
    expect(plan.decide('smtp')).toBeUndefined();
  });

  it('goes back to normal when cleared', () => {
    const plan = new FaultPlan();
    plan.set({ slack: { serverError: 1 } });
    plan.next({ method: 'auth.test', fault: 'hang' });
    plan.clear();
    expect(plan.decide('auth.test')).toBeUndefined();
    expect(plan.settings()).toEqual({});
  });

  it('refuses what is no mix of probabilities', () => {
    const plan = new FaultPlan();
    expect(() => plan.set({ slack: { hang: 1.5 } })).toThrow('INBOX_FAULTS_INVALID');
    expect(() => plan.set({ smtp: { hang: 0.6, serverError: 0.6 } })).toThrow('add up to more than 1');
  });
});

describe('a call of Slack', () => {
  let inbox: Inbox;
  let slack: WebClient;
  beforeEach(async () => {
    inbox = await startInbox({ people: [ann] });
    slack = clientOf(inbox);
  });
  afterEach(() => inbox.stop());
  const post = () => slack.chat.postMessage({ channel: ann.id, text: 'Hello' });

  it('is rate limited with Retry-After', async () => {
    inbox.faults.set({ slack: { rateLimited: 1, retryAfterSeconds: 17 } });
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 17 });
    expect(inbox.messages()).toEqual([]);
  });

  it('is refused with the error that was asked for, and not carried out', async () => {
    inbox.faults.next({ method: 'chat.postMessage', fault: 'refused', error: 'token_revoked' });
    await expect(post()).rejects.toMatchObject({ data: { ok: false, error: 'token_revoked' } });
    expect(inbox.messages()).toEqual([]);
    await post();
    expect(inbox.faults.counts().slack).toMatchObject({ calls: 2, refused: 1 });
  });

  it('finds neither a message nor a channel that somebody deleted', async () => {
    await post();
    const [message] = inbox.messages();
    inbox.removeMessage(message!);
    const { channel, ts } = message!;
    await expect(slack.chat.update({ channel, ts, text: 'x' })).rejects.toMatchObject({
      data: { error: 'message_not_found' },
    });
    const gone = inbox.addChannel('gone');
    inbox.removeChannel('gone');
    await expect(slack.chat.postMessage({ channel: gone, text: 'x' })).rejects.toMatchObject({
      data: { error: 'channel_not_found' },
    });
    expect(inbox.messages()).toEqual([]);
  });

  it('meets a server error', async () => {
    inbox.faults.set({ slack: { serverError: 1 } });
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_http_error', statusCode: 503 });
    expect(inbox.messages()).toEqual([]);
  });

  it('hangs and is not carried out', async () => {
    inbox.faults.next({ method: 'chat.postMessage', fault: 'hang' });
    await expect(
      clientOf(inbox, { timeout: 150 }).chat.postMessage({ channel: ann.id, text: 'x' }),
    ).rejects.toMatchObject({
      code: 'slack_webapi_request_error',
    });
    expect(inbox.messages()).toEqual([]);
    expect(inbox.faults.counts().slack).toMatchObject({ calls: 1, hang: 1 });
  });

  it('is carried out, then the connection drops: precisely the next one', async () => {
    inbox.faults.next({ method: 'chat.postMessage', fault: 'dropAfterAccept' });
    await slack.auth.test();
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(inbox.messages()).toHaveLength(1);
    await post();
    expect(inbox.messages()).toHaveLength(2);
    expect(inbox.faults.counts().slack).toMatchObject({ calls: 3, dropAfterAccept: 1 });
  });
});
