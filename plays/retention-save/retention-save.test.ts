import type { Account } from '../../src/domain/account';
import { emailName, nameIn, parseObservation } from '../../src/domain/observations';
import { meaningOf } from '../../src/domain/play-contract';
import type { PlayResult } from '../../src/domain/play-messages';
import { hasButtons } from '../../src/cli/demo/cards';
import { expectAsDrawn } from '../../test/as-drawn';
import { PEOPLE, Stage, type Reply } from '../../test/stage';
import { retentionSaveContract } from './contract';

const OURS = {
  ...PEOPLE,
  'exec-sponsor': 'elena.petrova@playmaker.example',
  'renewal-manager': 'lucas.moreau@playmaker.example',
} as const;
type Ours = keyof typeof OURS;

const BEN = 'ben-ortiz';
const REASON = 'The account is a customer. Health fell to 41 of 100 on 2 March 2026.';
const PARTS = {
  'exec-sponsor': '- I call you every second Monday.',
  csm: 'A training for your dispatchers by 20 March.\n\nA weekly hour with Hana.',
  'support-lead': 'The route import is mended by 16 March.',
  ae: 'You pay for the seats you use until June.',
} as const;
type Author = keyof typeof PARTS;
const AUTHORS = Object.keys(PARTS) as Author[];

describe('the retention save', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage?.close());

  /** An account whose champion has an address of their own. */
  const customer = (change: (account: Account) => Account = (same) => same): Promise<Account> =>
    stage.account((account) =>
      change({
        ...account,
        contacts: account.contacts.map((contact) =>
          contact.id === BEN
            ? { ...contact, email: `ben.${account.id}@acme.example`, phone: '+1 312 555 0142' }
            : contact,
        ),
      }),
    );
  const withConsent = (consentOf: (id: string) => Account['contacts'][number]['consent']) => (account: Account) => ({
    ...account,
    contacts: account.contacts.map((contact) => ({ ...contact, consent: consentOf(contact.id) })),
  });

  async function start(account: Account, reason = REASON): Promise<string> {
    await stage.spring();
    return (await stage.app.client.start('retention-save', { accountId: account.id, input: { reason } })).runId;
  }

  const championOf = (account: Account) => account.contacts.find(({ id }) => id === BEN)!;
  const marketingPaused = async (account: Account) => stage.store.marketing.paused(account.id, await stage.time());
  const heardBy = (role: Ours, account: Account) =>
    stage.messages(OURS[role], account).map(({ text, blocks }) => JSON.stringify([text, blocks]));
  const choose = (role: Ours, account: Account, choice: string, reply: Reply = {}, about?: RegExp) =>
    stage.choose(OURS[role], account, choice, reply, about);
  const cardOf = async (role: Ours, account: Account, about: RegExp) =>
    JSON.stringify((await stage.card(OURS[role], account, about)).blocks);
  const reached = (account: Account) =>
    choose('csm', account, 'reached', { fields: { said: 'The route import fails every night.' } });

  /** Lets time pass to the end of what the run waits for. */
  async function skipTo(runId: string, what: RegExp): Promise<void> {
    const { waitingFor } = await stage.until(runId, (status) => what.test(status.waitingFor?.what ?? ''));
    const left = Date.parse(waitingFor!.until) - Date.parse(await stage.time());
    await stage.skip(`${Math.ceil(left / 60_000) + 1} minutes`);
  }

  async function toReview(account: Account): Promise<string> {
    const runId = await start(account);
    await reached(account);
    await stage.until(runId, ({ waitingFor }) => waitingFor?.what === 'the executive review');
    return runId;
  }

  const SAID = 'They want one person who answers when planning is down.';
  const held = (account: Account) => choose('csm', account, 'held', { fields: { said: SAID } }, /take place/);

  async function toParts(account: Account): Promise<string> {
    const runId = await toReview(account);
    await skipTo(runId, /the executive review/);
    await held(account);
    await Promise.all(AUTHORS.map((role) => stage.card(OURS[role], account, /your part/)));
    return runId;
  }

  async function addParts(account: Account, but: readonly Author[] = []): Promise<void> {
    for (const role of AUTHORS.filter((each) => !but.includes(each)))
      await choose(role, account, 'add', { fields: { items: PARTS[role] } }, /your part/);
  }

  async function toApproval(account: Account): Promise<string> {
    const runId = await toParts(account);
    await addParts(account);
    await Promise.all([
      stage.card(OURS.csm, account, /Please review/),
      stage.card(OURS['exec-sponsor'], account, /Please review/),
    ]);
    return runId;
  }

  async function toAgreement(account: Account): Promise<string> {
    const runId = await toApproval(account);
    await choose('csm', account, 'approve', {}, /Please review/);
    await choose('exec-sponsor', account, 'approve', {}, /Please review/);
    await stage.card(OURS.csm, account, /agree to the plan/);
    return runId;
  }

  async function toFollowThrough(account: Account): Promise<string> {
    const runId = await toAgreement(account);
    await choose('csm', account, 'agreed', {}, /agree to the plan/);
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Follow-through' && waitingFor !== undefined);
    return runId;
  }

  /** Whatever the ending: nothing is left open, nobody has a dead button, promotion runs again, the record knows why. */
  async function expectCleanEnd(runId: string, account: Account, result: PlayResult): Promise<void> {
    expect(await stage.store.tasks.list({ runId, state: 'open' })).toEqual([]);
    for (const email of Object.values(OURS)) expect(stage.messages(email, account).filter(hasButtons)).toEqual([]);
    expect(await marketingPaused(account)).toBe(false);
    expect((await stage.store.marketing.leases(account.id)).every(({ liftedAt }) => liftedAt !== undefined)).toBe(true);
    const enrolled = (await stage.store.marketing.enrolments(account.id)).filter((each) => each.runId === runId);
    expect(enrolled.filter(({ leftAt }) => leftAt === undefined)).toEqual([]);
    const meetings = (await stage.store.meetings.list({ runId })).filter(
      ({ startsAt, status }) => startsAt > result.endedAt && status === 'confirmed',
    );
    expect(meetings).toEqual([]);
    expect(await stage.store.runs.get(runId)).toMatchObject({
      state: 'ended',
      outcome: result.outcome,
      reason: result.reason,
    });
    const outcomes = await stage.store.ledger.list({ runId, kind: 'outcome' });
    const meaning = meaningOf(retentionSaveContract.outcomes, result.outcome);
    expect(outcomes.map(({ what }) => what)).toEqual([`Retention save ended: ${meaning}`]);
    await expectAsDrawn(stage, runId, retentionSaveContract);
    const words = (Object.keys(OURS) as Ours[]).flatMap((role) => heardBy(role, account)).join();
    expect(words).not.toMatch(/undefined|\[object|\{\{|\{%|NaN|“”/);
  }

  /** Their champion answers a survey, so that something is known of their health. */
  async function answers(account: Account): Promise<void> {
    const at = await stage.time();
    const contact = [emailName(championOf(account).email)];
    const subject = { account: [nameIn('playmaker', account.id)], domains: [], contact };
    const observations = [parseObservation('survey.answered', { kind: 'nps', score: 7 })];
    await stage.store.observations.receive([{ source: 'playmaker', id: account.id, at, subject, observations }], at);
    stage.app.accounts.touched([account.id]);
    await stage.app.accounts.settled();
  }

  it('is saved: reached, reviewed, planned together, agreed, recovered', async () => {
    const account = await customer();
    const runId = await start(account);

    const card = await cardOf('csm', account, /in danger/);
    const whom = 'Ben Ortiz, Operations Manager, champion, +1 312 555 0142';
    for (const words of ['Health fell to 41 of 100', whom, '$48,000 a year']) expect(card).toContain(words);
    await stage.until(runId, ({ timeline }) => timeline.some(({ what }) => what.includes('value-reinforcement')));
    expect(await marketingPaused(account)).toBe(true);
    const enrolled = await stage.store.marketing.enrolments(account.id);
    expect(enrolled.map(({ programme, contactId }) => `${programme}: ${contactId}`).sort()).toEqual([
      'value-reinforcement: ben-ortiz',
      'value-reinforcement: hana-sato',
      'value-reinforcement: olivia-grant',
    ]);
    await reached(account);

    await stage.until(runId, ({ waitingFor }) => waitingFor?.what === 'the executive review');
    const [review] = await stage.store.meetings.list({ runId });
    expect(review).toMatchObject({ title: `Executive review with ${account.name}`, status: 'confirmed' });
    expect(Date.parse(review!.endsAt) - Date.parse(review!.startsAt)).toBe(45 * 60_000);
    expect(review!.attendees.map(({ email }) => email).sort()).toEqual(
      [OURS['exec-sponsor'], OURS.csm, championOf(account).email, account.contacts[0]!.email].sort(),
    );
    expect(heardBy('exec-sponsor', account).join()).toMatch(
      /You meet Ben Ortiz and Olivia Grant of .+ on \d+ March \d{4}; the invitation is out/,
    );
    await skipTo(runId, /the executive review/);
    await held(account);

    const part = await cardOf('support-lead', account, /your part/);
    for (const words of ['The route import fails every night.', 'Executive review on', SAID])
      expect(part).toContain(words);
    await choose('csm', account, 'add', { fields: { items: PARTS.csm, wrong: 'your import failed' } }, /your part/);
    await addParts(account, ['csm']);
    const draft = await cardOf('exec-sponsor', account, /Please review/);
    for (const words of ['I call you every second Monday.', 'In charge: Dana Reyes', 'A weekly hour with Hana.'])
      expect(draft).toContain(words);
    const rewritten = { fields: { supportItems: 'The route import is mended by 12 March.' } };
    await choose('csm', account, 'edit', rewritten, /Please review/);
    await choose('exec-sponsor', account, 'approve', {}, /version 2/);

    expect(await cardOf('csm', account, /agree to the plan/)).toContain('Ben Ortiz has it by mail');
    const [mail, ...more] = stage
      .mails(championOf(account).email)
      .filter(({ subject }) => subject.startsWith('Our plan'));
    expect(more).toEqual([]);
    expect(mail!.subject).toBe(`Our plan for ${account.name}`);
    expect(mail!.text).toContain('Thank you for your time on');
    const page = mail!.attachments.map(({ content }) => content.toString()).join();
    for (const words of ['mended by 12 March', 'Our word to you', 'pay for the seats you use'])
      expect(page).toContain(words);
    expect(page).toContain('We are sorry for what went wrong: your import failed.');
    expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(mail!.text).not.toMatch(/unsubscribe/i);
    expect(page).not.toContain('mended by 16 March');
    await choose('csm', account, 'agreed', {}, /agree to the plan/);

    await answers(account);
    await skipTo(runId, /health of the account/);
    const weekly = await cardOf('csm', account, /Week 1 /);
    expect(weekly).toContain('They agreed to the plan, says Dana Reyes.');
    expect(weekly).toContain('mended by 12 March');
    expect(weekly).toMatch(/\*Health\*\\n\d+ of 100[.,].* 70 or more .*14 days\./);
    await choose('csm', account, 'on-track', {}, /Week 1 /);
    expect(await marketingPaused(account)).toBe(true);
    await stage.event(runId, { type: 'health.recovered' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'saved', reachedGoal: true });
    for (const role of ['csm', 'exec-sponsor', 'ae'] as const)
      expect(heardBy(role, account).filter((text) => text.includes('is saved'))).toHaveLength(1);
    await expectCleanEnd(runId, account, result);
  });

  it('asks the CS manager when the CSM is silent, and closes the CSM’s card', async () => {
    const account = await customer();
    const runId = await start(account);
    await stage.card(OURS.csm, account);
    await stage.skip('3 hours');
    expect(stage.messages(OURS.csm, account).filter(({ threadTs }) => threadTs)).toHaveLength(1);
    expect(stage.messages(OURS['cs-manager'], account)).toEqual([]);
    await stage.skip('61 minutes');
    await choose('cs-manager', account, 'not-reached', { reason: 'Voicemail only.' });
    await stage.until(runId, ({ waitingFor }) => waitingFor?.what === 'the executive review');
    expect(stage.messages(OURS.csm, account).filter(hasButtons)).toEqual([]);
    expect(heardBy('cs-manager', account).join()).toContain('Marcus Hill has not reached them: “Voicemail only.”');
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(runId, account, await stage.result(runId));
    const cancelled = stage.mails(championOf(account).email).filter(({ subject }) => subject.startsWith('Cancelled'));
    expect(cancelled).toHaveLength(1);
  });

  it('needs no word of the CSM when the customer books a meeting by themselves', async () => {
    const account = await customer();
    const runId = await start(account);
    await stage.card(OURS.csm, account);
    await stage.event(runId, { type: 'meeting.booked', contactId: BEN });
    await stage.until(runId, ({ waitingFor }) => waitingFor?.what === 'the executive review');
    expect(heardBy('exec-sponsor', account).join()).toContain('They booked a meeting by themselves.');
    await stage.event(runId, { type: 'churn.notified' });
    await expectCleanEnd(runId, account, await stage.ended(runId));
  });

  it('goes on to the renewal when nobody of ours ever answers: no plan, no mail, a check a week for 90 days', async () => {
    const account = await customer();
    const runId = await start(account);
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'to-renewal', reachedGoal: false });
    expect(result.reason).toMatch(
      /^Their health did not recover within 90 days\. Week \d+: nobody said how it goes\.$/,
    );
    const { reasons, timeline } = await stage.status(runId);
    const began = timeline.find(({ phase }) => phase === 'Follow-through')!.at;
    expect((Date.parse(result.endedAt) - Date.parse(began)) / 86_400_000).toBeCloseTo(90, 0);
    const asked = stage
      .messages(OURS.csm, account)
      .filter(({ threadTs }) => !threadTs)
      .map(({ blocks }) => JSON.stringify(blocks));
    const weeks = asked.flatMap((text) => /Week (\d+) of the save/.exec(text)?.[1] ?? []);
    expect(weeks).toEqual(Array.from({ length: 12 }, (_, index) => `${index + 1}`));
    for (const who of ['executive sponsor', 'customer success manager', 'support lead', 'account executive'])
      expect(reasons).toContain(`No part from the ${who}: nobody answered in time.`);
    expect(reasons).toContain(`There is no plan for ${account.name}. Nobody had a part to add.`);
    expect(heardBy('renewal-manager', account).join()).toContain('goes to the renewal on 31 January 2027');
    expect(heardBy('sales-manager', account).length).toBeGreaterThan(0);
    expect(stage.mails(championOf(account).email).map(({ subject }) => subject.split(':')[0])).toEqual(['Invitation']);
    await expectCleanEnd(runId, account, result);
  });

  it('drafts the plan without the parts that are missing, which a reviewer may add', async () => {
    const account = await customer();
    const runId = await toParts(account);
    await choose('ae', account, 'nothing', {}, /your part/);
    await addParts(account, ['ae', 'support-lead']);
    await stage.skip('3 days');
    await choose('csm', account, 'approve', {}, /No part: nobody answered in time\./);
    expect(await cardOf('exec-sponsor', account, /Please review/)).toContain('Priya Nair had nothing to add.');
    const added = { fields: { agreementItems: '• A month on us.' } };
    await choose('exec-sponsor', account, 'edit', added, /Please review/);
    await choose('csm', account, 'approve', {}, /version 2/);
    await stage.card(OURS.csm, account, /agree to the plan/);
    const mail = stage.mails(championOf(account).email).find(({ subject }) => subject.startsWith('Our plan'))!;
    const page = mail.attachments[0]!.content.toString();
    expect(page).toContain('<li>A month on us.</li>');
    expect(page).not.toContain('Problems we solve');
    expect(page.match(/In charge: [^<]+/g)).toEqual(['In charge: Elena Petrova', 'In charge: Dana Reyes']);
    await stage.event(runId, { type: 'churn.notified' });
    await expectCleanEnd(runId, account, await stage.ended(runId));
  });

  it('hands over to the renewal at once when a reviewer rejects the plan', async () => {
    const account = await customer();
    const runId = await toApproval(account);
    await choose('exec-sponsor', account, 'reject', { reason: 'We cannot keep this.' }, /Please review/);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({
      outcome: 'to-renewal',
      reason: 'Elena Petrova rejected the plan: “We cannot keep this.”',
    });
    expect(heardBy('renewal-manager', account).join()).toContain('The route import fails every night.');
    expect(stage.mails(championOf(account).email).filter(({ subject }) => subject.startsWith('Our plan'))).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  it('goes on without a plan when nobody reviews it', async () => {
    const account = await customer();
    const runId = await toApproval(account);
    await choose('csm', account, 'approve', {}, /Please review/);
    await stage.skip('8 days');
    await stage.until(runId, ({ phase }) => phase === 'Follow-through');
    expect(heardBy('cs-manager', account).join()).toContain('There is no plan');
    await stage.event(runId, { type: 'health.recovered' });
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('saved');
    await expectCleanEnd(runId, account, result);
  });

  it('asks for no more parts once their health has recovered', async () => {
    const account = await customer();
    const runId = await toParts(account);
    await addParts(account, ['ae', 'support-lead']);
    await stage.event(runId, { type: 'health.recovered' });
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('saved');
    await expectCleanEnd(runId, account, result);
  });

  it('records why they do not agree, and puts it before the CSM every week, with what has happened since', async () => {
    const account = await customer();
    const runId = await toAgreement(account);
    await choose('csm', account, 'not-agreed', { reason: 'They want a refund.' }, /agree to the plan/);
    await stage.until(runId, ({ phase }) => phase === 'Follow-through');
    const solved = 'No case of severity 1 or 2 is open any more: the case 17 was resolved on 12 March 2026.';
    await stage.event(runId, { type: 'support.resolved', because: solved });
    await stage.event(runId, { type: 'competitor.evaluated' });
    await skipTo(runId, /health of the account/);
    const card = await cardOf('csm', account, /Week 1 /);
    for (const words of ['“They want a refund.”', solved, 'They were seen evaluating a competitor.'])
      expect(card).toContain(words);
    await choose('csm', account, 'behind', { reason: 'The import still fails.' }, /Week 1 /);
    await skipTo(runId, /health of the account/);
    expect(await cardOf('csm', account, /Week 2 /)).toContain(
      'Week 1: behind, says Dana Reyes: “The import still fails.”',
    );
    expect(heardBy('cs-manager', account).join()).toContain('is behind in week 1, says Dana Reyes');
    await choose('csm', account, 'churn', { reason: 'They signed elsewhere.' }, /Week 2 /);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'churned', reason: 'They signed elsewhere.' });
    expect(heardBy('exec-sponsor', account).join()).toContain('is leaving: “They signed elsewhere.”');
    await expectCleanEnd(runId, account, result);
  });

  it('checks once a week and ends after 90 days', async () => {
    const account = await customer();
    const runId = await toFollowThrough(account);
    const began = Date.parse(await stage.time());
    const result = await stage.result(runId);
    expect(result.outcome).toBe('to-renewal');
    expect((Date.parse(result.endedAt) - began) / 86_400_000).toBeCloseTo(90, 0);
    const asked = stage
      .messages(OURS.csm, account)
      .filter(({ threadTs }) => !threadTs)
      .map(({ blocks }) => JSON.stringify(blocks));
    const weeks = asked.flatMap((text) => /Week (\d+) of the save/.exec(text)?.[1] ?? []);
    expect(weeks).toEqual(Array.from({ length: 12 }, (_, index) => `${index + 1}`));
    await expectCleanEnd(runId, account, result);
  });

  it('asks the sponsor when the CSM is silent about the review, sets another, and thanks for none that was not', async () => {
    const account = await customer();
    const runId = await toReview(account);
    await skipTo(runId, /the executive review/);
    await stage.card(OURS.csm, account, /take place/);
    await stage.skip('30 hours');
    await choose('exec-sponsor', account, 'moved', {}, /take place/);
    await stage.until(runId, ({ waitingFor }) => waitingFor?.what === 'the executive review');
    const invitations = stage.mails(championOf(account).email).map(({ subject }) => subject.split(',')[0]);
    expect(invitations).toEqual(Array(2).fill(`Invitation: Executive review with ${account.name}`));
    await skipTo(runId, /the executive review/);
    await choose('csm', account, 'not-held', { reason: 'We call them on Friday.' }, /take place/);
    expect(await cardOf('ae', account, /your part/)).toContain(
      'It did not take place. What happens next: “We call them on Friday.”',
    );
    await addParts(account);
    const review = await cardOf('csm', account, /Please review/);
    expect(review).toContain('We want you to be able to rely on us. Attached is our plan');
    expect(review).not.toContain('Thank you for your time');
    await stage.event(runId, { type: 'churn.notified' });
    await expectCleanEnd(runId, account, await stage.ended(runId));
  });

  it('says to those who write that nobody knows of the review, and ends when they are known to leave', async () => {
    const account = await customer();
    const runId = await toReview(account);
    await skipTo(runId, /the executive review/);
    await stage.card(OURS.csm, account, /take place/);
    await stage.skip('4 days');
    expect(await cardOf('ae', account, /your part/)).toContain('Nobody has said whether it took place.');
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(runId, account, await stage.result(runId));

    const leaving = await customer();
    const other = await toReview(leaving);
    await skipTo(other, /the executive review/);
    await choose('csm', leaving, 'churn', { reason: 'They told us there.' }, /take place/);
    const result = await stage.ended(other);
    expect(result).toMatchObject({ outcome: 'churned', reason: 'They told us there.' });
    await expectCleanEnd(other, leaving, result);
  });

  it('ends as churned on the first day when the CSM hears that they leave', async () => {
    const account = await customer();
    const runId = await start(account);
    await choose('csm', account, 'churn', { reason: 'They close their depots.' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'churned', reason: 'They close their depots.' });
    expect(heardBy('ae', account).join()).toContain('is leaving: “They close their depots.”');
    expect(stage.mails(championOf(account).email)).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  it('is mended by a person where nobody holds a role, while the others write', async () => {
    const account = await customer(({ team: { 'support-lead': _nobody, ...team }, ...same }) => ({ ...same, team }));
    const runId = await toReview(account);
    await skipTo(runId, /the executive review/);
    await held(account);
    expect(await cardOf('cs-manager', account, /cannot be done/)).toContain('has no support lead');
    await addParts(account, ['support-lead']);
    const known = (await stage.store.accounts.get(account.id))!;
    const team = { ...known.team, 'support-lead': OURS['support-lead'] };
    await stage.store.accounts.save({ ...known, team }, await stage.time());
    await choose('cs-manager', account, 'retry', {}, /cannot be done/);
    await choose('support-lead', account, 'nothing', {}, /your part/);
    await stage.card(OURS.csm, account, /Please review/);
    await stage.event(runId, { type: 'churn.notified' });
    await expectCleanEnd(runId, account, await stage.ended(runId));
  });

  it('takes the plan to them in person when nobody may be sent a mail', async () => {
    const account = await customer(withConsent((id) => (id === BEN ? 'unknown' : 'withdrawn')));
    const runId = await toApproval(account);
    expect(await stage.store.marketing.enrolments(account.id)).toEqual([]);
    await choose('csm', account, 'approve', {}, /Please review/);
    await choose('exec-sponsor', account, 'approve', {}, /Please review/);
    const card = await cardOf('csm', account, /agree to the plan/);
    expect(card).toContain('Please go through the plan with them in person.');
    expect(card).toContain('I call you every second Monday.');
    expect(stage.mails(championOf(account).email).map(({ subject }) => subject.split(':')[0])).toEqual(['Invitation']);
    await stage.event(runId, { type: 'churn.notified' });
    await expectCleanEnd(runId, account, await stage.ended(runId));
  });

  it('meets the most senior contact where there is neither champion nor economic buyer', async () => {
    const account = await customer((same) => ({
      ...same,
      contacts: same.contacts.filter(
        ({ committeeRole }) => committeeRole !== 'champion' && committeeRole !== 'economic-buyer',
      ),
    }));
    const runId = await toReview(account);
    const [review] = await stage.store.meetings.list({ runId });
    expect(review!.attendees.filter(({ side }) => side === 'theirs').map(({ name }) => name)).toEqual(['Raj Mehta']);
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(runId, account, await stage.result(runId));
  });

  it('ends in words when everybody has withdrawn their consent meanwhile', async () => {
    const account = await customer();
    const runId = await start(account);
    await stage.card(OURS.csm, account);
    await stage.store.accounts.save(withConsent(() => 'withdrawn')(account), await stage.time());
    await reached(account);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'unreachable', reason: `Nobody at ${account.name} may be written to.` });
    for (const role of ['csm', 'cs-manager'] as const)
      expect(heardBy(role, account).join()).toContain('please go on with them in person');
    expect(stage.mails(championOf(account).email)).toEqual([]);
    await expectCleanEnd(runId, account, result);
  });

  describe.each([
    ['on the first day', (account: Account) => start(account), ['csm']],
    ['before the review', toReview, ['csm']],
    ['while the parts are written', toParts, ['csm', 'exec-sponsor', 'support-lead', 'ae']],
    ['while the plan is under review', toApproval, ['csm', 'exec-sponsor', 'support-lead', 'ae']],
    ['while the customer thinks it over', toAgreement, ['csm', 'exec-sponsor', 'support-lead', 'ae']],
    ['in the follow-through', toFollowThrough, ['csm', 'exec-sponsor', 'support-lead', 'ae']],
  ] as const)('%s', (_when, reach, concerned) => {
    it('notice of leaving ends it at once, and those who work on it hear so', async () => {
      const account = await customer();
      const runId = await reach(account);
      const before = Date.parse(await stage.time());
      await stage.event(runId, { type: 'churn.notified' });
      const result = await stage.ended(runId);
      expect(result).toMatchObject({ outcome: 'churned', reason: 'The customer gave notice.' });
      expect(Date.parse(result.endedAt) - before).toBeLessThan(3_600_000);
      for (const role of Object.keys(OURS) as Ours[]) {
        const told = heardBy(role, account).filter((text) => text.includes('We have stopped the retention save'));
        expect([role, told.length]).toEqual([role, (concerned as readonly string[]).includes(role) ? 1 : 0]);
      }
      await expectCleanEnd(runId, account, result);
    });
  });

  it('moves its checks by as long as it was paused, and still hears of a recovery', async () => {
    const account = await customer();
    const runId = await toFollowThrough(account);
    const before = await stage.status(runId);
    await stage.app.client.pause(runId, { reason: 'They move house.' });
    await stage.skip('20 days');
    expect(stage.messages(OURS.csm, account).filter(hasButtons)).toEqual([]);
    await stage.app.client.resume(runId, { reason: 'They have moved.' });
    const after = await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    const moved = Date.parse(after.waitingFor!.until) - Date.parse(before.waitingFor!.until);
    expect(moved / 86_400_000).toBeCloseTo(20, 0);

    await stage.app.client.pause(runId, { reason: 'Once more.' });
    await stage.event(runId, { type: 'health.recovered' });
    await stage.skip('1 days');
    expect((await stage.status(runId)).state).toBe('paused');
    await stage.app.client.resume(runId, { reason: 'Go on.' });
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('saved');
    await expectCleanEnd(runId, account, result);
  });

  describe('beside an expansion', () => {
    /** An expansion in its discovery, and a save that was started after it. */
    async function both(account: Account): Promise<{ expansion: string; save: string }> {
      await stage.spring();
      const input = { limit: 'seats', used: 94, allowed: 100, leader: 'olivia-grant' };
      const { runId: expansion } = await stage.app.client.start('expansion', { accountId: account.id, input });
      await choose('csm', account, 'confirm');
      await stage.until(expansion, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
      const started = await stage.app.client.start('retention-save', {
        accountId: account.id,
        input: { reason: REASON },
      });
      expect(started.verdict).toBe('admitted');
      await stage.card(OURS.csm, account, /in danger/);
      return { expansion, save: started.runId };
    }
    const leases = async (account: Account) =>
      (await stage.store.marketing.leases(account.id)).filter(({ liftedAt }) => liftedAt === undefined);

    it('pauses it and says why; after the save the expansion ends, because the account rests', async () => {
      const account = await customer();
      const { expansion, save } = await both(account);
      const paused = await stage.until(expansion, ({ state }) => state === 'paused');
      expect(paused.reasons.at(-1)).toMatch(
        /^playmaker paused the play: a retention save runs on the account and goes first/,
      );
      await stage.until(save, ({ timeline }) => timeline.some(({ what }) => what.includes('value-reinforcement')));
      expect((await leases(account)).map(({ runId }) => runId).sort()).toEqual([expansion, save].sort());
      expect(await marketingPaused(account)).toBe(true);

      await reached(account);
      await skipTo(save, /the executive review/);
      await held(account);
      expect(
        stage.mails(account.contacts[0]!.email).filter(({ subject }) => subject.startsWith('A short hello')),
      ).toEqual([]);
      await Promise.all(AUTHORS.map((role) => stage.card(OURS[role], account, /your part/)));
      await stage.event(save, { type: 'health.recovered' });
      const result = await stage.ended(save);
      expect(result.outcome).toBe('saved');

      expect(await stage.ended(expansion)).toMatchObject({
        outcome: 'cancelled',
        reason: expect.stringContaining('for 60 days after it nothing commercial is started') as string,
      });
      expect(await leases(account)).toEqual([]);
      await expectCleanEnd(save, account, result);
      const again = stage.app.client.start('expansion', {
        accountId: account.id,
        key: 'again',
        input: { limit: 'seats', used: 96, allowed: 100, leader: 'olivia-grant' },
      });
      await expect(again).rejects.toMatchObject({ code: 'PLAY_DECLINED' });
    });

    it('keeps promotion paused through the end of the expansion, and ends both when the customer leaves', async () => {
      const account = await customer();
      const { expansion, save } = await both(account);
      await stage.until(save, ({ timeline }) => timeline.some(({ what }) => what.includes('value-reinforcement')));
      await stage.app.client.cancel(expansion, { reason: 'Not now.' });
      await stage.ended(expansion);
      expect((await leases(account)).map(({ runId }) => runId)).toEqual([save]);
      expect(await marketingPaused(account)).toBe(true);
      await stage.event(save, { type: 'churn.notified' });
      await expectCleanEnd(save, account, await stage.ended(save));
    });
  });

  it('is not started twice for one reason, nor again within 30 days', async () => {
    const account = await customer();
    const runId = await start(account);
    const again = await stage.app.client.start('retention-save', { accountId: account.id, input: { reason: REASON } });
    expect(again).toMatchObject({ runId, created: false });
    await stage.event(runId, { type: 'churn.notified' });
    await stage.ended(runId);
    const other = stage.app.client.start('retention-save', { accountId: account.id, input: { reason: 'Another.' } });
    await expect(other).rejects.toMatchObject({ detail: expect.stringMatching(/30 days/) as string });
  });
});
