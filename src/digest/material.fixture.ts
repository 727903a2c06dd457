import type { Assignment, LedgerEntry, RunRow, TaskRow } from '../store/store';
import type { Material } from './material';

/** Monday, 08:00 in Berlin; the last digest was on Friday. */
export const UNTIL = '2026-03-02T07:00:00.000Z';
export const SINCE = '2026-02-27T07:00:00.000Z';

export const ANA = {
  email: 'ana@vendor.example',
  name: 'Ana Pop',
  timeZone: 'Europe/Berlin',
  country: 'DE',
};
export const BEN = { email: 'ben@vendor.example', name: 'Ben Ode' };

/** A task of Ana's at Acme. */
export function taskOf(taskId: string, state: TaskRow['state'], given: Partial<Assignment> = {}): TaskRow {
  const runId = `play/expansion/acme/${taskId}`;
  const card: TaskRow['card'] = {
    ...{ taskId, runId, play: 'expansion', playTitle: 'Expansion', accountId: 'acme', accountName: 'Acme' },
    ...{ phase: 'CS confirms', role: 'csm', question: 'Is Acme ready to expand?', evidence: [] },
    choices: [{ id: 'confirm', label: 'Confirm', effect: 'It begins.', reason: 'none', fields: [] }],
  };
  const at = SINCE;
  const assignment = { role: 'csm', email: ANA.email, due: UNTIL, at, because: 'holds the role', ...given } as const;
  return { taskId, runId, accountId: 'acme', card, state, assignments: [assignment], openedAt: at };
}

export const open = (taskId: string, due: string, given: Partial<Assignment> = {}): TaskRow =>
  taskOf(taskId, { kind: 'open', due }, given);

export const entry = (key: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...({ key, kind: 'decision', accountId: 'acme', at: '2026-03-01T12:00:00.000Z' } as const),
  ...{ what: 'Is Acme ready to expand? — Confirm', by: 'Ben Ode' },
  ...more,
});

export const run = (key: string, more: Partial<RunRow> = {}): RunRow => ({
  ...{ runId: `play/expansion/acme/${key}`, play: 'expansion', accountId: 'acme' },
  ...({
    state: 'running',
    phase: 'CS confirms',
    requestedBy: 'the rule “Seats near their limit”',
    startedAt: '2026-02-28T12:00:00.000Z',
  } as const),
  ...more,
});

export const healthDay = (day: string, score: number, more: { segment?: string; because?: string } = {}) => ({
  ...{ accountId: 'acme', day, score, confidence: 0.8, because: 'Usage fell.' },
  ...more,
});

/** Nothing to tell, but for what is given. */
export const material = (more: Partial<Omit<Material, 'happened'>> & Partial<Material['happened']> = {}): Material => {
  const { entries = [], runs = [], health = [], ...rest } = more;
  return {
    ...{ since: SINCE, until: UNTIL, person: ANA, tasks: [], meanwhile: [], people: [ANA, BEN] },
    accounts: [{ id: 'acme', name: 'Acme' }],
    happened: { entries, runs, health },
    plays: [
      {
        name: 'expansion',
        title: 'Expansion',
        outcomes: { won: { kind: 'goal', meaning: 'the customer accepted the proposal' } },
      },
    ],
    ...rest,
  };
};
