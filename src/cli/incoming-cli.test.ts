import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { event, noon, type AccountsServer } from '../server/testing/accounts-server.fixture';
import { accountsCommand, ZONE, type AccountsCommand } from './accounts-command.fixture';
import { inZone, moment, time } from './times';

let server: AccountsServer;
let folder: string;
let playmaker: AccountsCommand['playmaker'];
let json: AccountsCommand['json'];
let file: AccountsCommand['file'];
let close: AccountsCommand['close'] | undefined;
beforeAll(async () => {
  ({ server, folder, playmaker, json, file, close } = await accountsCommand());
});
afterAll(() => close?.());

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

  it('says how many lines are dated ahead of the server', async () => {
    const ahead = event('ahead', '2026-04-01', 'product.used', {}, { at: '2026-04-01T06:00:00Z' });
    const { code, out } = await playmaker(['import', await file('ahead.jsonl', JSON.stringify(ahead))]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Dated ahead of the server's clock: 1; what had not come yet counts as of its arrival\.$/m);
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
