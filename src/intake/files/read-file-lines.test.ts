import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { FileNotReadable, readFileLines, type FileLine } from '.';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playmaker-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
async function all(path: string, from?: number): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  for await (const line of readFileLines(path, { from })) lines.push(line);
  return lines;
}
/** `2 e1`, `3 EVENT_INVALID`: the line and what came of it. */
const brief = ({ line, read }: FileLine): string =>
  `${line} ${read.kind === 'incoming' ? read.incoming.id : read.code}`;

const HEAD = 'id,type,at,account,data.case,data.severity,data.subject';
const row = (id: string, subject = 'down') => `${id},support.opened,2026-03-02T09:00:00Z,acme,${id},2,${subject}`;
const json = (id: string) =>
  JSON.stringify({ id, type: 'product.used', at: '2026-03-02T09:00:00Z', account: 'acme', data: {} });

it('reads JSONL, with the number of each line', async () => {
  const path = await file('a.jsonl', [json('e1'), '', json('e2'), '{', `${json('e3')}\r`, json('ü4')].join('\n'));
  expect((await all(path)).map(brief)).toEqual(['1 e1', '3 e2', '4 EVENT_INVALID', '5 e3', '6 ü4']);
});

it('reads CSV with line feeds and quotes inside values', async () => {
  const rows = [HEAD, row('e1', '"first\nsecond, ""third"""'), '', row('e2', '"\r\n\r\n"'), row('e3')];
  const lines = await all(await file('a.csv', `\ufeff${rows.join('\r\n')}\r\n`));
  expect(lines.map(brief)).toEqual(['2 e1', '5 e2', '8 e3']);
  expect(lines[0]?.read).toMatchObject({
    incoming: { observations: [{ data: { subject: 'first\nsecond, "third"' } }] },
  });
});

it('reads a file whose lines end in a carriage return alone, and goes on in it', async () => {
  const rows = [HEAD, row('e1'), '', row('e2', '"first\rsecond"'), row('e3'), ''];
  const path = await file('mac.csv', rows.join('\r'));
  const lines = await all(path);
  expect(lines.map(brief)).toEqual(['2 e1', '4 e2', '6 e3']);
  expect(lines[1]?.read).toMatchObject({ incoming: { observations: [{ data: { subject: 'first\nsecond' } }] } });
  expect(await all(path, lines[0]?.nextOffset)).toEqual(lines.slice(1));
  const json2 = await file('mac.jsonl', `${json('e1')}\r${json('e2')}`);
  expect((await all(json2)).map(brief)).toEqual(['1 e1', '2 e2']);
  const many = Array.from({ length: 1000 }, (_, index) => row(`e${index}`));
  expect(await all(await file('long-mac.csv', [HEAD, ...many].join('\r')))).toHaveLength(1000);
});

it('reads lines that end in a line feed after one carriage return or two', async () => {
  for (const end of ['\r\n', '\r\r\n'])
    expect((await all(await file('pc.csv', [HEAD, row('e1'), row('e2')].join(end)))).map(brief)).toEqual([
      '2 e1',
      '3 e2',
    ]);
});

it('refuses one line for a quote that is never closed, and reads those that follow', async () => {
  const rows = [HEAD, row('e1'), row('e2', '"down'), row('e3'), row('e4', '"a\nb"'), row('e5')];
  expect((await all(await file('b.csv', rows.join('\n')))).map(brief)).toEqual([
    '2 e1',
    '3 EVENT_INVALID',
    '4 e3',
    '5 e4',
    '7 e5',
  ]);
  const many = Array.from({ length: 2000 }, (_, index) => row(`e${index}`, index === 3 ? '"down' : 'down'));
  const read = (await all(await file('c.csv', [HEAD, ...many].join('\n')))).map(brief);
  expect(read).toEqual(many.map((_, index) => `${index + 2} ${index === 3 ? 'EVENT_INVALID' : `e${index}`}`));
});

it('refuses a line that is too long, and one that is no UTF-8, and reads the next', async () => {
  const long = await file('long.jsonl', [json('e1'), `"${'x'.repeat(200_000)}"`, json('e2')].join('\n'));
  expect((await all(long)).map(brief)).toEqual(['1 e1', '2 TOO_LARGE', '3 e2']);
  const latin1 = Buffer.concat([Buffer.from(json('ü1'), 'latin1'), Buffer.from(`\n${json('e2')}\n`)]);
  expect((await all(await file('latin1.jsonl', latin1))).map(brief)).toEqual(['1 TEXT_INVALID', '2 e2']);
});

it.each([
  ['an unknown column', 'id,type,at,account,limit', /^line 1: column "limit": expected id, type/],
  ['semicolons', 'id;type;at;account', /^line 1: column "id;type;at;account": expected .* between commas/],
  ['no account', 'id,type,at', /^line 1: column "account": is missing/],
  ['a column twice', 'type,at,account,at', /^line 1: column "at": is there twice/],
  ['a prototype', 'type,at,account,data.__proto__', /^line 1: column "data.__proto__"/],
])('reads nothing below a header with %s', async (_what, header, reason) => {
  const lines = await all(await file('header.csv', `${header}\n${row('e1')}\n`));
  expect(lines).toMatchObject([
    { line: 1, nextOffset: 0, read: { kind: 'refused', reason: expect.stringMatching(reason) as string } },
  ]);
});

it('reads nothing from an empty file', async () => {
  expect(await all(await file('empty.csv', ''))).toEqual([]);
  expect(await all(await file('empty.jsonl', ''))).toEqual([]);
});

it('says what it needs of a file whose format it does not know', async () => {
  await expect(all(await file('events.xlsx', ''))).rejects.toThrow(FileNotReadable);
  await expect(all(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
});

const piece = fc.oneof(
  fc.nat(99).map((n) => row(`e${n}`)),
  fc.nat(99).map((n) => row(`e${n}`, '"a\nb ""c"""')),
  fc.constantFrom('', ' ', '"', 'a,"b', '\ufeff', `${'x'.repeat(300)}"`),
  fc.string({ unit: 'binary' }),
);
const content = fc
  .tuple(fc.array(piece, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([pieces, end]) => pieces.join(end));

it.each(['csv', 'jsonl'] as const)('goes on after every record as if it had never stopped: %s', async (format) => {
  await fc.assert(
    fc.asyncProperty(content, async (body) => {
      const path = await file(
        `resume.${format}`,
        format === 'csv' ? `${HEAD}${body.includes('\n') ? '\n' : '\r'}${body}` : body,
      );
      const whole = await all(path);
      for (const [index, { nextOffset }] of whole.entries()) {
        expect(await all(path, nextOffset)).toEqual(whole.slice(index + 1));
      }
    }),
    { numRuns: 25 },
  );
});
