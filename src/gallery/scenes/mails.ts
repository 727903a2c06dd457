import type { ScheduleRequest } from '../../../activities/calendar';
import { expansionContract } from '../../../plays/expansion/contract';
import type { Person } from '../../domain/account';
import type { TaskCard } from '../../domain/tasks';
import { businessDays, businessHours } from '../../domain/waits';
import type { InboxMail } from '../../../temporal-dev/inbox';
import { AT } from '../cast';
import { letter } from './letters';
import type { Studio } from '../studio';
import { fullCard } from './tasks';

export const TASK_MAILS = 'Mails to us';
export const CUSTOMER_MAILS = 'Mails to the customer';
export const WEB_PAGES = 'Pages behind links in mails';

const due = businessDays(1);
const DUE = '2026-03-03T15:00:00.000Z';

/** The same tasks for people without Slack, and the pages on which they answer. */
export async function mails(studio: Studio): Promise<void> {
  const { byMail, camera, people, account } = studio;
  const { dana, marcus, ben } = people;
  const card = fullCard(studio);
  const { taskId } = card;
  const shoot = (title: string, act: () => Promise<unknown>) => camera.shoot(TASK_MAILS, title, act);
  await shoot('A task', () => byMail.openTask({ card, at: AT, due }));
  await shoot('A reminder', () => byMail.remindTask({ taskId, at: AT, due: DUE }));
  const because = `${dana.name} did not answer in time`;
  const give = { card, at: AT, due, remindBefore: businessHours(2), step: `${taskId}/up` };
  await shoot('Escalated', () => byMail.giveTask({ ...give, to: { role: 'cs-manager' }, because }));
  const note = { by: marcus.name, text: studio.text('I spoke with them last week.'), at: AT };
  await shoot('A note', () => byMail.noteTask({ taskId, note, from: marcus.email, key: `${taskId}/note` }));
  const question = { taskId, by: dana.name, text: studio.text('Is their data clean enough for this?'), at: AT };
  await shoot('A colleague is asked', () => byMail.consult({ ...question, key: `${taskId}/ask`, to: ben }));
  const handed = `${marcus.name} handed it over: ${studio.text('Priya knows them')}`;
  const hand = { ...give, step: `${taskId}/hand`, to: people.priya, because: handed, from: marcus.email };
  await shoot('Handed over', () => byMail.giveTask(hand));
  const held = { kind: 'open', due: DUE, onHold: studio.text('Their office moves this week') } as const;
  await shoot('On hold', () => byMail.updateTask({ card, state: held, revision: '1' }));
  const [choice] = card.choices;
  const reason = studio.optional('They asked for it themselves');
  const answered = {
    kind: 'answered',
    by: marcus.name,
    choice: choice!.id,
    label: choice!.label,
    reason,
    at: AT,
  } as const;
  await shoot('Decided', () => byMail.updateTask({ card, state: answered, revision: 'close' }));
  const about = { play: 'expansion', playTitle: expansionContract.title, runId: card.runId, accountName: account.name };
  const text = `${account.name} accepted: 120 seats from now on.`;
  await shoot('News', () =>
    byMail.tell({
      ...about,
      key: 'sample/mail/news',
      accountId: account.id,
      to: 'csm',
      at: AT,
      text,
      evidence: card.evidence,
    }),
  );
  const asked = { card, state: { kind: 'open', due: DUE }, askedAs: 'csm', consulted: question } as const;
  const alone = await studio.withoutReplies('sample/alone', people.nora);
  await shoot('A colleague is asked, and nobody takes replies', () =>
    alone.postCard('sample/alone', people.nora, asked),
  );
  await customerMails(studio);
  await invitations(studio);
  await pages(studio);
}

async function customerMails(studio: Studio): Promise<void> {
  const { notify, camera, account, leader, people } = studio;
  const about = { accountId: account.id, contactId: leader.id, runId: 'play/expansion/acme/sample', at: AT };
  const accountName = account.name;
  const zone = account.timeZone;
  const { dana, priya } = people;
  const sent = [
    ['The second approach', 'expansion', 'second-approach', dana, { accountName, isNew: true }],
    [
      'The second approach, to somebody who is not new',
      'expansion',
      'second-approach',
      dana,
      { accountName, isNew: false },
    ],
    ['The proposal', 'expansion', 'proposal-mail', priya, { accountName, hasAchieved: true }, true],
    [
      'The proposal, with nothing achieved yet',
      'expansion',
      'proposal-mail',
      priya,
      { accountName, hasAchieved: false },
      true,
    ],
    [
      'The save plan',
      'retention-save',
      'save-plan-mail',
      dana,
      { accountName, zone, reviewOn: '2026-03-09T15:00:00.000Z' },
      true,
    ],
    ['The save plan, without a review', 'retention-save', 'save-plan-mail', dana, { accountName, zone, reviewOn: '' }],
  ] as const satisfies readonly (readonly [string, string, string, Person, object, boolean?])[];
  for (const [title, play, text, from, data, isAnswer] of sent) {
    const words = await letter(studio, play, text, from, data);
    await camera.shoot(CUSTOMER_MAILS, title, () =>
      notify.mailCustomer({ ...about, key: `sample/${title}`, play, letter: words, isAnswer }),
    );
  }
}

async function invitations({ calendar, camera, account, leader, data }: Studio): Promise<void> {
  const agenda =
    data === 'sparse'
      ? ''
      : `What has not gone well for ${account.name}, what we will do about it, and what you expect of us.`;
  const request: ScheduleRequest = {
    ...{ key: 'sample/meeting', runId: 'play/retention-save/acme/sample', accountId: account.id, at: AT, minutes: 45 },
    ...{ title: `Executive review with ${account.name}`, agenda, hosts: ['exec-sponsor', 'csm'], guests: [leader.id] },
    ...{ notBefore: businessDays(1), within: businessDays(10) },
  };
  await camera.shoot(CUSTOMER_MAILS, 'An invitation to a call', () =>
    calendar.scheduleMeeting({
      ...{
        ...request,
        key: 'sample/call',
        minutes: 30,
        hosts: ['ae', 'csm'],
        title: `Planning for growth at ${account.name}`,
      },
      agenda: `What changed at ${account.name}, what your team has achieved, and what would help next.`,
    }),
  );
  let uid = '';
  await camera.shoot(CUSTOMER_MAILS, 'An invitation', async () => {
    uid = (await calendar.scheduleMeeting(request)).uid;
  });
  const moved = {
    uid,
    key: 'sample/meeting/move',
    at: '2026-03-05T16:00:00.000Z',
    within: businessDays(10),
    reason: 'They asked for it.',
  };
  await camera.shoot(CUSTOMER_MAILS, 'A new time', () => calendar.moveMeeting(moved));
  const cancelled = { uid, key: 'sample/meeting/cancel', at: AT, reason: 'The play ended.' };
  await camera.shoot(CUSTOMER_MAILS, 'A meeting that is called off', () => calendar.cancelMeeting(cancelled));
}

/** The addresses in a mail. */
const linksIn = ({ text }: InboxMail): string[] => text.match(/https:\/\/plays\.playmaker\.example\/\S+/g) ?? [];

async function pages(studio: Studio): Promise<void> {
  const { byMail, inbox, camera, people, plays, store } = studio;
  const keep = async (title: string, url: string, form?: Record<string, string> | string) =>
    camera.keep(WEB_PAGES, title, { kind: 'page', html: await studio.page(url, form) });
  /** Opens a task by mail and answers its links: one per choice, and one to the whole. */
  const mailed = async (card: TaskCard) => {
    const before = inbox.mails().length;
    await byMail.openTask({ card, at: AT, due });
    return { card, links: linksIn(inbox.mails()[before]!) };
  };
  const about = { accountId: studio.account.id, contactId: studio.leader.id, email: studio.leader.email };
  const { card, links } = await mailed(fullCard(studio));
  const [confirm = '', notYet = ''] = links;
  const whole = links.at(-1)!;
  await keep('The whole task', whole);
  await keep('One choice', confirm);
  await keep('A choice that needs a reason', notYet);
  await keep('Something is missing', notYet, { confirm: 'yes', version: '' });
  await keep('It was not confirmed', confirm, {});
  await keep('A note was added', whole, { confirm: 'yes', note: studio.text('They open two depots in May.') });
  for (const [title, code, detail] of REFUSED) {
    plays.next = { problem: { code, detail } };
    await keep(title, confirm, { confirm: 'yes', version: '' });
  }
  plays.next = { problem: { code: 'NOT_ALLOWED', detail: 'You do not work for this account.' } };
  await keep('A note was refused', whole, { confirm: 'yes', note: 'Hello' });
  plays.next = { trouble: new Error('out of order') };
  await keep('Something broke', whole, { confirm: 'yes', note: 'Hello' });
  plays.next = {};
  await keep('Answered', confirm, { confirm: 'yes', version: '' });
  await passedOnPages(studio, mailed, keep);
  const onHold = studio.text('Their office moves this week');
  await store.tasks.update(card.taskId, { state: { kind: 'open', due: DUE, onHold } });
  await keep('On hold', whole);
  const [first] = card.choices;
  const by = { kind: 'answered', by: people.marcus.name, choice: first!.id, label: first!.label, at: AT } as const;
  await store.tasks.update(card.taskId, { state: by });
  await keep('Somebody else answered', whole);
  await review(studio, mailed, keep);
  const gone = { ...about, taskId: 'none', runId: card.runId, due: '2025-01-01T00:00:00.000Z', key: 'sample/old' };
  await keep('A link that has expired', studio.oldLinks.task({ ...gone, email: people.dana.email }).url);
  const done = await mailed(fullCard(studio));
  const closed = { kind: 'closed', why: 'Nobody answered in time.', at: AT } as const;
  await store.tasks.update(done.card.taskId, { state: closed });
  await keep('It was closed', done.links[0]!);
  await keep('No form', whole, 'no form');
  await keep('A link that is not whole', whole.slice(0, -9));
  const unsubscribe = studio.links.unsubscribe(about);
  await keep('Unsubscribe', unsubscribe);
  await keep('Unsubscribed', unsubscribe, { 'List-Unsubscribe': 'One-Click' });
  await keep('An unsubscribe link that is not whole', unsubscribe.slice(0, -9));
}

/** What somebody sees who does not have the task any more, or is only asked about it. */
async function passedOnPages(
  studio: Studio,
  mailed: (card: TaskCard) => Promise<{ card: TaskCard; links: string[] }>,
  keep: (title: string, url: string) => Promise<void>,
): Promise<void> {
  const { byMail, people, inbox } = studio;
  const give = { at: AT, due, remindBefore: businessHours(2), from: people.dana.email };
  const because = `${people.dana.name} handed it over`;
  const handed = await mailed(fullCard(studio));
  await byMail.giveTask({ ...give, card: handed.card, to: people.priya, because, step: `${handed.card.taskId}/hand` });
  await keep('Passed on to somebody', handed.links.at(-1)!);
  await keep('Passed on to somebody, by the link of a choice', handed.links[0]!);
  const unasked = 'The account changed hands';
  const moved = await mailed(fullCard(studio));
  const team = { to: { role: 'cs-manager' as const }, because: unasked, moved: true };
  await byMail.giveTask({ ...give, ...team, card: moved.card, step: `${moved.card.taskId}/team` });
  await keep('The account changed hands', moved.links.at(-1)!);
  const asked = await mailed(fullCard(studio));
  const before = inbox.mails().length;
  const text = studio.text('Is their data clean enough for this?');
  const { taskId } = asked.card;
  await byMail.consult({ taskId, key: `${taskId}/ask`, to: people.ben, by: people.dana.name, text, at: AT });
  await keep('A colleague is asked about it', linksIn(inbox.mails()[before]!).at(-1)!);
}

const REFUSED = [
  ['Refused: somebody was quicker', 'TASK_CLOSED', `Marcus Hill already chose “Yes, start” on ${AT}.`],
  ['Refused: not theirs', 'NOT_ALLOWED', 'Only the account executive can answer this.'],
  ['Refused: not one of us any more', 'PERSON_UNKNOWN', 'Nobody on our side has that address.'],
  ['Refused: a field does not fit', 'FIELD_INVALID', '“Seats” must be a whole number of at least 1, but is "0".'],
  ['Nobody answers', 'WORKER_SILENT', 'No worker answered for the play.'],
] as const;

/** A text to review: its page says which version it shows. */
async function review(
  studio: Studio,
  mailed: (card: TaskCard) => Promise<{ card: TaskCard; links: string[] }>,
  keep: (title: string, url: string, form?: Record<string, string>) => Promise<void>,
): Promise<void> {
  const { store, people, camera } = studio;
  const preview = {
    title: `Proposal for ${studio.account.name}`,
    version: 1,
    text: studio.text('Room for your next 20 seats'),
  };
  const seats = {
    id: 'seats',
    label: 'Seats',
    kind: 'number',
    integer: true,
    min: 1,
    initial: '120',
    required: true,
  } as const;
  const lead = {
    id: 'lead',
    label: 'Introduction',
    kind: 'long-text',
    initial: preview.text,
    required: false,
  } as const;
  const edit = {
    id: 'edit',
    label: 'Edit',
    effect: 'You rewrite parts of it.',
    reason: 'optional',
    fields: [seats, lead],
  } as const;
  const { card, links } = await mailed({
    ...fullCard(studio),
    preview,
    choices: [{ ...edit, fields: [...edit.fields] }],
  });
  const [url = ''] = links;
  await keep('A text to edit', url);
  await keep('A field is empty', url, { confirm: 'yes', version: '1' });
  await keep('A number that does not fit', url, { confirm: 'yes', version: '1', 'field:seats': '1.5' });
  await store.tasks.update(card.taskId, { card: { ...card, preview: { ...preview, version: 2 } } });
  await keep('The text has changed', url, { confirm: 'yes', version: '1', 'field:seats': '130' });
  const note = { by: people.marcus.name, text: studio.text('Please check the price.'), at: AT };
  const state = { kind: 'open', due: DUE, notes: [note], note: `${people.dana.name} handed it over` } as const;
  await store.tasks.update(card.taskId, { card: { ...card, choices: [{ ...card.choices[0]!, id: 'other' }] }, state });
  await keep('The choice is gone', url);
  camera.keep(WEB_PAGES, 'A task with notes', { kind: 'page', html: await studio.page(links.at(-1)!) });
}
