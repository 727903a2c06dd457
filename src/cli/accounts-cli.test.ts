import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { KEYS } from '../server/testing/acme.fixture';
import { checkinCard } from '../server/testing/checkin-card.fixture';
import {
  customer,
  event,
  leader,
  noon,
  seats,
  startAccountsServer,
  type AccountsServer,
} from '../server/testing/accounts-server.fixture';
import { later } from '../domain/waits';
import { readSegment } from '../intake/segment';
import type { CliIo } from './cli-io';
import { runCli } from './run-cli';
import { inZone, moment, readersZone, time } from './times';

const ZONE = `\\(${readersZone().replace(/[+]/g, '\\$&')}\\)`;

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
      /^ACME \(acme\)\nHealth: +\d+ of 100\. Low confidence \(\d+ %\): nothing known of surveys or meetings\.\nMoved: +On 12 March 2026: Health fell from .* case is open\.\nSegment: /,
    );
    expect(out).toMatch(/^Contract\n {2}Growth with 100 seats/m);
    expect(out).toMatch(
      /^ {2}Support: \d+ of 100, .* confidence \(\d+ %\); counts for \d+ %\n {4}A severity 1 case is open\.$/m,
    );
    expect(out).toMatch(/^ {2}Sentiment: no data\n {4}Nobody answered a survey/m);
    expect(out).toMatch(/^ {2}Olivia Park, VP of Operations, no role known, olivia@acme\.example\.$/m);
    expect(out).toMatch(/^DAY \(UTC\) +HEALTH +CONFIDENCE +SEGMENT +WHY\n2026-/m);
    expect(out).not.toMatch(/CALLED|NAME OF|email:olivia|weight|known to/);
    expect(await json('account', 'show', 'acme')).toMatchObject({
      account: { id: 'acme' },
      view: { cases: { c1: {} } },
    });
  });

  it('at risk although its health is good says both without contradicting itself', async () => {
    const at = '2026-03-31T09:00:00.000Z';
    const seen = { ...event('tempted', '2026-03-31', 'competitor.evaluated'), at };
    const paid = { ...event('tempted', '2026-03-31', 'payment.received'), at: '2026-03-31T10:00:00.000Z' };
    await server.observe(...customer('tempted'), seats('tempted', '2026-03-30', 80), seen, paid);
    const { out } = await playmaker(['account', 'show', 'tempted']);
    expect(out).toMatch(/^Moved: +Health rose from \d+ to \d+: the last payment came in today\.$/m);
    const since = moment(at).replace(/[+()]/g, '\\$&');
    expect(out).toMatch(
      new RegExp(
        `^Segment: +At risk although health is \\d+: they were seen evaluating a competitor today\\. Since ${since}\\.$`,
        'm',
      ),
    );
    expect(out).toMatch(/^ {2}On 31 March 2026 \(today\) they looked at a competitor\.$/m);
  });

  it('shows what goes on: plays and what they wait for, who has what to do, the next meeting, pauses, decisions', async () => {
    await server.observe(...customer('busy'));
    const { store } = server;
    const runId = 'play/expansion/busy/1';
    const quiet = (await playmaker(['account', 'show', 'busy'])).out;
    expect(quiet).toMatch(
      /^Going on\n {2}No play runs\.\n {2}No meeting is planned\.\n {2}Promotional sends go out\.$/m,
    );
    expect(quiet).not.toContain('Decided lately');
    const [since, due, until] = [noon('2026-03-20'), noon('2026-03-30'), noon('2026-06-30')];
    const run = { runId, play: 'expansion', accountId: 'busy', state: 'running', phase: 'CS confirms' } as const;
    await store.runs.open({ ...run, requestedBy: 'rule expansion', startedAt: since });
    await store.people.save({ email: 'ana@example.com', name: 'Ana', timeZone: 'UTC', country: 'DE' });
    const card = { ...checkinCard(runId, 'busy'), playTitle: 'Expansion' };
    const assignments = [{ role: 'csm', email: 'ana@example.com', due, at: since, because: 'holds the role' }] as const;
    await store.tasks.open({ ...card, card, state: { kind: 'open', due }, assignments, openedAt: since });
    const meeting = { uid: 'm1', runId, accountId: 'busy', title: 'Business review', agenda: '', sequence: 0 };
    await store.meetings.save({
      ...{ ...meeting, status: 'confirmed', organizer: 'ana@example.com' },
      ...{ startsAt: noon('2026-04-02'), endsAt: noon('2026-04-03') },
      attendees: [
        { name: 'Ana', email: 'ana@example.com', side: 'ours' },
        { name: 'Olivia Park', email: 'olivia@busy.example', side: 'theirs' },
      ],
    });
    await store.marketing.pause({ key: 'l', accountId: 'busy', runId, reason: 'a conversation', from: since, until });
    for (const [day, reason] of [
      ['21', undefined],
      ['22', 'They reorganise.'],
      ...['23', '24', '25', '26'].map((day) => [day, undefined]),
    ])
      await store.ledger.add({
        ...({
          key: `d${day}`,
          kind: 'decision',
          accountId: 'busy',
          runId,
          by: 'Ana',
          at: noon(`2026-03-${day}`),
        } as const),
        ...{ what: `Grow on ${day}? — Not yet`, reason },
      });
    const { out } = await playmaker(['account', 'show', 'busy']);
    for (const line of [
      `Expansion runs, in the phase “CS confirms”; it waits for an answer of Ana, until ${moment(due)}.`,
      `Task of Ana, overdue since ${moment(due)}: Shall we meet them? (Expansion)`,
      `Next meeting: Business review, on ${moment(noon('2026-04-02'))}, with Olivia Park; ours: Ana.`,
      `Promotional sends are paused: a conversation (Expansion), until ${moment(until)} at the latest.`,
      `${moment(noon('2026-03-22'))}, Ana: Grow on 22? — Not yet “They reorganise.”`,
    ])
      expect(out).toContain(`\n  ${line}\n`);
    expect(out.indexOf('Grow on 26')).toBeLessThan(out.indexOf('Grow on 25'));
    expect(out).not.toContain('Grow on 21');
    expect(await json('account', 'show', 'busy')).toMatchObject({
      plays: [{ runId, title: 'Expansion', waitingFor: { until: due } }],
      tasks: { total: 1, open: [{ asked: ['Ana'], due, overdue: true }] },
      promotion: { paused: true },
    });
  });

  it('is listed with how it stands, those at risk first, and only those of a person', async () => {
    const listed = async (...args: string[]) =>
      (await playmaker(['accounts', 'list', ...args])).out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    const [head, first, second] = await listed();
    expect(head).toBe('ACCOUNT | NAME | SEGMENT | HEALTH | RENEWAL | CSM | RUNNING PLAYS');
    expect(first).toMatch(/^tempted \| TEMPTED \| at risk \| \d+ \| 2027-12-31 \| – \| –$/);
    expect(second).not.toContain('at risk');
    expect(await listed()).toContainEqual(
      expect.stringMatching(/^busy \| BUSY \| stable \| \d+ \| 2027-12-31 \| – \| expansion$/),
    );
    expect(await listed('--mine', 'ana@example.com')).toEqual(['No accounts.', '']);
    const busy = (await server.store.accounts.get('busy'))!;
    await server.store.accounts.save({ ...busy, team: { csm: 'ana@example.com', ae: 'Dan@example.com' } });
    for (const email of ['ANA@example.com', 'dan@example.com'])
      expect(await listed('--mine', email)).toEqual([
        head,
        expect.stringMatching(/^busy \| BUSY \| stable \| \d+ \| 2027-12-31 \| Ana \| expansion$/),
        '',
      ]);
    expect(await json('accounts', 'list', '--mine', 'ana@example.com')).toMatchObject([
      { id: 'busy', segment: 'stable', renewalOn: '2027-12-31', csm: { name: 'Ana' }, plays: ['expansion'] },
    ]);
    expect(await playmaker(['accounts', 'list', '--mine', 'ana'])).toMatchObject({ code: 1, out: '' });
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
    expect(out).toMatch(/^expansion: started lately, and rests\n {2}Usage reaches a limit .*; starts expansion\.\n/m);
    expect(out).toMatch(/^ {2}This rule asked for the play on 10 March 2026 and may ask again after /m);
    expect(out).toMatch(/^ +NEEDED +SEEN\n {2}yes +the account is a customer +The account is a customer$/m);
    expect(out).toMatch(
      /^ +BLOCKED BY +SEEN\n {2}blocks +one of these +–\n {2}blocks +· a case of severity 1 or 2 is open +The case c1/m,
    );
    expect(out).toMatch(
      /\nNot evaluated, as there is no such play yet: retention-save, onboarding, .* and win-back\.\n$/,
    );
    expect(out.match(/no such play/g)).toHaveLength(1);
    expect(out).not.toMatch(/Missing|Unless|resting/);
    expect(await json('triggers', 'explain', 'acme')).toContainEqual(expect.objectContaining({ rule: 'expansion' }));
  });

  it('has a ledger', async () => {
    expect((await playmaker(['decisions', 'acme'])).out).toMatch(
      new RegExp(
        `^WHEN ${ZONE} +KIND +WHAT +WHY +BY\n${time(noon('2026-03-10'))} +verdict +Start of expansion: admitted +Nothing is in its way\\. +rule expansion\n$`,
      ),
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
      /^line 2: new account csv\nline 3: refused \(EVENT_INVALID\): data\.severity: .*\nplaymaker: 1 line of .* was refused\.\nCorrect them/,
    );
    expect(first.out).toMatch(/^LINES +STORED +REPEATED +WAITING +REFUSED\n2 +1 +0 +0 +1\n/);
    expect(await stored('csv')).toEqual(['c1']);
    expect(await json('import', path)).toMatchObject({
      ...{ stored: 0, repeated: 1, refused: 1 },
      refusals: [{ line: 3, code: 'EVENT_INVALID' }],
    });
    expect((await playmaker(['import', await file('good.jsonl', used('g1'))])).code).toBe(0);
  });

  it('tells which accounts nobody had heard of before, line by line and in the end', async () => {
    const good = await file('first.jsonl', used('f1', 'oak'));
    expect(await playmaker(['import', good])).toMatchObject({
      ...{ code: 0, err: expect.stringMatching(/^line 1: new account oak\n/) as string },
      out: expect.stringContaining('\n1 account was new: oak; look whether it is misspelt. ') as string,
    });
    const path = await file('second.jsonl', [used('f2', 'oak'), used('f3', 'oka'), used('f4', 'elm')].join('\n'));
    const second = await playmaker(['import', path]);
    expect(second.err).toMatch(/^line 2: new account oka\nline 3: new account elm\n/);
    expect(second.out).toMatch(
      /\n2 accounts were new: oka, elm; look whether one is misspelt\. `playmaker account merge/,
    );
    expect((await playmaker(['import', path])).out).not.toContain('new');
    const many = Array.from({ length: 23 }, (_, index) => used(`m${index}`, `many-${index}`));
    const first = await file('many.jsonl', many.join('\n'));
    const all = await playmaker(['import', first]);
    expect(all.err.match(/new account/g)).toHaveLength(20);
    expect(all.out).toMatch(/\n23 accounts were new: many-0, .*, many-19 and 3 more \(see --json\); look/);
    const more = await file('more.jsonl', used('x1', 'ash'));
    expect(await json('import', more)).toMatchObject({ newAccounts: [{ line: 1, accountId: 'ash' }] });
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
      /^line 1: new account long\nImporting long\.jsonl: 80 %\nplaymaker: No playmaker server answers .*\n.*it goes on after line 500\.\n$/,
    );
    expect(await stored('long')).toHaveLength(500);

    const second = await playmaker(['import', path]);
    expect(second.err).toMatch(/^Going on after line 500; --from-start begins anew\.\n/);
    expect(second).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\n600 +600 +0 +0 +0\n1 account was new: long;/) as string,
    });
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
      new RegExp(
        `^KEY +SOURCE +FROM +CAME ${ZONE} +TIMES +CODE +REASON\n[0-9a-f]{12} +hubspot +– +${time(noon('2026-03-01'))} +1 +EVENT_INVALID +by an older version\n$`,
      ),
    );
    const shown = await playmaker(['dead-letters', 'show', bad.slice(0, 12)]);
    expect(shown.out).toMatch(
      /^Refused: +EVENT_INVALID: by an older version\nNow: +open\n\n\{\n {2}"fax": true\n\}\n$/m,
    );

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
    await add({ fax: 2 }, 'hubspot');
    expect((await playmaker(['dead-letters', 'list', '-s', 'hubspot', '-n', '1'])).out).toMatch(
      /\n1 of 2, the oldest first; see more with --limit\.\n$/,
    );
    expect(await json('dead-letters', 'show', bad)).toMatchObject({ raw: { fax: true } });
  });

  it('of an import name their file and line, and go away when somebody dismisses them', async () => {
    await playmaker(['import', await file('april.jsonl', '{"type":"fax"}')]);
    const list = async (...args: string[]) => (await playmaker(['dead-letters', 'list', '-s', 'import', ...args])).out;
    const [line] = /^[0-9a-f]{12} +import +april\.jsonl line 1 .*$/m.exec(await list())!;
    expect(line).toMatch(/ EVENT_INVALID +at: expected an ISO 8601 /);
    const key = line.slice(0, 12);
    const at = noon('2026-03-31');
    expect(await playmaker(['dead-letters', 'dismiss', key, '--reason', 'a fax machine'])).toEqual({
      ...{ code: 0, err: '' },
      out: `${key} is dismissed by ops on ${moment(at)}: a fax machine.\n`,
    });
    expect(await list()).not.toContain(key);
    expect(await list('--all')).toMatch(new RegExp(`^${key} .* dismissed by ops on ${time(at)}: a fax machine$`, 'm'));
    expect((await playmaker(['dead-letters', 'show', key])).out).toMatch(
      /^From: +april\.jsonl line 1\nNow: +dismissed by ops on .*: a fax machine$/m,
    );
    expect((await playmaker(['dead-letters', 'dismiss', key])).code).toBe(2);
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

describe('what waits for its account', () => {
  it('is counted and listed: who it names, since when, and what would tell the account', async () => {
    expect((await playmaker(['waiting'])).out).toBe('Nothing waits for its account.\n');
    const at = noon('2026-03-05');
    const receive = (id: string, contact: string[], account: string[] = []) =>
      server.store.observations.receive(
        [
          {
            ...({ source: 'segment', id, at, subject: { account, domains: [], contact } } as const),
            observations: [{ type: 'product.used', data: {} }],
          },
        ],
        at,
      );
    await receive('w1', ['segment:user:97980', 'email:jo@oak.example']);
    await receive('w2', ['segment:user:97980', 'email:jo@oak.example']);
    await receive('w3', ['email:eve@gmail.com']);
    await receive('w4', [], ['hubspot:deal:55']);
    const { out } = await playmaker(['waiting']);
    const since = time(at);
    expect(out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      'Events whose account is not known yet: 4',
      '',
      `SOURCE | NAMES | EVENTS | ${inZone('SINCE')} | WHAT TO DO`,
      `segment | segment:user:97980, email:jo@oak.example | 2 | ${since} | tell whose domain oak.example is (account.described with domains)`,
      `segment | email:eve@gmail.com | 1 | ${since} | say which account eve@gmail.com belongs to (contact.described with account)`,
      `segment | hubspot:deal:55 | 1 | ${since} | send to which account deal 55 belongs`,
      '',
    ]);
    expect(await json('waiting')).toMatchObject({
      count: 4,
      waiting: [{ source: 'segment', count: 2, since: at }, {}, {}],
    });
    await server.observe(event('oak-2', '2026-03-06', 'account.described', { domains: ['oak.example'] }));
    expect((await playmaker(['waiting'])).out).toMatch(/^Events whose account is not known yet: 2\n/);
    for (const account of ['elm-1', 'elm-2'])
      await receive(`eve-${account}`, ['email:eve@gmail.com'], [`segment:group:${account}`]);
    expect((await playmaker(['waiting'])).out).toMatch(
      / elm-1 and elm-2 know it: send the account with each event, or merge them if they are one$/m,
    );
  });
});

describe('the events of an account', () => {
  it('are listed with what each was understood as, so that a misspelt name shows', async () => {
    const at = noon('2026-03-06');
    const track = (event: string, id: string, more: object) =>
      readSegment('track', { messageId: id, event, userId: 'yew-1', timestamp: at, ...more }, later(at, 60_000));
    const reads = [
      ...track('Signed In', 'y1', { context: { groupId: 'yew' } }),
      ...track('prodct.used', 'y2', { timestamp: later(at, 60_000) }),
    ].flatMap((read) => (read.kind === 'incoming' ? [read.incoming] : []));
    await server.store.observations.receive(reads, at);
    const lines = (await playmaker(['events', 'yew'])).out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    expect(lines).toEqual([
      `${inZone('WHEN')} | SOURCE | UNDERSTOOD AS | WHAT IT SAYS | ABOUT | ACCOUNT TOLD BY`,
      `${time(later(at, 60_000))} | segment | product.used | feature: prodct.used | segment:user:yew-1 | whom it is about`,
      `${time(at)} | segment | product.used | – | segment:user:yew-1 | the event`,
      '',
    ]);
    expect((await playmaker(['events', 'yew', '--limit', '1'])).out).toMatch(
      /\nThe last 1 of 2; see more with --limit\.\n$/,
    );
    expect(await json('events', 'yew')).toMatchObject({ count: 2, events: [{ id: 'y2', by: 'names' }, { id: 'y1' }] });
    expect((await playmaker(['events', 'nobody'])).code).toBe(1);
    expect((await playmaker(['events', 'yew', '-n', '0'])).code).toBe(2);
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
