import { Client, Connection } from '@temporalio/client';
import fc from 'fast-check';
import { expansionContract } from '../../plays/expansion/contract';
import { cases } from '../domain/cases.fixture';
import { houseRulesSchema } from '../domain/house-rules';
import { nameIn, type Incoming, type Observed, type Read } from '../domain/observations';
import { asDelivered, histories } from '../domain/observations/observation.fixture';
import { openStore, type Store } from '../store';
import { createAccounts, type Accounts } from './accounts';

const HERE = 'this-account';
/** Knows people by the same names. */
const THERE = `${HERE}-s-neighbour`;
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

/** The same observation, told of other accounts, as a door would read it. Some name the contact only. */
function readOf(observed: Observed, whose: string): Read {
  const { id, source, at, accountId, contactId, type, data } = JSON.parse(
    JSON.stringify(observed).replaceAll(HERE, whose),
  ) as Observed;
  const user = contactId === undefined ? [] : [nameIn('segment:user', `${whose}-${contactId}`)];
  const isAlone = contactId !== undefined && id < '6';
  const incoming: Incoming = {
    ...{ source, at, id: `${accountId}/${id}` },
    subject: isAlone
      ? { account: [], domains: [], contact: user }
      : {
          ...{ account: [nameIn('playmaker', accountId)], domains: [] },
          contact: contactId === undefined ? [] : [nameIn('playmaker', contactId), ...user],
        },
    observations: [{ type, data } as Incoming['observations'][number]],
  };
  return { kind: 'incoming', incoming };
}

/** Everything known of both accounts and everything that followed, without their names. */
async function outcomeOf(whose: string) {
  const known = [whose, THERE.replace(HERE, whose)].map(async (accountId) => ({
    state: ((await store.accountStates.get(accountId)) as { state: unknown } | undefined)?.state,
    account: await store.accounts.get(accountId),
    health: await store.accountStates.health(accountId),
  }));
  const outgoing = requested.filter((id) => id.startsWith(`${whose}/`) || id.startsWith(`${whose}-`)).sort();
  const whole = { outgoing, known: await Promise.all(known) };
  return JSON.parse(JSON.stringify(whole).replaceAll(whose, HERE)) as typeof whole;
}

let rounds = 0;

it('gives the same view, health and plays for any order, repetition and split into batches', async () => {
  const both = fc.tuple(histories(HERE), histories(THERE, { maxLength: 8 })).map((each) => each.flat());
  const history = both.chain((whole) =>
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
      const expected = await outcomeOf(plain);
      expect(await outcomeOf(mixed)).toEqual(expected);
      // Looked at in between, it may have asked for plays on what was known then; what is known in the end is the same.
      expect((await outcomeOf(stepwise)).known).toEqual(expected.known);
    }),
    { numRuns: cases(24) },
  );
});
