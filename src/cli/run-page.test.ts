import type { RunView } from '../client';
import { runPage } from './run-page';
import { inZone, moment, time } from './times';

const runId = 'play/expansion/acme/seats';
const run: RunView = {
  ...({ source: 'play', runId, play: 'expansion', accountId: 'acme', state: 'running', phase: 'CS confirms' } as const),
  waitingFor: { what: 'the CSM to answer: Is Acme ready?', until: '2026-03-03T15:00:00.000Z' },
  openTasks: [
    {
      taskId: `${runId}/task/1`,
      card: {
        ...{ taskId: `${runId}/task/1`, runId, play: 'expansion', playTitle: 'Expansion', accountId: 'acme' },
        ...({ accountName: 'Acme', phase: 'CS confirms', role: 'csm', question: 'Is Acme ready?' } as const),
        why: 'Usage nears a limit.',
        evidence: [{ label: 'Seats', value: '94 of 100' }],
        choices: [
          { id: 'yes', label: 'Yes', effect: 'It goes on.', reason: 'none', fields: [] },
          {
            ...({ id: 'edit', label: 'Edit', effect: 'A new version.', reason: 'required' } as const),
            fields: [{ id: 'seats', label: 'Seats', kind: 'number', required: true, initial: '120' }],
          },
        ],
      },
      state: { kind: 'open', due: '2026-03-03T15:00:00.000Z' },
      asked: ['dana@example.com'],
    },
  ],
  timeline: Array.from({ length: 17 }, (_each, at) => ({
    at: '2026-03-02T09:00:00.000Z',
    phase: 'Start',
    what: `no ${at}`,
  })),
  reasons: ['no 3', 'Closed on 2026-03-02T09:00:00.000Z.'],
  retrying: [{ what: 'updateTask', attempt: 7, nextAt: '2026-03-02T10:00:00.000Z', because: 'Slack is down.' }],
};

it('shows what a person needs to decide, and what holds the run up', () => {
  const page = runPage(run);
  for (const line of [
    'State:       running, held up',
    `Waiting for: the CSM to answer: Is Acme ready, until ${moment('2026-03-03T15:00:00Z')}`,
    `Held up:     updateTask, attempt 7, next at ${moment('2026-03-02T10:00:00Z')}: Slack is down.`,
    `Note:        Closed on ${moment('2026-03-02T09:00:00Z')}.`,
    `Task task/1 for dana@example.com, due ${moment('2026-03-03T15:00:00Z')}`,
    '  Usage nears a limit.',
    '  Seats     94 of 100',
    '  yes     Yes    –                                         It goes on.',
    '  edit    Edit   needs --reason --field seats=… (now 120)  A new version.',
    '2 earlier entries: see --json.',
  ]) {
    expect(page.split('\n')).toContain(line);
  }
  expect(page).toContain(inZone('WHEN'));
  expect(page).toMatch(new RegExp(`^${time('2026-03-02T09:00:00Z')} +Start +no 16$`, 'm'));
  expect(page).not.toContain('Note:        no 3');
});

it('says when a step is held up by a task for a person', () => {
  const [task] = run.openTasks;
  const openTasks = [{ ...task!, taskId: `${runId}/repair/1`, asked: [] }];
  const page = runPage({ ...run, openTasks, retrying: undefined });
  expect(page).toMatch(/^State: +running, held up$/m);
  expect(page).toContain('Task repair/1 for csm, whom nobody could tell yet');
});
