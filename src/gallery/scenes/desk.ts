import { escaped } from '../../../activities/notify/slack-text';
import { expansionContract } from '../../../plays/expansion/contract';
import { catalogue } from '../../../plays';
import { accountPage, TASKS_ON_ACCOUNT, type AccountDesk } from '../../server/slack/desk/account-page';
import { homeView, overview, TASKS_SHOWN } from '../../server/slack/desk/overview';
import { PAGE_SIZE, taskPage, tasksPage } from '../../server/slack/desk/task-pages';
import type { Verdict } from '../../domain/coordination';
import type { HealthDay, TaskPage, TaskRow, TeamAccount } from '../../store/store';
import { AT, type Cast } from '../cast';
import { blocksOf } from '../camera';
import type { Studio } from '../studio';
import { fullCard } from './tasks';

export const HOME = 'Home tab';
export const PAGES = 'Answers to /plays: tasks and accounts';

const HOUR_MS = 3_600_000;

/** Tasks of Dana, of which a fifth is overdue. */
function rowsOf(studio: Studio, count: number, of: string, accounts = [studio.account, ...studio.others]): TaskRow[] {
  const { people, account } = studio;
  const full = fullCard(studio);
  return Array.from({ length: count }, (_, index) => {
    const accountName = accounts[index % accounts.length]!.name;
    const card = { ...full, accountName, question: full.question.replace(account.name, accountName) };
    const due = new Date(Date.parse(AT) + (index - count / 5) * HOUR_MS).toISOString();
    const taskId = `${card.runId}/${of}/${index}`;
    const onHold = index % 5 === 3 ? studio.text('Their office moves this week') : undefined;
    const assigned = { role: 'csm', email: people.dana.email, due, at: AT, because: 'holds the role' } as const;
    return {
      ...{ taskId, runId: card.runId, accountId: account.id, card: { ...card, taskId } },
      ...{ state: { kind: 'open', due, onHold }, assignments: [assigned], openedAt: AT },
    };
  });
}

/** As the store counts them. */
function countsOf(rows: readonly TaskRow[]): Pick<TaskPage, 'total' | 'onHold' | 'overdue'> {
  const open = rows.flatMap(({ state }) => (state.kind === 'open' ? [state] : []));
  const held = open.filter(({ onHold }) => onHold !== undefined);
  const overdue = open.filter(({ onHold, due }) => onHold === undefined && due < AT);
  return { total: rows.length, onHold: held.length, overdue: overdue.length };
}

const SEGMENTS = ['at-risk', 'expansion-ready', 'champion', 'stable', undefined] as const;

function healthOf({ text, data }: Cast, index: number): HealthDay | undefined {
  if (data === 'sparse') return undefined;
  const because = text('Seats in use went from 71 to 94.');
  return { day: '2026-03-01', score: 40 + index * 9, confidence: 0.8, because, segment: SEGMENTS[index % 5] };
}

const accountsOf = (studio: Studio, count: number): TeamAccount[] =>
  Array.from({ length: count }, (_, index) => {
    const { name } = [studio.account, ...studio.others][index % 5]!;
    return { id: `account-${index}`, name, roles: ['csm'], health: healthOf(studio, index % 5) };
  });

/** What one person has before them. */
export async function desk(studio: Studio): Promise<void> {
  const { camera } = studio;
  for (const [title, count, accounts] of [
    ['Nothing to do, no accounts', 0, 0],
    ['One task', 1, 1],
    ['Five tasks', 5, 5],
    ['Twenty tasks', 20, 2],
    ['500 tasks, 120 accounts', 500, 120],
  ] as const) {
    const all = rowsOf(studio, count, 'home');
    const page = { tasks: all.slice(0, TASKS_SHOWN), ...countsOf(all) };
    const view = homeView(overview({ page, accounts: accountsOf(studio, accounts), at: AT }));
    camera.keep(HOME, title, { kind: 'home', blocks: blocksOf(view.blocks) });
    const list = { tasks: all.slice(0, PAGE_SIZE), ...countsOf(all) };
    const blocks = tasksPage({ page: list, offset: 0, at: AT });
    camera.message(PAGES, `/plays tasks: ${title.toLowerCase()}`, { text: 'Your tasks', blocks });
  }
  const held = rowsOf(studio, 10, 'held').filter(({ state }) => state.kind === 'open' && state.onHold);
  for (const [title, shown] of [
    ['/plays tasks: one on hold', held.slice(0, 1)],
    ['/plays tasks: all on hold', held],
  ] as const)
    camera.message(PAGES, title, {
      text: 'Your tasks',
      blocks: tasksPage({ page: { tasks: shown, ...countsOf(shown) }, offset: 0, at: AT }),
    });
  const rows = rowsOf(studio, 60, 'middle');
  const middle = { tasks: rows.slice(20, 40), ...countsOf(rows) };
  camera.message(PAGES, '/plays tasks: a page in the middle', {
    text: 'Your tasks',
    blocks: tasksPage({ page: middle, offset: 20, at: AT }),
  });
  camera.message(PAGES, 'A task that was opened from a list', {
    text: 'A task',
    blocks: taskPage(rows[0]!, studio.people.dana),
  });
  accountPages(studio);
  await strangers(studio);
}

/** What the coordinator says, in its own words. */
function verdictsOf({ text, data }: Studio): Verdict[] {
  const because = (ordinary: string) => (data === 'hostile' ? text(ordinary) : ordinary);
  const until = '2026-04-30T09:00:00.000Z';
  const runId = 'play/expansion/acme/sample';
  return [
    { kind: 'admitted', runId, because: because('The expansion starts; nothing is in its way.') },
    {
      kind: 'queued',
      until,
      because: because(
        'The retention save runs in the group retention and outranks it; the expansion waits until it ends.',
      ),
    },
    { kind: 'existing', runId, because: because('It runs already, since 2026-02-20 09:00 UTC.') },
    {
      kind: 'held-out',
      because: because('The account is held out from Expansion, to measure what the play achieves.'),
    },
    {
      kind: 'declined',
      code: 'resting',
      because: because(
        'The retention save has ended, and for 60 days after it nothing commercial is started (until 30 April 2026).',
      ),
    },
  ];
}

function accountPages(studio: Studio): void {
  const { camera, account, people } = studio;
  const plays = Object.values(catalogue);
  const tasks = rowsOf(studio, 40, 'account', [account]);
  const runs: AccountDesk['runs'] = (['running', 'paused'] as const).map((state, index) => ({
    ...{ runId: `play/expansion/acme/${index}`, play: plays[index % plays.length]!.name, state },
    ...{
      phase: studio.name('CS confirms'),
      requestedBy: studio.name('the rule “Seats near their limit”'),
      startedAt: '2026-02-20T09:00:00.000Z',
    },
  }));
  const quiet: AccountDesk = {
    ...{ name: account.name, accountId: account.id, health: healthOf(studio, 1), roles: ['csm'], runs: [], queued: [] },
    ...{ tasks: { shown: [], total: 0 }, people: Object.values(people), catalogue: plays, previews: [], at: AT },
  };
  const busy = { ...quiet, runs, tasks: { shown: tasks.slice(0, TASKS_ON_ACCOUNT), total: 40 } };
  const show = (title: string, given: AccountDesk) =>
    camera.message(PAGES, `/plays account: ${title}`, { text: escaped(account.name, 200), blocks: accountPage(given) });
  show('quiet', quiet);
  show('for somebody without a role', { ...busy, roles: [] });
  show('busy', { ...busy, roles: ['csm', 'ae'] });
  show('more plays than fit', { ...busy, runs: Array.from({ length: 9 }, () => runs[0]!) });
  for (const verdict of verdictsOf(studio))
    show(`what could be started, ${verdict.kind}`, { ...quiet, previews: [{ play: expansionContract.name, verdict }] });
  const twelve = Array.from({ length: 12 }, () => ({ play: expansionContract.name, verdict: verdictsOf(studio)[0]! }));
  show('many plays', { ...quiet, previews: twelve });
}

/** Somebody who is in Slack, and not known here. */
async function strangers({ inbox, camera, people }: Studio): Promise<void> {
  for (const [title, as] of [
    ['Somebody we do not know', 'sam@elsewhere.example'],
    ['Somebody we know', people.dana.email],
  ] as const) {
    await camera.home(HOME, title, as, () => inbox.openHome(as));
  }
}
