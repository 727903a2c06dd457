import * as fc from 'fast-check';
import { FILE_TYPES } from '../../domain/observations';
import type { Incoming, Read } from '../incoming';
import { readLine, type KeptLine } from '.';

const EVENT = {
  id: 'e1',
  type: 'usage.measured',
  at: '2026-03-02T10:00:00+01:00',
  account: 'acme',
  data: { limit: 'seats', used: 95, allowed: 100 },
};
const HEADER = ['id', 'type', 'at', 'account', 'contact', 'email', 'data.limit', 'data.used', 'data.allowed'];

const jsonl = (event: unknown): Read =>
  readLine({
    ...{ format: 'jsonl', header: [], lineNumber: 7 },
    line: typeof event === 'string' ? event : JSON.stringify(event),
  });
const csv = (line: string, header: readonly string[] = HEADER): Read =>
  readLine({ format: 'csv', header, line, lineNumber: 7 });
function incoming(read: Read): Incoming {
  if (read.kind === 'refused') throw new Error(`${read.code} ${read.reason}`);
  return read.incoming;
}
const refusal = (read: Read): string => (read.kind === 'refused' ? `${read.code} ${read.reason}` : 'not refused');
const MEASURED = {
  source: 'import',
  id: 'e1',
  at: '2026-03-02T09:00:00.000Z',
  subject: { account: ['playmaker:acme'], domains: [], contact: [] },
  observations: [{ type: 'usage.measured', data: { limit: 'seats', used: 95, allowed: 100 } }],
};

it('reads a line of JSONL and a record of CSV alike', () => {
  expect(incoming(jsonl(EVENT))).toEqual(MEASURED);
  expect(incoming(csv('e1,usage.measured,2026-03-02T10:00:00+01:00,acme,,,seats,95,100'))).toEqual(MEASURED);
});

it('names the people whom it is about', () => {
  const about = (change: object) =>
    incoming(jsonl({ ...EVENT, type: 'contact.left', data: {}, ...change })).subject.contact;
  expect(about({ contact: 'olivia' })).toEqual(['playmaker:olivia']);
  expect(about({ email: 'Olivia@Acme.example' })).toEqual(['email:olivia@acme.example']);
  expect(about({ contact: 'hubspot:contact:51', email: 'olivia@acme.example' })).toEqual([
    'hubspot:contact:51',
    'email:olivia@acme.example',
  ]);
  expect(incoming(jsonl({ ...EVENT, account: 'salesforce:account:0015e' })).subject.account).toEqual([
    'salesforce:account:0015e',
  ]);
});

it('reads international domains as they are written in ASCII, and leaves out what is none', () => {
  const domains = ['Müller.example', 'www.acme.example', 'Acme Inc'];
  const described = incoming(jsonl({ ...EVENT, type: 'account.described', data: { domains } }));
  expect(described.subject.domains).toEqual(['xn--mller-kva.example', 'acme.example']);
  const account = {
    id: 'acme',
    name: 'Acme',
    timeZone: 'UTC',
    country: 'DE',
    tier: 'one-to-one',
    contacts: [],
    team: {},
  };
  const loaded = incoming(jsonl({ ...EVENT, type: 'account.loaded', data: { account: { ...account, domains } } }));
  expect(loaded.subject.domains).toEqual(['xn--mller-kva.example', 'acme.example']);
  expect(loaded.observations).toMatchObject([
    { data: { account: { domains: ['xn--mller-kva.example', 'acme.example', 'Acme Inc'] } } },
  ]);
});

it('converts cells by the schema of the type', () => {
  const cells = (type: string, data: Readonly<Record<string, string>>) => {
    const header = ['type', 'at', 'account', 'email', ...Object.keys(data).map((field) => `data.${field}`)];
    const values = [type, '2026-03-02', 'acme', 'olivia@acme.example', ...Object.values(data)];
    return incoming(csv(values.map((value) => `"${value.replaceAll('"', '""')}"`).join(','), header)).observations[0]
      ?.data;
  };
  expect(cells('usage.measured', { limit: '42', used: '1.5e2' })).toEqual({ limit: '42', used: 150 });
  expect(cells('support.opened', { case: '17', severity: '2', subject: 'Says "no", then\nnothing' })).toEqual({
    case: '17',
    severity: 2,
    subject: 'Says "no", then\nnothing',
  });
  expect(cells('survey.answered', { kind: 'nps', score: '9', comment: '10' })).toEqual({
    kind: 'nps',
    score: 9,
    comment: '10',
  });
  expect(cells('meeting.held', { with: 'csm; ae' })).toEqual({ with: ['csm', 'ae'] });
  expect(cells('meeting.held', { with: '["csm"]' })).toEqual({ with: ['csm'] });
  expect(cells('team.assigned', { role: 'csm', email: 'null' })).toEqual({ role: 'csm', email: null });
  expect(cells('contract.changed', { seats: '100', limits: '[{"name":"seats","used":95,"limit":100}]' })).toMatchObject(
    {
      seats: 100,
      limits: [{ name: 'seats', used: 95, limit: 100 }],
    },
  );
});

it('gives the same content the same id in every format and order, and other content another', () => {
  const { id: _none, ...event } = EVENT;
  const { id } = incoming(jsonl(event));
  expect(id).toMatch(/^content-[0-9a-f]{32}$/);
  expect(incoming(jsonl(Object.fromEntries(Object.entries(event).reverse()))).id).toBe(id);
  expect(incoming(jsonl({ ...event, contact: null, at: '2026-03-02T09:00:00Z' })).id).toBe(id);
  expect(incoming(csv(',usage.measured,2026-03-02T10:00:00+01:00,acme,,,seats,95,100')).id).toBe(id);
  expect(incoming(jsonl({ ...event, data: { ...event.data, used: 96 } })).id).not.toBe(id);
  expect(incoming(jsonl({ ...event, account: 'globex' })).id).not.toBe(id);
});

it.each([
  ['what is no JSON', '{"id":', /^EVENT_INVALID line 7: expected a JSON object/],
  ['what is no object', '[1]', /^EVENT_INVALID line 7: /],
  [
    'an unknown type',
    { ...EVENT, type: 'usage.guessed' },
    /^EVENT_UNKNOWN line 7: type: expected one of account.loaded, /,
  ],
  ['a type of every object', { ...EVENT, type: 'constructor' }, /^EVENT_UNKNOWN line 7: type/],
  ['no account', { ...EVENT, account: '' }, /^EVENT_INVALID line 7: account: /],
  ['an unknown field', { ...EVENT, acount: 'acme' }, /^EVENT_INVALID line 7: .*acount/],
  [
    'a wrong number',
    { ...EVENT, data: { limit: 'seats', used: 'many' } },
    /^EVENT_INVALID line 7: data.used: expected number/,
  ],
  ['a missing field of the data', { ...EVENT, data: { used: 1 } }, /^EVENT_INVALID line 7: data.limit: /],
  ['an unknown field of the data', { ...EVENT, data: { ...EVENT.data, unit: 'h' } }, /line 7: .*unit/],
  ['no moment', { ...EVENT, at: 'yesterday' }, /^EVENT_INVALID line 7: at: /],
  ['a moment before computers', { ...EVENT, at: '1970-01-01T00:00:00Z' }, /^TIME_INVALID line 7: at: /],
  ['a wrong e-mail address', { ...EVENT, email: 'olivia' }, /^EVENT_INVALID line 7: email: /],
  [
    'news of a person without the person',
    { ...EVENT, type: 'contact.left', data: {} },
    /^SUBJECT_MISSING line 7: .*contact or email/,
  ],
  ['NUL', { ...EVENT, data: { limit: 'se\0ats', used: 1 } }, /^TEXT_INVALID line 7: /],
  ['data that nest deeply', `{"data":${'['.repeat(5000)}${']'.repeat(5000)}}`, /^TOO_DEEP line 7: /],
  ['a reserved limit', { ...EVENT, data: { limit: '__proto__', used: 1 } }, /line 7: data.limit: .*reserved/],
  ['a reserved key', `{"data":{"__proto__":1}}`, /^EVENT_INVALID line 7: data.__proto__: .*reserved/],
  [
    'a prototype',
    '{"__proto__":{"type":"usage.measured"},"at":"2026-03-02","account":"acme"}',
    /^EVENT_INVALID line 7: /,
  ],
])('refuses %s in JSONL, naming line and field', (_what, line, reason) => expect(refusal(jsonl(line))).toMatch(reason));

it.each([
  ['too few values', 'e1,usage.measured', /line 7: expected 9 values, as in the first line, and found 2/],
  ['too many values', `${'x,'.repeat(9)}x`, /line 7: expected 9 values/],
  ['an unknown type', 'e1,nothing,2026-03-02,acme,,,,,', /^EVENT_UNKNOWN line 7: type: /],
  ['a wrong number', 'e1,usage.measured,2026-03-02,acme,,,seats,12 %,', /line 7: data.used: expected number/],
  ['hexadecimal', 'e1,usage.measured,2026-03-02,acme,,,seats,0x10,', /line 7: data.used: expected number/],
  ['an empty cell that has to be there', 'e1,usage.measured,2026-03-02,acme,,,,95,', /line 7: data.limit: /],
  ['a quote that is not closed', 'e1,"usage.measured', /^EVENT_INVALID line 7: not CSV: /],
  ['a quote in the middle', 'e1,"usage"d.measured,2026-03-02,acme,,,,,', /^EVENT_INVALID line 7: not CSV: /],
  ['nothing', '', /^EVENT_INVALID line 7: /],
  ['two records', 'a\nb', /^EVENT_INVALID line 7: expected one record/],
])('refuses %s in CSV, naming line and field', (_what, line, reason) => expect(refusal(csv(line))).toMatch(reason));

it('reads a refused line again from what it kept', () => {
  for (const read of [jsonl('{'), csv('a,b')]) {
    const kept = (read.kind === 'refused' ? read.raw : undefined) as KeptLine;
    expect(readLine(kept)).toEqual(read);
  }
});

it('answers every line', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double().map(String),
    fc.constantFrom('', 'null', '[', '{}', '"', 'true'),
  );
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.tuple(fc.constantFrom(...FILE_TYPES), fc.array(cell)).map(([type, cells]) => ['e1', type, ...cells].join(',')),
    fc
      .record({
        type: fc.constantFrom(...FILE_TYPES),
        at: fc.constant('2026-03-02'),
        account: fc.string(),
        data: fc.anything(),
      })
      .map((event) => JSON.stringify(event, (_key, value: unknown) => (typeof value === 'bigint' ? 1 : value))),
  );
  const header = fc.oneof(
    fc.constant(HEADER),
    fc.array(fc.string()),
    fc.constant(['type', 'data.__proto__', 'data.constructor']),
  );
  fc.assert(
    fc.property(fc.constantFrom('jsonl' as const, 'csv' as const), header, line, (format, columns, text) => {
      expect(['incoming', 'refused']).toContain(readLine({ format, header: columns, line: text, lineNumber: 1 }).kind);
    }),
    { numRuns: 200 },
  );
});

it('reads what it wrote: the same event by JSONL and by CSV', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 50 })
    .filter((text) => text.trim() === text && !/[\0\r]/.test(text));
  const event = fc.record({
    limit: word,
    used: fc.nat(),
    id: word,
    account: word.filter((text) => !text.includes(':')),
  });
  const SAMPLE = { limit: 'seats', used: 1, id: 'e1', account: 'acme' };
  const quoted = (text: string | number) => `"${String(text).replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(event, ({ limit, used, id, account }) => {
      const at = '2026-03-02T09:00:00.000Z';
      const one = jsonl({ id, type: 'usage.measured', at, account, data: { limit, used } });
      const line = [id, 'usage.measured', at, account, limit, used].map(quoted).join(',');
      const other = csv(line, ['id', 'type', 'at', 'account', 'data.limit', 'data.used']);
      if (limit === '__proto__') return expect([one.kind, other.kind]).toEqual(['refused', 'refused']);
      expect(other).toEqual(one);
      expect(one.kind).toBe('incoming');
    }),
    { examples: ['id', 'limit', 'account'].map((key) => [{ ...SAMPLE, [key]: '__proto__' }]) },
  );
});

it('takes nobody’s word for that accounts became one', () => {
  const data = { account: { id: 'acme-2' }, same: {} };
  const event = { type: 'account.merged', at: '2026-03-02T09:00:00Z', account: 'acme', data };
  expect(jsonl(event)).toMatchObject({ kind: 'refused', code: 'EVENT_UNKNOWN' });
});

it('refuses what a file dates more than a day ahead of its arrival, and takes what a clock dates a little ahead for now', () => {
  const receivedAt = '2026-03-02T09:00:00.000Z';
  const used = (at: string) =>
    readLine(
      {
        ...{ format: 'jsonl', header: [], lineNumber: 3 },
        line: JSON.stringify({ type: 'product.used', at, account: 'acme' }),
      },
      receivedAt,
    );
  expect(used('2026-03-03T09:00:01Z')).toMatchObject({
    kind: 'refused',
    code: 'TIME_INVALID',
    reason: 'line 3: at: more than a day in the future',
  });
  const slightly = used('2026-03-02T11:00:00Z');
  expect(slightly).toMatchObject({
    kind: 'incoming',
    incoming: {
      at: receivedAt,
      note: `at: 2026-03-02T11:00:00.000Z had not come yet; it counts as of its arrival, ${receivedAt}`,
    },
  });
  const onTime = used('2026-03-02T11:00:00+02:00');
  expect(onTime).toMatchObject({ incoming: { at: receivedAt } });
  expect(onTime).not.toHaveProperty('incoming.note');
});

it('describes somebody by the column of their e-mail', () => {
  const line = 'contact.described,2026-03-02T09:00:00Z,acme,olivia@acme.example,VP of Operations';
  expect(csv(line, ['type', 'at', 'account', 'email', 'data.title'])).toMatchObject({
    incoming: { observations: [{ data: { email: 'olivia@acme.example', title: 'VP of Operations' } }] },
  });
});
