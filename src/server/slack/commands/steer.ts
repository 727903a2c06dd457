import { sentence } from '../../../../activities/notify/plain-words';
import { escaped } from '../../../../activities/notify/slack-text';
import type { Account, Person } from '../../../domain/account';
import type { RunView } from '../../../client/wire';
import type { RunRow } from '../../../store/store';
import { ApiProblem } from '../../problems';
import { answer, pageButton, paragraph, row } from '../desk';
import { requireRole } from '../known-person';
import { openDialog } from '../open-dialog';
import type { SlackContext } from '../slack-context';
import { steerDialog } from './dialogs';
import { findRuns } from './find';
import type { Asker } from './start';
import type { Steering } from './words';

/** In which state a run can be steered so, and how that is said of one, and of none. */
const FITTING = {
  pause: { states: ['running'], done: 'paused', none: 'runs that could be paused' },
  resume: { states: ['paused'], done: 'resumed', none: 'is paused' },
  stop: { states: ['running', 'paused'], done: 'stopped', none: 'runs that could be stopped' },
} as const satisfies Record<Steering, { states: readonly RunRow['state'][]; done: string; none: string }>;

/** So many runs to choose from are offered. */
const OFFERED = 5;

/** Opens the dialog that asks why, for the one run that words mean; offers a choice where they mean several. */
export async function openSteerByWords(
  context: SlackContext,
  asker: Asker,
  how: Steering,
  words: string,
): Promise<void> {
  const { userId, surface } = asker;
  const usage = `Say which play: \`/plays ${how} ACCOUNT\`, \`/plays ${how} PLAY ACCOUNT\` or the id of its run.`;
  if (!words) return answer(context, userId, surface, { text: usage });
  const { account, runs } = await findRuns(context.store, context.plays.catalogue, words);
  const fits = ({ state }: Pick<RunRow, 'state'>) => FITTING[how].states.some((each) => each === state);
  const known = runs.filter(fits);
  // The read model follows within moments: what was paused just now can be resumed.
  const fitting = known.length > 0 ? known : (await asTheyAre(context, runs.slice(0, OFFERED))).filter(fits);
  const [only] = fitting;
  if (!only) throw new ApiProblem('RUN_UNKNOWN', nothingFits(context, how, account, runs));
  if (fitting.length === 1) return openSteer(context, asker, how, only.runId);
  await requireRole(context, { person: asker.person, account, what: whatOf(how, account.id), id: asker.triggerId });
  const offered = fitting.slice(0, OFFERED).map((run) => {
    const began = `asked for by ${escaped(run.requestedBy, 100)}, in “${escaped(run.phase, 80)}”`;
    return [
      paragraph(`*${titleOf(context, run.play)}*, ${began}`),
      row(pageButton(how, run.runId, `${how.charAt(0).toUpperCase()}${how.slice(1)}…`)),
    ];
  });
  const text = `Several plays at ${escaped(account.name, 200)} could be ${FITTING[how].done}. Which one?`;
  await answer(context, userId, surface, { text, blocks: [paragraph(text), ...offered.flat()] });
}

/** The runs as the plays themselves tell their state. */
const asTheyAre = ({ plays }: SlackContext, runs: readonly RunRow[]): Promise<readonly RunRow[]> =>
  Promise.all(runs.map(async (run) => ({ ...run, state: (await plays.get(run.runId)).state })));

function nothingFits(context: SlackContext, how: Steering, { name }: Account, runs: readonly RunRow[]): string {
  const [only] = runs;
  if (runs.length !== 1 || !only) return `Nothing at ${name} ${FITTING[how].none}.`;
  const already = { ended: 'has ended already', paused: 'is paused already', running: 'runs already' }[only.state];
  return `${rawTitle(context, only.play)} at ${name} ${already}.`;
}

/** Opens the dialog that asks why a run is to be steered so. */
export async function openSteer(
  context: SlackContext,
  { person, userId, triggerId, surface }: Asker,
  how: Steering,
  runId: string,
): Promise<void> {
  const { run, account } = await runAndAccount(context, runId);
  await requireRole(context, { person, account, runId, what: whatOf(how, runId), id: triggerId });
  const view = steerDialog(how, { run, surface, title: titleOf(context, run.play), accountName: account.name });
  await openDialog(context, triggerId, { user: userId }, view);
}

/** Steers the run in the name of a person; answers how it is now, and what to say. */
export async function steer(
  context: SlackContext,
  { person, id }: { person: Person; id: string },
  { how, runId, reason }: { how: Steering; runId: string; reason: string },
): Promise<{ readonly now: RunView; readonly account: Account; readonly told: string }> {
  const { run, account } = await runAndAccount(context, runId);
  await requireRole(context, { person, account, runId, what: whatOf(how, runId), id });
  const now = await context.plays[how === 'stop' ? 'cancel' : how](runId, { by: person.name, reason });
  const what = `*${titleOf(context, run.play)}* at *${escaped(account.name, 200)}*`;
  const told = `You ${FITTING[how].done} ${what}: ${escaped(sentence(reason), 1000)}`;
  // It stood still for two reasons, and one is left.
  const left = how === 'resume' && now.paused?.reason;
  if (left) return { now, account, told: `${told} It does not go on yet: ${escaped(left, 500)}` };
  return { now, account, told };
}

async function runAndAccount({ store }: SlackContext, runId: string): Promise<{ run: RunRow; account: Account }> {
  const run = await store.runs.get(runId);
  const account = run && (await store.accounts.get(run.accountId));
  if (account) return { run, account };
  throw new ApiProblem('RUN_UNKNOWN', 'That run is not known any more.');
}

const whatOf = (how: Steering, what: string): string =>
  `${{ pause: 'Pausing', resume: 'Resuming', stop: 'Stopping' }[how]} ${what}`;

const rawTitle = ({ plays }: SlackContext, play: string): string =>
  plays.catalogue.find(({ name }) => name === play)?.title ?? play;
const titleOf = (context: SlackContext, play: string): string => escaped(rawTitle(context, play), 100);
