import type { Account } from '../../src/domain/account';
import { meaningOf } from '../../src/domain/play-contract';
import type { PlayResult } from '../../src/domain/play-messages';
import { hasButtons } from '../../src/cli/demo/cards';
import { THOROUGH } from '../../src/domain/cases.fixture';
import { expectAsDrawn } from '../../test/as-drawn';
import { PEOPLE, Stage } from '../../test/stage';
import { expansionContract } from './contract';

const OLIVIA = 'olivia-grant';

const EXITS = [
  ['support.escalated', 'handed-over', 'retention-save'],
  ['health.critical', 'handed-over', 'retention-save'],
  ['churn.notified', 'churned', undefined],
] as const;
/** Every exit in `npm run verify`, else one. */
const oneExit = (which: number) => (THOROUGH ? EXITS : EXITS.slice(which, which + 1));

describe('the expansion play', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage?.close());

  async function start(account: Account): Promise<string> {
    await stage.spring();
    const run = await stage.app.client.start('expansion', {
      accountId: account.id,
      input: { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: OLIVIA },
    });
    return run.runId;
  }

  const buyerOf = (account: Account) => account.contacts.find(({ id }) => id === OLIVIA)!;
  const marketingPaused = async (account: Account) => stage.store.marketing.paused(account.id, await stage.time());
  const enrolled = async (account: Account, programme: string) =>
    (await stage.store.marketing.enrolments(account.id))
      .filter((enrolment) => enrolment.programme === programme)
      .map(({ contactId }) => contactId);

  /** Whatever the ending: nothing is left open, nobody has a dead button, promotion runs again, the record knows why. */
  async function expectCleanEnd(runId: string, account: Account, result: PlayResult): Promise<void> {
    expect(await stage.store.tasks.list({ runId, state: 'open' })).toEqual([]);
    for (const email of Object.values(PEOPLE)) {
      expect(stage.messages(email, account).filter(hasButtons)).toEqual([]);
    }
    expect(await marketingPaused(account)).toBe(false);
    expect(await stage.store.runs.get(runId)).toMatchObject({
      state: 'ended',
      outcome: result.outcome,
      reason: result.reason,
    });
    const outcomes = await stage.store.ledger.list({ runId, kind: 'outcome' });
    const meaning = meaningOf(expansionContract.outcomes, result.outcome);
    expect(outcomes.map(({ what }) => what)).toEqual([`Expansion ended: ${meaning}`]);
    await expectAsDrawn(stage, runId, expansionContract);
  }

  /** The save that took the account over and knows why; its own course is not looked at here. */
  async function endSave({ handedOverTo, reason }: PlayResult, from: string): Promise<void> {
    const save = handedOverTo!.runId!;
    const { reasons } = await stage.until(save, ({ openTasks }) => openTasks.length > 0);
    expect(reasons[0]).toBe(`Taken over from ${from}: ${reason}`);
    await stage.app.client.cancel(save, { reason: 'Not looked at here.' });
    await stage.ended(save);
  }

  const confirm = (account: Account) => stage.choose(PEOPLE.csm, account, 'confirm');
  const decided = async (runId: string) =>
    (await stage.store.ledger.list({ runId, kind: 'decision' })).map(
      ({ by, what }) => `${by}: ${what.split(' — ').at(-1)}`,
    );

  /** From the start to the moment the AE is asked. */
  async function toSales(account: Account): Promise<string> {
    const runId = await start(account);
    await confirm(account);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    await stage.event(runId, { type: 'content.engaged', contactId: OLIVIA });
    await stage.card(PEOPLE.ae, account);
    return runId;
  }

  /** From the start to the moment the proposal is under review. */
  async function toReview(account: Account): Promise<string> {
    const runId = await toSales(account);
    await stage.choose(PEOPLE.ae, account, 'opened', { fields: { said: 'She wants every depot on the plan.' } });
    await Promise.all([
      stage.card(PEOPLE.csm, account, /Please review/),
      stage.card(PEOPLE.ae, account, /Please review/),
    ]);
    return runId;
  }

  /** From the start to the moment the customer has the proposal. */
  async function toDecision(account: Account): Promise<string> {
    const runId = await toReview(account);
    await stage.choose(PEOPLE.csm, account, 'approve');
    await stage.choose(PEOPLE.ae, account, 'approve');
    await stage.until(runId, ({ timeline }) => timeline.some(({ what }) => what.includes('receives “Our proposal')));
    return runId;
  }

  it('is won: confirmed, engaged, opened, edited and approved, accepted', async () => {
    const account = await stage.account();
    const runId = await start(account);

    const card = await stage.card(PEOPLE.csm, account);
    expect(JSON.stringify(card.blocks)).toContain('94 of 100 (94 %)');
    expect(JSON.stringify(card.blocks)).toContain('Olivia Grant');
    await confirm(account);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    expect(await marketingPaused(account)).toBe(true);
    expect(await enrolled(account, 'discovery')).toEqual(expect.arrayContaining([OLIVIA, 'ben-ortiz', 'hana-sato']));

    await stage.skip('3 days');
    await stage.event(runId, { type: 'meeting.booked', contactId: 'ben-ortiz' });
    await stage.choose(PEOPLE.ae, account, 'opened', { fields: { said: 'She wants every depot on the plan.' } });
    await stage.choose(PEOPLE.csm, account, 'edit', { fields: { introduction: 'Six depots run on one plan now.' } });
    await stage.choose(PEOPLE.ae, account, 'approve', {}, /version 2/i);

    await stage.until(runId, ({ timeline }) => timeline.some(({ what }) => what.includes('receives “Our proposal')));
    const proposal = await stage.document(runId);
    await stage.event(runId, { type: 'proposal.accepted', entity: proposal.documentId });
    const result = await stage.result(runId);

    expect(result).toMatchObject({ outcome: 'won', reachedGoal: true, details: { recommendedSeats: 120 } });
    const mails = stage.mails(buyerOf(account).email);
    expect(mails.map(({ subject }) => subject)).toEqual([`Our proposal for ${account.name}`]);
    expect(mails[0]!.attachments.map(({ contentType }) => contentType)).toHaveLength(2);
    expect(mails[0]!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(mails[0]!.text).not.toMatch(/unsubscribe/i);
    expect(mails[0]!.attachments.map(({ content }) => content.toString()).join()).toContain(
      'Six depots run on one plan now.',
    );
    expect(await decided(runId)).toEqual([
      'Dana Reyes: Yes, start',
      'Priya Nair: We have spoken',
      'Dana Reyes: Edit',
      'Priya Nair: Approve',
    ]);
    expect((await stage.store.accounts.get(account.id))!.contract).toMatchObject({ seats: 120, arr: 57_600 });
    expect(await enrolled(account, 'new-user-onboarding')).toEqual(['ben-ortiz', 'hana-sato']);
    await expectCleanEnd(runId, account, result);
  });

  it('asks again in 30 days, at most twice, when it is too early', async () => {
    const account = await stage.account();
    const runId = await start(account);
    for (const reason of ['Budget freeze until spring.', 'Still frozen.', 'Let us stop.']) {
      const card = JSON.stringify((await stage.card(PEOPLE.csm, account)).blocks);
      expect(card.includes('No, end it')).toBe(reason === 'Let us stop.');
      await stage.choose(PEOPLE.csm, account, 'not-yet', { reason });
      await stage.skip('29 days');
      expect(stage.messages(PEOPLE.csm, account).filter(hasButtons)).toEqual([]);
      await stage.skip('28 hours');
    }
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'not-ready', reason: 'Let us stop.', reachedGoal: false });
    expect(stage.messages(PEOPLE.csm, account).filter(({ threadTs }) => !threadTs)).toHaveLength(3);
    expect(await stage.store.marketing.leases(account.id)).toEqual([]);
    expect(stage.mails(buyerOf(account).email)).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  it('hands over to a retention save when customer success sees a risk', async () => {
    const account = await stage.account();
    const runId = await start(account);
    await stage.choose(PEOPLE.csm, account, 'at-risk', { reason: 'Their champion is leaving.' });
    const result = await stage.result(runId);
    expect(result).toMatchObject({
      outcome: 'handed-over',
      handedOverTo: { play: 'retention-save' },
      reason: 'Their champion is leaving.',
    });
    const heard = stage
      .messages(PEOPLE.csm, account)
      .filter(({ text }) => text.includes('A retention save has started'));
    expect(heard).toHaveLength(1);
    await endSave(result, runId);
    await expectCleanEnd(runId, account, result);
  });

  it('reminds, then asks the lead as well when the CSM is silent for a business day', async () => {
    const account = await stage.account();
    const runId = await start(account);
    await stage.card(PEOPLE.csm, account);
    await stage.skip('30 hours');
    expect(stage.messages(PEOPLE.csm, account).filter(({ threadTs }) => threadTs)).toHaveLength(1);
    await stage.choose(PEOPLE['cs-manager'], account, 'confirm');
    await stage.until(runId, ({ phase }) => phase === 'Discovery');
    expect(stage.messages(PEOPLE.csm, account).filter(hasButtons)).toEqual([]);
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(runId, account, await stage.result(runId));
  });

  it('ends not ready when nobody of customer success answers', async () => {
    const account = await stage.account();
    const runId = await start(account);
    const result = await stage.result(runId);
    expect(result).toMatchObject({
      outcome: 'not-ready',
      reason: 'Nobody answered in time, not even after it was escalated.',
    });
    for (const who of [PEOPLE.csm, PEOPLE['cs-manager']])
      expect(stage.messages(who, account).length).toBeGreaterThan(0);
    await expectCleanEnd(runId, account, result);
  });

  it('tries a second, different approach once, then asks sales anyway', async () => {
    const account = await stage.account();
    const runId = await start(account);
    await confirm(account);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    await stage.skip('13 days');
    expect(stage.mails(buyerOf(account).email)).toEqual([]);
    await stage.skip('1 days');
    await stage.choose(PEOPLE.csm, account, 'edit', {
      fields: {
        'mail-subject': 'Hello from Dana',
        'mail-words': 'Shall I send you one page on what your team achieved?',
      },
    });
    await stage.skip('3 days');
    expect(stage.mails(buyerOf(account).email)).toMatchObject([
      {
        subject: 'Hello from Dana',
        text: expect.stringMatching(
          /^Hello Olivia,\n\nShall I send you one page on what your team achieved\?\n\nKind regards,\nDana/,
        ) as string,
      },
    ]);
    await stage.skip('12 days');
    await stage.choose(PEOPLE.ae, account, 'no-interest', { reason: 'She has no budget this year.' });
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'lost', reason: 'She has no budget this year.' });
    expect(stage.mails(buyerOf(account).email)).toHaveLength(1);
    await expectCleanEnd(runId, account, result);
  });

  it.each([
    ['rejects', { choice: 'reject', reason: 'We met last week.' }],
    ['does not look at', undefined],
  ])('asks sales at once when customer success %s the personal note', async (_what, answer) => {
    const account = await stage.account();
    const runId = await start(account);
    await confirm(account);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    await stage.skip('14 days');
    await stage.card(PEOPLE.csm, account);
    if (answer) await stage.choose(PEOPLE.csm, account, answer.choice, { reason: answer.reason });
    else await stage.skip('7 days');
    await stage.card(PEOPLE.ae, account);
    expect(stage.mails(buyerOf(account).email)).toEqual([]);
    await stage.choose(PEOPLE.ae, account, 'no-interest', { reason: 'No budget.' });
    await expectCleanEnd(runId, account, await stage.result(runId));
  });

  it('goes to the economic buyer when the new leader may not be written to', async () => {
    const account = await stage.account((same) => ({
      ...same,
      contacts: same.contacts.map((contact) =>
        contact.id === OLIVIA
          ? { ...contact, consent: 'withdrawn' as const, committeeRole: undefined }
          : contact.id === 'raj-mehta'
            ? { ...contact, committeeRole: 'economic-buyer' as const }
            : contact,
      ),
    }));
    const runId = await start(account);
    await confirm(account);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    expect(await enrolled(account, 'discovery')).toEqual(['raj-mehta']);
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(runId, account, await stage.result(runId));
    expect(stage.mails(buyerOf(account).email)).toEqual([]);
  });

  it('ends when sales does not open the conversation, after asking the sales manager', async () => {
    const account = await stage.account();
    const runId = await toSales(account);
    const result = await stage.result(runId);
    expect(result.outcome).toBe('not-approved');
    expect(stage.messages(PEOPLE['sales-manager'], account).length).toBeGreaterThan(0);
    expect(stage.mails(buyerOf(account).email)).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  it('sends nothing when a reviewer rejects the proposal, and says so to the other', async () => {
    const account = await stage.account();
    const runId = await toReview(account);
    await stage.choose(PEOPLE.ae, account, 'reject', { reason: 'The price is wrong.' });
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'not-approved', reason: 'The price is wrong.' });
    const closed = stage
      .messages(PEOPLE.csm, account)
      .find(({ blocks }) => JSON.stringify(blocks).includes('Please review'));
    expect(JSON.stringify(closed!.blocks)).toContain(
      'Priya Nair rejected it: “The price is wrong.” Nothing is sent and the expansion ends.',
    );
    for (const who of [PEOPLE.csm, PEOPLE.ae])
      expect(JSON.stringify(stage.messages(who, account).map(({ blocks }) => blocks))).toContain(
        `No proposal goes to ${account.name}. Priya Nair rejected it: “The price is wrong.”`,
      );
    expect(stage.mails(buyerOf(account).email)).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  it('asks everybody again after an edit: what is sent is one version approved by all', async () => {
    const account = await stage.account();
    const runId = await toReview(account);
    await stage.choose(PEOPLE.csm, account, 'approve');
    await stage.choose(PEOPLE.ae, account, 'edit', { fields: { introduction: 'Shorter.' } });
    await stage.choose(PEOPLE.csm, account, 'approve', {}, /version 2/i);
    await stage.until(runId, ({ timeline }) => timeline.some(({ what }) => what.includes('receives “Our proposal')));
    const [mail, ...more] = stage.mails(buyerOf(account).email);
    expect(more).toEqual([]);
    expect(mail!.attachments.map(({ content }) => content.toString()).join()).toContain('Shorter.');
    await stage.event(runId, { type: 'churn.notified' });
    await expectCleanEnd(runId, account, await stage.result(runId));
  });

  it('is lost with the customer’s reason when they decline', async () => {
    const account = await stage.account();
    const runId = await toDecision(account);
    const { documentId } = await stage.document(runId);
    await stage.event(runId, { type: 'proposal.declined', entity: 'another proposal' });
    await stage.event(runId, { type: 'proposal.declined', entity: documentId, data: { reason: 'Too early for us.' } });
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'lost', reason: 'Too early for us.' });
    expect((await stage.store.accounts.get(account.id))!.contract?.seats).toBe(100);
    await expectCleanEnd(runId, account, result);
  });

  const cards = (account: Account, about: RegExp) =>
    stage
      .messages(PEOPLE.ae, account)
      .filter((message) => !message.threadTs && about.test(JSON.stringify(message.blocks)));

  it('takes the decision from the AE at any time, whom it has follow up every ten business days besides', async () => {
    const account = await stage.account();
    const runId = await toDecision(account);
    const card = JSON.stringify((await stage.card(PEOPLE.ae, account, /decided about/)).blocks);
    expect(card).toMatch(/since \d+ March \d{4}, and it holds until \d+ April \d{4}/);
    expect(card).toContain('The contract changes to 120 seats for $57,600 a year. Have they said yes?');
    await stage.skip('13 days');
    expect(cards(account, /follow up with/)).toEqual([]);
    await stage.skip('2 days');
    const followUp = JSON.stringify((await stage.card(PEOPLE.ae, account, /follow up with/)).blocks);
    expect(followUp).toMatch(
      /it holds until \d+ April \d{4}.*You are asked to follow up again on \d+ (?:March|April) \d{4}/,
    );
    await stage.choose(PEOPLE.ae, account, 'done', { reason: 'She asks her board.' }, /follow up with/);
    expect(cards(account, /decided about/).filter(hasButtons)).toHaveLength(1);
    await stage.skip('13 days');
    await stage.card(PEOPLE.ae, account, /follow up with/);
    await stage.choose(PEOPLE.ae, account, 'accepted', {}, /decided about/);
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('won');
    expect(cards(account, /decided about/)).toHaveLength(1);
    expect(cards(account, /follow up with/)).toHaveLength(2);
    await expectCleanEnd(runId, account, result);
  });

  it('is lost with the reason that the AE heard', async () => {
    const account = await stage.account();
    const runId = await toDecision(account);
    await stage.choose(PEOPLE.ae, account, 'declined', { reason: 'No budget.' }, /decided about/);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'lost', reason: 'No budget.' });
    await expectCleanEnd(runId, account, result);
  });

  it('ends without a decision after 45 days', async () => {
    const account = await stage.account();
    const runId = await toDecision(account);
    const sent = Date.parse(await stage.time());
    const result = await stage.result(runId);
    expect(result.outcome).toBe('no-decision');
    expect((Date.parse(result.endedAt) - sent) / 86_400_000).toBeCloseTo(45, 0);
    expect(stage.mails(buyerOf(account).email)).toHaveLength(1);
    const asked = cards(account, /follow up with/).length;
    expect(asked).toBe(3);
    await expectCleanEnd(runId, account, result);
  });

  describe.each([
    ['while customer success is asked', async (account: Account) => start(account), ['csm'], EXITS],
    ['while sales is asked', toSales, ['csm', 'ae'], oneExit(0)],
    ['while the proposal is under review', toReview, ['csm', 'ae'], oneExit(1)],
    ['while the customer decides', toDecision, ['csm', 'ae'], oneExit(2)],
  ] as const)('%s', (_when, reach, concerned, exits) => {
    it.each(exits)('%s ends it at once', async (type, outcome, next) => {
      const account = await stage.account();
      const runId = await reach(account);
      const before = Date.parse(await stage.time());
      await stage.event(runId, { type });
      const result = await stage.ended(runId);
      expect(result.outcome).toBe(outcome);
      expect(result.handedOverTo?.play).toBe(next);
      expect(Date.parse(result.endedAt) - before).toBeLessThan(3_600_000);
      if (next) await endSave(result, runId);
      await expectCleanEnd(runId, account, result);
      for (const [role, email] of Object.entries(PEOPLE)) {
        const heard = stage
          .messages(email, account)
          .map(({ blocks }) => JSON.stringify(blocks))
          .filter((text) => text.includes(`We have stopped the expansion at ${account.name}`));
        expect([role, heard.length]).toEqual([role, (concerned as readonly string[]).includes(role) ? 1 : 0]);
        const asksForMore = role === 'csm' && next !== undefined;
        expect(heard.some((text) => text.includes('A retention save has started'))).toBe(asksForMore);
      }
    });
  });

  it('moves its deadlines by as long as it was paused, and still hears what happens', async () => {
    const account = await stage.account();
    const runId = await start(account);
    await confirm(account);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    const before = await stage.status(runId);
    await stage.app.client.pause(runId, { reason: 'Their office moves.' });
    await stage.skip('20 days');
    expect(stage.mails(buyerOf(account).email)).toEqual([]);
    await stage.app.client.resume(runId, { reason: 'They have moved.' });
    const after = await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    const moved = Date.parse(after.waitingFor!.until) - Date.parse(before.waitingFor!.until);
    expect(moved / 86_400_000).toBeCloseTo(20, 0);

    await stage.app.client.pause(runId, { reason: 'Once more.' });
    await stage.event(runId, { type: 'content.engaged', contactId: OLIVIA });
    await stage.skip('1 days');
    expect(stage.messages(PEOPLE.ae, account)).toEqual([]);
    await stage.app.client.resume(runId, { reason: 'Go on.' });
    await stage.card(PEOPLE.ae, account);
    await stage.app.client.pause(runId, { reason: 'And again.' });
    await stage.event(runId, { type: 'support.escalated' });
    const result = await stage.result(runId);
    expect(result.outcome).toBe('handed-over');
    await endSave(result, runId);
    await expectCleanEnd(runId, account, result);
  });

  it('counts a fact once, however often it is told', async () => {
    const account = await stage.account();
    const runId = await start(account);
    await confirm(account);
    for (let time = 0; time < 3; time += 1) {
      await stage.event(runId, { type: 'content.engaged', contactId: OLIVIA, id: 'the-same-fact' });
    }
    await stage.card(PEOPLE.ae, account);
    const { timeline } = await stage.status(runId);
    expect(timeline.filter(({ what }) => what === 'Heard: content.engaged')).toHaveLength(1);
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(runId, account, await stage.result(runId));
  });
});
