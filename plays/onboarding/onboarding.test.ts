import { meaningOf } from '../../src/domain/play-contract';
import type { Account } from '../../src/domain/account';
import { nameIn } from '../../src/domain/observations';
import type { PlayResult } from '../../src/domain/play-messages';
import { hasButtons } from '../../src/cli/demo/cards';
import { expectAsDrawn } from '../../test/as-drawn';
import { PEOPLE, Stage, type Reply } from '../../test/stage';
import { onboardingContract } from './contract';

const OURS = { ...PEOPLE, 'exec-sponsor': 'elena.petrova@playmaker.example' } as const;
type Ours = keyof typeof OURS;

const [OLIVIA, BEN, HANA, RAJ, CAROL] = ['olivia-grant', 'ben-ortiz', 'hana-sato', 'raj-mehta', 'carol-weiss'] as const;
const DEAL = {
  deal: 'd-17',
  goals: 'Plan dispatch in an hour.',
  promises: 'A training in week two.',
  signedBy: 'Olivia',
};
const STEPS = ['first-login', 'first-integration', 'first-value', 'half-of-seats'];
const PLAN = /Please review “Joint account plan/;
const NOTE = /Please review “Where Acme/;
const PULSE = /Please review “One question/;
const VERDICT = /have they adopted our product/;

describe('the onboarding', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage?.close());

  /** An account whose people have addresses of their own. */
  const customer = (change: (account: Account) => Account = (same) => same): Promise<Account> =>
    stage.account((account) =>
      change({
        ...account,
        contacts: account.contacts.map((contact) => ({ ...contact, email: `${contact.id}@${account.id}.example` })),
      }),
    );
  const start = async (account: Account, input = DEAL): Promise<string> => {
    await stage.spring();
    return (await stage.app.client.start('onboarding', { accountId: account.id, input })).runId;
  };
  const choose = (role: Ours, account: Account, choice: string, reply: Reply = {}, about?: RegExp) =>
    stage.choose(OURS[role], account, choice, reply, about);
  const cardOf = async (role: Ours, account: Account, about: RegExp) =>
    JSON.stringify((await stage.card(OURS[role], account, about)).blocks);
  const heardBy = (role: Ours, account: Account) =>
    stage.messages(OURS[role], account).map(({ text, blocks }) => JSON.stringify([text, blocks]));
  const mailTo = (account: Account, contactId: string) =>
    stage.mails(account.contacts.find(({ id }) => id === contactId)!.email).map(({ subject }) => subject);
  const reach = async (runId: string, ...milestones: readonly string[]) => {
    for (const entity of milestones) await stage.event(runId, { type: 'milestone.reached', entity });
  };
  const expectTimeline = (runId: string, words: string) =>
    stage.until(runId, ({ timeline }) => timeline.some(({ what }) => what.includes(words)));
  const meetingOf = async (runId: string, title: string) =>
    (await stage.store.meetings.list({ runId })).find((meeting) => meeting.title.startsWith(title));

  /** Lets time pass to a day of the onboarding, and a little more. */
  async function toDay(runId: string, day: number): Promise<void> {
    const { at } = (await stage.status(runId)).timeline[0]!;
    const left = Date.parse(at) + day * 86_400_000 - Date.parse(await stage.time());
    await stage.skip(`${Math.ceil(left / 60_000) + 5} minutes`);
  }

  /** The CSM has approved the plan. */
  async function withPlan(account: Account, milestones: readonly string[] = STEPS): Promise<string> {
    const runId = await start(account);
    await reach(runId, ...milestones);
    await choose('ae', account, 'nothing');
    await choose('csm', account, 'approve', {}, PLAN);
    return runId;
  }

  /** The kickoff is over. */
  async function pastKickoff(account: Account, milestones: readonly string[] = STEPS): Promise<string> {
    const runId = await withPlan(account, milestones);
    await toDay(runId, 8);
    await stage.until(runId, ({ phase }) => phase === 'Quick win');
    return runId;
  }

  async function toReviews(account: Account, milestones: readonly string[] = STEPS): Promise<string> {
    const runId = await withPlan(account, milestones);
    await toDay(runId, 30);
    await stage.card(OURS.csm, account, NOTE);
    return runId;
  }

  /** Without note and pulse. */
  async function pastReviews(account: Account, milestones: readonly string[] = STEPS): Promise<string> {
    const runId = await toReviews(account, milestones);
    await choose('csm', account, 'reject', { reason: 'Not now.' }, NOTE);
    await choose('csm', account, 'reject', { reason: 'Not now.' }, PULSE);
    await stage.until(runId, ({ phase }) => phase === 'Adoption check');
    return runId;
  }

  /** Nobody has reviewed note and pulse. */
  async function toVerdict(account: Account): Promise<string> {
    const runId = await withPlan(account);
    await toDay(runId, 91);
    await stage.card(OURS.csm, account, VERDICT);
    return runId;
  }

  async function toExtension(account: Account): Promise<string> {
    const runId = await toVerdict(account);
    await choose('csm', account, 'extend', { reason: 'Two depots are still to come.' }, VERDICT);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Extension' && waitingFor !== undefined);
    return runId;
  }

  /** Whatever the ending: nothing is left open, programmes are over, no meeting is ahead, the record knows why. */
  async function expectCleanEnd(runId: string, account: Account, result: PlayResult): Promise<void> {
    expect(await stage.store.tasks.list({ runId, state: 'open' })).toEqual([]);
    const buttons = Object.values(OURS).flatMap((email) => stage.messages(email, account).filter(hasButtons));
    expect(buttons.filter(({ blocks }) => JSON.stringify(blocks).includes(runId))).toEqual([]);
    expect(await stage.store.marketing.paused(account.id, await stage.time())).toBe(false);
    const entered = (await stage.store.marketing.enrolments(account.id)).filter((each) => each.runId === runId);
    expect(entered.filter(({ leftAt }) => leftAt === undefined)).toEqual([]);
    const meetings = (await stage.store.meetings.list({ runId })).filter(
      ({ startsAt, status }) => startsAt > result.endedAt && status === 'confirmed',
    );
    expect(meetings).toEqual([]);
    const { outcome, reason } = result;
    expect(await stage.store.runs.get(runId)).toMatchObject({ state: 'ended', outcome, reason });
    const outcomes = await stage.store.ledger.list({ runId, kind: 'outcome' });
    const meaning = meaningOf(onboardingContract.outcomes, outcome);
    expect(outcomes.map(({ what }) => what)).toEqual([`Onboarding ended: ${meaning}`]);
    await expectAsDrawn(stage, runId, onboardingContract);
    await stage.replay(runId);
    const words = (Object.keys(OURS) as Ours[]).flatMap((role) => heardBy(role, account)).join();
    expect(words).not.toMatch(/undefined|\[object|\{\{|\{%|NaN|“”/);
  }

  const stop = async (runId: string, account: Account) => {
    await stage.event(runId, { type: 'churn.notified' });
    await expectCleanEnd(runId, account, await stage.ended(runId));
  };

  it('is adopted: nurture stops, a joint plan, a kickoff, a quick win for all of them, a pulse, a review', async () => {
    const account = await customer();
    const nurture = {
      accountId: account.id,
      programme: 'prospect-nurture',
      runId: 'play/nurture',
      at: await stage.time(),
    };
    for (const contactId of [BEN, RAJ])
      await stage.store.marketing.enrol({ ...nurture, contactId, key: account.id + contactId });
    const runId = await start(account);
    expect(await cardOf('ae', account, /What did you promise/)).toContain('A training in week two.');
    const programmes = (await stage.store.marketing.enrolments(account.id)).map(
      ({ programme, contactId, leftAt }) => `${programme} ${contactId}${leftAt ? ' left' : ''}`,
    );
    expect(programmes.sort()).toEqual([
      ...[BEN, HANA, OLIVIA].map((id) => `customer-onboarding ${id}`),
      ...[BEN, RAJ].map((id) => `prospect-nurture ${id} left`),
    ]);
    const promises = 'A training in week two.\nAn import of their routes.';
    await choose('ae', account, 'add', { fields: { promises } });
    await choose('csm', account, 'edit', { fields: { goals: 'Plan dispatch in half an hour.' } }, PLAN);
    await expectTimeline(runId, 'Ben Ortiz receives “Our joint plan');
    const [plan] = stage
      .mails(account.contacts.find(({ id }) => id === BEN)!.email)
      .filter((mail) => mail.subject.startsWith('Our joint plan'));
    const page = plan!.attachments.map(({ content }) => content.toString()).join();
    for (const words of ['in half an hour', 'An import of their routes.', 'Your team logs in and looks around. By'])
      expect(page).toContain(words);
    expect(mailTo(account, OLIVIA).filter((subject) => subject.startsWith('Our joint'))).toEqual([]);

    const kickoff = await meetingOf(runId, 'Kickoff');
    expect(kickoff!.attendees.map(({ email }) => email).sort()).toEqual(
      [OURS.csm, OURS.ae, `${BEN}@${account.id}.example`, `${OLIVIA}@${account.id}.example`].sort(),
    );
    const { at } = (await stage.status(runId)).timeline[0]!;
    expect((Date.parse(kickoff!.startsAt) - Date.parse(at)) / 86_400_000).toBeLessThanOrEqual(7);
    await reach(runId, 'first-value');

    await toDay(runId, 30);
    const note = await cardOf('csm', account, NOTE);
    for (const words of [
      'Your team has logged in',
      'first piece of work is done',
      'The first integration',
      'Stuck: it was due',
    ])
      expect(note).toContain(words);
    expect(mailTo(account, HANA)).toEqual([]);
    await choose('csm', account, 'edit', { fields: { 'mail-subject': 'Six depots in a month' } }, NOTE);
    await stage.skip('5 hours');
    await choose('csm', account, 'approve', {}, PULSE);
    await stage.until(runId, ({ timeline }) => timeline.filter(({ what }) => what.includes('receives')).length === 6);
    const received = [OLIVIA, BEN, HANA, RAJ, CAROL].map((id) =>
      mailTo(account, id)
        .filter((subject) => !/:|joint/.test(subject))
        .sort(),
    );
    const [wins, question] = ['Six depots in a month', 'One question about your first weeks with us'];
    expect(received).toEqual([[question, wins], [question, wins], [wins], [], []]);
    const fields = { score: '9', comment: 'Quick to learn.' };
    await choose('csm', account, 'answered', { fields }, /What does Ben Ortiz .* answer/);
    await expectTimeline(runId, 'Ben Ortiz answered 9 of 10: “Quick to learn.”');
    await reach(runId, 'first-integration', 'half-of-seats');

    await toDay(runId, 91);
    const { reasons } = await stage.until(runId, ({ openTasks }) => openTasks.length === 1);
    for (const words of ['Olivia Grant has not answered the pulse', 'Adoption is as it should be'])
      expect(reasons.join()).toContain(words);
    const review = await meetingOf(runId, 'Business review');
    expect(review!.organizer).toBe(OURS['exec-sponsor']);
    expect((Date.parse(review!.startsAt) - Date.parse(at)) / 86_400_000).toBeGreaterThan(85);
    expect(heardBy('exec-sponsor', account).join()).toContain('50 % of their seats active');
    await choose('csm', account, 'adopted', { reason: 'All depots plan with it.' }, VERDICT);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'adopted', reachedGoal: true, details: { milestonesReached: 4 } });
    for (const role of ['csm', 'ae', 'exec-sponsor'] as const)
      expect(heardBy(role, account).filter((text) => text.includes('has adopted our product'))).toHaveLength(1);
    await expectCleanEnd(runId, account, result);
  });

  it('has the CS manager name a CSM before anything else, when the account has none', async () => {
    const account = await customer(({ team: { csm: _nobody, ...team }, ...same }) => ({ ...same, team }));
    const runId = await start(account);
    expect(await cardOf('cs-manager', account, /Who is the customer success manager/)).toContain(
      'has no customer success',
    );
    expect(stage.messages(OURS.ae, account)).toEqual([]);
    await choose('cs-manager', account, 'name', { fields: { email: OURS.csm } });
    await choose('ae', account, 'nothing');
    expect(await cardOf('csm', account, PLAN)).toContain('Plan dispatch in an hour.');
    await stop(runId, account);
  });

  it('asks the sales manager and the CS manager when AE and CSM are silent, and goes on without a plan', async () => {
    const account = await customer();
    const runId = await start(account);
    await stage.card(OURS.ae, account);
    await toDay(runId, 1.1);
    expect(await cardOf('sales-manager', account, /What did you promise/)).toContain('Plan dispatch in an hour.');
    await toDay(runId, 12);
    expect(heardBy('cs-manager', account).join()).toContain('Joint account plan');
    expect(heardBy('csm', account).join()).toContain('has no joint account plan');
    expect(mailTo(account, BEN).map((subject) => subject.split(':')[0])).toEqual(['Invitation']);
    await stage.until(runId, ({ phase }) => phase === 'Quick win');
    await stop(runId, account);
  });

  it('makes a plan of hardly anything, and says who goes through it where nobody may be mailed', async () => {
    const account = await customer((same) => ({
      ...same,
      contacts: same.contacts.map((contact) => ({ ...contact, consent: 'unknown' })),
    }));
    const runId = await start(account, { ...DEAL, goals: '', promises: '' });
    await choose('ae', account, 'nothing');
    expect(await cardOf('csm', account, PLAN)).toContain('We settle your goals together');
    await choose('csm', account, 'approve', {}, PLAN);
    await expectTimeline(runId, 'go through the plan with them in person');
    await toDay(runId, 31);
    const { reasons } = await stage.until(runId, ({ phase }) => phase === 'Adoption check');
    expect(reasons).toContain('No quick-win note: nobody there may be sent a mail.');
    expect(reasons.join()).toContain('No pulse: there is nobody to ask');
    expect(
      account.contacts.flatMap(({ id }) => mailTo(account, id)).filter((subject) => !subject.startsWith('Invit')),
    ).toEqual([]);
    await stop(runId, account);
  });

  it('asks the CSM what is stuck, with what is missing; the question closes when they reach it after all', async () => {
    const account = await customer();
    const runId = await pastKickoff(account, []);
    await toDay(runId, 15);
    expect(await cardOf('csm', account, /the first login was due/)).toContain('Nobody of theirs has logged in.');
    await reach(runId, 'first-login', 'first-login');
    await stage.until(runId, ({ openTasks }) => openTasks.length === 0);
    await reach(runId, 'half-of-seats');
    await toDay(runId, 29);
    await choose(
      'csm',
      account,
      'going',
      { reason: 'Their IT connects it on Friday.' },
      /the first integration was due/,
    );
    await toDay(runId, 30);
    expect(await cardOf('csm', account, NOTE)).toContain('Nobody of theirs has finished');
    await toDay(runId, 37.5);
    await choose('csm', account, 'left-out', { reason: 'They only read.' }, /the first value was due/);
    await toDay(runId, 58);
    const stuck = heardBy('csm', account).filter((text) => text.includes('is stuck'));
    expect(stuck.length).toBe(3);
    await stop(runId, account);
  });

  it('sends no note that the CSM rejects; who is unhappy in the pulse is told at once; who answered lately is not asked', async () => {
    const account = await customer();
    const runId = await pastKickoff(account);
    const answered = await stage.time();
    const subject = { account: [nameIn('playmaker', account.id)], domains: [], contact: [nameIn('playmaker', OLIVIA)] };
    const observations = [{ type: 'survey.answered' as const, data: { kind: 'nps' as const, score: 8 } }];
    await stage.store.observations.receive(
      [{ source: 'segment', id: account.id, at: answered, subject, observations }],
      answered,
    );
    stage.app.accounts.touched([account.id]);
    await stage.app.accounts.settled();
    await toDay(runId, 30);
    await choose('csm', account, 'reject', { reason: 'They are in the middle of a strike.' }, NOTE);
    await choose('csm', account, 'approve', {}, PULSE);
    await expectTimeline(runId, 'Ben Ortiz receives “One question');
    const data = { kind: 'nps', score: 4, comment: 'The import fails.' };
    await stage.event(runId, { type: 'survey.answered', contactId: BEN, data });
    await stage.until(runId, ({ phase }) => phase === 'Adoption check');
    expect(heardBy('csm', account).join()).toContain('Ben Ortiz answered 4 of 10: “The import fails.”');
    for (const id of [OLIVIA, HANA])
      expect(mailTo(account, id).filter((each) => !each.startsWith('Invit'))).toEqual([]);
    await stop(runId, account);
  });

  it('invites those who work with it to an enablement session where adoption is low at day 60', async () => {
    const account = await customer();
    const runId = await pastReviews(account, ['first-login', 'first-integration', 'first-value']);
    await stage.event(runId, { type: 'support.escalated', because: 'The case 17 was opened.' });
    await toDay(runId, 60);
    await expectTimeline(runId, '“Enablement session');
    const session = await meetingOf(runId, 'Enablement session');
    expect(session!.attendees.filter(({ side }) => side === 'theirs').map(({ name }) => name)).toEqual([
      'Ben Ortiz',
      'Hana Sato',
    ]);
    const told = heardBy('csm', account).join();
    for (const words of ['is low, and an enablement session is set', 'The case 17 was opened.', 'is not measured'])
      expect(told).toContain(words);
    await stop(runId, account);
    expect(mailTo(account, HANA).map((each) => each.split(':')[0])).toEqual(['Invitation', 'Cancelled']);
  });

  it('is extended once and only once', async () => {
    const account = await customer();
    const runId = await toExtension(account);
    await stage.skip('29 days');
    expect((await stage.status(runId)).openTasks).toEqual([]);
    await stage.skip('1 days');
    expect(await cardOf('csm', account, VERDICT)).not.toContain('Extend');
    await choose('csm', account, 'adopted', { fields: {} }, VERDICT);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'adopted', reason: 'Dana Reyes says so.' });
    await expectCleanEnd(runId, account, result);
  });

  it('keeps to what was set for its tier when it began', async () => {
    await stage.setRules({
      parameters: { onboarding: [{ set: { extension: 10 } }, { tiers: ['one-to-one'], set: { extension: 45 } }] },
    });
    const account = await customer((same) => ({ ...same, tier: 'one-to-one' }));
    const runId = await toVerdict(account);
    await stage.setRules({});
    expect(await cardOf('csm', account, VERDICT)).toContain('Extend by 45 days');
    await choose('csm', account, 'extend', { reason: 'Two depots are still to come.' }, VERDICT);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Extension' && waitingFor !== undefined);
    await stage.skip('44 days');
    expect((await stage.status(runId)).openTasks).toEqual([]);
    await stage.skip('1 days');
    expect(await cardOf('csm', account, VERDICT)).toContain('The 45 days more');
    await stop(runId, account);
  });

  it('hands an account at risk over to a retention save, with the reason', async () => {
    const account = await customer();
    const runId = await toVerdict(account);
    await choose('csm', account, 'at-risk', { reason: 'Their team has gone back to paper.' }, VERDICT);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'handed-over', handedOverTo: { play: 'retention-save' } });
    expect(await cardOf('csm', account, /in danger/)).toContain('Their team has gone back to paper.');
    await stage.app.client.cancel(result.handedOverTo!.runId!, { reason: 'Not looked at here.' });
    await stage.ended(result.handedOverTo!.runId!);
    await expectCleanEnd(runId, account, result);
  });

  it('is decided by the milestones when nobody of ours ever answers: extended, then at risk', async () => {
    const account = await customer();
    const runId = await start(account);
    await toDay(runId, 140);
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('handed-over');
    expect(result.reason).toMatch(
      /^The onboarding ends at risk\. Nobody said how it stands; not reached: the first login, /,
    );
    const { reasons } = await stage.status(runId);
    expect(reasons.filter((reason) => reason.startsWith('Extended by 30 days.'))).toHaveLength(1);
    expect(
      account.contacts.flatMap(({ id }) => mailTo(account, id)).every((each) => /^(Invitation|Cancelled)/.test(each)),
    ).toBe(true);
    await stage.app.client.cancel(result.handedOverTo!.runId!, { reason: 'Not looked at here.' });
    await stage.ended(result.handedOverTo!.runId!);
    await expectCleanEnd(runId, account, result);
  });

  it('is adopted without a word of ours when every milestone is reached', async () => {
    const account = await customer();
    const runId = await start(account);
    await reach(runId, ...STEPS);
    await toDay(runId, 110);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({
      outcome: 'adopted',
      reason: 'Nobody said how it stands; every milestone is reached.',
    });
    await expectCleanEnd(runId, account, result);
  });

  describe.each([
    ['while the plan is made', (account: Account) => start(account)],
    ['before day 30', pastKickoff],
    ['while the note is under review', toReviews],
    ['before day 60', pastReviews],
    ['while the CSM decides', toVerdict],
    ['in the extension', toExtension],
  ] as const)('%s', (_when, reach) => {
    it('notice of leaving ends it at once, and those who work on it hear so', async () => {
      const account = await customer();
      const runId = await reach(account);
      await stage.event(runId, { type: 'churn.notified' });
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'churned', reason: 'The customer gave notice.' });
      expect(heardBy('csm', account).filter((text) => text.includes('We have stopped the onboarding'))).toHaveLength(1);
      await expectCleanEnd(runId, account, result);
    });
  });

  it('hands over at once when health becomes critical; a severe case alone ends nothing', async () => {
    const account = await customer();
    const runId = await toReviews(account, ['first-login']);
    await stage.event(runId, { type: 'support.escalated' });
    expect((await stage.status(runId)).result).toBeUndefined();
    await stage.event(runId, { type: 'health.critical' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'handed-over', reason: 'The health of the account became critical.' });
    expect(heardBy('csm', account).join()).toContain('A retention save has started');
    await stage.app.client.cancel(result.handedOverTo!.runId!, { reason: 'Not looked at here.' });
    await stage.ended(result.handedOverTo!.runId!);
    await expectCleanEnd(runId, account, result);
  });

  it('moves day 30 and the milestones by as long as it was paused', async () => {
    const account = await customer();
    const runId = await pastKickoff(account, []);
    await stage.app.client.pause(runId, { reason: 'They move house.' });
    await stage.skip('20 days');
    await reach(runId, 'first-login');
    await stage.app.client.resume(runId, { reason: 'They have moved.' });
    await toDay(runId, 47);
    expect((await stage.status(runId)).openTasks).toEqual([]);
    await toDay(runId, 48.5);
    expect((await stage.status(runId)).openTasks.map(({ card }) => card.question).join()).toContain(
      'the first integration',
    );
    await toDay(runId, 50);
    await stage.card(OURS.csm, account, NOTE);
    await stop(runId, account);
  });

  it('stands still while a save runs, and goes on once they are saved', async () => {
    const account = await customer();
    const runId = await pastKickoff(account);
    const input = { reason: 'Their champion left.' };
    const save = await stage.app.client.start('retention-save', { accountId: account.id, input });
    await stage.until(runId, ({ state }) => state === 'paused');
    await stage.card(OURS.csm, account, /in danger/);
    await stage.event(save.runId, { type: 'meeting.booked' });
    await stage.until(save.runId, ({ phase }) => phase !== 'Same day');
    await stage.app.client.cancel(save.runId, { reason: 'They have a new champion.' });
    await stage.ended(save.runId);
    await stage.until(runId, ({ state }) => state === 'running');
    await stop(runId, account);
  });

  it('starts by itself with a new customer’s deal, once, with what sales knows', async () => {
    await stage.spring();
    const account = await customer(({ contract: _none, ...same }) => ({ ...same, stage: 'prospect' }));
    const at = await stage.time();
    const subject = { account: [nameIn('playmaker', account.id)], domains: [], contact: [] };
    const deal = { deal: 'd-18', goals: 'Fewer empty runs.' };
    for (const id of ['won', 'won', 'won again']) {
      const observations = [{ type: 'deal.won' as const, data: deal }];
      await stage.store.observations.receive([{ source: 'segment', id, at, subject, observations }], at);
      stage.app.accounts.touched([account.id]);
      await stage.app.accounts.settled();
    }
    const runs = await stage.store.runs.list({ accountId: account.id });
    expect(runs.map(({ play, runId }) => [play, runId])).toEqual([
      ['onboarding', `play/onboarding/${account.id}/d-18`],
    ]);
    expect(await cardOf('ae', account, /What did you promise/)).toContain('Fewer empty runs.');
    await stop(runs[0]!.runId, account);
  });
});
