import { Analytics } from '@segment/analytics-node';
import { CloudEvent, emitterFor, httpTransport, Mode } from 'cloudevents';
import type { Account } from '../src/domain/account';
import { PEOPLE, Stage, WRITE_KEY } from './stage';

describe('events from other systems', () => {
  let stage: Stage;
  let segment: Analytics;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.spring();
    segment = new Analytics({ writeKey: WRITE_KEY, host: stage.app.url, maxRetries: 0 });
  });
  afterAll(async () => {
    await segment?.closeAndFlush();
    await stage?.close();
  });

  const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${stage.app.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`,
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const runsOf = ({ id: accountId }: Account) => stage.store.runs.list({ accountId });
  /** By the clock of the sender, which Segment's libraries tell with what they send. */
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  /** As a sender calls an account of ours. */
  const usage = (account: Account, used: number, days: number) => ({
    ...{ userId: 'metering', event: 'Usage Measured', timestamp: daysAgo(days) },
    properties: { limit: 'seats', used, allowed: 100 },
    context: { groupId: account.id },
  });

  it('start the expansion when usage crosses the limit and a leader has joined, once, by themselves', async () => {
    const account = await stage.account();
    segment.track(usage(account, 71, 20));
    segment.track(usage(account, 88, 6));
    await segment.flush({ timeout: 5_000 });
    await stage.app.accounts.settled();
    expect(await runsOf(account)).toEqual([]);

    const crossing = { ...usage(account, 94, 0), messageId: 'crossing' };
    segment.track(crossing);
    segment.track(crossing);
    await segment.flush({ timeout: 5_000 });
    await stage.app.accounts.settled();
    const [run, ...others] = await runsOf(account);
    expect([run?.play, others]).toEqual(['expansion', []]);
    expect(run?.requestedBy).toBe('the rule “Usage reaches a limit just as a new leader joins”');
    const card = JSON.stringify((await stage.card(PEOPLE.csm, account)).blocks);
    expect(card).toContain('94 of 100 (94 %)');
    expect(card).toContain('from 71 to 94');
    const [explained] = (await stage.app.accounts.explain(account.id))!.filter(({ rule }) => rule === 'expansion');
    expect(explained?.status).not.toBe('missing');
    expect(explained?.answer).toContain('expansion starts');
  });

  it('reach the running play: what the customer engages with, by CloudEvents of the genuine library', async () => {
    const account = await stage.account();
    const { runId } = await stage.app.client.start('expansion', {
      accountId: account.id,
      input: { limit: 'seats', used: 94, allowed: 100, leader: 'olivia-grant' },
    });
    await stage.choose(PEOPLE.csm, account, 'confirm');
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    const emit = emitterFor(httpTransport(`${stage.app.url}/v1/events`), { mode: Mode.STRUCTURED });
    const [olivia] = account.contacts.filter(({ id }) => id === 'olivia-grant');
    await emit(
      new CloudEvent({
        ...{ id: 'engaged-1', source: '/website', type: 'content.engaged', time: await stage.time() },
        ...{ subject: `accounts/${account.id}/contacts/${olivia!.id}`, data: { content: 'Planning for growth' } },
      }),
      { headers: { authorization: 'Bearer test-key-test-key-test-key' } },
    );
    await stage.app.accounts.settled();
    await stage.until(runId, ({ phase }) => phase === 'Sales opens');
  });

  it('end a running play at once when they are an exit: a severe support case', async () => {
    const account = await stage.account();
    const { runId } = await stage.app.client.start('expansion', {
      accountId: account.id,
      input: { limit: 'seats', used: 94, allowed: 100, leader: 'olivia-grant' },
    });
    await stage.card(PEOPLE.csm, account);
    const sent = await send('/v1/track', {
      ...{ userId: 'helpdesk', event: 'Support Opened', messageId: 'case-1' },
      ...{ properties: { case: 'case-1', severity: 1 }, context: { groupId: account.id } },
    });
    expect(await sent.json()).toMatchObject({ verdicts: [{ id: 'case-1', verdict: 'stored', accountId: account.id }] });
    await stage.app.accounts.settled();
    expect(await stage.ended(runId)).toMatchObject({ outcome: 'handed-over' });
  });

  it('get a verdict each: stored, repeated, waiting for their account, refused and kept', async () => {
    const account = await stage.account();
    const batch = [
      { ...usage(account, 50, 1), type: 'track', messageId: 'm-1' },
      { ...usage(account, 50, 1), type: 'track', messageId: 'm-1' },
      { type: 'track', event: 'Content Engaged', userId: 'somebody-new', messageId: 'm-2' },
      { type: 'track', event: 'Usage Measured', userId: 'x', messageId: 'm-3', properties: { used: 'many' } },
      null,
    ];
    const answer = (await (await send('/v1/batch', { batch })).json()) as { verdicts: { verdict: string }[] };
    expect(answer.verdicts.map(({ verdict }) => verdict)).toEqual([
      'stored',
      'repeated',
      'waiting',
      'refused',
      'refused',
    ]);
    expect(await stage.store.deadLetters.list({ source: 'segment' })).toMatchObject([
      { id: 'm-3', code: 'EVENT_INVALID', reason: expect.stringContaining('limit') as string },
      { raw: null },
    ]);
    // Who somebody-new is becomes known, and what waited counts.
    await send('/v1/group', { type: 'group', userId: 'somebody-new', groupId: account.id, messageId: 'm-4' });
    await stage.app.accounts.settled();
    expect(await stage.store.observations.waiting()).toBe(0);
  });

  it.each([
    ['no key', { authorization: '' }, 401],
    ['a wrong key', { authorization: `Basic ${Buffer.from('wrong:').toString('base64')}` }, 401],
  ])('are refused with %s', async (_what, headers, status) => {
    expect((await send('/v1/track', { userId: 'x', event: 'y' }, headers)).status).toBe(status);
  });

  it('are refused when they are no JSON or too large, and nothing is kept', async () => {
    expect((await send('/v1/track', '{"userId":')).status).toBe(400);
    expect(
      (await send('/v1/track', { userId: 'x', event: 'y', properties: { text: 'z'.repeat(40_000) } })).status,
    ).toBe(413);
    const batch = await send('/v1/batch', { batch: [{ text: 'z'.repeat(600_000) }] });
    expect(batch.status).toBe(413);
    expect(await batch.json()).toMatchObject({ code: 'BODY_TOO_LARGE', detail: 'The body is larger than 500 KB.' });
  });
});
