import { taskCardSchema, type TaskCard } from '../../domain/tasks';

/** The one task of the play for tests. It imports nothing, so that the workflow can share it. */
export function checkinCard(runId: string, accountId: string): TaskCard {
  return taskCardSchema.parse({
    taskId: `${runId}/task/1`,
    runId,
    play: 'checkin',
    playTitle: 'Check-in',
    accountId,
    accountName: 'Acme',
    phase: 'Meeting',
    role: 'csm',
    question: 'Shall we meet them?',
    choices: [
      { id: 'confirm', label: 'Confirm', effect: 'We meet them.' },
      { id: 'not-yet', label: 'Not yet', effect: 'We wait.', reason: 'required', reasonLabel: 'Their reason' },
      {
        id: 'adjust',
        label: 'Adjust',
        effect: 'With other numbers.',
        reason: 'optional',
        fields: [
          { id: 'seats', label: 'Seats', kind: 'number', integer: true, min: 1 },
          { id: 'note', label: 'Note', kind: 'text', required: false },
        ],
      },
    ],
  });
}
