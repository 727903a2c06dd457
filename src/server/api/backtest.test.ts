import { backtestAnswerSchema } from '../../client/wire';
import {
  customer,
  leader,
  noon,
  seats,
  startAccountsServer,
  type AccountsServer,
} from '../testing/accounts-server.fixture';
import { KEYS } from '../testing/acme.fixture';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
  const grown = (id: string) => [leader(id, '2026-02-20', '2026-02-10'), seats(id, '2026-03-03', 86)];
  await server.observe(...customer('acme'), ...grown('acme'), seats('acme', '2026-03-10', 94));
  await server.observe(...customer('small'), ...grown('small'));
});
afterAll(() => server?.close());

const window = { from: noon('2026-03-01'), to: noon('2026-03-30') };
const eager = { triggers: { usage: { from: 0.85, rearmBelow: 0.8 } } };
const backtest = async (body: object) =>
  backtestAnswerSchema.parse((await server.call('/api/triggers/backtest', { body: { ...window, ...body } })).body);
const days = (starts: readonly { play: string; at: string }[]) =>
  starts.map(({ play, at }) => `${play} ${at.slice(0, 10)}`);

it('tells what other rules would have started beside those in force, and starts nothing', async () => {
  const before = server.requested.length;
  const { accounts, differences } = await backtest({ rules: eager });
  expect(accounts).toBe(2);
  expect(
    differences.map((each) => [each.accountId, days(each.onlyWithNew), days(each.onlyWithOld), days(each.withBoth)]),
  ).toEqual([
    ['acme', ['expansion 2026-03-03'], ['expansion 2026-03-10'], []],
    ['small', ['expansion 2026-03-03'], [], []],
  ]);
  expect(differences[0]?.onlyWithNew[0]).toMatchObject({ rule: 'expansion', input: { limit: 'seats', used: 86 } });
  expect(differences[0]?.onlyWithNew[0]?.because.join(' ')).toContain('86 %');
  await server.accounts.settled();
  expect(server.requested).toHaveLength(before);
});

it('tells what the rules in force start when none are given, of the accounts that are named', async () => {
  const { differences, inactive } = await backtest({ accountIds: ['acme', 'acme'] });
  expect(differences.map(({ withBoth, onlyWithNew }) => [days(withBoth), onlyWithNew])).toEqual([
    [['expansion 2026-03-10'], []],
  ]);
  expect(inactive.map(({ rule }) => rule)).toContain('onboarding');
});

it('tells how many accounts are known to have been customers by the end', async () => {
  const customers = async (to: string) =>
    (await backtest({ from: noon('2025-01-01'), to, accountIds: ['acme', 'small'] })).customers;
  expect(await customers(noon('2025-12-31'))).toBe(0);
  expect(await customers(noon('2026-01-02'))).toBe(2);
});

it('ends now at the latest', async () => {
  expect((await backtest({ to: '2030-01-01T01:00:00+01:00' })).to).toBe(noon('2026-03-31'));
});

it.each([
  ['rules that are wrong', { rules: { triggers: { usage: { from: 'much' } } } }, 'rules.triggers.usage.from'],
  [
    'a rule whose play is none',
    {
      rules: {
        triggers: { rules: [{ id: 'x', title: 'X', start: 'party', when: { stage: 'customer' }, rearm: 'never' }] },
      },
    },
    'rules.triggers.rules',
  ],
  ['an empty window', { from: noon('2026-03-30'), to: noon('2026-03-01') }, 'from'],
  ['a date that is none', { from: 'yesterday' }, 'from'],
])('refuses %s', async (_what, body, path) => {
  const answer = await server.call('/api/triggers/backtest', { body: { ...window, ...body } });
  expect(answer).toMatchObject({ status: 400, body: { code: 'INPUT_INVALID', errors: [{ path }] } });
});

it('refuses unknown accounts, and is open to viewers', async () => {
  const body = { ...window, accountIds: ['acmee'] };
  const answer = await server.call('/api/triggers/backtest', { body, key: KEYS.reader });
  expect(answer).toMatchObject({ status: 404, body: { code: 'ACCOUNT_UNKNOWN' } });
});
