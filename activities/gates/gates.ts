import { contactIn, type Account } from '../../src/domain/account';
import { readAsk } from '../../src/domain/asks';
import { askGate, type AskedBefore, type GateQuestion } from '../../src/domain/gates';
import type { HouseRules } from '../../src/domain/house-rules';
import type { AccountState } from '../../src/domain/triggers';
import type { Store } from '../../src/store/store';
import { accountOf } from '../account-team';
import type { GateActivities, GateRequest } from './port';

export interface GateDeps {
  readonly store: Store;
  /** The house rules as they are now. */
  readonly rules: () => Promise<Pick<HouseRules, 'health' | 'segments'>>;
}

const SAVE = 'retention-save';

/**
 * Gates by what is known of the account: its view, its record, its saves, and what was asked of its people. An account
 * that became part of another one is looked at as that one.
 *
 * @example
 * const gates = createGateActivities({ store, rules });
 * await gates.checkGate({ gate: 'advocacy', accountId: 'acme', contactId: 'ben-ortiz', runId, at });
 */
export function createGateActivities(deps: GateDeps): GateActivities {
  return { checkGate: async (request) => askGate(request.gate, await questionOf(deps, request)) };
}

async function questionOf({ store, rules }: GateDeps, request: GateRequest): Promise<GateQuestion> {
  const { accountId, contactId, runId, at } = request;
  const account = await accountOf(store, accountId);
  const { health, segments } = await rules();
  const kept = (await store.accountStates.get(account.id)) as { readonly state: AccountState } | undefined;
  const contact = contactIn(account, contactId);
  return {
    ...{ at, runId, rules: { health, segments } },
    ...(contact && { contact }),
    ...(kept && { view: kept.state.view }),
    scores: kept?.state.course.scores ?? [],
    saves: await store.runs.list({ accountId: account.id, play: SAVE }),
    asked: await askedAt(store, account),
  };
}

async function askedAt(store: Store, account: Account): Promise<readonly AskedBefore[]> {
  const entries = await store.ledger.list({ accountId: account.id, kind: 'ask' });
  return entries.flatMap(({ what, at, runId, contactId }) => {
    const line = readAsk(what);
    // Whoever was asked at an account that became part of this one may have another id here.
    const current = contactId === undefined ? undefined : (contactIn(account, contactId)?.id ?? contactId);
    return line ? [{ ...line, at, runId, contactId: current }] : [];
  });
}
