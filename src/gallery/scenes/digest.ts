import { catalogue } from '../../../plays';
import { composeDigest, digestWords, type Material } from '../../digest';
import type { LedgerEntry, RunRow, TaskRow } from '../../store/store';
import type { Studio } from '../studio';
import { fullCard } from './tasks';

export const DIGEST = 'Morning digest';

const SINCE = '2026-02-27T13:00:00.000Z';
const UNTIL = '2026-03-02T13:00:00.000Z';

/** What people read in the morning, in Slack and by mail. */
export async function digest(studio: Studio): Promise<void> {
  const { dana, nora } = studio.people;
  const count = studio.data === 'hostile' ? 60 : studio.data === 'sparse' ? 1 : 2;
  const full = materialOf(studio, count);
  const away = { from: '2026-02-20T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z' };
  const materials = {
    'A morning': full,
    'Only something overdue': { ...materialOf(studio, 0), tasks: [taskOf(studio, 1, -5)] },
    'Back from a holiday': { ...full, person: { ...dana, away }, meanwhile: meanwhileOf(studio) },
  };
  for (const [title, material] of Object.entries(materials)) {
    const composed = composeDigest(material);
    if (!composed) throw new Error(`There is nothing in the digest “${title}”.`);
    for (const to of [dana, nora]) {
      const key = `sample/digest/${title}/${to.email}`;
      const channel = await studio.channelFor(key, to);
      await studio.camera.shoot(DIGEST, `${title}, by ${channel.name}`, () =>
        channel.postWords(key, to, digestWords(composed)),
      );
    }
  }
}

function taskOf(
  studio: Studio,
  index: number,
  hours: number,
  state?: TaskRow['state'],
  card = fullCard(studio),
): TaskRow {
  const due = new Date(Date.parse(UNTIL) + hours * 3_600_000).toISOString();
  const { taskId, runId } = card;
  const assigned = { role: 'csm', email: studio.people.dana.email, due, at: SINCE, because: 'holds the role' } as const;
  return {
    ...{
      taskId: `${taskId}/${index}`,
      runId,
      accountId: studio.account.id,
      card,
      assignments: [assigned],
      openedAt: SINCE,
    },
    state: state ?? { kind: 'open', due },
  };
}

function meanwhileOf(studio: Studio): TaskRow[] {
  const { ben } = studio.people;
  const reason = studio.optional('They asked for it themselves');
  const answered = {
    kind: 'answered',
    by: ben.name,
    choice: 'confirm',
    label: 'Yes, start',
    reason,
    at: '2026-02-26T15:00:00.000Z',
  } as const;
  const stood = taskOf(studio, 901, 40);
  const by = { ...stood.assignments[0]!, email: ben.email, because: `stands in for ${studio.people.dana.name}` };
  return [taskOf(studio, 900, 0, answered), { ...stood, assignments: [by] }];
}

function materialOf(studio: Studio, count: number): Material {
  const { account, people, text } = studio;
  const card = fullCard(studio);
  const many = Array.from({ length: count }, (_, index) => index);
  const entry = (kind: LedgerEntry['kind'], what: string, by: string, index: number): LedgerEntry => ({
    ...{
      key: `${kind}/${index}`,
      kind,
      accountId: account.id,
      what: text(what),
      by,
      at: `2026-03-01T1${index % 10}:00:00.000Z`,
    },
    reason: studio.optional('They have grown since.'),
  });
  const run = (index: number, ended: boolean): RunRow => ({
    ...{
      runId: `play/expansion/${account.id}/${index}`,
      play: 'expansion',
      accountId: account.id,
      phase: 'CS confirms',
    },
    ...{
      requestedBy: studio.name('the rule “Seats near their limit”'),
      startedAt: '2026-02-28T12:00:00.000Z',
      state: ended ? 'ended' : 'running',
    },
    ...(ended && {
      endedAt: '2026-03-01T12:00:00.000Z',
      outcome: 'won',
      reason: text('Olivia Grant accepted the proposal.'),
    }),
  });
  const health = [
    ['2026-02-26', 72, 'stable'],
    ['2026-03-01', 41, 'at-risk'],
  ] as const;
  return {
    ...{ since: SINCE, until: UNTIL, person: people.dana, meanwhile: [], people: Object.values(people) },
    tasks: many.flatMap((index) => [
      taskOf(studio, index, -30, undefined, card),
      taskOf(studio, index + 500, 3, undefined, card),
    ]),
    accounts: [account, ...studio.others],
    happened: {
      entries: many.flatMap((index) => [
        entry(
          'decision',
          'Is Acme Logistics ready for a conversation about growing? — Yes, start',
          people.marcus.name,
          index,
        ),
        entry('touch', 'Mail “Our proposal for Acme Logistics” to Olivia Grant', people.priya.name, index),
        entry('task', 'Is Acme Logistics ready? — Marcus Hill handed it over (to Ben Ode)', people.marcus.name, index),
        entry('note', 'Is Acme Logistics ready? — Ben Ode noted: They are keen', people.ben.name, index),
      ]),
      runs: many.flatMap((index) => [run(index, false), run(index + 500, true)]),
      health:
        count === 0
          ? []
          : health.map(([day, score, segment]) => ({
              accountId: account.id,
              day,
              score,
              segment,
              confidence: 0.8,
              because: text('Two severe support cases are open.'),
            })),
    },
    plays: Object.values(catalogue),
  };
}
