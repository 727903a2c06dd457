import { randomUUID } from 'node:crypto';
import type { Account } from '../../src/domain/account';
import type { Role } from '../../src/domain/roles';
import type { CardState, TaskCard } from '../../src/domain/tasks';
import { businessDays, businessHours } from '../../src/domain/waits';
import type { Store } from '../../src/store';
import type { InboxMail, InboxMessage } from '../../temporal-dev/inbox';
import { failure } from '../failures';
import { createNotifyActivities } from './notify';
import { account, card, keyOf, PEOPLE, shownBy, startNotifyStage, type NotifyStage } from './notify-stage.fixture';
import type { NotifyActivities } from './port';
import { forAll } from './show-state';

const at = '2026-03-02T14:00:00.000Z'; // Monday, 15:00 in Berlin
const whileDanaIsAway = '2026-03-10T14:00:00.000Z';
const due = businessDays(1);

let stage: NotifyStage;
let notify: NotifyActivities;
let taskId: string;
let accountId: string;

beforeAll(async () => {
  stage = await startNotifyStage();
  notify = notifyWith(stage.store);
});
afterEach(() => stage.inbox.faults.clear());
afterAll(() => stage.stop());
beforeEach(async () => {
  taskId = randomUUID();
  accountId = `acme-${taskId}`;
  await stage.store.accounts.save(account(accountId));
});

function notifyWith(store: Store, waitScale = 1): NotifyActivities {
  return createNotifyActivities({
    ...{ store, slack: stage.slack, mail: stage.mailer, links: stage.links, waitScale },
    dataDir: '/nowhere',
    sender: { name: 'Playmaker', address: 'plays@vendor.example' },
  });
}

const cardOf = (more: Partial<TaskCard> = {}) => card(taskId, { accountId, ...more });
const open = (more: Partial<TaskCard> = {}, when = at) => notify.openTask({ card: cardOf(more), at: when, due });
const escalate = (to: Role, more: Partial<TaskCard> = {}) =>
  notify.giveTask({ ...escalation(to), card: cardOf(more), at: '2026-03-03T14:00:00.000Z', due });
const escalation = (role: Role) => ({
  ...{ to: { role }, because: 'Dana Reyes did not answer in time', step: `${taskId}/${role}` },
});
const answeredBy = (by: string): CardState => ({
  kind: 'answered',
  ...{ by, choice: 'confirm', label: 'Confirm', at: '2026-03-03T10:00:00.000Z' },
});
const closed: CardState = { kind: 'closed', why: 'The play was stopped', at: '2026-03-03T10:00:00.000Z' };
const close = (state: CardState = closed, more: Partial<TaskCard> = {}) =>
  notify.updateTask({ card: cardOf(more), state, revision: 'close' });
const saveTeam = (team: Account['team']) => stage.store.accounts.save(account(accountId, team));

/** Messages of this task to a person, by what their key says they are: `card/csm`. */
const messages = (to: { email: string }): (InboxMessage & { kind: string })[] =>
  stage.inbox
    .messages({ to: to.email })
    .filter((message) => keyOf(message).startsWith(taskId))
    .map((message) => ({ ...message, kind: keyOf(message).slice(taskId.length + 1) }));
const mails = (to: { email: string }): InboxMail[] =>
  stage.inbox.mails({ to: to.email }).filter(({ text }) => text.includes(accountId));
const named = { accountName: '' };
beforeEach(() => {
  named.accountName = accountId;
});

describe('a task that is opened', () => {
  it('goes to whoever holds the role, due in their working hours, and is stored', async () => {
    expect(await open()).toEqual({
      email: PEOPLE.dana.email,
      name: 'Dana Reyes',
      due: '2026-03-03T14:00:00.000Z',
      remindAt: undefined,
      note: undefined,
    });
    expect(messages(PEOPLE.dana)).toMatchObject([{ kind: 'card/csm' }]);
    expect(await stage.store.tasks.get(taskId)).toMatchObject({
      assignments: [
        { role: 'csm', email: PEOPLE.dana.email, due: '2026-03-03T14:00:00.000Z', because: 'holds the role' },
      ],
    });
  });

  it('is reminded of in time, but never before it was asked', async () => {
    const remindAt = async (hours: number) => {
      const request = { card: cardOf(), at, due, remindBefore: businessHours(hours) };
      return (await notify.openTask(request)).remindAt;
    };
    expect(await remindAt(4)).toBe('2026-03-03T10:00:00.000Z');
    expect(await remindAt(40)).toBeUndefined();
  });

  it('is due sooner in a rehearsal', async () => {
    const rehearsed = await notifyWith(stage.store, 1 / 1440).openTask({ card: cardOf(), at, due });
    expect(rehearsed.due).toBe('2026-03-02T14:01:00.000Z');
  });

  it('goes to who stands in, and says why', async () => {
    const note = 'Dana Reyes is away until 12 March; Ben Ode stands in';
    expect(await open({}, whileDanaIsAway)).toMatchObject({ name: 'Ben Ode', note });
    const own = 'Dana Reyes is away until 12 March; you stand in.';
    expect(messages(PEOPLE.ben).map(shownBy)).toEqual([expect.stringContaining(own)]);
    expect(messages(PEOPLE.dana)).toEqual([]);
  });

  it('goes by mail to who is not in Slack', async () => {
    expect(await open({ role: 'ae', ...named })).toMatchObject({ name: 'Priya Nair' });
    expect(mails(PEOPLE.priya)).toMatchObject([
      { text: expect.stringContaining('https://plays.vendor.example/t/') as string },
    ]);
  });

  it('stays with whom it was given first when an attempt is repeated after the role has changed hands', async () => {
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'dropAfterAccept' });
    await expect(open()).rejects.toMatchObject({ type: 'SLACK_UNAVAILABLE' });
    await saveTeam({ csm: PEOPLE.marcus.email });
    expect(await open()).toMatchObject({ name: 'Dana Reyes', due: '2026-03-03T14:00:00.000Z' });
    expect(messages(PEOPLE.dana)).toHaveLength(1);
    expect(messages(PEOPLE.marcus)).toEqual([]);
  });

  it('waits for Slack rather than falling back to mail, wherever Slack fails', async () => {
    await saveTeam({ csm: 'nova@vendor.example' });
    await stage.store.people.save({ ...PEOPLE.marcus, email: 'nova@vendor.example', name: 'Nova' });
    stage.inbox.faults.next({ method: 'users.lookupByEmail', fault: 'serverError' });
    await expect(open(named)).rejects.toMatchObject({ type: 'SLACK_UNAVAILABLE', nonRetryable: false });
    expect(mails({ email: 'nova@vendor.example' })).toEqual([]);
  });

  it('is final when the account is unknown or nobody holds the role', async () => {
    await expect(open({ accountId: 'unheard-of' })).rejects.toMatchObject({
      type: 'UNKNOWN_ACCOUNT',
      nonRetryable: true,
    });
    await expect(open({ role: 'marketer' })).rejects.toMatchObject({ type: 'ROLE_UNASSIGNED', nonRetryable: true });
  });
});

describe('a task that is escalated', () => {
  it('goes to the further role as well; earlier cards say so and show the new due time', async () => {
    await open();
    expect(await escalate('cs-manager')).toMatchObject({ name: 'Marcus Hill', due: '2026-03-04T14:00:00.000Z' });
    expect(messages(PEOPLE.marcus)).toMatchObject([{ kind: 'card/cs-manager' }]);
    expect(messages(PEOPLE.marcus).map(shownBy)).toEqual([expect.stringContaining('customer success lead')]);
    expect(messages(PEOPLE.dana)).toMatchObject([{ kind: 'card/csm', edits: 1 }]);
    const [first] = messages(PEOPLE.dana).map(shownBy);
    expect(first).toContain('Marcus Hill is asked as well; either of you can answer.');
    expect(messages(PEOPLE.marcus).map(shownBy).join()).toMatch(/You are asked as well; either of you can answer\./);
    expect(first).toContain(String(Date.parse('2026-03-04T14:00:00.000Z') / 1000));
    expect(first).toContain('decide:confirm');
  });

  it('is escalated once however often it is tried', async () => {
    await open();
    stage.inbox.faults.next({ method: 'chat.update', fault: 'serverError' });
    await expect(escalate('cs-manager')).rejects.toMatchObject({ type: 'SLACK_UNAVAILABLE' });
    await escalate('cs-manager');
    await escalate('cs-manager');
    expect(messages(PEOPLE.marcus)).toHaveLength(1);
    expect((await stage.store.tasks.get(taskId))?.assignments).toHaveLength(2);
  });

  it('asks somebody who was asked already in words instead of with a second card', async () => {
    await open();
    expect(await escalate('support-lead')).toMatchObject({ name: 'Dana Reyes' });
    await escalate('support-lead');
    expect(messages(PEOPLE.dana).map(({ kind }) => kind)).toEqual(['card/csm', 'support-lead/again']);
    const [first, again] = messages(PEOPLE.dana);
    expect(again).toMatchObject({ threadTs: first?.ts, text: expect.stringContaining('support lead') as string });
  });

  it('tells those who were asked by mail', async () => {
    await open({ role: 'ae', ...named });
    await escalate('cs-manager', { role: 'ae', ...named });
    const [first, second] = mails(PEOPLE.priya);
    expect(second?.text).toContain('Marcus Hill is asked as well; either of you can answer.');
    expect(second?.headers['in-reply-to']).toBe(first?.messageId);
  });

  it('is left alone when it was answered meanwhile', async () => {
    await open();
    await close(answeredBy('Dana Reyes'));
    expect(await escalate('cs-manager')).toMatchObject({ name: 'Dana Reyes' });
    expect(messages(PEOPLE.marcus)).toEqual([]);
    expect(messages(PEOPLE.dana).map(shownBy)).toEqual([expect.stringContaining('Dana Reyes chose')]);
  });
});

describe('a task that is no longer somebody’s', () => {
  const handOver = (more: object = {}) =>
    notify.giveTask({
      ...{ ...escalation('cs-manager'), card: cardOf(), at, due, from: PEOPLE.dana.email },
      ...{ because: 'Dana Reyes handed it over', ...more },
    });

  it('tells who gave it away to whom it went', async () => {
    await open();
    await handOver();
    const [theirs] = messages(PEOPLE.dana).map(shownBy);
    expect(theirs).toContain('You have passed this on to Marcus Hill.');
    expect(theirs).not.toContain('decide:');
    expect(messages(PEOPLE.marcus).map(shownBy).join()).toContain('You have it now.');
  });

  it('tells whose account it was, when that changed hands, who has it now', async () => {
    await open();
    await handOver({ because: 'The account changed hands.', moved: true });
    const [theirs] = messages(PEOPLE.dana).map(shownBy);
    expect(theirs).toContain('This is no longer yours: it went to Marcus Hill.');
    expect(theirs).not.toContain('passed this on');
  });

  it('is asked of a colleague who was consulted about it, as for the first time', async () => {
    await open();
    const asks = { key: `${taskId}/ask`, taskId, to: PEOPLE.ben, by: 'Dana Reyes', text: 'Is it so?', at };
    await notify.consult(asks);
    await escalate('cs-manager');
    const [before] = messages(PEOPLE.ben).map(shownBy);
    expect(before).toContain('Marcus Hill is asked as well.');
    expect(before).not.toMatch(/either|decide:/);
    await handOver({ to: { email: PEOPLE.ben.email, name: 'Ben Ode' }, step: `${taskId}/ben` });
    const [after, told] = messages(PEOPLE.ben).map(shownBy);
    expect(after).toContain('decide:confirm');
    expect(told).toContain('Now it is yours to answer, as customer success manager.');
  });
});

describe('a note', () => {
  const note = { by: 'Priya Nair', text: 'They *open* two depots.', at };
  const all = ({ email }: { email: string }) => stage.inbox.mails({ to: email });

  it('is one mail to everybody who has the task by mail, and none to who wrote it', async () => {
    await open({ role: 'ae', ...named });
    const nova = { ...PEOPLE.priya, email: 'nova@vendor.example', name: 'Nova' };
    await stage.store.people.save(nova);
    const toNova = { to: { email: nova.email, name: nova.name }, because: 'Priya Nair did not answer in time' };
    await notify.giveTask({ ...escalation('cs-manager'), ...toNova, card: cardOf({ role: 'ae', ...named }), at, due });
    const before = [all(PEOPLE.priya).length, all(nova).length];
    for (let attempt = 0; attempt < 2; attempt += 1)
      await notify.noteTask({ taskId, note, from: PEOPLE.priya.email, key: `${taskId}/note` });
    expect([all(PEOPLE.priya).length, all(nova).length]).toEqual([before[0], before[1]! + 1]);
    expect(all(nova).at(-1)?.text).toMatch(/Priya Nair noted: They \*open\* two depots\.[^]*To answer, choose here/);
  });

  it('stands on the cards in Slack as it was typed', async () => {
    await open();
    await notify.noteTask({ taskId, note, from: PEOPLE.priya.email, key: `${taskId}/note` });
    const [card, told] = messages(PEOPLE.dana);
    const typed = { type: 'plain_text', text: expect.stringContaining('They *open* two depots.') as string };
    for (const { blocks } of [card!, told!])
      expect(blocks).toContainEqual(expect.objectContaining({ type: 'section', text: typed }));
  });
});

describe('a reminder', () => {
  const remind = () => notify.remindTask({ taskId, at, due: '2026-03-03T14:00:00.000Z' });

  it('goes under every card, once, with the time in the zone of its reader', async () => {
    await open();
    await escalate('ae', named);
    await remind();
    await remind();
    const [first, reminder, ...more] = messages(PEOPLE.dana);
    expect(more).toEqual([]);
    expect(reminder).toMatchObject({ kind: 'remind/dana@vendor.example', threadTs: first?.ts });
    expect(reminder?.text).toContain('3 March 2026, 15:00 Berlin time');
    const byMail = stage.inbox.mails({ to: PEOPLE.priya.email }).filter(({ text }) => text.includes('A reminder'));
    expect(byMail.at(-1)?.headers['in-reply-to']).toBeDefined();
  });

  it('goes to nobody when the task is done or unknown', async () => {
    await remind();
    await open();
    await close();
    await remind();
    expect(messages(PEOPLE.dana).map(({ kind }) => kind)).toEqual(['card/csm']);
  });
});

describe('a task that changes', () => {
  it('shows the new text on every card and keeps what was said about it', async () => {
    await open();
    await escalate('cs-manager');
    const preview = { title: 'Proposal', text: 'The second draft', version: 2 };
    const state: CardState = { kind: 'open', due: '2026-03-05T14:00:00.000Z' };
    await notify.updateTask({ card: cardOf({ preview }), state, revision: '2' });
    for (const [who, whom] of [
      [PEOPLE.dana, 'Marcus Hill is'],
      [PEOPLE.marcus, 'You are'],
    ] as const) {
      const [shown] = messages(who).map(shownBy);
      expect(shown).toContain('The second draft');
      expect(shown).toContain(`${whom} asked as well; either of you can answer.`);
    }
  });

  it('shows everybody who answered, and takes the buttons away', async () => {
    await open();
    await escalate('cs-manager');
    await close(answeredBy('Marcus Hill'));
    const shown = [...messages(PEOPLE.dana), ...messages(PEOPLE.marcus)].map(shownBy);
    expect(shown).toHaveLength(2);
    for (const each of shown) {
      expect(each).toContain('Marcus Hill chose “Confirm”');
      expect(each).not.toContain('decide:');
    }
  });

  it('reaches every other card when one cannot be updated', async () => {
    await open();
    await escalate('cs-manager');
    stage.inbox.faults.next({ method: 'chat.update', fault: 'serverError' });
    await expect(close()).rejects.toMatchObject({ type: 'SLACK_UNAVAILABLE' });
    await close();
    const shown = [...messages(PEOPLE.dana), ...messages(PEOPLE.marcus)].map(shownBy);
    for (const each of shown) expect(each).toContain('The play was stopped');
  });

  it('tells those asked by mail the outcome, but not who decided', async () => {
    await open({ role: 'ae', ...named });
    await escalate('cs-manager', { role: 'ae', ...named });
    const before = mails(PEOPLE.priya).length;
    await close(answeredBy('Priya Nair'), { role: 'ae', ...named });
    expect(mails(PEOPLE.priya)).toHaveLength(before);

    taskId = randomUUID();
    await open({ role: 'ae', ...named });
    await close(answeredBy('Marcus Hill'), { role: 'ae', ...named });
    await close(answeredBy('Marcus Hill'), { role: 'ae', ...named });
    const told = mails(PEOPLE.priya).filter(({ text }) => text.includes('Marcus Hill chose'));
    expect(told).toMatchObject([{ deliveries: 1 }]);
  });

  it('is not changed any more after it was closed', async () => {
    await open();
    await close();
    const state: CardState = { kind: 'open', due: '2026-03-05T14:00:00.000Z' };
    await notify.updateTask({ card: cardOf(), state, revision: '1' });
    expect(messages(PEOPLE.dana).map(shownBy)).toEqual([expect.stringContaining('The play was stopped')]);
  });
});

describe('a task that is closed before its card is out', () => {
  it('never shows that card, even if a late attempt tries', async () => {
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'serverError' });
    await open().catch(() => undefined);
    await close();
    await open();
    expect(messages(PEOPLE.dana)).toEqual([]);
  });

  it('never shows a card that nobody began to send', async () => {
    await close();
    expect(await open()).toMatchObject({ name: 'Dana Reyes' });
    await escalate('cs-manager');
    expect(messages(PEOPLE.dana)).toEqual([]);
    expect(messages(PEOPLE.marcus)).toEqual([]);
  });

  it('finds and closes a card whose answer was lost', async () => {
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'dropAfterAccept' });
    await open().catch(() => undefined);
    await close();
    expect(messages(PEOPLE.dana)).toMatchObject([{ edits: 1 }]);
    expect(messages(PEOPLE.dana).map(shownBy)).toEqual([expect.stringContaining('The play was stopped')]);
  });

  it('waits for an attempt that is still sending', async () => {
    await open().catch(() => undefined);
    await stage.store.tasks.assign(taskId, {
      ...{ role: 'cs-manager', email: PEOPLE.marcus.email, due: at, at, because: 'escalated' },
    });
    await stage.store.outbox.claim(`${taskId}/card/cs-manager`, 60_000);
    await expect(close()).rejects.toMatchObject({
      type: 'EFFECT_UNDER_WAY',
      nextRetryDelay: expect.any(Number) as number,
    });
    await stage.store.outbox.release(`${taskId}/card/cs-manager`);
    await close();
    expect(messages(PEOPLE.marcus)).toEqual([]);
    expect(messages(PEOPLE.dana).map(shownBy)).toEqual([expect.stringContaining('The play was stopped')]);
  });

  it('ends up closed on every card when a slow earlier step overlaps the closing', async () => {
    await open();
    const { tasks } = stage.store;
    let hasClosed = false;
    // The first time the escalation has stored its note, the task is closed underneath it.
    const overtaken: Store = {
      ...stage.store,
      tasks: {
        ...tasks,
        update: async (id, change) => {
          const row = await tasks.update(id, change);
          if (!hasClosed) {
            hasClosed = true;
            await close();
          }
          return row;
        },
      },
    };
    await notifyWith(overtaken).giveTask({ ...escalation('cs-manager'), card: cardOf(), at, due });
    const shown = [...messages(PEOPLE.dana), ...messages(PEOPLE.marcus)].map(shownBy);
    expect(shown).toEqual([expect.stringContaining('The play was stopped')]);
  });
});

describe('steps that overlap', () => {
  /** The store as an attempt sees it that is overtaken by the closing just after it has read the task for showing it. */
  const overtakenByClosing = (): Store => {
    const { tasks } = stage.store;
    let reads = 0;
    return {
      ...stage.store,
      tasks: {
        ...tasks,
        get: async (id) => {
          const row = await tasks.get(id);
          reads += 1;
          if (reads === 2) await close();
          return row;
        },
      },
    };
  };

  it('leave every card closed, although the older one writes last', async () => {
    await open();
    const state: CardState = { kind: 'open', due: '2026-03-05T14:00:00.000Z' };
    await notifyWith(overtakenByClosing()).updateTask({ card: cardOf(), state, revision: '1' });
    expect(messages(PEOPLE.dana)).toMatchObject([{ edits: 3 }]);
    expect(messages(PEOPLE.dana).map(shownBy)).toEqual([expect.stringContaining('The play was stopped')]);
  });
});

describe('the channel of a task', () => {
  it('stays mail for somebody who joins Slack meanwhile', async () => {
    const nova = { ...PEOPLE.marcus, email: `nova-${taskId}@vendor.example`, name: 'Nova Kim' };
    await stage.store.people.save(nova);
    await saveTeam({ csm: nova.email });
    await open(named);
    stage.inbox.addPeople([{ id: 'U9', name: nova.name, email: nova.email }]);
    await close(closed, named);
    expect(messages(nova)).toEqual([]);
    expect(mails(nova)).toHaveLength(2);
  });
});

describe('a failure for some of several people', () => {
  it('does not keep the others from being reached, and is tried again when that may help anybody', async () => {
    const reached: string[] = [];
    const attempt = forAll(['refused', 'fine', 'unavailable', 'fine too'], async (person) => {
      reached.push(person);
      if (person === 'refused') throw failure('MAIL_REFUSED', 'No such mailbox.');
      if (person === 'unavailable') throw failure('SLACK_UNAVAILABLE', 'Too many calls.');
    });
    await expect(attempt).rejects.toMatchObject({ type: 'SLACK_UNAVAILABLE' });
    expect(reached).toHaveLength(4);
  });
});

describe('news', () => {
  const tell = (to: Role, key = `${taskId}/news`) =>
    notify.tell({
      ...{ key, runId: 'run', play: 'expansion', playTitle: 'Expansion', accountId, accountName: 'Acme', to, at },
      text: `${accountId} has signed.`,
      evidence: [{ label: 'Seats', value: '120' }],
    });

  it('reaches whoever holds the role, in Slack or by mail, once', async () => {
    await tell('csm');
    await tell('csm');
    await tell('ae', `${taskId}/other`);
    expect(messages(PEOPLE.dana).map(shownBy)).toEqual([expect.stringContaining(`${accountId} has signed.`)]);
    expect(mails(PEOPLE.priya)).toMatchObject([{ subject: `Acme: ${accountId} has signed` }]);
  });

  it('needs somebody to hold the role', async () => {
    await expect(tell('marketer')).rejects.toMatchObject({ type: 'ROLE_UNASSIGNED' });
  });
});
