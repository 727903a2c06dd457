import { PlaymakerError, type PlaysClient } from '../client';
import { WrongUse } from './wrong-use';

/** How far back the list is searched. */
const SEARCHED = 500;

/**
 * The id of the run that is meant: a whole id as it is, else the one run whose id contains the text.
 *
 * @throws PlaymakerError RUN_UNKNOWN when none matches, WrongUse when several do
 */
export async function findRun(client: PlaysClient, text: string): Promise<string> {
  if (/^play\/[^/]+\/[^/]+\/[^/]+$/.test(text)) return text;
  const runs = await client.list({ limit: SEARCHED });
  const matching = runs.map(({ runId }) => runId).filter((runId) => runId.includes(text));
  const [only, ...others] = matching;
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
