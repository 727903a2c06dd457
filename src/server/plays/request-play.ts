import type { PlayRequested } from '../../domain/triggers';
import type { Store } from '../../store/store';
import { ApiProblem } from '../problems';
import type { PlaysService } from './plays-service';

/**
 * Puts what a trigger rule asks for before the account's coordinator, once per request, and answers what became of it.
 * A refusal is an answer, too: asked again it would be the same.
 *
 * @throws whatever may be different next time: Temporal or the store does not answer
 */
export async function requestPlay(plays: PlaysService, store: Store, request: PlayRequested): Promise<string> {
  const { id, rule, title = rule, play, accountId, input, because, at } = request;
  const requestedBy = `the rule “${title}”`;
  try {
    const run = await plays.start({ play, accountId, input, requestedBy, id: `${accountId}/${id}` });
    return `${run.verdict}: ${run.because}`;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    // What the coordinator declined stands in the ledger already.
    if (!error.code.startsWith('PLAY_')) {
      const what = `Start of ${play}: refused`;
      const reason = `${error.detail} The rule “${title}” asked for it: ${because.join(' ')}`;
      await store.ledger.add({
        key: `${accountId}/${id}`,
        kind: 'refusal',
        accountId,
        what,
        reason,
        by: requestedBy,
        at,
      });
    }
    return `${error.code}: ${error.detail}`;
  }
}
