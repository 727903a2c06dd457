import fc from 'fast-check';
import { cases } from '../domain/cases.fixture';
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

/** Names that meet again and again at several accounts, at several people, and at none. */
const hint = fc.record({
  group: fc.option(fc.constantFrom('g1', 'g2', 'g3')),
  deal: fc.option(fc.constantFrom('1', '2'), { freq: 1 }),
  domain: fc.option(fc.constantFrom('d1', 'd2', 'd3'), { freq: 1 }),
  contact: fc.subarray(['user:u1', 'user:u2', 'user:u3', 'anonymous:a1', 'ann@d1', 'bob@d2', 'eve@d3', 'jo@d1']),
});
type Hint = Omit<typeof hint extends fc.Arbitrary<infer T> ? T : never, 'group'> & { readonly group: string | null };

const hintsOf = (hints: readonly Hint[], prefix: string): Incoming[] =>
  hints.map(({ group, deal, domain, contact }, index) => ({
    ...{ source: 'segment', id: `${prefix}-${index}`, at: AT },
    subject: {
      account: [
        ...(group === null ? [] : [`segment:group:${prefix}-${group}`]),
        ...(deal === null ? [] : [`hubspot:deal:${prefix}-${deal}`]),
      ],
      domains: domain === null ? [] : [`${prefix}-${domain}.example`],
      contact: contact.map((name) =>
        name.includes('@') ? `email:${name.replace('@', `@${prefix}-`)}.example` : `segment:${name}-${prefix}`,
      ),
    },
    observations: [{ type: 'product.used', data: {} }],
  }));

/** Which of them are at which account or wait, and what each account knows, with another prefix. */
async function attributed(prefix: string, batches: (all: readonly Incoming[]) => Incoming[][], hints: readonly Hint[]) {
  const before = await store.observations.waiting();
  const groups = ['g1', 'g2', 'g3'].map((group) => `${prefix}-${group}`);
  const first: Hint = { group: null, deal: null, domain: null, contact: [] };
  const announced = hintsOf(
    ['g1', 'g2', 'g3'].map((group) => ({ ...first, group })),
    prefix,
  ).map((each) => ({ ...each, id: `${each.id}-first` }));
  await store.observations.receive(announced, AT);
  for (const batch of batches(hintsOf(hints, prefix))) await store.observations.receive(batch, AT);
  const known = groups.map(async (accountId) => ({
    items: (await store.observations.list(accountId)).map(({ id }) => id).sort(),
    names: await store.observations.namesOf(accountId),
  }));
  const waiting = (await store.observations.waiting()) - before;
  const whole = { accounts: await Promise.all(known), waiting };
  return JSON.parse(JSON.stringify(whole).replaceAll(prefix, 'prefix')) as typeof whole;
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
    { numRuns: cases(60), examples: [[CONTRADICTION]] },
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

it('attributes the same for any order, repetition and split into batches, whoever shares names and domains', async () => {
  const order = fc.array(hint, { minLength: 2, maxLength: 12 }).chain((hints) =>
    fc.record({
      hints: fc.constant(hints),
      again: fc.shuffledSubarray(hints.map((_, index) => index)),
      order: fc.shuffledSubarray(
        [...hints, ...hints].map((_, index) => index % hints.length),
        { minLength: hints.length * 2 },
      ),
      sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(order, async ({ hints, again, order, sizes }) => {
      rounds += 1;
      const plain = await attributed(`p${rounds}x`, (all) => [[...all]], hints);
      const repeated = await attributed(
        `r${rounds}x`,
        (all) => [...all, ...again.map((i) => all[i]!)].map((each) => [each]),
        hints,
      );
      const shuffled = await attributed(
        `q${rounds}x`,
        (all) =>
          inBatches(
            order.map((i) => all[i]!),
            sizes,
          ),
        hints,
      );
      expect(repeated).toEqual(plain);
      expect(shuffled).toEqual(plain);
    }),
    { numRuns: cases(40) },
  );
});

function inBatches<T>(all: readonly T[], sizes: readonly number[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < all.length; from += batches.at(-1)!.length)
    batches.push(all.slice(from, from + sizes[batches.length % sizes.length]!));
  return batches;
}
