import fc from 'fast-check';
import type { Incoming } from '../domain/observations';
import { openStore } from './open';
import type { Store } from './store';

const AT = '2026-03-02T09:00:00.000Z';
const GROUPS = ['g1', 'g2'];

let store: Store;
let rounds = 0;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

/** Of few accounts, people and ids, so that items repeat, wait for each other and tell about each other. */
const item = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  group: fc.option(fc.constantFrom(...GROUPS)),
  domain: fc.option(fc.constantFrom('d1', 'd2')),
  user: fc.option(fc.constantFrom('u1', 'u2', 'u3')),
  mail: fc.option(fc.constantFrom('ann@d1', 'bob@d2', 'eve@d3')),
  observations: fc.integer({ min: 0, max: 2 }),
});

type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

function incomingOf({ id, group, domain, user, mail, observations }: Item, prefix: string): Incoming {
  const used = { type: 'product.used' as const, data: {} };
  return {
    ...{ source: 'segment', id: `${prefix}-${id}`, at: AT },
    subject: {
      account: group === null ? [] : [`segment:group:${prefix}-${group}`],
      domains: domain === null ? [] : [`${prefix}-${domain}.example`],
      contact: [
        ...(user === null ? [] : [`segment:user:${prefix}-${user}`]),
        ...(mail === null ? [] : [`email:${mail.replace('@', `@${prefix}-`)}.example`]),
      ],
    },
    observations: Array.from({ length: observations }, () => used),
  };
}

const NOTHING: Item = { id: 0, group: null, domain: null, user: null, mail: null, observations: 1 };
/** Its account goes before the domain and the person of another one. */
const CONTRADICTION: Item[] = [
  { ...NOTHING, id: 1, group: 'g1', domain: 'd1', user: 'u1' },
  { ...NOTHING, id: 2, group: 'g2', domain: 'd2' },
  { ...NOTHING, id: 3, group: 'g2', domain: 'd1', user: 'u1' },
  { ...NOTHING, id: 4, user: 'u1', mail: 'bob@d2' },
];

/** What the senders were told and what is kept, with another prefix. */
async function outcome(prefix: string, batches: readonly (readonly Item[])[]): Promise<unknown> {
  const before = await store.observations.waiting();
  const told = [];
  for (const batch of batches)
    told.push(
      ...(await store.observations.receive(
        batch.map((each) => incomingOf(each, prefix)),
        AT,
      )),
    );
  const waiting = (await store.observations.waiting()) - before;
  const kept = [];
  for (const group of GROUPS) {
    const accountId = `${prefix}-${group}`;
    const recorded = await store.observations.list(accountId);
    kept.push({ recorded: recorded.map((each) => ({ ...each, seq: 0 })) });
    kept.push({ names: await store.observations.namesOf(accountId) });
  }
  return JSON.parse(JSON.stringify({ told, waiting, kept }).replaceAll(prefix, 'prefix'));
}

it('comes to the same in one batch as one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 14 }), async (items) => {
      rounds += 1;
      const singly = await outcome(
        `s${rounds}x`,
        items.map((each) => [each]),
      );
      expect(await outcome(`b${rounds}x`, [items])).toEqual(singly);
    }),
    { numRuns: 60, examples: [[CONTRADICTION]] },
  );
});

it('attributes what contradicts itself by the account it names, and not at all by a contact of two accounts', async () => {
  for (const [prefix, batches] of [
    ['together', [CONTRADICTION]],
    ['apart', CONTRADICTION.map((each) => [each])],
  ] as const) {
    const { told } = (await outcome(prefix, batches)) as { told: { accountId: string; newAccount: boolean }[] };
    expect(told.map(({ accountId, newAccount }) => [accountId, newAccount])).toEqual([
      ['prefix-g1', true],
      ['prefix-g2', true],
      ['prefix-g2', false],
      [undefined, undefined],
    ]);
  }
});

it('takes more at once than one statement has room for', async () => {
  const many = Array.from({ length: 1_100 }, (_, index) => ({
    ...incomingOf({ id: index, group: 'g1', domain: null, user: 'u1', mail: null, observations: 1 }, 'many'),
  }));
  const received = await store.observations.receive(many, AT);
  expect(received.filter(({ kind }) => kind === 'stored')).toHaveLength(1_100);
  const recorded = await store.observations.list('many-g1');
  expect(recorded.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
});
