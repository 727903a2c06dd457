import { expansionContract } from '../../../plays/expansion/contract';
import { emptyCoordination, type Coordination, type EndedPlay, type RunningPlay } from '../../domain/coordination';
import type { GivenValues } from '../../../temporal-dev/inbox';
import { AT } from '../cast';
import type { Studio } from '../studio';
import { HOME } from './desk';

export const COMMANDS = 'Answers to /plays';
export const START = 'Start, pause and stop a play';

/** What is said to whoever types a command, and the dialogs that it opens. */
export async function commands(studio: Studio): Promise<void> {
  await typed(studio);
  await starting(studio);
  await steering(studio);
}

async function typed(studio: Studio): Promise<void> {
  const { inbox, camera, people, data } = studio;
  const as = people.dana.email;
  const odd = data === 'hostile' ? studio.text('odd').slice(0, 900).replaceAll('\n', ' ') : 'odd';
  const say = (text: string, who = as) =>
    camera.shoot(COMMANDS, text.slice(0, 60), () => inbox.command({ as: who, text, channel: 'general' }));
  for (const text of ['help', 'tasks', 'account', 'account acme', 'start', 'pause', 'resume', 'stop'])
    await say(`/plays ${text}`);
  await say(`/plays ${odd}`);
  for (const word of ['account', 'pause', 'start expansion']) await say(`/plays ${word} ${odd}`);
  await say(`/plays start ${odd} acme`);
  await say('/plays pause acme');
  await say('/plays resume acme');
  await say('/plays stop acme');
  await say('/plays pause play/expansion/acme/none');
  await say('/plays account o');
  await say('/plays tasks', 'sam@elsewhere.example');
  await say('/plays start expansion acme', people.ben.email);
  inbox.faults.next({ method: 'users.info', fault: 'serverError' });
  await camera.shoot(COMMANDS, 'Something broke', () =>
    inbox.command({ as, text: '/plays tasks', channel: 'general' }),
  );
}

async function starting(studio: Studio): Promise<void> {
  const { inbox, camera, plays, people, data, leader } = studio;
  const as = people.dana.email;
  const type = (text: string) => () => inbox.command({ as, text, channel: 'general' });
  await camera.dialog(START, 'Start an expansion', as, type('/plays start expansion acme'));
  await camera.dialog(START, 'Start a retention save', as, type('/plays start retention-save acme'));
  const because = (words: string) => (data === 'hostile' ? studio.text(words).slice(0, 3000) : words);
  const reason = because('The retention save runs and holds commercial plays; the expansion waits until it ends.');
  const until = '2026-04-30T09:00:00.000Z';
  const values: GivenValues = {
    ...{ 'input:limit': { value: 'seats' }, 'input:used': { value: '94' }, 'input:allowed': { value: '100' } },
    'input:leader': { value: leader.id },
  };
  const send = async (title: string, next: Studio['plays']['next']) => {
    await type('/plays start expansion acme')();
    await inbox.until(() => inbox.openModal(as));
    plays.next = next;
    await camera.shoot(START, title, () => inbox.submitModal({ as, values }));
    plays.next = {};
  };
  await send('It has started', { started: { because: because('expansion starts; nothing stands against it.') } });
  await send('It waits', { started: { verdict: 'queued', because: reason, until } });
  await send('It exists', {
    started: { verdict: 'existing', because: 'It runs already, since 2026-02-20 09:00 UTC.' },
  });
  await send('It was declined', { problem: { code: 'PLAY_DECLINED', detail: `expansion was declined: ${reason}` } });
  await send('Nobody answers', { problem: { code: 'WORKER_SILENT', detail: 'No worker answered for the play.' } });
  await type('/plays start expansion acme')();
  await inbox.until(() => inbox.openModal(as));
  const wrong = { ...values, 'input:used': { value: '10000000000000' } };
  await camera.dialog(START, 'Something does not fit', as, () =>
    inbox.submitModal({ as, values: wrong }).catch(() => undefined),
  );
  await type('/plays start retention-save acme')();
  await inbox.until(() => inbox.openModal(as));
  const cause = { 'input:reason': { value: 'Health fell.' }, 'input:cause': { value: 'Not so short' } };
  await camera.dialog(START, 'Something does not fit the play', as, () =>
    inbox.submitModal({ as, values: cause }).catch(() => undefined),
  );
  await notNow(studio);
}

/** What the coordinator would say while others run, or after they did: in its own words. */
async function notNow({ inbox, camera, people, store, account }: Studio): Promise<void> {
  const as = people.dana.email;
  const start = () => inbox.command({ as, text: '/plays start expansion acme', channel: 'general' });
  const runId = 'play/retention-save/acme/sample';
  const save: RunningPlay = {
    ...{ runId, play: 'retention-save', group: 'retention', priority: 100, startedAt: AT, since: AT },
    ...{ state: 'running', pausedByPerson: false },
  };
  const saved: EndedPlay = { runId, play: 'retention-save', outcome: 'saved', startedAt: AT, endedAt: AT };
  const lost: EndedPlay = {
    runId: 'play/expansion/acme/sample',
    play: 'expansion',
    outcome: 'lost',
    startedAt: AT,
    endedAt: AT,
  };
  const states: readonly (readonly [string, Partial<Coordination>])[] = [
    ['while a save runs', { running: [save] }],
    ['after a save', { ended: [saved] }],
    ['after another one', { ended: [lost] }],
  ];
  for (const [when, state] of states) {
    await store.coordination.save(account.id, { state: { ...emptyCoordination(account.id), ...state }, envelopes: {} });
    await camera.dialog(START, `Start an expansion ${when}`, as, start);
    await camera.shoot(START, `The page of the account ${when}`, () =>
      inbox.command({ as, text: '/plays account acme', channel: 'general' }),
    );
  }
  await store.coordination.save(account.id, { state: emptyCoordination(account.id), envelopes: {} });
}

async function steering(studio: Studio): Promise<void> {
  const { inbox, camera, people, store, account } = studio;
  const as = people.dana.email;
  const run = (key: string, play: string) => ({
    ...{ runId: `play/${play}/${account.id}/${key}`, play, accountId: account.id, state: 'running' as const },
    ...{
      phase: studio.name('CS confirms'),
      requestedBy: studio.name('the rule “Seats near their limit”'),
      startedAt: AT,
    },
  });
  await store.runs.open(run('one', expansionContract.name));
  const type = (text: string) => () => inbox.command({ as, text, channel: 'general' });
  const { runId } = run('one', 'expansion');
  const reason = { reason: { value: studio.text('Their office moves this week').slice(0, 1000) } };
  for (const [how, state] of [
    ['pause', 'paused'],
    ['resume', 'running'],
    ['stop', undefined],
  ] as const) {
    await camera.open(START, `${how} a play`, as, type(`/plays ${how} acme`));
    await camera.shoot(START, `${how}: done`, () => inbox.submitModal({ as, values: reason }));
    if (state) await store.runs.update(runId, { state });
    if (how === 'pause') await camera.shoot(START, 'It is paused already', type('/plays pause acme'));
  }
  await heldByASave(studio, runId, reason);
  await camera.open(START, 'Pause without a reason', as, type('/plays pause acme'));
  await camera.dialog(START, 'A reason is missing', as, () =>
    inbox.submitModal({ as, values: { reason: { value: ' ' } } }).catch(() => undefined),
  );
  await store.runs.open({ ...run('old', 'expansion'), state: 'ended', outcome: 'lost', endedAt: AT });
  await camera.shoot(START, 'It has ended already', type('/plays pause play/expansion/acme/old'));
  await store.runs.open(run('two', 'retention-save'));
  await camera.shoot(START, 'Several plays', type('/plays stop acme'));
  const page = await camera.shoot(START, 'The page of an account', type('/plays account acme'));
  await answered(studio);
  await camera.open(START, 'Pause from that page', as, () =>
    inbox.click({ as, message: page[0]!, actionId: 'plays:pause' }),
  );
  await camera.shoot(START, 'Paused from that page', () => inbox.submitModal({ as, values: reason }));
}

/** What is resumed while a save goes first: the pause of a person is lifted, that of the coordinator is not. */
async function heldByASave({ inbox, camera, plays, people, store }: Studio, runId: string, values: GivenValues) {
  const as = people.dana.email;
  const why = 'a retention save runs on the account and goes first; until it ends, this play stands still.';
  const detail = `${runId} cannot go on yet: ${why} What goes first is play/retention-save/acme/one; once that has ended, it is decided by itself whether this one goes on.`;
  await store.runs.update(runId, { state: 'paused' });
  for (const [title, next] of [
    ['Resume: a save goes first', { problem: { code: 'PLAY_HELD', detail } }],
    ['Resume: the pause is lifted, a save goes first', { stillHeld: why }],
  ] as const) {
    await inbox.command({ as, text: '/plays resume acme', channel: 'general' });
    await inbox.until(() => inbox.openModal(as));
    plays.next = next;
    await camera.shoot(START, title, () => inbox.submitModal({ as, values }));
    plays.next = {};
  }
  await store.runs.update(runId, { state: 'running' });
}

/** A card that was opened from a list makes way when it is answered; pages of the Home tab have a way back. */
async function answered({ inbox, camera, people, store }: Studio): Promise<void> {
  const as = people.dana.email;
  const list = await camera.shoot(COMMANDS, 'A list of tasks', () =>
    inbox.command({ as, text: '/plays tasks', channel: 'general' }),
  );
  const [message] = await camera.shoot(COMMANDS, 'A card from the list', () =>
    inbox.click({ as, message: list[0]!, actionId: 'plays:task' }),
  );
  const [open] = (await store.desk.tasks({ assignee: as }, { at: AT, limit: 1 })).tasks;
  if (!open || !message) throw new Error('There is no card from the list.');
  const by = { kind: 'answered', by: people.dana.name, choice: '', label: 'Yes, start', at: AT } as const;
  await store.tasks.update(open.taskId, { state: by });
  await camera.shoot(COMMANDS, 'The card is answered', () => inbox.click({ as, message, actionId: /^decide:/ }));
  await camera.home(HOME, 'After a task was answered', as, () => inbox.openHome(as));
  await camera.home(HOME, 'The page of an account', as, () => inbox.clickHome({ as, actionId: 'plays:account' }));
}
