import { Client, Connection } from '@temporalio/client';
import { houseRulesSchema } from '../domain/house-rules';
import { nameIn, type Observation } from '../domain/observations';
import { openStore, type Store } from '../store';
import { createAccounts, type Accounts } from './accounts';

const rulesOf = (version: string, support: number) => ({
  rules: houseRulesSchema.parse({ health: { weights: { support } } }),
  version,
});

let store: Store;
let accounts: Accounts;
let now = new Date('2026-03-10T09:00:00.000Z');
let rules = rulesOf('1', 20);

beforeAll(async () => {
  store = await openStore();
  accounts = createAccounts({
    ...{ store, catalogue: [], now: () => now, rules: async () => rules },
    temporal: new Client({ connection: Connection.lazy() }),
    ask: () => Promise.reject(new Error('No coordinator is asked here.')),
    request: async () => 'noted',
    failed: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
});
afterAll(async () => {
  await accounts.close();
  await store.close();
});

async function see(id: string, at: string, ...observations: Observation[]): Promise<void> {
  const subject = { account: [nameIn('playmaker', 'acme')], domains: [], contact: [] };
  await accounts.intake.take([{ kind: 'incoming', incoming: { source: 'import', id, at, subject, observations } }]);
  await accounts.settled();
}
const opened = (severity: number, entity: string): Observation => ({
  type: 'support.opened',
  data: { case: entity, severity },
});
const moved = async () => (await accounts.page('acme'))!.health.moved;
const lastDay = async () => (await store.accountStates.health('acme')).at(-1);

it('health that other rules tell differently is told to have moved because they changed, and when', async () => {
  const contract = { plan: 'Team', seats: 100, renewalOn: '2027-12-31', seatPrice: 1, currency: 'USD', arr: 100 };
  await see('1', '2026-03-01T09:00:00.000Z', { type: 'contract.changed', data: contract });
  await see('2', '2026-03-02T09:00:00.000Z', { type: 'usage.measured', data: { limit: 'seats', used: 90 } });
  await see('3', '2026-03-03T09:00:00.000Z', opened(2, 'c1'));
  const before = (await accounts.page('acme'))!.health.score!;
  expect(await moved()).not.toContain('rules');

  rules = rulesOf('2', 200);
  now = new Date('2026-03-12T09:00:00.000Z');
  await accounts.sweep();
  const after = (await accounts.page('acme'))!.health.score!;
  expect(after).toBeLessThan(before);
  const because = new RegExp(`^Health fell from ${before} to \\d+ because the house rules changed on 12 March 2026\\.`);
  expect(await moved()).toMatch(because);
  expect(await lastDay()).toMatchObject({ day: '2026-03-12', because: expect.stringMatching(because) as string });

  // What happens on that day besides is told after it, and what arrives late does not make it forgotten.
  await see('4', '2026-03-12T08:00:00.000Z', opened(1, 'c2'));
  expect(await moved()).toMatch(/because the house rules changed on 12 March 2026\. Health fell from \d+ to \d+: /);
  await see('5', '2026-03-02T08:00:00.000Z', { type: 'milestone.reached', data: { milestone: 'first-value' } });
  expect((await lastDay())!.because).toMatch(because);

  // On a later day it is a matter of the past.
  now = new Date('2026-03-20T09:00:00.000Z');
  await see('6', '2026-03-20T08:00:00.000Z', opened(1, 'c3'));
  expect(await moved()).not.toContain('rules');
  const history = await store.accountStates.health('acme');
  expect(history.find(({ day }) => day === '2026-03-12')?.because).toMatch(because);
});

it('rules that tell health as before are no reason', async () => {
  rules = rulesOf('3', 200);
  now = new Date('2026-03-21T09:00:00.000Z');
  await accounts.sweep();
  expect(await moved()).not.toContain('rules');
});
