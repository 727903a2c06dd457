import { hasButtons } from '../../src/cli/demo/cards';
import type { Account } from '../../src/domain/account';
import { nameIn, parseObservation, type ObservationType } from '../../src/domain/observations';
import { meaningOf } from '../../src/domain/play-contract';
import type { PlayResult } from '../../src/domain/play-messages';
import { expectAsDrawn } from '../../test/as-drawn';
import { PEOPLE, Stage, type Reply } from '../../test/stage';
import { advocacyAskContract } from './contract';

const OURS = { ...PEOPLE, 'exec-sponsor': 'elena.petrova@playmaker.example' } as const;
type Ours = keyof typeof OURS;
const BEN = 'ben-ortiz';
const OLIVIA = 'olivia-grant';
const DAY_MS = 86_400_000;
type Told = readonly [type: ObservationType, data: object, who?: string];

describe('the advocacy ask', () => {
  let stage: Stage;
  let observed = 0;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.inbox.faults.clear());
  afterAll(() => stage?.close());

  /** What other systems tell of the account, as it happens now. */
  async function tell(account: Account, ...all: Told[]): Promise<void> {
    const at = await stage.time();
    const reads = all.map(([type, data, who]) => {
      const contact = who === undefined ? [] : [nameIn('playmaker', who)];
      const subject = { account: [nameIn('playmaker', account.id)], domains: [], contact };
      // Of one moment, in this order.
      const id = `told-${String((observed += 1)).padStart(6, '0')}`;
      const observations = [parseObservation(type, data)];
      return { kind: 'incoming' as const, incoming: { source: 'import' as const, id, at, subject, observations } };
    });
    const verdicts = await stage.app.accounts.intake.take(reads);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(all.map(() => 'stored'));
    await stage.app.accounts.settled();
  }
  const answered = (score: number, who = BEN): Told => ['survey.answered', { kind: 'nps', score }, who];
  const inUse = (): Told[] => [BEN, OLIVIA, 'hana-sato', 'raj-mehta'].map((who) => ['product.used', {}, who] as const);

  /** A customer who does well and whose champion has an address of their own; nobody has said how satisfied they are. */
  async function customer(): Promise<Account> {
    await stage.spring();
    const account = await stage.account((known) => ({
      ...known,
      contract: { ...known.contract!, limits: [{ name: 'seats', used: 80, limit: 100 }], renewalOn: '2090-01-31' },
      contacts: known.contacts.map((contact) =>
        contact.id === BEN ? { ...contact, email: `ben.${known.id}.${observed}@acme.example` } : contact,
      ),
    }));
    const met: Told = ['meeting.held', { with: ['exec-sponsor'] }, OLIVIA];
    await tell(account, ['usage.measured', { limit: 'seats', used: 85 }], ['payment.received', {}], met, ...inUse());
    return account;
  }

  const runsOf = ({ id: accountId }: Account) => stage.store.runs.list({ accountId, play: 'advocacy-ask' });
  const mailsTo = (account: Account, who = BEN) => stage.mails(account.contacts.find(({ id }) => id === who)!.email);
  const subjects = (account: Account) => mailsTo(account).map(({ subject }) => subject);
  const heardBy = (role: Ours, account: Account) =>
    stage.messages(OURS[role], account).map(({ text, blocks }) => JSON.stringify([text, blocks]));
  /** Returns once the CSM has read it. */
  const hears = (account: Account, words: RegExp) =>
    stage.inbox.until(() => heardBy('csm', account).some((text) => words.test(text)));
  const choose = (role: Ours, account: Account, choice: string, reply: Reply = {}, about?: RegExp) =>
    stage.choose(OURS[role], account, choice, reply, about);
  const cardOf = async (role: Ours, account: Account, about: RegExp) =>
    JSON.stringify((await stage.card(OURS[role], account, about)).blocks);
  const approve = (account: Account, role: Ours = 'csm') => choose(role, account, 'approve', {}, /Please review/);
  const asks = async ({ id: accountId }: Account) =>
    (await stage.store.ledger.list({ accountId, kind: 'ask' })).map(({ what, contactId }) => `${what} (${contactId})`);

  async function startByHand(account: Account, input: object = { contact: BEN }, key?: string): Promise<string> {
    const override = key === undefined ? undefined : { reason: 'A test insists.' };
    return (await stage.app.client.startByName('advocacy-ask', { accountId: account.id, input, key, override })).runId;
  }

  /** A save that is over. */
  const save = async ({ id: accountId }: Account, endedDaysAgo: number) => {
    const daysAgo = async (days: number) => new Date(Date.parse(await stage.time()) - days * DAY_MS).toISOString();
    const runId = `play/retention-save/${accountId}/before`;
    const run = {
      runId,
      accountId,
      play: 'retention-save',
      phase: '',
      requestedBy: 'ops',
      state: 'running' as const,
    };
    await stage.store.runs.open({ ...run, startedAt: await daysAgo(endedDaysAgo + 20) });
    await stage.store.runs.update(runId, { state: 'ended', outcome: 'saved', endedAt: await daysAgo(endedDaysAgo) });
  };
  /** Somebody else there was asked by an earlier run. */
  const askedBefore = async ({ id: accountId }: Account) => {
    const at = new Date(Date.parse(await stage.time()) - 179 * DAY_MS).toISOString();
    const entry = {
      key: `${accountId}/earlier`,
      kind: 'ask' as const,
      accountId,
      contactId: OLIVIA,
      by: 'Dana Reyes',
    };
    await stage.store.ledger.add({ ...entry, runId: 'play/advocacy-ask/x/earlier', what: 'Speaking: asked', at });
  };

  /** Lets time pass to the end of what the run waits for. */
  async function skipTo(runId: string, what: RegExp): Promise<void> {
    const { waitingFor } = await stage.until(runId, (status) => what.test(status.waitingFor?.what ?? ''));
    const left = Date.parse(waitingFor!.until) - Date.parse(await stage.time());
    await stage.skip(`${Math.ceil(left / 60_000) + 1} minutes`);
  }

  /** Ben says that he is satisfied, and the rule starts the play. */
  async function toPick(account: Account): Promise<string> {
    await tell(account, answered(10));
    const [run, ...more] = await runsOf(account);
    expect(more).toEqual([]);
    await stage.card(OURS.csm, account, /What do we ask/);
    return run!.runId;
  }
  async function toReview(account: Account, favour = 'reference-call'): Promise<string> {
    const runId = await toPick(account);
    await choose('csm', account, favour, {}, /What do we ask/);
    await stage.card(OURS.csm, account, /Please review/);
    return runId;
  }
  async function toAnswer(account: Account, favour?: string): Promise<string> {
    const runId = await toReview(account, favour);
    await approve(account);
    await stage.card(OURS.csm, account, /answer\?/);
    return runId;
  }

  /** Whatever the ending: nothing is left open, nobody has a dead button, promotion was never touched, the record knows why. */
  async function expectCleanEnd(runId: string, account: Account, result: PlayResult): Promise<void> {
    expect(await stage.store.tasks.list({ runId, state: 'open' })).toEqual([]);
    for (const email of Object.values(OURS))
      expect(stage.messages(email, account).filter(hasButtons).filter(isOf('Advocacy ask ·'))).toEqual([]);
    const leases = await stage.store.marketing.leases(account.id);
    expect(leases.filter((lease) => lease.runId === runId)).toEqual([]);
    const ahead = (await stage.store.meetings.list({ runId })).filter(({ startsAt }) => startsAt > result.endedAt);
    expect(ahead.filter(({ status }) => status === 'confirmed')).toEqual([]);
    const { outcome, reason } = result;
    expect(await stage.store.runs.get(runId)).toMatchObject({ state: 'ended', outcome, reason });
    const outcomes = await stage.store.ledger.list({ runId, kind: 'outcome' });
    const meaning = meaningOf(advocacyAskContract.outcomes, outcome);
    expect(outcomes.map(({ what }) => what)).toEqual([`Advocacy ask ended: ${meaning}`]);
    const words = (Object.keys(OURS) as Ours[]).flatMap((role) => heardBy(role, account)).join();
    expect(words).not.toMatch(/undefined|\[object|\{\{|\{%|NaN|“”/);
    await expectAsDrawn(stage, runId, advocacyAskContract);
  }
  const isOf = (title: string) => (message: { readonly blocks?: unknown }) =>
    JSON.stringify(message.blocks).includes(title);

  it('is credited: earned, picked, reviewed, asked, coordinated, done, thanked', async () => {
    const account = await customer();
    const runId = await toPick(account);
    expect(runId).toMatch(/\/ben-ortiz-\d{4}-03-\d\d$/);
    const pick = await cardOf('csm', account, /What do we ask/);
    for (const words of ['Ben Ortiz answered 10 of 10', 'Ben Ortiz, Operations Manager, champion', 'Something else'])
      expect(pick).toContain(words);
    await choose('csm', account, 'reference-call', {}, /What do we ask/);

    const fields = {
      'mail-subject': 'Half an hour for Northwind?',
      'mail-words': 'Northwind would like to hear from you.',
    };
    await choose('csm', account, 'edit', { fields }, /Please review/);
    expect(await cardOf('csm', account, /answer\?/)).toContain('to speak with a company that considers us on');
    const [ask, ...more] = mailsTo(account);
    expect(more).toEqual([]);
    expect(ask).toMatchObject({ subject: 'Half an hour for Northwind?', replyTo: OURS.csm });
    expect(ask!.text).toContain('Northwind would like to hear from you.');
    expect(ask!.text).toContain('Kind regards,\nDana Reyes');
    expect(await asks(account)).toEqual([`Reference call: asked (${BEN})`]);

    await choose('csm', account, 'yes', {}, /answer\?/);
    const brief = await cardOf('csm', account, /Please review/);
    expect(brief).toContain('We have set a call for');
    for (const role of ['csm', 'ae'] as const)
      expect(heardBy(role, account).filter((text) => text.includes('is willing to speak'))).toHaveLength(1);
    const [call] = await stage.store.meetings.list({ runId });
    expect(call).toMatchObject({ title: 'Reference call: how we go about it', status: 'confirmed' });
    expect(call!.attendees.map(({ email }) => email).sort()).toEqual([ask!.to[0], OURS.csm].sort());
    await approve(account);
    await skipTo(runId, /the call with Ben Ortiz/);
    const brought = 'Northwind, and they signed.';
    await choose('csm', account, 'done', { fields: { brought } }, /Has the reference call taken place/);
    await approve(account);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'credited', reachedGoal: true, reason: brought });
    expect(result.details).toEqual({ favour: 'reference-call', contact: BEN });
    expect(subjects(account)).toEqual([
      'Half an hour for Northwind?',
      expect.stringContaining('Invitation') as string,
      'Thank you, and how it goes on',
      'Thank you',
    ]);
    expect(await asks(account)).toEqual(
      ['asked', 'accepted', 'credited'].map((became) => `Reference call: ${became} (${BEN})`),
    );
    for (const role of ['csm', 'cs-manager', 'ae'] as const)
      expect(heardBy(role, account).filter((text) => text.includes('and they signed'))).toHaveLength(1);
    await expectCleanEnd(runId, account, result);
  });

  it('needs no call for what a mail can do, and picks from the second card', async () => {
    const account = await customer();
    const runId = await toPick(account);
    await choose('csm', account, 'else', {}, /What do we ask/);
    await choose('csm', account, 'referral', {}, /What else could we ask/);
    await approve(account);
    await choose('csm', account, 'yes', {}, /answer\?/);
    expect(await cardOf('csm', account, /Please review/)).toContain('A short mail to them and to me is enough');
    await approve(account);
    await choose('csm', account, 'not-done', { reason: 'They know nobody.' }, /Have they introduced us/);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'fell-through', reason: 'They know nobody.' });
    expect(subjects(account)).toEqual(['Do you know somebody we could help?', 'Thank you, and how it goes on']);
    expect(await stage.store.meetings.list({ runId })).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  describe('without a fresh answer', () => {
    async function toPulse(account: Account): Promise<string> {
      const runId = await startByHand(account);
      await approve(account);
      await stage.card(OURS.csm, account, /our one question/);
      return runId;
    }

    it('asks how satisfied they are first, and goes on with a good answer', async () => {
      const account = await customer();
      const runId = await toPulse(account);
      expect(subjects(account)).toEqual(['One question about your work with us']);
      await tell(account, answered(10, OLIVIA));
      expect((await stage.status(runId)).phase).toBe('Earned');
      await tell(account, answered(9));
      await stage.card(OURS.csm, account, /What do we ask/);
      expect(stage.messages(OURS.csm, account).filter(hasButtons)).toHaveLength(1);
      await choose('csm', account, 'not-now', { reason: 'They move house.' }, /What do we ask/);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'not-asked', reason: 'They move house.' });
      expect(await asks(account)).toEqual([`Pulse: asked (${BEN})`]);
      await expectCleanEnd(runId, account, result);
    });

    it('ends with an answer that is not satisfied, of which the CSM hears', async () => {
      const account = await customer();
      const runId = await toPulse(account);
      await tell(account, answered(6));
      const result = await stage.ended(runId);
      expect(result.outcome).toBe('not-earned');
      expect(result.reason).toContain('Ben Ortiz answered 6 of 10 today.');
      expect(heardBy('csm', account).filter((text) => text.includes('Ben Ortiz answered 6 of 10'))).toHaveLength(1);
      await expectCleanEnd(runId, account, result);
    });

    it('takes silence for no answer, and sends no second pulse within 30 days', async () => {
      const account = await customer();
      const runId = await toPulse(account);
      await skipTo(runId, /to answer/);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'not-earned' });
      expect(result.reason).toContain('Ben Ortiz has not told us in 90 days how satisfied they are.');
      const again = await startByHand(account, { contact: BEN }, 'again');
      await hears(account, /less than 30 days ago/);
      expect((await stage.ended(again)).reason).toMatch(
        /was asked how satisfied they are on .*, less than 30 days ago/,
      );
      expect(subjects(account)).toHaveLength(1);
      await expectCleanEnd(runId, account, result);
    });

    it('counts the reply that the CSM writes down as their answer, and takes no number that is none', async () => {
      const account = await customer();
      const runId = await toPulse(account);
      const [task] = await stage.store.tasks.list({ runId, state: 'open' });
      const decide = (score: string) =>
        stage.app.client.decide(runId, { taskId: task!.taskId, choice: 'answered', fields: { score }, as: OURS.csm });
      await expect(decide('95')).rejects.toMatchObject({ detail: expect.stringContaining('from 0 to 10') as string });
      await choose('csm', account, 'answered', { fields: { score: '10' } }, /our one question/);
      // The account view may know of it before anybody looks.
      const isComing = (what: string | undefined) => what === 'the answer of Ben Ortiz';
      await stage.until(runId, ({ waitingFor, phase }) => phase === 'The ask' || isComing(waitingFor?.what));
      stage.app.accounts.touched([account.id]);
      await stage.app.accounts.settled();
      await stage.card(OURS.csm, account, /What do we ask/);
      const { view } = (await stage.app.accounts.state(account.id))!;
      expect(view.answers).toMatchObject([{ contactId: BEN, kind: 'nps', score: 10 }]);
      expect(await runsOf(account)).toHaveLength(1);
      await stage.app.client.cancel(runId, { reason: 'The test is over.' });
      await expectCleanEnd(runId, account, await stage.ended(runId));
    });

    it('sends no pulse that the CSM rejects', async () => {
      const account = await customer();
      const runId = await startByHand(account, {});
      await choose('csm', account, 'reject', { reason: 'I see him tomorrow.' }, /Please review/);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'not-asked', reason: 'I see him tomorrow.' });
      expect(mailsTo(account)).toEqual([]);
      await expectCleanEnd(runId, account, result);
    });
  });

  describe('is not earned from the start', () => {
    it.each<[string, RegExp, (account: Account) => Promise<void>, string?]>([
      ['an unsatisfied answer', /Ben Ortiz answered 6 of 10 today/, (account) => tell(account, answered(6))],
      [
        'a severe case',
        /support case of severity 1 is open/,
        (account) => tell(account, ['support.opened', { case: '7', severity: 1 }]),
      ],
      ['a save within 90 days', /A retention save ended on/, (account) => save(account, 89)],
      ['an ask within 180 days', /They were asked for: speaking on/, askedBefore],
      [
        'a trajectory that is none of a champion',
        /is stable, not champion/,
        (account) => tell(account, ['usage.measured', { limit: 'seats', used: 20 }]),
      ],
      ['no consent', /Raj Mehta has not consented/, (account) => tell(account, answered(10, 'raj-mehta')), 'raj-mehta'],
      ['a person who wants no mail', /Nobody who could speak for us/, async () => undefined, 'carol-weiss'],
    ])('by %s: the CSM hears why, the customer hears nothing', async (_, why, happens, contact = BEN) => {
      const account = await customer();
      await happens(account);
      const [byRule] = await runsOf(account);
      const runId = byRule?.runId ?? (await startByHand(account, { contact }));
      await hears(account, why);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'not-earned', reason: expect.stringMatching(why) as string });
      expect(heardBy('csm', account).filter((text) => why.test(text))).toHaveLength(1);
      expect(mailsTo(account, contact)).toEqual([]);
      expect(await asks(account)).not.toContain(expect.stringContaining(contact));
      await expectCleanEnd(runId, account, result);
    });
  });

  describe('is withheld when the gate closes after the letter was approved', () => {
    /** Approved in the evening, so that it waits for the morning. */
    async function toDeferred(account: Account): Promise<string> {
      const runId = await toReview(account);
      await stage.skip('10 hours');
      await approve(account);
      await stage.until(runId, ({ waitingFor }) => waitingFor?.what === 'the moment to write to Ben Ortiz');
      return runId;
    }

    it.each<[string, RegExp, (account: Account) => Promise<void>]>([
      ['by another answer', /Ben Ortiz answered 3 of 10/, (account) => tell(account, answered(3))],
      [
        'by the trajectory',
        /The account is at-risk, not champion/,
        (account) => tell(account, ['usage.measured', { limit: 'seats', used: 10 }]),
      ],
      [
        'by a wish for no mail',
        /Ben Ortiz wants no mail from us/,
        (account) => tell(account, ['consent.changed', { consent: 'withdrawn' }, BEN]),
      ],
      ['by a save', /A retention save ended on/, (account) => save(account, 1)],
      ['by the ask of another', /They were asked for: speaking/, askedBefore],
    ])('%s', async (_, why, happens) => {
      const account = await customer();
      const runId = await toDeferred(account);
      await happens(account);
      await skipTo(runId, /the moment to write/);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'not-earned', reason: expect.stringMatching(why) as string });
      expect(mailsTo(account)).toEqual([]);
      expect(await asks(account)).not.toContain(`Reference call: asked (${BEN})`);
      expect(heardBy('csm', account).filter((text) => why.test(text) && text.includes('is not asked'))).toHaveLength(1);
      await expectCleanEnd(runId, account, result);
    });

    it('while the play was paused', async () => {
      const account = await customer();
      const runId = await toDeferred(account);
      await stage.app.client.pause(runId, { reason: 'Their office moves.' });
      await stage.skip('3 days');
      await tell(account, answered(2));
      expect(mailsTo(account)).toEqual([]);
      await stage.app.client.resume(runId, { reason: 'They have moved.' });
      const result = await stage.ended(runId);
      expect(result.reason).toContain('Ben Ortiz answered 2 of 10');
      expect(mailsTo(account)).toEqual([]);
      await expectCleanEnd(runId, account, result);
    });

    it('between two attempts to send it', async () => {
      const account = await customer();
      const runId = await toReview(account);
      stage.inbox.faults.set({ smtp: { serverError: 1 } });
      const before = stage.inbox.faults.counts().smtp.serverError;
      await approve(account);
      await stage.inbox.until(() => stage.inbox.faults.counts().smtp.serverError > before);
      await tell(account, answered(3));
      stage.inbox.faults.clear();
      await stage.skip('5 minutes');
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'not-earned' });
      expect(mailsTo(account)).toEqual([]);
      expect(await asks(account)).toEqual([]);
      await expectCleanEnd(runId, account, result);
    });

    it('also when they said yes and then want no mail: what was to come falls through, and the call is off', async () => {
      const account = await customer();
      const runId = await toAnswer(account);
      await choose('csm', account, 'yes', {}, /answer\?/);
      await stage.card(OURS.csm, account, /Please review/);
      await tell(account, ['consent.changed', { consent: 'withdrawn' }, BEN]);
      await approve(account);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'fell-through', reason: 'Ben Ortiz wants no mail from us.' });
      expect(subjects(account).filter((subject) => subject.startsWith('Thank you'))).toEqual([]);
      expect(heardBy('csm', account).filter((text) => text.includes('fell through. Ben Ortiz wants'))).toHaveLength(1);
      await expectCleanEnd(runId, account, result);
    });
  });

  describe('hears them out', () => {
    it('a no is respected for 180 days, also by who insists', async () => {
      const account = await customer();
      const runId = await toAnswer(account);
      await choose('csm', account, 'no', { reason: 'Their lawyers forbid it.' }, /answer\?/);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'declined', reachedGoal: false, reason: 'Their lawyers forbid it.' });
      expect((await asks(account)).at(-1)).toBe(`Reference call: declined (${BEN})`);
      await expectCleanEnd(runId, account, result);

      await stage.skip('20 days');
      await tell(account, answered(10, OLIVIA));
      const again = stage.app.client.start('advocacy-ask', { accountId: account.id, input: { contact: OLIVIA } });
      await expect(again).rejects.toMatchObject({ detail: expect.stringMatching(/180 days/) as string });
      const insisted = await startByHand(account, { contact: OLIVIA }, 'insisted');
      await hears(account, /They said no to: reference call/);
      const { outcome, reason } = await stage.ended(insisted);
      expect([outcome, reason]).toEqual(['not-earned', expect.stringContaining('They said no to: reference call on')]);
      expect(subjects(account)).toHaveLength(1);
    });

    it('silence gets one reminder, which the CSM reviews, and then peace', async () => {
      const account = await customer();
      const runId = await toAnswer(account, 'review');
      await skipTo(runId, /to answer/);
      expect(await cardOf('csm', account, /Please review/)).toContain('I will not ask again.');
      await approve(account);
      await stage.card(OURS.csm, account, /made up their mind/);
      const [, reminder] = mailsTo(account);
      expect(reminder!.text).toMatch(
        /On \w+, \d+ March \d{4} I asked whether you would be willing to write a review of us/,
      );
      const result = await stage.result(runId);
      expect(result).toMatchObject({ outcome: 'no-answer', reason: 'Ben Ortiz gave no answer.' });
      expect(subjects(account)).toHaveLength(2);
      expect(
        heardBy('cs-manager', account).filter((text) => text.includes('made up their mind')).length,
      ).toBeGreaterThan(0);
      expect(await asks(account)).toEqual([`Review: asked (${BEN})`]);
      await expectCleanEnd(runId, account, result);
    });

    it('gets no reminder when their answer turned bad, and is left alone', async () => {
      const account = await customer();
      const runId = await toAnswer(account);
      await tell(account, answered(5));
      await skipTo(runId, /to answer/);
      await approve(account);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'not-earned' });
      expect(subjects(account)).toHaveLength(1);
      await expectCleanEnd(runId, account, result);
    });

    it('whoever asks for time is not reminded, and may say yes later', async () => {
      const account = await customer();
      const runId = await toAnswer(account, 'case-study');
      await choose('csm', account, 'later', { reason: 'After their audit.' }, /answer\?/);
      await stage.skip('29 days');
      expect(stage.messages(OURS.csm, account).filter(hasButtons)).toEqual([]);
      await skipTo(runId, /the time that Ben Ortiz asked for/);
      await tell(account, ...inUse());
      expect(await cardOf('csm', account, /made up their mind/)).toContain('After their audit.');
      await choose('csm', account, 'no', { reason: 'Not this year.' }, /made up their mind/);
      const result = await stage.ended(runId);
      expect(result.outcome).toBe('declined');
      expect(subjects(account)).toHaveLength(1);
      await expectCleanEnd(runId, account, result);
    });
  });

  it('sends no letter that the CSM rejects', async () => {
    const account = await customer();
    const runId = await toReview(account, 'case-study');
    await choose('csm', account, 'reject', { reason: 'It is too early for that.' }, /Please review/);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'not-asked', reason: 'It is too early for that.' });
    expect(mailsTo(account)).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  it('asks nobody when nobody of ours picks an ask, after the CS manager was asked', async () => {
    const account = await customer();
    const runId = await toPick(account);
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'not-asked' });
    expect(heardBy('cs-manager', account).some((text) => text.includes('What do we ask Ben Ortiz'))).toBe(true);
    expect(mailsTo(account)).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  it('sends nothing that nobody reviews, and says that a yes fell through when nobody says more', async () => {
    const account = await customer();
    const runId = await toAnswer(account, 'review');
    await choose('csm', account, 'yes', {}, /answer\?/);
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'fell-through' });
    expect(subjects(account)).toEqual(['Would you write a few lines about us?']);
    expect(heardBy('cs-manager', account).some((text) => text.includes('Is the review out?'))).toBe(true);
    await expectCleanEnd(runId, account, result);
  });

  describe('ends at once', () => {
    it('when a severe case is opened: a customer in trouble is not asked', async () => {
      const account = await customer();
      const runId = await toAnswer(account);
      await choose('csm', account, 'yes', {}, /answer\?/);
      await stage.card(OURS.csm, account, /Please review/);
      await tell(account, ['support.opened', { case: '8', severity: 2 }]);
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'in-trouble', reason: 'A severe support case was opened.' });
      expect(heardBy('csm', account).some((text) => text.includes('We have stopped the advocacy ask'))).toBe(true);
      expect(subjects(account).filter((subject) => subject.startsWith('Cancelled'))).toHaveLength(1);
      expect(await stage.store.runs.list({ accountId: account.id, play: 'retention-save' })).toEqual([]);
      await expectCleanEnd(runId, account, result);
    });

    it('when they give notice', async () => {
      const account = await customer();
      const runId = await toPick(account);
      await stage.event(runId, { type: 'churn.notified' });
      const result = await stage.ended(runId);
      expect(result.outcome).toBe('churned');
      await expectCleanEnd(runId, account, result);
    });

    it('when health becomes critical: the save takes over', async () => {
      const account = await customer();
      const runId = await toAnswer(account);
      await stage.event(runId, { type: 'health.critical' });
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'handed-over', handedOverTo: { play: 'retention-save' } });
      const [save] = await stage.store.runs.list({ accountId: account.id, play: 'retention-save' });
      expect(save).toMatchObject({ state: 'running' });
      await expectCleanEnd(runId, account, result);
      await stage.app.client.cancel(save!.runId, { reason: 'The test is over.' });
      await stage.ended(save!.runId);
    });
  });

  it('stands still while a save runs, says why to who holds its task, and ends with it', async () => {
    const account = await customer();
    const runId = await toReview(account);
    await tell(account, ['competitor.evaluated', { competitor: 'Rival' }]);
    const paused = await stage.until(runId, ({ state }) => state === 'paused');
    expect(paused.reasons.at(-1)).toMatch(/a retention save runs on the account and goes first/);
    const told = /The advocacy ask at .* waits: a retention save runs on the account/;
    await stage.inbox.until(() => heardBy('csm', account).some((text) => told.test(text)));
    const [save] = await stage.store.runs.list({ accountId: account.id, play: 'retention-save' });
    await stage.event(save!.runId, { type: 'health.recovered' });
    await choose('csm', account, 'reached', { fields: { said: 'All is well.' } }, /in danger/);
    await stage.result(save!.runId);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({
      outcome: 'cancelled',
      reason: expect.stringContaining('for 90 days after it nobody is asked to speak for us') as string,
    });
    expect(subjects(account).filter((subject) => !subject.includes(':'))).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  it('moves the time for an answer by as long as it was paused', async () => {
    const account = await customer();
    const runId = await toAnswer(account);
    const before = await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    await stage.app.client.pause(runId, { reason: 'They move house.' });
    await stage.skip('20 days');
    expect(stage.messages(OURS.csm, account).filter(hasButtons)).toEqual([]);
    await stage.app.client.resume(runId, { reason: 'They have moved.' });
    const after = await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    const moved = Date.parse(after.waitingFor!.until) - Date.parse(before.waitingFor!.until);
    expect(moved / DAY_MS).toBeGreaterThan(19);
    expect(moved / DAY_MS).toBeLessThan(23);
    await choose('csm', account, 'no', { reason: 'No time.' }, /answer\?/);
    await expectCleanEnd(runId, account, await stage.ended(runId));
  });

  it('is not started twice for one occasion, nor beside another ask', async () => {
    const account = await customer();
    const runId = await toPick(account);
    const [, , , key] = runId.split('/');
    const same = await stage.app.client.start('advocacy-ask', { accountId: account.id, key, input: {} });
    expect(same).toMatchObject({ runId, created: false });
    const other = stage.app.client.start('advocacy-ask', { accountId: account.id, input: { contact: OLIVIA } });
    await expect(other).rejects.toMatchObject({ code: 'PLAY_DECLINED' });
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(runId, account, await stage.ended(runId));
  });
});
