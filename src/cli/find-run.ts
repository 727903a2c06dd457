import { PlaymakerError, type PlaysClient } from '../client';
import { WrongUse } from './wrong-use';

/** How far back the list is searched. */
const SEARCHED = 500;

/**
 * The id of the run that is meant: a whole id as it is, else the one run whose id contains the text; of several the one
 * that has not ended, if there is one only.
 *
 * @throws PlaymakerError RUN_UNKNOWN when none matches, WrongUse when several do
 */
export async function findRun(client: PlaysClient, text: string): Promise<string> {
  const runs = (await client.list({ limit: SEARCHED, asStored: true })).filter(({ runId }) => runId.includes(text));
  if (runs.some(({ runId }) => runId === text)) return text;
  const open = runs.filter(({ state }) => state !== 'ended');
  const matching = (open.length === 1 ? open : runs).map(({ runId }) => runId);
  const [only, ...others] = matching;
  if (only === undefined && /^play\/[^/]+\/[^/]+\/[^/]+$/.test(text)) return text;
  if (only === undefined) {
    const queued = (await client.queue()).find(({ runId }) => runId.includes(text));
    if (queued) {
      throw new PlaymakerError({
        code: 'RUN_UNKNOWN',
        detail: `${queued.runId} waits for its turn; nothing runs yet. ${queued.because}`,
        next: 'See what waits with `playmaker list --state queued`.',
      });
    }
    throw new PlaymakerError({
      code: 'RUN_UNKNOWN',
      detail: `No run has "${text}" in its id.`,
      next: 'See the runs with `playmaker list`.',
    });
  }
  if (others.length > 0) {
    const shown = matching.slice(0, 20).map((runId) => `  ${runId}`);
    const rest = matching.length > 20 ? [`  and ${matching.length - 20} more`] : [];
    throw new WrongUse(
      `${matching.length} runs have "${text}" in their id:\n${[...shown, ...rest].join('\n')}`,
      'Write more of it.',
    );
  }
  return only;
}
