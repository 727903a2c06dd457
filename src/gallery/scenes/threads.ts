import {
  askedLine,
  ledgerLine,
  meetingLine,
  phaseLine,
  sentLine,
  standingLine,
  startedLine,
  steeredLine,
} from '../../../activities/threads/thread-words';
import { expansionContract } from '../../../plays/expansion/contract';
import { businessDays } from '../../domain/waits';
import type { LedgerEntry, Meeting, RunRow, ThreadLine } from '../../store/store';
import { AT } from '../cast';
import { CHANNEL, type Studio } from '../studio';
import { fullCard } from './tasks';

export const THREADS = 'The thread of a play in a channel';

/** What stands in the thread of a run: how it is, what happened, and its tasks. */
export async function threads(studio: Studio): Promise<void> {
  const { store, account, name } = studio;
  const run: RunRow = {
    ...{ runId: `play/expansion/${account.id}/thread`, play: expansionContract.name, accountId: account.id },
    ...{
      state: 'running',
      phase: 'CS confirms',
      requestedBy: name('the rule “Seats near their limit”'),
      startedAt: AT,
    },
  };
  await store.runs.open(run);
  await lines(studio, run);
  await cards(studio, run);
  await ending(studio, run);
}

/** Resolves when everything that was to be said is said. */
async function say({ threads: thread }: Studio, line: ThreadLine): Promise<void> {
  await thread.say(line);
  await thread.inRoom(line.runId, async () => true);
}

async function lines(studio: Studio, run: RunRow): Promise<void> {
  const { camera, people, text, leader } = studio;
  const { runId } = run;
  const due = '2026-03-03T15:00:00.000Z';
  const role = 'csm' as const;
  const assigned = { role, email: people.dana.email, due, at: AT, because: 'holds the role' };
  const asked = {
    runId,
    name: people.dana.name,
    question: text('Is Acme Logistics ready for a conversation about growing?'),
  };
  const meeting: Meeting = {
    ...{
      uid: 'sample',
      runId,
      accountId: run.accountId,
      title: `Executive review with ${studio.account.name}`,
      agenda: '',
    },
    ...{ startsAt: due, endsAt: due, sequence: 0, status: 'confirmed', organizer: people.elena.email, attendees: [] },
  };
  const said: Readonly<Record<string, ThreadLine>> = {
    Started: startedLine(run, 'The expansion starts; nothing stands against it.'),
    'A phase': phaseLine(runId, 'CS confirms'),
    'Somebody is asked': askedLine(assigned, { ...asked, key: 'thread/asked/1' }),
    'The next one is asked': askedLine(assigned, {
      ...{ ...asked, name: people.marcus.name, key: 'thread/asked/2' },
      because: `${people.dana.name} did not answer in time`,
    }),
    'Everybody is asked': askedLine({ ...assigned, channel: `#${CHANNEL}` }, { ...asked, key: 'thread/asked/3' }),
    'A mail to the customer': sentLine('thread/sent', runId, {
      ...{ to: leader.name, by: people.priya.name, subject: 'Our proposal for Acme Logistics' },
    }),
    'A meeting is set': meetingLine('thread/meeting/1', meeting, 'invited'),
    'A meeting is moved': meetingLine('thread/meeting/2', meeting, 'moved'),
    'A meeting is called off': meetingLine('thread/meeting/3', meeting, 'cancelled'),
    'The coordinator paused it': steeredLine(runId, 'paused', 'A retention save has begun.', AT),
  };
  for (const [title, line] of Object.entries(said)) await camera.shoot(THREADS, title, () => say(studio, line));
  for (const [title, entry] of Object.entries(ledger(studio, run))) {
    const line = ledgerLine(entry);
    if (line) await camera.shoot(THREADS, title, () => say(studio, line));
  }
}

function ledger({ people, text }: Studio, { runId, accountId }: RunRow): Readonly<Record<string, LedgerEntry>> {
  const entry = (kind: LedgerEntry['kind'], what: string, reason?: string): LedgerEntry => ({
    ...{
      key: `thread/${kind}/${what.slice(0, 60)}${what.slice(-60)}`,
      kind,
      accountId,
      runId,
      what,
      reason,
      by: people.dana.name,
      at: AT,
    },
  });
  const question = 'Is Acme Logistics ready for a conversation about growing?';
  return {
    'A decision': entry('decision', text(`${question} — Yes, start`)),
    'A decision with a reason': entry(
      'decision',
      `${question} — Not yet`,
      text('They are in the middle of a migration'),
    ),
    'Somebody paused it': entry('decision', 'Expansion: paused', text('Their office moves')),
    'Handed over': entry('task', `${question} — ${people.dana.name} handed it over (to ${people.ben.name})`),
    'A reminder was put off': entry('task', `${question} — ${people.dana.name} wants to be reminded on ${AT}`),
    'The outcome, without a reason': entry(
      'outcome',
      'Expansion ended: the customer declined, or showed no interest',
      'They gave no reason.',
    ),
    'A note': entry('note', `${question} — ${people.dana.name} noted: ${text('They are keen.')}`),
    'The outcome': entry(
      'outcome',
      'Expansion ended: customer success did not confirm that the account is ready',
      text('Their budget is frozen.'),
    ),
  };
}

async function cards(studio: Studio, { runId }: RunRow): Promise<void> {
  const { camera, inChannel, people } = studio;
  const { dana, marcus, ben } = people;
  const due = businessDays(1);
  const card = { ...fullCard(studio), runId, taskId: `${runId}/task/1` };
  const { taskId } = card;
  const shoot = (title: string, act: () => Promise<unknown>) =>
    camera.shoot(THREADS, title, async () => {
      await act();
      await studio.threads.inRoom(runId, async () => true);
    });
  await shoot('A task in the thread', () => inChannel.openTask({ card, at: AT, due }));
  await shoot('Reminded in the thread', () =>
    inChannel.remindTask({ taskId, at: AT, due: '2026-03-03T15:00:00.000Z' }),
  );
  const give = { card, at: AT, due };
  const because = `${dana.name} did not answer in time`;
  await shoot('Escalated in the thread', () =>
    inChannel.giveTask({ ...give, because, to: { role: 'cs-manager' }, step: `${taskId}/up` }),
  );
  const note = { by: marcus.name, text: studio.text('They are keen.'), at: AT };
  await shoot('A note in the thread', () =>
    inChannel.noteTask({ taskId, note, from: marcus.email, key: `${taskId}/note` }),
  );
  const question = { by: dana.name, text: studio.text('Is their data clean enough for this?'), at: AT };
  await shoot('A colleague is asked about it', () =>
    inChannel.consult({ ...question, taskId, key: `${taskId}/ask`, to: ben }),
  );
  const handed = `${marcus.name} handed it over: ${studio.text('Ben knows their operations')}`;
  await shoot('Handed over in the thread', () =>
    inChannel.giveTask({ ...give, because: handed, to: people.priya, from: marcus.email, step: `${taskId}/hand` }),
  );
  await shoot('Nobody answered: the whole team is asked', () =>
    inChannel.giveTask({ ...give, because, to: { channel: `#${CHANNEL}` }, step: `${taskId}/team` }),
  );
  const closed = { kind: 'closed', why: 'Nobody answered in time, not even after it was escalated.', at: AT } as const;
  await shoot('Closed in the thread', () => inChannel.updateTask({ card, state: closed, revision: 'close' }));
}

async function ending(studio: Studio, { runId }: RunRow): Promise<void> {
  const { camera, store } = studio;
  const stands = (title: string, change: Partial<RunRow>) =>
    camera.shoot(THREADS, title, async () => {
      await store.runs.update(runId, change);
      await say(studio, standingLine(runId, title));
    });
  await stands('The first message while it is paused', { state: 'paused' });
  const end = {
    state: 'ended',
    outcome: 'not-ready',
    reason: studio.text('Their budget is frozen.'),
    endedAt: AT,
  } as const;
  await stands('The first message when it has ended', end);
}
