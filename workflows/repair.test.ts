import type { Account } from '../src/domain/account';
import { emailName, nameIn } from '../src/domain/observations';
import { untilSo } from '../test/races.fixture';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, openTask, seen } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

const HELD_UP = /cannot be done/;

describe('a step that cannot be done', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
  });
  afterAll(() => stage?.close());

  const withoutRoles = (...roles: (keyof typeof PEOPLE)[]) =>
    stage.account((same) => ({
      ...same,
      team: Object.fromEntries(Object.entries(same.team).filter(([role]) => !roles.includes(role as 'ae'))),
    }));
  const give = async (account: Account, change: Partial<Account>) =>
    stage.store.accounts.save({ ...account, ...change }, await stage.time());
  const olivia = (account: Account) => account.contacts.find(({ id }) => id === 'olivia-grant')!;
  const withdrawn = (account: Account) =>
    give(account, {
      contacts: account.contacts.map((each) =>
        each.id === 'olivia-grant' ? { ...each, consent: 'withdrawn' as const } : each,
      ),
    });
  /** No file opens a withdrawn consent again: what counts is that they were heard to consent. */
  async function consentsAgain(account: Account): Promise<void> {
    const at = await stage.time();
    const subject = {
      ...{ account: [nameIn('playmaker', account.id)], domains: [] },
      contact: [emailName(olivia(account).email)],
    };
    const observation = { type: 'consent.changed', data: { consent: 'granted' } } as const;
    const incoming = {
      source: 'playmaker' as const,
      id: `consent/${account.id}`,
      at,
      subject,
      observations: [observation],
    };
    await stage.store.observations.receive([incoming], at);
    stage.app.accounts.touched([account.id]);
    await stage.app.accounts.settled();
  }

  it('is done after a person had its cause mended and chose retry', async () => {
    const account = await withoutRoles('ae');
    const runId = await stage.begin('asking', account, { role: 'ae' });
    await stage.card(PEOPLE['cs-manager'], account, HELD_UP);
    expect(seen(stage, PEOPLE['cs-manager'], account)).toContain('Give somebody the role');

    await give(account, { team: { ...account.team, ae: PEOPLE.ae } });
    await stage.choose(PEOPLE['cs-manager'], account, 'retry', {}, HELD_UP);
    await stage.choose(PEOPLE.ae, account, 'yes');
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { by: 'Priya Nair' } });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is put before a person again when the cause was not mended', async () => {
    const account = await withoutRoles('ae');
    const runId = await stage.begin('asking', account, { role: 'ae' });
    await stage.choose(PEOPLE['cs-manager'], account, 'retry', {}, HELD_UP);
    await stage.choose(PEOPLE['cs-manager'], account, 'stop', {}, HELD_UP);
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('cancelled');
    expect(result.reason).toMatch(/Stopped because asking the account executive “.+” failed/);
    expect(seen(stage, PEOPLE.ae, account)).toBe('[]');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is left out when a person skips it, and the record does not claim it', async () => {
    const account = await withoutRoles('ae');
    const runId = await stage.begin('writing', account);
    await stage.choose(PEOPLE['cs-manager'], account, 'skip', {}, HELD_UP);
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('done');
    expect(stage.mails(olivia(account).email)).toHaveLength(1);
    const { timeline, reasons } = await stage.status(runId);
    expect(reasons.join()).toMatch(/Skipped: telling the account executive/);
    expect(timeline.filter(({ what }) => what.startsWith('The ae is told'))).toEqual([]);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is told by the list of runs as well while it is tried again, as long as it is', async () => {
    const account = await stage.account();
    const listed = async () => (await stage.app.client.list({ accountId: account.id }))[0];
    stage.inbox.faults.set({ slack: { serverError: 1, methods: ['chat.postMessage'] } });
    try {
      const runId = await stage.begin('asking', account);
      await untilSo('it is held up', async () => (await listed())?.heldUp === true);
      const [retry] = (await listed())?.retrying ?? [];
      expect(retry).toMatchObject({ because: expect.stringContaining('Slack did not take the message') as string });
      expect((await stage.app.client.get(runId)).retrying).toMatchObject([{ what: retry?.what }]);
      const [stored] = await stage.app.client.list({ accountId: account.id, asStored: true });
      expect([stored?.runId, stored?.heldUp, stored?.retrying]).toEqual([runId, false, undefined]);
      stage.inbox.faults.clear();
      await stage.skip('2 minutes');
      await stage.card(PEOPLE.csm, account);
      await untilSo('it goes on', async () => (await listed())?.heldUp !== true);
      await stage.choose(PEOPLE.csm, account, 'yes');
      await expectCleanEnd(stage, runId, account, await stage.ended(runId));
    } finally {
      stage.inbox.faults.clear();
    }
  });

  it('goes to the next of the play’s people when nobody leads customer success', async () => {
    const account = await withoutRoles('ae', 'cs-manager');
    const runId = await stage.begin('asking', account, { role: 'ae' });
    await stage.choose(PEOPLE.csm, account, 'stop', {}, HELD_UP);
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('waits for a person when consent was withdrawn meanwhile, and sends nothing', async () => {
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    await stage.app.client.cancel(runId, { reason: 'Only to have the account.' });
    await stage.ended(runId);
    await withdrawn(account);
    const writing = await stage.begin('writing', account);
    await stage.card(PEOPLE['cs-manager'], account, HELD_UP);
    expect(stage.mails(olivia(account).email)).toEqual([]);
    await consentsAgain(account);
    await stage.choose(PEOPLE['cs-manager'], account, 'retry', {}, HELD_UP);
    await expectCleanEnd(stage, writing, account, await stage.ended(writing));
    expect(stage.mails(olivia(account).email)).toHaveLength(1);
  });

  it('does not reach the customer at night because the cause was mended at night', async () => {
    const account = await stage.account();
    await withdrawn(account);
    await stage.spring();
    const runId = await stage.begin('writing', account, { told: false });
    await stage.card(PEOPLE['cs-manager'], account, HELD_UP);
    await stage.skip('14 hours');
    await consentsAgain(account);
    await stage.choose(PEOPLE['cs-manager'], account, 'retry', {}, HELD_UP);
    const { waitingFor } = await stage.until(runId, (status) => status.waitingFor !== undefined);
    expect(waitingFor).toMatchObject({ what: expect.stringContaining('the moment to write') as string });
    expect(stage.mails(olivia(account).email)).toEqual([]);
    await expectCleanEnd(stage, runId, account, await stage.result(runId));
    expect(stage.mails(olivia(account).email)).toHaveLength(1);
  });

  it('holds nothing up any more once the question is answered otherwise', async () => {
    const account = await withoutRoles('sales-manager');
    const runId = await stage.begin('asking', account, { escalate: 'sales-manager' });
    await stage.card(PEOPLE.csm, account, /ready/);
    await stage.skip('30 hours');
    await stage.card(PEOPLE['cs-manager'], account, HELD_UP);
    await stage.choose(PEOPLE.csm, account, 'yes', {}, /ready/);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { choice: 'yes', by: 'Dana Reyes' } });
    expect(seen(stage, PEOPLE['cs-manager'], account)).toContain('No longer needed.');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('reminds whoever was asked once their time to answer is over', async () => {
    const account = await withoutRoles('ae');
    const runId = await stage.begin('asking', account, { role: 'ae' });
    const { ts } = await stage.card(PEOPLE['cs-manager'], account, HELD_UP);
    const replies = () => stage.inbox.messages({ to: PEOPLE['cs-manager'] }).filter(({ threadTs }) => threadTs === ts);
    expect(replies()).toEqual([]);
    await stage.skip('4 days');
    await stage.until(runId, ({ timeline }) => timeline.some(({ what }) => what.endsWith('is reminded')));
    expect(replies().map(({ text }) => text)).toEqual([expect.stringMatching(/^A reminder: please answer by/)]);
    await stage.choose(PEOPLE['cs-manager'], account, 'stop', {}, HELD_UP);
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('ends with the play: nobody has to answer for a step of a play that was cancelled', async () => {
    const account = await withoutRoles('ae');
    const runId = await stage.begin('asking', account, { role: 'ae' });
    await stage.card(PEOPLE['cs-manager'], account, HELD_UP);
    await stage.app.client.cancel(runId, { reason: 'Changed our mind.' });
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('stops the play when nobody answers within 30 days', async () => {
    const account = await withoutRoles('ae');
    const runId = await stage.begin('asking', account, { role: 'ae' });
    await stage.card(PEOPLE['cs-manager'], account, HELD_UP);
    const result = await stage.result(runId);
    expect(result.outcome).toBe('cancelled');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('gives the full time to answer when it took days until somebody could be asked', async () => {
    const account = await stage.account();
    const retryAfterSeconds = 3 * 86_400;
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'rateLimited', retryAfterSeconds });
    const runId = await stage.begin('asking', account);
    await stage.skip('73 hours');
    await stage.card(PEOPLE.csm, account);
    const asked = Date.parse(await stage.time());
    const { state } = await openTask(stage, runId);
    expect(state.kind === 'open' && Date.parse(state.due) - asked).toBeGreaterThan(22 * 3_600_000);
    expect(seen(stage, PEOPLE['cs-manager'], account)).toBe('[]');
    await stage.choose(PEOPLE.csm, account, 'yes');
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });
});

describe('when nobody holds a role on the account', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
  });
  afterAll(() => stage?.close());

  it('the list of runs shows what is held up, as the run itself does', async () => {
    const account = await stage.account((each) => ({ ...each, team: {} }));
    const runId = await stage.begin('asking', account);
    await stage.until(runId, (status) => status.reasons.join().includes('Nobody could be told'));
    expect(await stage.app.client.list({ accountId: account.id })).toMatchObject([
      { runId, heldUp: true, waitingFor: 'nobody could be told (repair/1)' },
    ]);
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });
});

describe('when Slack refuses everything', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
    stage.inbox.faults.set({ slack: { refused: 1, error: 'missing_scope' } });
  });
  afterAll(() => stage?.close());

  it('the status says so, and the play is answered through the API', async () => {
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    const { reasons } = await stage.until(runId, (status) => status.reasons.join().includes('Nobody could be told'));
    expect(reasons.join()).toContain('missing_scope');
    const { taskId, card, asked } = await openTask(stage, runId, HELD_UP);
    expect(card.choices.map(({ id }) => id)).toEqual(['retry', 'stop']);
    expect(asked).toEqual([]);
    await stage.app.client.decide(runId, { taskId, choice: 'stop', as: PEOPLE.csm });
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('cancelled');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('the question itself can be answered through the API', async () => {
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    await openTask(stage, runId, HELD_UP);
    const { taskId } = await openTask(stage, runId, /ready/);
    await stage.app.client.decide(runId, { taskId, choice: 'yes', as: PEOPLE.csm });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { choice: 'yes' } });
    await expectCleanEnd(stage, runId, account, result);
  });
});
