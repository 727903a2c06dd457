import fc from 'fast-check';
import { cases } from '../../domain/cases.fixture';
import { TOLD_TYPES, parseObservation } from '../../domain/observations';
import { observations } from '../../domain/observations/observation.fixture';
import type { Incoming, Read, Refused } from '../incoming';
import { readCloudEvents, type RequestHeaders } from '.';

const receivedAt = '2026-03-02T09:00:00.000Z';
const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
const batched = { 'content-type': 'application/cloudevents-batch+json' };
const event = {
  specversion: '1.0',
  id: 'e-1',
  source: '/crm',
  type: 'playmaker.support.opened',
  subject: 'accounts/acme/contacts/olivia',
  time: '2026-03-01T08:00:00.123Z',
  data: { case: 'C-7', severity: 1 },
};
const expected = {
  source: 'cloudevents',
  id: '/crm e-1',
  at: '2026-03-01T08:00:00.123Z',
  subject: { account: ['playmaker:acme'], domains: [], contact: ['playmaker:olivia'] },
  observations: [{ type: 'support.opened', data: { case: 'C-7', severity: 1 } }],
};

const one = (reads: readonly Read[]): Read => {
  expect(reads).toHaveLength(1);
  return reads[0]!;
};
const read = (headers: RequestHeaders, body: unknown): Incoming => {
  const found = one(readCloudEvents(headers, body, receivedAt));
  if (found.kind === 'refused') throw new Error(`${found.code}: ${found.reason}`);
  return found.incoming;
};
const refusal = (headers: RequestHeaders, body: unknown): Refused => {
  const found = one(readCloudEvents(headers, body, receivedAt));
  if (found.kind === 'incoming') throw new Error(`Understood: ${JSON.stringify(found.incoming)}`);
  return found;
};

describe('the three modes', () => {
  // As HTTP.binary() and HTTP.structured() of the CloudEvents SDK for JavaScript 10 write them.
  const binary = {
    'content-type': 'application/json; charset=utf-8',
    'ce-id': 'e-1',
    'ce-time': '2026-03-01T08:00:00.123Z',
    'ce-type': 'playmaker.support.opened',
    'ce-source': '/crm',
    'ce-specversion': '1.0',
    'ce-subject': 'accounts/acme/contacts/olivia',
  };

  it.each([
    ['binary, bytes', binary, Buffer.from(JSON.stringify(event.data))],
    ['binary, text', binary, JSON.stringify(event.data)],
    ['binary, parsed', binary, event.data],
    ['structured, bytes', structured, Buffer.from(JSON.stringify(event))],
    ['structured, text', structured, JSON.stringify(event)],
    ['structured, parsed', structured, event],
    ['structured, another spelling', { 'Content-Type': 'Application/CloudEvents+JSON;charset=UTF-8' }, event],
    ['structured, data as base64', structured, withBase64()],
    ['batch', batched, JSON.stringify([event])],
    ['batch, parsed', batched, [event]],
  ])('%s', (_, headers, body) => {
    expect(read(headers, body)).toEqual(expected);
  });

  function withBase64(): unknown {
    const { data, ...rest } = event;
    return { ...rest, data_base64: Buffer.from(JSON.stringify(data)).toString('base64') };
  }

  it('decodes headers as the binding says', () => {
    const subject = 'accounts/acme/contacts/Ol%C3%ADvia%20G';
    expect(read({ ...binary, 'ce-subject': subject }, event.data).subject.contact).toEqual(['playmaker:Olívia G']);
    const quoted = '"accounts/\\acme"';
    expect(read({ ...binary, 'ce-subject': quoted }, event.data).subject.account).toEqual(['playmaker:acme']);
    expect(refusal({ ...binary, 'ce-subject': 'a%C0%A0' }, event.data).reason).toMatch(/^ce-subject: /);
  });

  it('refuses one event of a batch without the others, and accepts an empty batch', () => {
    const { id: _, ...nameless } = event;
    const large = { ...event, id: 'large', data: { case: 'C', severity: 1, subject: 'x'.repeat(33_000) } };
    const reads = readCloudEvents(batched, [nameless, 'text', large, event], receivedAt);
    expect(reads.map((each) => (each.kind === 'refused' ? each.code : each.incoming.id))).toEqual([
      'EVENT_INVALID',
      'EVENT_INVALID',
      'TOO_LARGE',
      '/crm e-1',
    ]);
    expect(readCloudEvents(batched, [], receivedAt)).toEqual([]);
  });

  it('keeps what is refused in binary mode as a structured event', () => {
    const { raw, id } = refusal(binary, { case: 'C-7' });
    expect(id).toBe('e-1');
    expect(read(structured, { ...(raw as object), data: event.data })).toEqual(expected);
  });

  it.each([
    ['NOT_A_CLOUDEVENT', { 'content-type': 'application/json' }, {}],
    ['NOT_A_CLOUDEVENT', {}, undefined],
    ['FORMAT_UNKNOWN', { 'content-type': 'application/cloudevents+avro' }, Buffer.from('x')],
    ['FORMAT_UNKNOWN', { 'content-type': 'application/cloudevents-batch+xml' }, '<x/>'],
    ['BODY_INVALID', structured, '{'],
    ['BODY_INVALID', structured, Buffer.from([0x22, 0xff, 0x22])],
    ['BODY_INVALID', batched, '{}'],
    ['EVENT_INVALID', structured, '[]'],
    ['EVENT_INVALID', { ...binary, 'content-type': 'text/plain' }, 'hello'],
  ])('%s for %j', (code, headers, body) => {
    expect(refusal(headers, body).code).toBe(code);
  });
});

describe('attributes', () => {
  it('takes null for absent, the moment of arrival for no time, and leaves extensions alone', () => {
    expect(read(structured, { ...event, time: null, dataschema: null, traceparent: '00-ab' }).at).toBe(receivedAt);
  });

  it.each([
    ['specversion', { specversion: '0.3' }, 'EVENT_INVALID'],
    ['id', { id: '' }, 'EVENT_INVALID'],
    ['id', { id: 7 }, 'EVENT_INVALID'],
    ['source', { source: undefined }, 'EVENT_INVALID'],
    ['type', { type: 'com.acme.invoice.sent' }, 'EVENT_UNKNOWN'],
    ['type', { type: 'xsupport.opened' }, 'EVENT_UNKNOWN'],
    ['time', { time: 'soon' }, 'EVENT_INVALID'],
    ['time', { time: '2030-01-01T00:00:00Z' }, 'TIME_INVALID'],
    ['time', { time: '1999-12-31T00:00:00Z' }, 'TIME_INVALID'],
    ['data.severity', { data: { case: 'C', severity: 9 } }, 'EVENT_INVALID'],
    ['data.case', { data: { severity: 1 } }, 'EVENT_INVALID'],
    ['data', { data: { case: 'C', severity: 1, caes: 2 } }, 'EVENT_INVALID'],
    ['data', { data: 'text' }, 'EVENT_INVALID'],
    ['data.case', { data: undefined }, 'EVENT_INVALID'],
    ['subject', { subject: 'accounts/' }, 'EVENT_INVALID'],
    ['subject', { subject: 'accounts/acme/contacts' }, 'EVENT_INVALID'],
    ['subject', { subject: 'orders/7' }, 'EVENT_INVALID'],
  ])('refuses a wrong %s: %j', (field, change, code) => {
    const found = refusal(structured, { ...event, ...change });
    expect(found).toMatchObject({ code, reason: expect.stringMatching(new RegExp(`^${field}: `)) as unknown });
  });

  it.each(['support.opened', 'playmaker.support.opened', 'com.acme.crm.support.opened', 'com.acme.support.opened.v2'])(
    'knows the type %s',
    (type) => {
      expect(read(structured, { ...event, type }).observations).toEqual(expected.observations);
    },
  );

  it.each([
    ['acme', ['playmaker:acme'], []],
    ['/accounts/acme', ['playmaker:acme'], []],
    ['accounts/acme/contacts/Olivia@Acme.example', ['playmaker:acme'], ['email:olivia@acme.example']],
    ['accounts/hubspot:company:51/contacts/segment:user:97980', ['hubspot:company:51'], ['segment:user:97980']],
    ['accounts/acme%20inc', ['playmaker:acme inc'], []],
  ])('reads the subject %s', (subject, account, contact) => {
    expect(read(structured, { ...event, subject }).subject).toMatchObject({ account, contact });
  });

  it.each([
    ['the subject', { subject: 'accounts/ac\0me' }],
    ['the subject, encoded', { subject: 'accounts/ac%00me' }],
    ['the contact, encoded', { subject: 'accounts/acme/contacts/%00' }],
    ['the id', { id: 'e\0' }],
    ['the data', { data: { case: 'C\0', severity: 1 } }],
    ['the data as base64', { data: undefined, data_base64: Buffer.from('{"case":"C\\u0000"}').toString('base64') }],
  ])('refuses NUL in %s', (_, change) => {
    const found = refusal(structured, { ...event, ...change });
    expect(found.code).toBe('TEXT_INVALID');
    expect(JSON.stringify(found)).not.toContain('\\u0000');
  });

  it('tells apart what differs in source or id only', () => {
    const ids = [
      { source: '/a', id: 'b c' },
      { source: '/a b', id: 'c' },
      { source: '/a', id: 'b' },
      { source: '/b', id: 'b' },
    ].map((change) => read(structured, { ...event, ...change }).id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('needs somebody whom it is about', () => {
    expect(refusal(structured, { ...event, subject: undefined }).code).toBe('SUBJECT_MISSING');
    const left = { ...event, type: 'contact.left', data: undefined };
    expect(read(structured, left).observations).toEqual([{ type: 'contact.left', data: {} }]);
    expect(refusal(structured, { ...left, subject: 'acme' })).toMatchObject({
      code: 'SUBJECT_MISSING',
      reason: expect.stringContaining('accounts/<account>/contacts/') as unknown,
    });
  });
});

it('reaches every observation, in binary and structured mode alike', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      observations('acme', TOLD_TYPES),
      fc.constantFrom('', 'playmaker.', 'com.acme.'),
      ({ type, data, id, at }, prefix) => {
        seen.add(type);
        const later = '2027-12-31T00:00:00.000Z';
        const attributes = {
          specversion: '1.0',
          id,
          source: '/x',
          type: prefix + type,
          subject: event.subject,
          time: at,
        };
        const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]));
        const whole = readCloudEvents(structured, JSON.stringify({ ...attributes, data }), later);
        expect(whole).toMatchObject([{ kind: 'incoming', incoming: { at, observations: [{ type }] } }]);
        expect(whole[0]).toHaveProperty('incoming.observations', [parseObservation(type, data)]);
        expect(readCloudEvents(headers, Buffer.from(JSON.stringify(data)), later)).toEqual(whole);
      },
    ),
    { numRuns: 1500 },
  );
  expect([...seen].sort()).toEqual([...TOLD_TYPES].sort());
});

it('never throws, whatever arrives, and reads the same twice', () => {
  const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant(undefined));
  const attribute = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...Object.values(event).map(String)),
    value,
  );
  const odd = fc.record(
    { ...Object.fromEntries([...Object.keys(event), 'data_base64', 'datacontenttype'].map((key) => [key, attribute])) },
    { requiredKeys: [] },
  );
  const almost = fc.record({ data: value, subject: attribute, time: attribute }, { requiredKeys: [] });
  const body = fc.oneof(
    value,
    odd,
    almost.map((change) => ({ ...event, ...change })),
    fc.array(odd, { maxLength: 3 }),
  );
  const mediaType = fc.constantFrom(
    ...['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/cloudevents+x'],
    ...['application/json', 'text/plain', ';', ''],
  );
  const headers = fc
    .tuple(
      mediaType,
      fc.dictionary(
        fc.constantFrom('ce-id', 'ce-type', 'ce-time', 'CE-Source', '__proto__'),
        fc.string({ unit: 'binary' }),
      ),
    )
    .map(([type, others]) => ({ ...others, 'content-type': type }));
  const wire = fc.oneof(
    body,
    body.map((each) => JSON.stringify(each)),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  );
  fc.assert(
    fc.property(headers, wire, (some, each) => {
      const reads = readCloudEvents(some, each, receivedAt);
      expect(readCloudEvents(some, each, receivedAt)).toEqual(reads);
      expect(() => JSON.stringify(reads)).not.toThrow();
    }),
    { numRuns: cases(3000) },
  );
});

it('refuses what is nested too deeply in every mode', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const whole = `{"specversion":"1.0","id":"1","source":"/x","type":"support.opened","data":${deep}}`;
  expect(refusal(structured, whole).code).toBe('TOO_DEEP');
  expect(
    refusal(structured, { ...event, data: undefined, data_base64: Buffer.from(deep).toString('base64') }).code,
  ).toBe('TOO_DEEP');
  expect(readCloudEvents(batched, deep, receivedAt).map((each) => each.kind)).toEqual(['refused']);
});
