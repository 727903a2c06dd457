import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { KEYS } from '../server/testing/acme.fixture';
import {
  customer,
  event,
  leader,
  noon,
  seats,
  startAccountsServer,
  type AccountsServer,
} from '../server/testing/accounts-server.fixture';
import type { CliIo } from './cli-io';
import { runCli } from './run-cli';

let server: AccountsServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playmaker-accounts-cli-'));
  server = await startAccountsServer();
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

async function playmaker(args: readonly string[], more: Partial<CliIo> = {}) {
  const said = { out: '', err: '' };
  const code = await runCli(args, {
    env: { PLAYMAKER_URL: server.url, PLAYMAKER_API_KEY: KEYS.ops.secret.reveal(), PLAYMAKER_DATA_DIR: folder },
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    stdin: () => Promise.resolve(''),
    ...more,
  });
  return { code, ...said };
}
const json = async (...args: string[]): Promise<unknown> => JSON.parse((await playmaker([...args, '--json'])).out);
async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('an account', () => {
  beforeAll(async () => {
    await server.observe(
      ...[...customer('acme'), leader('acme', '2026-02-20', '2026-02-10'), seats('acme', '2026-03-03', 86)],
      ...[seats('acme', '2026-03-10', 94), event('acme', '2026-03-12', 'support.opened', { case: 'c1', severity: 1 })],
    );
    const at = noon('2026-03-10');
    await server.store.ledger.add({
      ...({ key: 'k', kind: 'verdict', accountId: 'acme', at } as const),
      ...{ what: 'Start of expansion: admitted', reason: 'Nothing is in its way.', by: 'rule expansion' },
    });
  });

  it('is shown for people: how it is doing and why, what is known, its names', async () => {
    const { code, out, err } = await playmaker(['account', 'show', 'acme']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^ACME \(acme\)\nHealth: +\d+ of 100, known to \d+ %\nMoved: +2026-03-12\. Health fell from .* case is open\.\nSegment: /,
    );
    expect(out).toMatch(/^Contract\n {2}Growth with 100 seats/m);
    expect(out).toMatch(/^ {2}support: \d+ of 100, weight \d+, known to \d+ %\n {4}A severity 1 case is open\.$/m);
    expect(out).toMatch(/^DAY +HEALTH +KNOWN +SEGMENT +WHY\n2026-/m);
    expect(out).toMatch(/^email:olivia@acme\.example +a contact$/m);
    expect(await json('account', 'show', 'acme')).toMatchObject({
      account: { id: 'acme' },
      view: { cases: { c1: {} } },
    });
  });

  it('before the sale is shown with its readiness', async () => {
    await server.observe(event('early', '2026-03-01', 'account.described', { name: 'Early', stage: 'prospect' }));
    const { out } = await playmaker(['account', 'show', 'early']);
    expect(out).toMatch(/^Readiness: +not ready for sales, fit \d+, intent \d+ of 100\.$/m);
    expect(out).toMatch(/^Readiness\n {2}\[[ x]\] /m);
  });

  it('is not made part of another one before it was seen what that means', async () => {
    await server.observe(...customer('twin'), leader('twin', '2026-02-20', '2026-02-10'));
    const { code, out, err } = await playmaker(['account', 'merge', 'twin', '--into', 'acme']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        '  TWIN (twin): 1 contact, contract Growth with 100 seats, no play running',
        'becomes part of',
        '  ACME (acme): 1 contact, contract Growth with 100 seats, no play running',
        'This cannot be undone. To do it, say it again with --yes.',
        '',
      ].join('\n'),
    );
    expect((await server.store.accounts.get('twin'))?.id).toBe('twin');
    const merge = ['account', 'merge', 'twni', '--into', 'acme', '--yes'];
    expect(await playmaker(merge)).toMatchObject({
      code: 1,
      err: expect.stringContaining('needs the role admin') as string,
    });
    const unknown = await playmaker([...merge, '--api-key', KEYS.root.secret.reveal()]);
    expect(unknown).toMatchObject({
      code: 1,
      err: expect.stringMatching(/There is no account "twni".*twin/) as string,
    });
  });

  it('is explained rule by rule', async () => {
    const { code, out } = await playmaker(['triggers', 'explain', 'acme']);
    expect(code).toBe(0);
    expect(out).toMatch(/^expansion: resting\n {2}Usage reaches a limit .*; starts expansion\.\n/m);
    expect(out).toMatch(/^ {2}It fired on 10 March 2026 and would fire again after /m);
    expect(out).toMatch(/^ {2}\[x\] Unless: One of these: holds it back\n {4}\[x\] The case c1/m);
    expect(out).toMatch(/^ {2}\[x\] .*: met$/m);
    expect(out).toMatch(/^onboarding +onboarding +There is no play called onboarding\.$/m);
    expect(await json('triggers', 'explain', 'acme')).toContainEqual(expect.objectContaining({ rule: 'expansion' }));
  });

  it('has a ledger', async () => {
    expect((await playmaker(['decisions', 'acme'])).out).toMatch(
      /^WHEN +KIND +WHAT +WHY +BY\n2026-03-10 12:00 UTC +verdict +Start of expansion: admitted +Nothing is in its way\. +rule expansion\n$/,
    );
    expect((await playmaker(['decisions', 'acme', '--kind', 'touch'])).out).toBe('No decisions.\n');
    expect(await json('decisions', 'acme', '-k', 'verdict')).toMatchObject([{ by: 'rule expansion' }]);
  });

  it('that is unknown has the exit code 1', async () => {
    for (const args of [['account', 'show'], ['triggers', 'explain'], ['decisions']]) {
      const { code, err } = await playmaker([...args, 'acmee']);
      expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('There is no account') as string });
    }
  });
});

describe('a backtest', () => {
  const window = ['--from', '2026-03-01', '--to', '2026-03-31'];

  it('shows what a file of rules would have started beside those in force', async () => {
    const rules = await file('eager.json', '{"triggers":{"usage":{"from":0.85,"rearmBelow":0.8}}}');
    const { code, out, err } = await playmaker(['triggers', 'backtest', ...window, '--rules', rules, '-a', 'acme']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^ACCOUNT +PLAY +WHEN +RULE +STARTED BY +WHY\nacme +expansion +2026-03-03 12:00 UTC +expansion +only the new rules +The account is a customer\. Usage of seats/,
    );
    expect(out).toMatch(/^acme +expansion +2026-03-10 12:00 UTC +expansion +only the rules in force/m);
    expect(out).toContain(
      '1 account from 2026-03-01 00:00 UTC to 2026-03-31 12:00 UTC: 1 start with the new rules, 1 with the rules in force: 1 more, 1 fewer, 0 the same. Nothing was started.\n',
    );
  });

  it('looks at every account when none is named', async () => {
    const { out } = await playmaker(['triggers', 'backtest', ...window]);
    expect(out).toMatch(/^ACCOUNT +PLAY +WHEN +RULE +WHY\nacme +expansion +2026-03-10/);
    expect(out).toMatch(/^\d accounts from .*: 1 start\. Nothing was started\.$/m);
    expect(await json('triggers', 'backtest', ...window)).toMatchObject({ differences: [{ accountId: 'acme' }] });
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

describe('an import', () => {
  const used = (id: string, account = 'imported') =>
    JSON.stringify(event(account, '2026-03-01', 'product.used', {}, { id }));
  const stored = async (account: string) => (await server.store.observations.list(account)).map(({ id }) => id);

  it('stores every line once, and tells each that is refused with its field and what was expected', async () => {
    const rows = ['id,type,at,account,data.case,data.severity', 'c1,support.opened,2026-03-01,csv,x,2'];
    const path = await file('events.csv', [...rows, 'c2,support.opened,2026-03-01,csv,y,9', ''].join('\n'));
    const first = await playmaker(['import', path]);
    expect(first.code).toBe(1);
    expect(first.err).toMatch(
      /^line 3: refused \(EVENT_INVALID\): data\.severity: .*\nplaymaker: 1 line of .* was refused\.\nCorrect them/,
    );
    expect(first.out).toBe('LINES  STORED  REPEATED  WAITING  REFUSED\n2      1       0         0        1\n');
    expect(await stored('csv')).toEqual(['c1']);
    expect(await json('import', path)).toMatchObject({
      ...{ stored: 0, repeated: 1, refused: 1 },
      refusals: [{ line: 3, code: 'EVENT_INVALID' }],
    });
    expect((await playmaker(['import', await file('good.jsonl', used('g1'))])).code).toBe(0);
  });

  it('tells lines that are no text at all, and sends the others', async () => {
    const path = join(folder, 'odd.jsonl');
    const lines = [
      used('o1', 'odd'),
      `"${'x'.repeat(40_000)}"`,
      used('o2\u0000', 'odd').replace('\\u0000', '\0'),
      used('o3', 'odd'),
    ];
    await writeFile(path, Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), Buffer.from([0xff, 0x0a])]));
    const { err, out } = await playmaker(['import', path]);
    expect(err.match(/^line \d: refused \(\w+\)/gm)).toEqual([
      'line 2: refused (TOO_LARGE)',
      'line 3: refused (EVENT_INVALID)',
      'line 5: refused (TEXT_INVALID)',
    ]);
    expect(out).toMatch(/\n5 +2 +0 +0 +3\n/);
    expect(await stored('odd')).toEqual(['o1', 'o3']);
  });

  it('goes on where an interruption stopped it, and counts what was imported before', async () => {
    const ids = Array.from({ length: 600 }, (_, index) => `e${index + 1}`);
    const path = await file('long.jsonl', ids.map((id) => used(id, 'long')).join('\n'));
    let calls = 0;
    const failing: typeof fetch = async (input, init) => {
      calls += 1;
      if (calls > 1) throw new TypeError('the network is gone');
      return fetch(input, init);
    };
    const first = await playmaker(['import', path], { fetch: failing });
    expect(first.code).toBe(1);
    expect(first.err).toMatch(
      /^Importing long\.jsonl: 80 %\nplaymaker: No playmaker server answers .*\n.*it goes on after line 500\.\n$/,
    );
    expect(await stored('long')).toHaveLength(500);

    const second = await playmaker(['import', path]);
    expect(second.err).toMatch(/^Going on after line 500; --from-start begins anew\.\n/);
    expect(second).toMatchObject({ code: 0, out: expect.stringMatching(/\n600 +600 +0 +0 +0\n/) as string });
    expect(await stored('long')).toEqual(ids);
    expect(await readdir(join(folder, 'imports'))).toEqual([]);
  });

  it('begins anew with --from-start, and when the file was changed', async () => {
    const ids = Array.from({ length: 600 }, (_, index) => `n${index + 1}`);
    const lines = ids.map((id) => used(id, 'anew'));
    const path = await file('anew.jsonl', lines.join('\n'));
    const interrupt = async () => {
      let calls = 0;
      const failing: typeof fetch = async (input, init) => {
        calls += 1;
        if (calls > 1) throw new TypeError('the network is gone');
        return fetch(input, init);
      };
      await playmaker(['import', path, '--from-start'], { fetch: failing });
    };
    await interrupt();
    expect((await playmaker(['import', path, '--from-start'])).out).toMatch(/\n600 +100 +500 +0 +0\nRepeated: /);
    await interrupt();
    await file('anew.jsonl', [...lines, used('n601', 'anew')].join('\n'));
    const changed = await playmaker(['import', path]);
    expect(changed.err).not.toContain('Going on');
    expect(changed.out).toMatch(/\n601 +1 +600 /);
  });

  it('draws a bar where there is a terminal, with what is refused above it', async () => {
    let drawn = '';
    const terminal = Object.assign(
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          drawn += chunk.toString();
          done();
        },
      }),
      { isTTY: true, columns: 80 },
    );
    const path = await file('bar.jsonl', `${used('b1', 'bar')}\n{\n${used('b2', 'bar')}\n`);
    const { code, err, out } = await playmaker(['import', path], { terminal });
    expect(code).toBe(1);
    expect(drawn).toMatch(/Importing bar\.jsonl \[=+\] 100 %/);
    expect(drawn).toContain('line 2: refused (EVENT_INVALID): expected a JSON object');
    expect(err).toMatch(/^playmaker: 1 line/);
    expect(out).toMatch(/\n3 +2 +0 +0 +1\n/);
  });

  it.each([
    ['a file that is not there', ['/none.csv'], /\/none\.csv cannot be read/],
    ['a format that is unknown', [__filename], /neither JSONL nor CSV by its name/],
    ['a format that is none', ['x.csv', '--format', 'xls'], /jsonl, csv/],
  ])('of %s is wrong use', async (_what, args, words) => {
    const { code, err } = await playmaker(['import', ...args]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(words) as string });
  });
});

describe('dead letters', () => {
  const raw = {
    format: 'jsonl',
    header: [],
    line: JSON.stringify(event('dead', '2026-03-01', 'product.used')),
    lineNumber: 1,
  };
  const add = (letter: unknown, source: 'import' | 'hubspot') =>
    server.store.deadLetters.add(
      [{ source, code: 'EVENT_INVALID', reason: 'by an older version', raw: letter }],
      noon('2026-03-01'),
    );

  it('are listed, shown and replayed', async () => {
    await add(raw, 'import');
    await add({ fax: true }, 'hubspot');
    const letters = await server.store.deadLetters.list();
    const good = letters.find(({ reason, source }) => source === 'import' && reason.startsWith('by an'))!.key;
    const bad = letters.find(({ source }) => source === 'hubspot')!.key;

    const listed = await playmaker(['dead-letters', 'list', '--source', 'hubspot']);
    expect(listed.out).toMatch(
      /^KEY +SOURCE +CAME +TIMES +CODE +REASON\n[0-9a-f]{12} +hubspot +2026-03-01 12:00 UTC +1 +EVENT_INVALID +by an older version\n$/,
    );
    const shown = await playmaker(['dead-letters', 'show', bad.slice(0, 12)]);
    expect(shown.out).toMatch(/^Refused: +EVENT_INVALID: by an older version\n\n\{\n {2}"fax": true\n\}\n$/m);

    expect(await playmaker(['dead-letters', 'replay', good])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\n[0-9a-f]{12} +stored +dead +–\n$/) as string,
    });
    const all = await playmaker(['dead-letters', 'replay', '--all', '--source', 'hubspot']);
    expect(all).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^playmaker: 1 of 1 could not be understood\./) as string,
    });
    expect(all.out).toMatch(/ refused +– +\S/);
    expect((await playmaker(['dead-letters', 'list', '-s', 'segment'])).out).toBe('No dead letters.\n');
    expect(await json('dead-letters', 'show', bad)).toMatchObject({ raw: { fax: true } });
  });

  it('that are not there, or not meant clearly, are told', async () => {
    expect(await playmaker(['dead-letters', 'show', 'nothing'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('begins with "nothing"') as string,
    });
    expect((await playmaker(['dead-letters', 'replay', 'f'.repeat(64)])).code).toBe(1);
    expect((await playmaker(['dead-letters', 'replay'])).code).toBe(2);
    expect((await playmaker(['dead-letters', 'show', ''])).code).toBe(2);
    expect((await playmaker(['dead-letters', 'list', '-n', '0'])).code).toBe(2);
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
    expect(Object.keys(shown)).toEqual(['health', 'segments', 'triggers', 'coordination']);
    const path = await file('all-rules.json', JSON.stringify(shown));
    expect(await json('rules', 'check', path)).toMatchObject({ valid: true, differences: [] });
    const caps = await file('caps.json', JSON.stringify({ caps: shown.coordination.caps }));
    const { code, err } = await playmaker(['rules', 'check', caps]);
    expect(code).toBe(1);
    expect(err).toContain('no section "caps"; the sections are health, segments, triggers, coordination');
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
    'triggers explain',
    'triggers backtest',
    'decisions',
    'import',
    'rules check',
    'rules show',
    'account merge',
  ];
  for (const name of [...groups, 'dead-letters list', 'dead-letters show', 'dead-letters replay']) {
    const { code, out } = await playmaker([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Example:\\n {2}\\$ playmaker ${name}`));
  }
});
