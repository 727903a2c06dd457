import { expansionContract } from '../../../plays/expansion/contract';
import { confirmQuestion } from '../../../plays/expansion/questions';
import type { Role } from '../../domain/roles';
import type { Taker } from '../../domain/task-actions';
import type { CardState, TaskCard } from '../../domain/tasks';
import { businessDays, businessHours } from '../../domain/waits';
import { quoted } from '../../domain/wording';
import { AT } from '../cast';
import type { Studio } from '../studio';
import { ask, cardOf, news } from './questions';
import { repairQuestion } from './repair';

export const TASKS = 'A task and what becomes of it';

const DUE = '2026-03-03T15:00:00.000Z';
const due = businessDays(1);

/** A card that has everything a card can have. */
export function fullCard(studio: Studio, role: Role = 'csm'): TaskCard {
  const asked = confirmQuestion(studio.account, studio.usage, { standing: studio.standing, last: false });
  const card = cardOf(studio, { contract: expansionContract, phase: 'CS confirms', role }, asked);
  if (studio.data === 'ordinary') return card;
  const [first] = card.evidence;
  if (studio.data === 'sparse') {
    const choices = card.choices.map((choice) => ({ ...choice, effect: '' }));
    return { ...card, why: undefined, evidence: [{ ...first!, value: '' }], choices };
  }
  const choices = Array.from({ length: 5 }, (_, index) => ({
    ...card.choices[index % 3]!,
    ...{ id: `choice-${index}`, label: studio.name(`Choice ${index}`), effect: studio.text('Then').slice(0, 300) },
  }));
  return {
    ...card,
    choices,
    question: studio.text(card.question),
    evidence: Array.from({ length: 12 }, () => ({
      label: studio.name('Label').slice(0, 150),
      value: studio.text('Value').slice(0, 2000),
    })),
  };
}

/** Who gets a task, and what its cards say on the way to its end. */
export async function tasks(studio: Studio): Promise<void> {
  await reminders(studio);
  await escalated(studio);
  await passedOn(studio);
  await standIns(studio);
  await onHold(studio);
  await closed(studio);
  await heldUp(studio);
  await stopped(studio);
}

const later = (studio: Studio, card: TaskCard, title: string, state: CardState, revision: string) =>
  studio.camera.shoot(TASKS, title, () => studio.notify.updateTask({ card, state, revision }));

const given = (card: TaskCard, step: string, to: Taker, because: string, from?: string) => ({
  ...{ card, at: AT, due, remindBefore: businessHours(2), step: `${card.taskId}/${step}` },
  ...{ to, because, from },
});

async function reminders(studio: Studio): Promise<void> {
  const { notify, camera, people } = studio;
  const card = fullCard(studio);
  const { taskId } = card;
  await ask(studio, TASKS, 'Open', card);
  await camera.shoot(TASKS, 'Reminded', () => notify.remindTask({ taskId, at: AT, due: DUE }));
  const only = { email: people.dana.email, key: `${taskId}/snoozed` };
  await camera.shoot(TASKS, 'Reminded when they asked to be', () =>
    notify.remindTask({ taskId, at: AT, due: DUE, only }),
  );
}

async function escalated(studio: Studio): Promise<void> {
  const { notify, camera, people } = studio;
  const { dana, marcus, ben } = people;
  const card = fullCard(studio);
  const { taskId } = card;
  await notify.openTask({ card, at: AT, due });
  const because = `${dana.name} did not answer in time`;
  await camera.shoot(TASKS, 'Escalated', () => notify.giveTask(given(card, 'up', { role: 'cs-manager' }, because)));
  const note = { by: marcus.name, text: studio.text('I spoke with them last week, they are keen.'), at: AT };
  const key = `${taskId}/note`;
  await camera.shoot(TASKS, 'A note', () => notify.noteTask({ taskId, note, from: marcus.email, key }));
  const question = { taskId, by: dana.name, text: studio.text('Is their data clean enough for this?'), at: AT };
  await camera.shoot(TASKS, 'A colleague is asked', () =>
    notify.consult({ ...question, key: `${taskId}/ask/1`, to: ben }),
  );
  await camera.shoot(TASKS, 'Somebody who has the task is asked', () =>
    notify.consult({ ...question, key: `${taskId}/ask/2`, to: marcus }),
  );
  const [choice] = card.choices;
  const answered = { kind: 'answered', by: marcus.name, choice: choice!.id, label: choice!.label, at: AT } as const;
  await later(studio, card, 'Decided', answered, 'close');
}

async function passedOn(studio: Studio): Promise<void> {
  const { notify, camera, people } = studio;
  const { dana, ben } = people;
  const card = fullCard(studio);
  await notify.openTask({ card, at: AT, due });
  const handed = `${dana.name} handed it over: ${studio.text('Ben knows their operations')}`;
  await camera.shoot(TASKS, 'Handed over', () => notify.giveTask(given(card, 'hand', ben, handed, dana.email)));
  const back = `${ben.name} declined: ${studio.text('I do not know their contract')}`;
  await camera.shoot(TASKS, 'Declined, and back with whoever had it', () =>
    notify.giveTask(given(card, 'back', { role: 'csm' }, back, ben.email)),
  );
  const moved = fullCard(studio);
  await notify.openTask({ card: moved, at: AT, due });
  await camera.shoot(TASKS, 'The account changed hands', () =>
    notify.giveTask({
      ...given(moved, 'team', { role: 'cs-manager' }, 'The account changed hands.', dana.email),
      moved: true,
    }),
  );
  await consulted(studio);
}

/** Somebody who was only asked about it sees whom it goes to, and gets it in the end. */
async function consulted(studio: Studio): Promise<void> {
  const { notify, camera, people } = studio;
  const { dana, marcus, ben } = people;
  const card = fullCard(studio);
  const { taskId } = card;
  await notify.openTask({ card, at: AT, due });
  const text = studio.text('Is their data clean enough for this?');
  await notify.consult({ taskId, key: `${taskId}/ask`, to: ben, by: dana.name, text, at: AT });
  const late = `${dana.name} did not answer in time`;
  await camera.shoot(TASKS, 'Escalated while a colleague is asked', () =>
    notify.giveTask(given(card, 'up', { role: 'cs-manager' }, late)),
  );
  const handed = `${marcus.name} handed it over`;
  await camera.shoot(TASKS, 'Handed over to who was asked about it', () =>
    notify.giveTask(given(card, 'hand', ben, handed, marcus.email)),
  );
}

async function standIns(studio: Studio): Promise<void> {
  const { notify, camera, people, store } = studio;
  const { dana, ben } = people;
  const away = { from: '2026-03-01T00:00:00.000Z', until: '2026-03-04T14:00:00.000Z' };
  await store.people.save({ ...dana, away, delegate: ben.email });
  const card = fullCard(studio);
  await ask(studio, TASKS, 'With a stand-in', card);
  await store.people.save(dana);
  const back = given(
    card,
    'return',
    { email: dana.email, name: dana.name },
    `${dana.name} is back; ${ben.name} stood in`,
  );
  await camera.shoot(TASKS, 'The owner is back', () => notify.giveTask({ ...back, keepDue: DUE }));
}

async function onHold(studio: Studio): Promise<void> {
  const card = fullCard(studio);
  await studio.notify.openTask({ card, at: AT, due });
  const why = studio.text('Their office moves this week');
  await later(studio, card, 'On hold', { kind: 'open', due: DUE, onHold: why }, '1');
  const note = 'The play was paused; the time to answer moved with it.';
  await later(studio, card, 'No longer on hold', { kind: 'open', due: DUE, note }, '2');
  const held = `The expansion at ${studio.account.name} waits: A retention save has begun. Your task waits with it.`;
  await news(studio, TASKS, 'The coordinator holds the play', { contract: expansionContract, to: 'csm', text: held });
}

async function closed(studio: Studio): Promise<void> {
  const { people } = studio;
  const reason = studio.text('the numbers are from last year');
  const ways = {
    Expired: 'Nobody answered in time.',
    'Expired after it was escalated': 'Nobody answered in time, not even after it was escalated.',
    'The answer is known': 'No longer needed: the answer is known.',
    'No longer needed': 'No longer needed.',
    'The play has ended': 'The play ended: A severe support case was opened.',
    'Temporal has cancelled it': 'Whoever runs playmaker stopped the play, in Temporal.',
    Cancelled: `${people.marcus.name} stopped the play: ${reason}`,
    Superseded: `${people.priya.name} made a new version.`,
    'Another reviewer sent it back': `${people.dana.name} sent it back to the account executive: ${quoted(reason)} You review what comes back.`,
    'Another reviewer rejected it': `${people.priya.name} rejected it: ${quoted(reason)} Nothing is sent.`,
    'Another reviewer was silent': 'The account executive did not answer in time. Nothing is sent.',
  };
  for (const [title, why] of Object.entries(ways)) {
    const card = fullCard(studio);
    await studio.notify.openTask({ card, at: AT, due });
    await later(studio, card, title, { kind: 'closed', why, at: AT }, 'close');
  }
}

async function heldUp(studio: Studio): Promise<void> {
  const failure = studio.text(
    'Slack did not take the message: it knows no such channel, or the app is not in it (channel_not_found).',
  );
  const setting = { contract: expansionContract, phase: 'One proposal', role: 'cs-manager' } as const;
  const asked = repairQuestion(`drafting Proposal for ${studio.account.name}`, failure);
  await ask(studio, TASKS, 'A step cannot be done', cardOf(studio, setting, asked));
}

async function stopped(studio: Studio): Promise<void> {
  const { name } = studio.account;
  const caution = 'Please do not follow up on anything that is out.';
  const tell = (title: string, to: Role, text: string) =>
    news(studio, TASKS, title, { contract: expansionContract, to, text });
  const handed = `We have stopped the expansion at ${name}: A severe support case was opened.`;
  const next = [
    ['another one has started', 'A retention save has started and asks for what comes next.'],
    ['another one runs already', 'The retention save that runs already goes on with it.'],
    ['another one waits', 'A retention save starts as soon as it may: a renewal runs and outranks it.'],
    ['nothing takes over', 'No retention save has started: everybody there withdrew consent. Please see to it today.'],
  ] as const;
  for (const [when, what] of next)
    await tell(`The play stopped and ${when}, for the CSM`, 'csm', `${handed} ${what} ${caution}`);
  await tell('The play stopped, for others', 'ae', `${handed} ${caution}`);
  const goesOn = 'goes to them any more; where one is due, somebody is asked how to go on.';
  for (const because of ['Olivia Grant asked for no more mail.', 'A contact asked for no more mail.'])
    await tell('A contact wants no more mail', 'csm', `${because} No mail of the expansion at ${name} ${goesOn}`);
  const churned = `We have stopped the expansion at ${name}: The customer gave notice. ${caution}`;
  await tell('The play stopped, the customer leaves', 'csm', churned);
}
