import { Client, Connection } from '@temporalio/client';
import fc from 'fast-check';
import { expansionContract } from '../../plays/expansion/contract';
import { houseRulesSchema } from '../domain/house-rules';
import { nameIn, type Incoming, type Observed, type Read } from '../domain/observations';
import { asDelivered, histories } from '../domain/observations/observation.fixture';
import { openStore, type Store } from '../store';
import { createAccounts, type Accounts } from './accounts';

const HERE = 'this-account';
/** After everything that is generated. */
const NOW = new Date('2027-01-02T09:00:00.000Z');

let store: Store;
let accounts: Accounts;
const requested: string[] = [];

beforeAll(async () => {
  store = await openStore();
  const rules = { rules: houseRulesSchema.parse({}), version: '1' };
  accounts = createAccounts({
    store,
    temporal: new Client({ connection: Connection.lazy() }),
    ask: () => Promise.reject(new Error('No coordinator is asked here.')),
    catalogue: [expansionContract],
    rules: async () => rules,
    request: async ({ accountId, id }) => {
      requested.push(`${accountId}/${id}`);
      return 'noted';
    },
    now: () => NOW,
    failed: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
});
afterAll(async () => {
  await accounts.close();
  await store.close();
});

/** The same observation, told of another account, as a door would read it. */
function readOf(observed: Observed, accountId: string): Read {
  const { id, source, at, contactId, type, data } = JSON.parse(
    JSON.stringify(observed).replaceAll(HERE, accountId),
  ) as Observed;
  const contact = contactId === undefined ? [] : [nameIn('playmaker', contactId)];
  const incoming: Incoming = {
    ...{ source, at, id: `${accountId}/${id}` },
    subject: { account: [nameIn('playmaker', accountId)], domains: [], contact },
    observations: [{ type, data } as Incoming['observations'][number]],
  };
  return { kind: 'incoming', incoming };
}

/** Everything known of the account and everything that followed, without its name. */
async function outcomeOf(accountId: string): Promise<unknown> {
  const { state } = (await store.accountStates.get(accountId)) as { state: unknown };
  const outgoing = requested.filter((id) => id.startsWith(`${accountId}/`)).sort();
  const whole = { state, outgoing, account: await store.accounts.get(accountId) };
  return JSON.parse(JSON.stringify(whole).replaceAll(accountId, HERE));
}

let rounds = 0;

it('gives the same view, health and plays for any order, repetition and split into batches', async () => {
  const history = histories(HERE).chain((whole) =>
    fc.record({
      whole: fc.constant(whole),
      delivered: asDelivered(whole),
      sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(history, async ({ whole, delivered, sizes }) => {
      rounds += 1;
      const [plain, mixed, stepwise] = ['plain', 'mixed', 'stepwise'].map((name) => `${name}-${rounds}`) as [
        string,
        string,
        string,
      ];
      await accounts.intake.take([...whole].map((each) => readOf(each, plain)));
      for (const [each, account] of [
        [delivered, mixed],
        [delivered, stepwise],
      ] as const) {
        let from = 0;
        for (let batch = 0; from < each.length; batch += 1) {
          const size = sizes[batch % sizes.length]!;
          await accounts.intake.take(each.slice(from, from + size).map((observed) => readOf(observed, account)));
          if (account === stepwise) await accounts.settled();
          from += size;
        }
      }
      await accounts.settled();
      if (whole.length === 0) return;
      const expected = (await outcomeOf(plain)) as { state: unknown; account: unknown };
      expect(await outcomeOf(mixed)).toEqual(expected);
      // Looked at in between, it may have asked for plays on what was known then; what is known in the end is the same.
      const { state, account } = (await outcomeOf(stepwise)) as typeof expected;
      expect({ state, account }).toEqual({ state: expected.state, account: expected.account });
    }),
    { numRuns: 18 },
  );
});
