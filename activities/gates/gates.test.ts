import type { Account } from '../../src/domain/account';
import { houseRulesSchema } from '../../src/domain/house-rules';
import { contact, daysAgo, NOW, nps, seats, thriving } from '../../src/domain/health/testing/sample-view.fixture';
import { openStore, type Store } from '../../src/store';
import { createGateActivities } from './gates';
import type { GateActivities } from './port';

const RUN = 'play/advocacy-ask/acme/ana';
const CHAMPION = { ...thriving, usage: { seats: [seats(60, 30), seats(80)] }, answers: [nps('ana', 10, 10)] };
const ana = contact('ana', { formerIds: { 'acme-west': 'a' } });
const acme: Account = { ...thriving.account, contacts: [ana] };

let store: Store;
let gates: GateActivities;
beforeAll(async () => {
  store = await openStore({});
  const rules = houseRulesSchema.parse({});
  gates = createGateActivities({ store, rules: async () => rules });
});
afterAll(() => store.close());

const conditions = async (accountId: string, contactId = 'ana') =>
  (await gates.checkGate({ gate: 'advocacy', accountId, contactId, runId: RUN, at: NOW })).unmet.map(
    ({ condition }) => condition,
  );

/** An account of which that view is known. */
async function known(id: string): Promise<string> {
  const account = { ...acme, id };
  await store.accounts.save(account, daysAgo(300));
  const state = { view: { ...CHAMPION, account }, course: { scores: [] } };
  await store.accountStates.fold([id], 'v1', NOW, async () => ({
    state: { state },
    account,
    health: [],
    outgoing: [],
  }));
  return id;
}

it('is open by what is known of the account, whichever id the person had at an account that became part of it', async () => {
  const id = await known('acme');
  expect(await conditions(id)).toEqual([]);
  expect(await conditions(id, 'a')).toEqual([]);
});

it('is closed for an account of which nothing is known, and for somebody who left', async () => {
  await store.accounts.save({ ...acme, id: 'new' }, daysAgo(300));
  expect(await conditions('new')).toEqual(['trajectory', 'silent']);
  expect(await conditions(await known('left'), 'bo')).toEqual(['reach', 'silent']);
  await expect(conditions('nobody')).rejects.toMatchObject({ type: 'UNKNOWN_ACCOUNT', nonRetryable: true });
});

it('knows the saves of the account, and what others asked', async () => {
  const id = await known('busy');
  const [runId, other] = ['play/retention-save/busy/1', 'play/advocacy-ask/busy/1'];
  const run = {
    runId,
    accountId: id,
    phase: '',
    requestedBy: 'ops',
    startedAt: daysAgo(20),
    state: 'running' as const,
  };
  await store.runs.open({ ...run, play: 'retention-save' });
  expect(await conditions(id)).toEqual(['save']);
  await store.runs.update(runId, { state: 'ended', outcome: 'saved', endedAt: daysAgo(91) });
  expect(await conditions(id)).toEqual([]);
  const ask = { kind: 'ask' as const, accountId: id, contactId: 'a', by: 'Dana Reyes', at: daysAgo(5) };
  await store.ledger.add({ ...ask, key: `${RUN}/1`, runId: RUN, what: 'Review: asked' });
  await store.ledger.add({ ...ask, key: `${other}/2`, runId: other, what: 'Pulse: asked' });
  expect(await conditions(id)).toEqual([]);
  const pulse = await gates.checkGate({ gate: 'advocacy-pulse', accountId: id, contactId: 'ana', runId: RUN, at: NOW });
  expect(pulse.unmet.map(({ condition }) => condition)).toEqual(['pulsed']);
  await store.ledger.add({ ...ask, key: `${other}/3`, runId: other, what: 'Referral: asked' });
  expect(await conditions(id)).toEqual(['asked']);
});
