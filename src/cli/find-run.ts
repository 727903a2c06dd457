import { PlaymakerError, type PlaysClient, type QueuedStart } from '../client';
import { WrongUse } from './wrong-use';

/** How far back the list is searched. */
const SEARCHED = 500;
const MOST_SHOWN = 20;

/**
 * The id of the run that is meant: a whole id as it is, else the one run whose id contains the text; of several the one
 * that has not ended, if there is one only.
 *
 * @throws PlaymakerError RUN_UNKNOWN when none matches, WrongUse when several do
 */
export async function findRun(client: PlaysClient, text: string): Promise<string> {
  const runs = await runsLike(client, text);
  if (runs.some(({ runId }) => runId === text)) return text;
  const open = runs.filter(({ state }) => state !== 'ended');
  const matching = (open.length === 1 ? open : runs).map(({ runId }) => runId);
  if (matching.length > 1) throw several('runs', matching, text);
  const [only] = matching;
  if (only !== undefined) return only;
  if (/^play\/[^/]+\/[^/]+\/[^/]+$/.test(text)) return text;
  const [queued] = await queuedLike(client, text);
  if (queued) {
    throw new PlaymakerError({
      code: 'RUN_UNKNOWN',
      detail: `${queued.runId} waits for its turn; nothing runs yet. ${queued.because}`,
      next: 'See what waits with `playmaker list --state queued`; `playmaker cancel` withdraws it.',
    });
  }
  throw new PlaymakerError({
    code: 'RUN_UNKNOWN',
    detail: `No run has "${text}" in its id.`,
    next: 'See the runs with `playmaker list`.',
  });
}

/**
 * The start that waits for its turn, where such a one is meant: no run that goes on may be meant as well.
 *
 * @throws WrongUse when several are meant, or a run as well
 */
export async function findQueued(client: PlaysClient, text: string): Promise<QueuedStart | undefined> {
  const queued = await queuedLike(client, text);
  const exact = queued.find(({ runId }) => runId === text);
  if (exact || queued.length === 0) return exact;
  const runs = await runsLike(client, text);
  if (runs.some(({ runId }) => runId === text)) return undefined;
  const meant = [...runs.filter(({ state }) => state !== 'ended'), ...queued].map(({ runId }) => runId);
  if (meant.length > 1) throw several('runs and starts that wait', meant, text);
  return queued[0];
}

const runsLike = async (client: PlaysClient, text: string) =>
  (await client.list({ limit: SEARCHED, asStored: true })).filter(({ runId }) => runId.includes(text));

const queuedLike = async (client: PlaysClient, text: string) =>
  (await client.queue()).filter(({ runId }) => runId.includes(text));

function several(what: string, ids: readonly string[], text: string): WrongUse {
  const shown = ids.slice(0, MOST_SHOWN).map((runId) => `  ${runId}`);
  const rest = ids.length > MOST_SHOWN ? [`  and ${ids.length - MOST_SHOWN} more`] : [];
  return new WrongUse(
    `${ids.length} ${what} have "${text}" in their id:\n${[...shown, ...rest].join('\n')}`,
    'Write more of it.',
  );
}
