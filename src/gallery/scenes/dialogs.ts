import { sentence } from '../../domain/wording';
import { businessHours } from '../../domain/waits';
import type { GivenValues } from '../../../temporal-dev/inbox';
import { AT } from '../cast';
import type { Studio } from '../studio';
import { ask } from './questions';
import { fullCard } from './tasks';

export const DIALOGS = 'Dialogs of a task';
export const REFUSALS = 'What only the person who clicked is told';

const OPTIONS = {
  note: 'Add a note',
  ask: 'Ask a colleague',
  snooze: 'Remind me later',
  'hand-over': 'Hand over',
  decline: 'Not for me',
};

/** The dialogs behind a card's menu, and what is said when something counts or does not. */
export async function dialogs(studio: Studio): Promise<void> {
  const { inbox, camera, plays, people } = studio;
  const as = people.dana.email;
  const message = await ask(studio, DIALOGS, 'The card', fullCard(studio));
  const more = (option: string) => () => inbox.click({ as, message, actionId: /^more:/, option });
  for (const [option, title] of Object.entries(OPTIONS)) await camera.dialog(DIALOGS, title, as, more(option));

  const { dana, ben } = people;
  const text = studio.text('They open two depots in May.');
  const sent = async (title: string, option: keyof typeof OPTIONS, told: string, values: GivenValues) => {
    plays.next = { told };
    await more(option)();
    await inbox.until(() => inbox.openModal(as));
    await camera.shoot(REFUSALS, title, () => inbox.submitModal({ as, values }));
    plays.next = {};
  };
  const moment = '2026-03-02T17:00:00.000Z';
  await sent('A note was added', 'note', `${dana.name} noted: ${text}`, { text: { value: text.slice(0, 3000) } });
  await sent('A colleague was asked', 'ask', `${dana.name} asked ${ben.name}: ${text}`, {
    who: { value: ben.email },
    text: { value: text.slice(0, 3000) },
  });
  await sent('A reminder was put off', 'snooze', `${dana.name} wants to be reminded on ${moment}`, {
    when: { value: '2026-03-02T16:00:00.000Z' },
  });
  await more('note')();
  await inbox.until(() => inbox.openModal(as));
  const blank = { text: { value: ' ' } };
  await camera.shoot(REFUSALS, 'Nothing was written', () => inbox.submitModal({ as, values: blank }));
  await wholeCard(studio);
  await refusals(studio);
}

/** A card that is too long for its message, and the dialog that shows all of it. */
async function wholeCard(studio: Studio): Promise<void> {
  const { inbox, camera, people, account } = studio;
  const as = people.dana.email;
  const point = studio.text('Every depot gets a plan of its own, and whoever runs it is asked what they need.');
  const text = Array.from({ length: 120 }, (_, index) => `${index + 1}. ${point}`)
    .join('\n\n')
    .slice(0, 12_000)
    .trim();
  const words = studio.text('As promised, here is our plan.');
  const mail = { from: people.priya.name, subject: `Our plan for ${account.name}`, text: words };
  const preview = { title: `Plan for ${account.name}`, version: 1, text, mail };
  const message = await ask(studio, DIALOGS, 'A card that is too long for its message', {
    ...fullCard(studio),
    preview,
  });
  await camera.dialog(DIALOGS, 'All of it', as, () => inbox.click({ as, message, actionId: 'show-all' }));
}

async function refusals(studio: Studio): Promise<void> {
  const { inbox, camera, plays, people } = studio;
  const { dana, marcus } = people;
  const as = dana.email;
  const card = {
    ...fullCard(studio),
    choices: [{ ...fullCard(studio).choices[0]!, id: 'confirm', reason: 'none' as const, fields: [] }],
  };
  const message = await ask(studio, REFUSALS, 'The card that is clicked', card);
  const reason = studio.text('Their office moves');
  const problems = {
    'Somebody else was quicker': ['TASK_CLOSED', `${marcus.name} already chose “Yes, start” on ${AT}.`],
    'It is closed': ['TASK_CLOSED', `This task was closed on ${AT}: Nobody answered in time.`],
    'Not their task': ['NOT_ALLOWED', 'Only the account executive or the sales manager can answer this.'],
    'A step that only the team may mend': ['NOT_ALLOWED', 'Only somebody of the account’s team can answer this.'],
    'Not theirs to pass on': ['NOT_ALLOWED', 'Only those who were asked this can pass it on.'],
    'Only to be answered': [
      'ACTION_INVALID',
      'This holds the play up: you can answer it, add a note or ask a colleague, but not put it off or pass it on.',
    ],
    'Nobody is left': [
      'ACTION_INVALID',
      'Nobody is left who could be asked instead. Hand it to somebody by name, or answer it.',
    ],
    'A moment that has passed': ['ACTION_INVALID', 'That moment has passed. Choose a later one.'],
    'A moment that is too late': ['ACTION_INVALID', `The answer is due on ${AT}. Choose a moment before that.`],
    'The play has ended': [
      'PLAY_ENDED',
      `This play has ended: the customer declined, or showed no interest. ${sentence(reason)}`,
    ],
    'Paused already': ['ALREADY_PAUSED', `${marcus.name} paused this play already: ${sentence(reason)}`],
    'Not paused': ['NOT_PAUSED', 'This play is not paused.'],
    'A reason is missing': ['REASON_REQUIRED', '“Not yet” needs a reason.'],
    'Not known to us': ['PERSON_UNKNOWN', `Nobody on our side has the address ${dana.email}.`],
    'No worker answers': ['WORKER_SILENT', 'No worker answered for the play.'],
  } as const;
  const click = () => inbox.click({ as, message, actionId: 'decide:confirm' });
  for (const [title, [code, detail]] of Object.entries(problems)) {
    plays.next = { problem: { code, detail } };
    await camera.shoot(REFUSALS, title, click);
  }
  plays.next = { trouble: new Error('out of order') };
  await camera.shoot(REFUSALS, 'Something broke', click);
  plays.next = {};
  await tooSoon(studio);
  await elsewhere(studio);
  await complaints(studio);
}

/** A reminder cannot be put off when the answer is due soon. */
async function tooSoon(studio: Studio): Promise<void> {
  const { inbox, camera, people, notify } = studio;
  const as = people.dana.email;
  const card = fullCard(studio);
  const [message] = await camera.shoot(REFUSALS, 'A card that is due soon', () =>
    notify.openTask({ card, at: AT, due: businessHours(0.25) }),
  );
  const snooze = () => inbox.click({ as, message: message!, actionId: /^more:/, option: 'snooze' });
  await camera.shoot(REFUSALS, 'Too soon to be put off', snooze);
  const expired = { kind: 'closed', why: 'Nobody answered in time.', at: AT } as const;
  await notify.updateTask({ card, state: expired, revision: 'close' });
  await camera.shoot(REFUSALS, 'The menu of a closed task', () =>
    inbox.click({ as, message: message!, actionId: /^more:/, option: 'note' }),
  );
}

/** Slack itself is in the way, or what was clicked is not known any more. */
async function elsewhere(studio: Studio): Promise<void> {
  const { inbox, camera, people, channelFor } = studio;
  const as = people.dana.email;
  const card = fullCard(studio);
  const message = await ask(studio, REFUSALS, 'Another card', card);
  const note = () => inbox.click({ as, message, actionId: /^more:/, option: 'note' });
  inbox.faults.next({ method: 'views.open', fault: 'refused', error: 'expired_trigger_id' });
  await camera.shoot(REFUSALS, 'The dialog came too late', note);
  const lost = { ...card, taskId: `${card.taskId}/lost` };
  const channel = await channelFor(lost.taskId, people.dana);
  const [gone] = await camera.shoot(REFUSALS, 'A card whose task is lost', () =>
    channel.postCard(lost.taskId, people.dana, { card: lost, state: { kind: 'open', due: AT }, askedAs: 'csm' }),
  );
  const actionId = `decide:${card.choices[0]!.id}`;
  await camera.shoot(REFUSALS, 'The task is lost', () => inbox.click({ as, message: gone!, actionId }));
}

/** What is wrong with what was filled in, in the dialog itself. */
async function complaints(studio: Studio): Promise<void> {
  const { inbox, camera, people } = studio;
  const as = people.dana.email;
  const field = { id: 'seats', label: 'Seats', kind: 'number', integer: true, min: 1, required: true } as const;
  const said = { id: 'said', label: 'What did they say?', kind: 'long-text', required: true } as const;
  const choice = { id: 'change', label: 'Change it', effect: 'You change it.', reason: 'required' } as const;
  const message = await ask(studio, DIALOGS, 'A card that asks for much', {
    ...fullCard(studio),
    choices: [{ ...choice, fields: [field, said] }],
  });
  await inbox.click({ as, message, actionId: 'decide:change' });
  await inbox.until(() => inbox.openModal(as));
  const values = { reason: { value: ' ' }, 'field:said': { value: ' ' }, 'field:seats': { value: '5' } };
  await camera.dialog(DIALOGS, 'Something is wrong', as, () =>
    inbox.submitModal({ as, values }).catch(() => undefined),
  );
}
