import type { Account } from '../src/domain/account';
import { businessDays } from '../src/domain/waits';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, seen } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

const DAY = 86_400_000;
const OLIVIA = 'olivia-grant';

describe('a wait', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
  });
  afterAll(() => stage?.close());

  async function start(input: object): Promise<{ runId: string; account: Account; began: number }> {
    await stage.spring();
    const account = await stage.account();
    const runId = await stage.begin('waiting', account, input);
    await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    return { runId, account, began: Date.parse(await stage.time()) };
  }
  const daysSince = async (began: number) => (Date.parse(await stage.time()) - began) / DAY;

  it('is met by the fact it is for, and by no other', async () => {
    const matches = [{ types: ['content.engaged'], contacts: [OLIVIA], entity: 'guide' }];
    const { runId, account } = await start({ within: '14 days', matches });
    await stage.event(runId, { type: 'meeting.booked', contactId: OLIVIA, entity: 'guide' });
    await stage.event(runId, { type: 'content.engaged', contactId: 'ben-ortiz', entity: 'guide' });
    await stage.event(runId, { type: 'content.engaged', contactId: OLIVIA, entity: 'video' });
    await stage.event(runId, { type: 'content.engaged', entity: 'guide' });
    await stage.event(runId, { type: 'proposal.accepted', contactId: OLIVIA, entity: 'guide' });
    expect((await stage.status(runId)).result).toBeUndefined();
    await stage.event(runId, { type: 'content.engaged', contactId: OLIVIA, entity: 'guide', id: 'the one' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', reason: 'the one' });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is not disturbed by what is no fact: that is noted, and the play goes on', async () => {
    const { runId, account } = await start({ within: '14 days' });
    const handle = stage.env.client.workflow.getHandle(runId);
    const whole = { id: 'whole', type: 'content.engaged', accountId: account.id, at: await stage.time() };
    for (const wrong of [undefined, 'content.engaged', { ...whole, type: 'weather.changed' }, { ...whole, data: 3 }])
      await handle.signal('event', wrong);
    const { timeline, result } = await stage.status(runId);
    expect(result).toBeUndefined();
    const noted = timeline.map(({ what }) => what).filter((what) => what.startsWith('Ignored what was sent as a fact'));
    expect(noted).toHaveLength(4);
    expect(noted[3]).toContain('data: ');
    // What a fact is about may be left out.
    await handle.signal('event', whole);
    const end = await stage.ended(runId);
    expect(end).toMatchObject({ outcome: 'done', reason: 'whole' });
    await expectCleanEnd(stage, runId, account, end);
  });

  it('is met by a fact that came before it, once', async () => {
    const match = { types: ['content.engaged'] };
    const { runId, account } = await start({ sleep: '2 days', within: '3 days', matches: [match, match] });
    for (let time = 0; time < 3; time += 1) await stage.event(runId, { type: 'content.engaged', id: 'early' });
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'missed', reason: 'early' });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('shares no fact with another wait: one fact meets one of two', async () => {
    const account = await stage.account();
    const runId = await stage.begin('racing', account);
    await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    await stage.event(runId, { type: 'content.engaged', id: 'first' });
    await stage.skip('1 days');
    expect((await stage.status(runId)).result).toBeUndefined();
    await stage.event(runId, { type: 'content.engaged', id: 'second' });
    const result = await stage.ended(runId);
    expect(result.reason.split(', ').sort()).toEqual(['first', 'second']);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('ends at its deadline', async () => {
    const { runId, account, began } = await start({ within: '14 days' });
    const result = await stage.result(runId);
    expect(result.outcome).toBe('missed');
    expect(await daysSince(began)).toBeCloseTo(14, 1);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('counts business days over a weekend', async () => {
    const { runId, account, began } = await start({ sleep: '3 days', within: businessDays(2) });
    const result = await stage.result(runId);
    // Thursday morning and two business days: Monday morning.
    expect(Math.round(await daysSince(began))).toBe(7);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is moved by a pause, by as long as it lasted', async () => {
    const { runId, account, began } = await start({ within: '4 days' });
    await stage.skip('3 days');
    for (let pause = 0; pause < 2; pause += 1) {
      await stage.app.client.pause(runId, { reason: 'Their office moves.' });
      await stage.skip('5 days');
      expect((await stage.status(runId)).state).toBe('paused');
      await stage.app.client.resume(runId, { reason: 'They have moved.' });
    }
    const result = await stage.result(runId);
    expect(result.outcome).toBe('missed');
    expect(await daysSince(began)).toBeCloseTo(14, 1);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is met by a fact that came while the play was paused, also after the deadline', async () => {
    const { runId, account } = await start({ within: '2 days' });
    await stage.app.client.pause(runId, { reason: 'Their office moves.' });
    await stage.skip('4 days');
    await stage.event(runId, { type: 'content.engaged', id: 'meanwhile' });
    expect((await stage.status(runId)).result).toBeUndefined();
    await stage.app.client.resume(runId, { reason: 'They have moved.' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', reason: 'meanwhile' });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('for a contact’s working hours never ends at night, however long the play was paused', async () => {
    await stage.spring();
    await stage.skip('13 hours');
    const account = await stage.account();
    const olivia = account.contacts.find(({ id }) => id === OLIVIA)!;
    const runId = await stage.begin('writing', account, { told: false });
    await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    await stage.app.client.pause(runId, { reason: 'Not now.' });
    await stage.skip('24 hours');
    await stage.app.client.resume(runId, { reason: 'Now.' });
    const { waitingFor } = await stage.until(runId, (status) => status.waitingFor !== undefined);
    expect(stage.mails(olivia.email)).toEqual([]);
    // The next morning, not as much later as the pause was long.
    expect(Date.parse(waitingFor!.until) - Date.parse(await stage.time())).toBeLessThan(DAY / 2);
    const result = await stage.result(runId);
    expect(stage.mails(olivia.email)).toHaveLength(1);
    expect(seen(stage, PEOPLE.csm, account)).toBe('[]');
    await expectCleanEnd(stage, runId, account, result);
  });
});
