import { runListSchema, runViewSchema } from '.';

const long = 'x'.repeat(20_000);
const field = { id: 'seats', label: long, kind: 'number' as const, required: true, initial: long };
const asked = { reasonLabel: long, submit: long, confirm: long };
const choice = { id: long, label: long, effect: long, reason: 'none' as const, ...asked, fields: [field] };
const card = {
  taskId: 't',
  runId: 'r',
  play: 'p',
  playTitle: 'P',
  accountId: 'a',
  accountName: long,
  phase: 'Start',
  role: 'csm' as const,
  question: long,
  why: long,
  evidence: [{ label: '', value: long }],
  preview: { title: long, text: long, version: 1, mail: { from: long, subject: long, text: long } },
  choices: Array.from({ length: 9 }, () => choice),
};

it('passes on what a play shows, however long it is', () => {
  const view = {
    source: 'play',
    runId: 'r',
    play: 'p',
    accountId: 'a',
    state: 'running',
    phase: 'Start',
    openTasks: [{ taskId: 't', card, state: { kind: 'open', due: '' }, asked: [] }],
    timeline: [{ at: '', phase: '', what: long }],
    reasons: [long],
  };
  expect(runViewSchema.parse(view)).toEqual(view);
});

it('reads lists of servers that do not say what a run waits for', () => {
  const row = { runId: 'r', play: 'p', accountId: 'a', state: 'running', phase: '', requestedBy: 'ops', startedAt: '' };
  expect(runListSchema.parse({ runs: [row] }).runs).toEqual([row]);
});
