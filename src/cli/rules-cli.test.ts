import { customer, noon, type AccountsServer } from '../server/testing/accounts-server.fixture';
import { accountsCommand, acmesStory, ZONE, type AccountsCommand } from './accounts-command.fixture';
import { moment, time } from './times';

let server: AccountsServer;
let playmaker: AccountsCommand['playmaker'];
let json: AccountsCommand['json'];
let file: AccountsCommand['file'];
let close: AccountsCommand['close'] | undefined;
beforeAll(async () => {
  ({ server, playmaker, json, file, close } = await accountsCommand());
  await server.observe(...acmesStory(), ...customer('other'));
});
afterAll(() => close?.());

describe('a backtest', () => {
  const window = ['--from', '2026-03-01', '--to', '2026-03-31'];

  it('shows what a file of rules would have started beside those in force', async () => {
    const rules = await file('eager.json', '{"triggers":{"usage":{"from":0.85,"rearmBelow":0.8}}}');
    const { code, out, err } = await playmaker(['triggers', 'backtest', ...window, '--rules', rules, '-a', 'acme']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      new RegExp(
        `^ACCOUNT +PLAY +WHEN ${ZONE} +RULE +STARTED BY +WHY\nacme +expansion +${time(noon('2026-03-03'))} +expansion +only the new rules +The account is a customer\\. Usage of seats`,
      ),
    );
    expect(out).toMatch(
      new RegExp(`^acme +expansion +${time(noon('2026-03-10'))} +expansion +only the rules in force`, 'm'),
    );
    expect(out).toContain(
      `1 account from ${time('2026-03-01T00:00:00Z')} to ${moment(noon('2026-03-31'))}: 1 start with the new rules, 1 with the rules in force: 1 more, 1 fewer, 0 the same. Nothing was started.\n`,
    );
  });

  it('looks at every account when none is named', async () => {
    const { out } = await playmaker(['triggers', 'backtest', ...window]);
    expect(out).toMatch(/^ACCOUNT +PLAY +WHEN \(.*\) +RULE +WHY\nacme +expansion +2026-03-10/);
    expect(out).toMatch(/^\d accounts from .*: 1 start\. Nothing was started\.$/m);
    expect(await json('triggers', 'backtest', ...window)).toMatchObject({ differences: [{ accountId: 'acme' }] });
  });

  it('says that nothing can start where nobody is known to be a customer', async () => {
    const early = ['--from', '2025-01-01', '--to', '2025-03-31', '-a', 'acme'];
    const { out } = await playmaker(['triggers', 'backtest', ...early]);
    expect(out).toMatch(
      /: 0 starts\. Nothing was started\.\nNone of them is known to have been a customer by then, so /,
    );
    const later = ['--from', '2026-03-20', '--to', '2026-03-31', '-a', 'acme'];
    expect((await playmaker(['triggers', 'backtest', ...later])).out).not.toContain('None of them');
  });

  it.each([
    ['no window', ['--from', '2026-03-01'], /required option '--to <date>'/],
    ['a date that is none', ['--from', '2026-02-31', '--to', '2026-03-01'], /a date such as 2026-03-31/],
    ['an empty window', ['--from', '2026-03-02', '--to', '2026-03-01'], /--from lies after --to/],
    ['a file that is not there', [...window, '--rules', '/none.json'], /\/none\.json cannot be read/],
  ])('with %s is wrong use', async (_what, args, words) => {
    const { code, err } = await playmaker(['triggers', 'backtest', ...args]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(words) as string });
  });

  it('of rules that are wrong names each value', async () => {
    const rules = await file('wrong.json', '{"triggers":{"usage":{"from":"much"}}}');
    const { code, err } = await playmaker(['triggers', 'backtest', ...window, '--rules', rules]);
    expect(code).toBe(2);
    expect(err).toMatch(/does not hold house rules\.\n {2}triggers\.usage\.from: a share such as 0\.9\n/);
  });
});

describe('house rules', () => {
  const check = async (content: string) => playmaker(['rules', 'check', await file('rules-to-check.json', content)]);

  it('are checked without a server, with what differs from the defaults', async () => {
    const own = { id: 'expansion', title: 'Ours', start: 'expansion', when: { stage: 'customer' }, rearm: 'never' };
    const more = { ...own, id: 'ours', title: 'Another' };
    const rules = { triggers: { usage: { from: 0.8, rearmBelow: 0.85 }, rules: [own, more], switchedOff: ['pulse'] } };
    expect((await check(JSON.stringify(rules))).err).toContain('triggers.usage.rearmBelow: no more than "from"');
    const { code, out } = await check(JSON.stringify(rules).replace('0.85', '0.75'));
    expect(code).toBe(0);
    expect(out).toMatch(/^.*rules-to-check\.json is valid\.\n\nSETTING +DEFAULT +HERE\n/);
    expect(out).toMatch(/^triggers\.usage\.from +0\.9 +0\.8$/m);
    expect(out).toMatch(/^triggers\.rules\.expansion +Usage reaches a limit .* +Ours$/m);
    expect(out).toMatch(/^triggers\.rules\.ours +– +Another$/m);
    expect(out).toMatch(/^triggers\.switchedOff +\[\] +\["pulse"\]$/m);
    expect(out).toMatch(/^pulse +It is switched off\.$/m);
  });

  it('that are wrong have the exit code 1, and name each value', async () => {
    const { code, err, out } = await check('{"triggers":{"usage":{"from":"much"}},"helth":{}}');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/triggers\.usage\.from: a share such as 0\.9\n/);
    expect(err).toContain('helth');
    const unknown = { id: 'x', title: 'X', start: 'party', when: { stage: 'customer' }, rearm: 'never' };
    expect((await check(JSON.stringify({ triggers: { rules: [unknown] } }))).err).toContain(
      'starts "party", which is not a play',
    );
    expect((await check('{')).code).toBe(2);
  });

  it('are shown whole, in the form in which a file may change them', async () => {
    const shown = JSON.parse((await playmaker(['rules', 'show'])).out) as { coordination: { caps: object } };
    expect(Object.keys(shown)).toEqual([
      'health',
      'segments',
      'triggers',
      'coordination',
      'digest',
      'messages',
      'parameters',
    ]);
    const path = await file('all-rules.json', JSON.stringify(shown));
    expect(await json('rules', 'check', path)).toMatchObject({ valid: true, differences: [] });
    const caps = await file('caps.json', JSON.stringify({ caps: shown.coordination.caps }));
    const { code, err } = await playmaker(['rules', 'check', caps]);
    expect(code).toBe(1);
    expect(err).toContain('no section "caps"; the sections are health, segments, triggers, coordination, digest');
  });

  it('name the accounts that a server does not know, and say when none was asked', async () => {
    const named = (...ids: string[]) =>
      JSON.stringify({ messages: { accounts: Object.fromEntries(ids.map((id) => [id, '#acme'])) } });
    const { code, out } = await check(named('acme', 'acmee', 'otter'));
    expect(code).toBe(0);
    expect(out).toMatch(/\nmessages\.accounts: there are no accounts "acmee" and "otter"; look for misspelt ids in /);
    expect((await check(named('acme'))).out).not.toContain('there is no account');
    const path = await file('accounts.json', named('acmee'));
    expect(await json('rules', 'check', path)).toMatchObject({ valid: true, unknownAccounts: ['acmee'] });
    const alone = await playmaker(['rules', 'check', path, '--url', 'http://127.0.0.1:1']);
    expect(alone.code).toBe(0);
    expect(alone.out).toMatch(/\nNo server was asked whether the accounts in messages\.accounts exist\.\n$/);
  });

  it('are the defaults where there is no file', async () => {
    const { code, out } = await playmaker(['rules', 'check']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^There is no .*rules\.json: the default rules hold\.\n\nNothing differs from the defaults\.\n/,
    );
    expect(await json('rules', 'check')).toMatchObject({ valid: true, differences: [] });
    expect((await playmaker(['rules', 'check', '/none.json'])).code).toBe(2);
  });
});

it('every command has help with an example', async () => {
  const groups = [
    'account show',
    'accounts list',
    'triggers explain',
    'triggers backtest',
    'decisions',
    'import',
    'rules check',
    'rules show',
    'account merge',
    'waiting',
    'events',
  ];
  for (const name of [...groups, ...['list', 'show', 'replay', 'dismiss'].map((name) => `dead-letters ${name}`)]) {
    const { code, out } = await playmaker([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Example:\\n {2}\\$ playmaker ${name}`));
  }
});
