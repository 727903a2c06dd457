import { later } from '../../domain/waits';
import { deadLetterListSchema, importAnswerSchema, replayAnswerSchema } from '../../client/wire';
import { event, noon, startAccountsServer, type AccountsServer } from '../testing/accounts-server.fixture';
import { KEYS } from '../testing/acme.fixture';
import type { Answer } from '../testing/call-server.fixture';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
});
afterAll(() => server?.close());

const jsonl = (line: string, lineNumber = 1) => ({ format: 'jsonl', header: [], line, lineNumber });
const take = async (...lines: object[]) =>
  importAnswerSchema.parse((await server.call('/api/import', { body: { lines } })).body).verdicts;
const letters = async (query = '') =>
  deadLetterListSchema.parse((await server.call(`/api/dead-letters${query}`)).body).letters;
const replay = async (key: string) =>
  replayAnswerSchema.parse((await server.call(`/api/dead-letters/${key}/replay`, { method: 'POST' })).body);
function isProblem({ status, body }: Answer, code: string): { errors?: { path: string }[] } {
  expect(body).toMatchObject({ code, status });
  return body as ReturnType<typeof isProblem>;
}

describe('lines of files', () => {
  const used = (id: string) => JSON.stringify(event('lines', '2026-03-01', 'product.used', {}, { id }));

  it('get a verdict each, in their order: the same line again is the same event', async () => {
    const header = ['id', 'type', 'at', 'account', 'data.case', 'data.severity'];
    const csv = { format: 'csv', header, line: 'c1,support.opened,2026-03-01,lines,x,9', lineNumber: 7 };
    expect(await take(jsonl(used('e1'), 1), csv, jsonl(used('e1'), 3), jsonl('{', 4))).toMatchObject([
      { lineNumber: 1, verdict: 'stored', id: 'e1', accountId: 'lines' },
      { lineNumber: 7, verdict: 'refused', because: expect.stringMatching(/^line 7: data\.severity: /) as string },
      { lineNumber: 3, verdict: 'repeated', id: 'e1' },
      { lineNumber: 4, verdict: 'refused', because: 'line 4: expected a JSON object' },
    ]);
    expect(await server.store.observations.list('lines')).toHaveLength(1);
  });

  it('say which account nobody had heard of before', async () => {
    const line = (id: string) => JSON.stringify(event('new-here', '2026-03-01', 'product.used', {}, { id }));
    const [first, second] = await take(jsonl(line('n1'), 1), jsonl(line('n2'), 2));
    expect(first).toMatchObject({ accountId: 'new-here', newAccount: true });
    expect(second).not.toHaveProperty('newAccount');
  });

  it('say when their time was corrected, because their clock is ahead', async () => {
    const at = later(noon('2026-03-31'), 3_600_000);
    const line = JSON.stringify({ ...event('ahead', '2026-03-01', 'product.used', {}, { id: 'a1' }), at });
    const note = expect.stringMatching(
      new RegExp(`^at: ${at} had not come yet; it counts as of its arrival, `),
    ) as string;
    expect(await take(jsonl(line, 1))).toMatchObject([{ verdict: 'stored', note }]);
    expect(await take(jsonl(line, 1))).toEqual([{ lineNumber: 1, verdict: 'repeated', id: 'a1', accountId: 'ahead' }]);
  });

  it('are limited in number and size, and need an operator', async () => {
    const many = Array.from({ length: 501 }, (_, index) => jsonl('{}', index + 1));
    isProblem(await server.call('/api/import', { body: { lines: many } }), 'INPUT_INVALID');
    isProblem(await server.call('/api/import', { body: { lines: [] } }), 'INPUT_INVALID');
    const large = [jsonl('x'.repeat(600_000))];
    isProblem(await server.call('/api/import', { body: { lines: large } }), 'BODY_TOO_LARGE');
    isProblem(await server.call('/api/import', { body: { lines: [jsonl('{}')] }, key: KEYS.reader }), 'KEY_FORBIDDEN');
  });
});

describe('dead letters', () => {
  const receivedAt = noon('2026-03-01');
  const refused = async (source: 'segment' | 'cloudevents' | 'hubspot' | 'salesforce' | 'import', raw: unknown) => {
    await server.store.deadLetters.add(
      [{ source, code: 'EVENT_INVALID', reason: 'by an older version', raw }],
      receivedAt,
    );
    const key = (await server.store.deadLetters.list({ source })).at(-1)!.key;
    return { key, answer: await replay(key) };
  };
  const soap = (record: string) =>
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000062EAA</OrganizationId><Notification><Id>04l000000000001AAA</Id><sObject xsi:type="sf:Account" xmlns:sf="urn:sobject.enterprise.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${record}</sObject></Notification></notifications></soapenv:Body></soapenv:Envelope>`;
  const track = { type: 'track', messageId: 'm1', userId: 'u1', context: { groupId: 'g1' }, event: 'Product Used' };

  it.each([
    ['segment', { ...track, timestamp: receivedAt }],
    [
      'cloudevents',
      { specversion: '1.0', id: '1', source: '/app', type: 'playmaker.product.used', subject: 'accounts/ce', data: {} },
    ],
    [
      'hubspot',
      {
        ...{
          eventId: 1,
          subscriptionId: 2,
          portalId: 3,
          appId: 4,
          attemptNumber: 0,
          objectId: 51,
          changeSource: 'CRM',
        },
        ...{ occurredAt: Date.parse(receivedAt), subscriptionType: 'company.propertyChange' },
        ...{ propertyName: 'name', propertyValue: 'Hub' },
      },
    ],
    ['salesforce', soap('<sf:Id>0015e00000KwyWtAAJ</sf:Id><sf:Name>Force</sf:Name>')],
    ['import', jsonl(JSON.stringify(event('again', '2026-03-01', 'product.used')))],
  ] as const)('of %s are read again by the reader of their door', async (source, raw) => {
    const { key, answer } = await refused(source, raw);
    expect(answer).toMatchObject({ key, replayed: true, verdicts: [{ verdict: 'stored' }] });
    expect((await letters()).map((each) => each.key)).not.toContain(key);
    expect(await replay(key)).toMatchObject({ replayed: true, verdicts: [{ verdict: 'repeated' }] });
  });

  it('with characters that nothing can keep are refused again: they are kept with others in their place', async () => {
    const text = JSON.stringify({ ...event('nul', '2026-03-01', 'usage.measured'), account: 'acme\0x' });
    const [verdict] = await take(jsonl(text, 9));
    expect(verdict).toMatchObject({ verdict: 'refused', code: 'TEXT_INVALID' });
    const { key } = (await letters('?source=import')).find(({ reason }) => reason.includes('U+0000'))!;
    expect(await replay(key)).toMatchObject({ replayed: false, verdicts: [{ verdict: 'refused' }] });
    expect((await server.store.accounts.list()).map(({ id }) => id)).not.toContainEqual(
      expect.stringContaining('acme\ufffd'),
    );
  });

  it('that are still not understood stay as they are, with what is wrong', async () => {
    const [verdict] = await take(jsonl('{"type":"party"}', 3));
    expect(verdict?.verdict).toBe('refused');
    expect(await letters('?limit=1')).toHaveLength(1);
    const letter = (await letters('?source=import')).at(-1);
    expect(letter).toMatchObject({ source: 'import', times: 1 });
    expect(letter).not.toHaveProperty('raw');
    expect(await replay(letter!.key)).toMatchObject({ replayed: false, verdicts: [{ verdict: 'refused' }] });
    const { body } = await server.call(`/api/dead-letters/${letter!.key}`);
    expect(body).toMatchObject({ times: 1, raw: { line: '{"type":"party"}', lineNumber: 3 } });
    expect((await refused('import', 'no line at all')).answer).toMatchObject({
      replayed: false,
      verdicts: [{ verdict: 'refused', because: 'by an older version' }],
    });
  });

  it('name the file and the line that they come from', async () => {
    await take({ ...jsonl('{"type":"fax"}', 12), file: 'march.jsonl' });
    expect((await letters('?source=import')).at(-1)).toMatchObject({ file: 'march.jsonl', line: 12 });
  });

  it('can be dismissed, which says by whom, why and when', async () => {
    const { key } = await refused('hubspot', { fax: 'dismissed' });
    const dismiss = (reason: unknown, as = KEYS.ops) =>
      server.call(`/api/dead-letters/${key}/dismiss`, { body: { reason }, key: as });
    isProblem(await dismiss('why not', KEYS.reader), 'KEY_FORBIDDEN');
    isProblem(await dismiss(' '), 'INPUT_INVALID');
    const dismissed = { by: 'ops', reason: 'a test', at: noon('2026-03-31') };
    expect((await dismiss('a test')).body).toMatchObject({ key, dismissed, raw: { fax: 'dismissed' } });
    expect((await dismiss('another', KEYS.root)).body).toMatchObject({ dismissed });
    const keys = async (query = '') => (await letters(query)).map((each) => each.key);
    expect(await keys()).not.toContain(key);
    expect(await keys('?all=true')).toContain(key);
    const unknown = await server.call('/api/dead-letters/none/dismiss', { body: { reason: 'r' } });
    isProblem(unknown, 'DEAD_LETTER_UNKNOWN');
  });

  it('are shown to viewers and replayed by operators; an unknown one is told as that', async () => {
    isProblem(await server.call('/api/dead-letters/none'), 'DEAD_LETTER_UNKNOWN');
    const call = (key = KEYS.ops) => server.call('/api/dead-letters/none/replay', { method: 'POST', key });
    isProblem(await call(), 'DEAD_LETTER_UNKNOWN');
    isProblem(await call(KEYS.reader), 'KEY_FORBIDDEN');
    expect((await server.call('/api/dead-letters', { key: KEYS.reader })).status).toBe(200);
    isProblem(await server.call('/api/dead-letters?source=fax'), 'INPUT_INVALID');
  });
});
