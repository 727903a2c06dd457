import * as fc from 'fast-check';
import type { Incoming, Read } from '../incoming';
import { readHubspot } from '.';

const NOW = '2026-03-02T09:00:00.000Z';
const AT = Date.parse('2026-03-02T08:59:58.123Z');

/** An event as HubSpot sends it. */
const EVENT = {
  eventId: 3816279340,
  subscriptionId: 25,
  portalId: 33,
  appId: 1160452,
  occurredAt: AT,
  subscriptionType: 'contact.propertyChange',
  attemptNumber: 0,
  objectId: 51,
  changeSource: 'CRM_UI',
  sourceId: 'userId:9586504',
};
const property = (record: string, propertyName: string, propertyValue: string) => ({
  ...EVENT,
  subscriptionType: `${record}.propertyChange`,
  propertyName,
  propertyValue,
});
const readOne = (event: unknown): Read => readHubspot([event], NOW)[0]!;

function incoming(event: unknown): Incoming {
  const read = readOne(event);
  if (read.kind === 'refused') throw new Error(`${read.code} ${read.reason}`);
  return read.incoming;
}
const refusal = (event: unknown): string => {
  const read = readOne(event);
  return read.kind === 'refused' ? `${read.code} ${read.reason}` : 'not refused';
};
const seen = (record: string, name: string, value: string) =>
  incoming(property(record, name, value)).observations.map(({ type, data }) => [type, data]);

it('reads the example of HubSpot’s documentation', () => {
  const body = `[
    {"objectId":1246965,"propertyName":"lifecyclestage","propertyValue":"subscriber","changeSource":"ACADEMY","eventId":3816279340,
     "subscriptionId":25,"portalId":33,"appId":1160452,"occurredAt":1462216307945,"eventType":"company.propertyChange","attemptNumber":0},
    {"objectId":1246978,"changeSource":"IMPORT","eventId":3816279480,"subscriptionId":22,"portalId":33,"appId":1160452,
     "occurredAt":1462216307945,"eventType":"contact.creation","attemptNumber":0}]`;
  expect(readHubspot(body, NOW)).toMatchObject([
    {
      kind: 'incoming',
      incoming: {
        source: 'hubspot',
        id: '33-25-3816279340-1246965-1462216307945',
        at: '2016-05-02T19:11:47.945Z',
        subject: { account: ['hubspot:company:1246965'], domains: [], contact: [] },
        observations: [{ type: 'account.described', data: { stage: 'target' } }],
      },
    },
    {
      kind: 'incoming',
      incoming: {
        source: 'hubspot',
        id: '33-22-3816279480-1246978-1462216307945',
        at: '2016-05-02T19:11:47.945Z',
        subject: { account: [], domains: [], contact: ['hubspot:contact:1246978'] },
        observations: [{ type: 'contact.described', data: {} }],
      },
    },
  ]);
});

it.each([
  ['company', 'name', 'Acme Ltd', ['account.described', { name: 'Acme Ltd' }]],
  ['company', 'domain', 'Acme.example', ['account.described', { domains: ['acme.example'] }]],
  ['company', 'domain', 'müller.example', ['account.described', { domains: ['xn--mller-kva.example'] }]],
  ['company', 'country', 'Germany', ['account.described', { country: 'DE' }]],
  ['company', 'lifecyclestage', 'customer', ['account.described', { stage: 'customer' }]],
  ['contact', 'email', 'Olivia@Acme.example', ['contact.described', { email: 'olivia@acme.example' }]],
  ['contact', 'email', 'Jo@Müller.example', ['contact.described', { email: 'jo@xn--mller-kva.example' }]],
  ['contact', 'hs_full_name_or_email', 'Olivia Winter', ['contact.described', { name: 'Olivia Winter' }]],
  ['contact', 'hs_full_name_or_email', 'olivia@acme.example', ['contact.described', {}]],
  ['contact', 'jobtitle', 'VP of Operations', ['contact.described', { title: 'VP of Operations' }]],
  ['contact', 'hs_seniority', 'executive', ['contact.described', { seniority: 'c-level' }]],
  ['contact', 'hs_buying_role', 'OTHER;CHAMPION', ['contact.described', { committeeRole: 'champion' }]],
  ['contact', 'hs_timezone', 'america_slash_new_york', ['contact.described', { timeZone: 'America/New_York' }]],
  ['contact', 'hs_email_optout', 'true', ['consent.changed', { consent: 'withdrawn' }]],
  ['contact', 'hs_email_optout', 'false', ['consent.changed', { consent: 'unknown' }]],
  ['contact', 'hs_legal_basis', 'Freely given consent from contact', ['consent.changed', { consent: 'granted' }]],
  ['contact', 'hs_legal_basis', 'Legitimate interest – existing customer', ['consent.changed', { consent: 'unknown' }]],
  ['deal', 'dealstage', 'presentationscheduled', ['deal.moved', { deal: '51', stage: 'presentationscheduled' }]],
  ['deal', 'dealstage', '24982871', ['deal.moved', { deal: '51', stage: '24982871' }]],
  ['deal', 'dealstage', 'closedwon', ['deal.won', { deal: '51' }]],
  ['deal', 'dealstage', 'closedlost', ['deal.lost', { deal: '51' }]],
  ['deal', 'hs_is_closed_won', 'true', ['deal.won', { deal: '51' }]],
  ['deal', 'closed_lost_reason', 'Price', ['deal.lost', { deal: '51', reason: 'Price' }]],
  ['ticket', 'hs_ticket_priority', 'URGENT', ['support.opened', { case: '51', severity: 1 }]],
  ['ticket', 'hs_ticket_priority', 'LOW', ['support.opened', { case: '51', severity: 4 }]],
  ['ticket', 'hs_pipeline_stage', '4', ['support.resolved', { case: '51' }]],
  ['ticket', 'hs_ticket_reopened_at', '1772442000000', ['support.reopened', { case: '51' }]],
])('%s %s %p is %p', (record, name, value, observation) => expect(seen(record, name, value)).toEqual([observation]));

it.each([
  ['company', 'name', ''],
  ['contact', 'jobtitle', ' '],
  ['deal', 'dealstage', ''],
  ['deal', 'hs_is_closed_won', 'false'],
  ['ticket', 'hs_pipeline_stage', '2'],
])('%s %s %p is understood and no news', (record, name, value) => expect(seen(record, name, value)).toEqual([]));

it('names only the record, and who else the value names', () => {
  const subject = (record: string, name: string, value: string) => incoming(property(record, name, value)).subject;
  expect(subject('deal', 'dealstage', 'closedwon')).toEqual({ account: ['hubspot:deal:51'], domains: [], contact: [] });
  expect(subject('ticket', 'hs_pipeline_stage', '4').account).toEqual(['hubspot:ticket:51']);
  expect(subject('company', 'name', 'Acme Ltd')).toMatchObject({
    account: ['hubspot:company:51'],
    accountName: 'Acme Ltd',
  });
  expect(subject('company', 'website', 'https://www.acme.example')).toMatchObject({ domains: ['acme.example'] });
  expect(subject('company', 'website', 'https://www.müller.example').domains).toEqual(['xn--mller-kva.example']);
  expect(subject('contact', 'email', 'jo@müller.example').contact).toContain('email:jo@xn--mller-kva.example');
  expect(subject('contact', 'email', 'Olivia@acme.example')).toEqual({
    account: [],
    domains: [],
    contact: ['hubspot:contact:51', 'email:olivia@acme.example'],
  });
});

it('learns which company a contact belongs to', () => {
  const both = { account: ['hubspot:company:7'], domains: [], contact: ['hubspot:contact:51'] };
  expect(incoming(property('contact', 'associatedcompanyid', '7'))).toMatchObject({ subject: both, observations: [] });
  const ends = { associationType: 'CONTACT_TO_COMPANY', fromObjectId: 51, toObjectId: 7, associationRemoved: false };
  const { objectId: _none, ...rest } = EVENT;
  const association = { ...rest, ...ends, subscriptionType: 'contact.associationChange' };
  expect(incoming(association)).toMatchObject({ subject: both, observations: [], id: `33-25-3816279340-51-${AT}` });
  const reversed = { ...association, associationType: 'COMPANY_TO_CONTACT', fromObjectId: 7, toObjectId: 51 };
  expect(incoming({ ...reversed, subscriptionType: 'company.associationChange' }).subject).toEqual(both);
  const generic = {
    ...association,
    associationType: undefined,
    subscriptionType: 'object.associationChange',
    fromObjectTypeId: '0-1',
    toObjectTypeId: '0-2',
  };
  expect(incoming(generic).subject).toEqual(both);
});

it('learns which company a deal belongs to, and nothing from associations that end or are between others', () => {
  const association = { ...EVENT, subscriptionType: 'deal.associationChange', fromObjectId: 9, toObjectId: 7 };
  const subject = (change: object) => incoming({ ...association, ...change }).subject;
  expect(subject({ associationType: 'DEAL_TO_COMPANY' }).account).toEqual(['hubspot:company:7', 'hubspot:deal:9']);
  const nobody = { account: [], domains: [], contact: [] };
  expect(subject({ associationType: 'DEAL_TO_COMPANY', associationRemoved: true })).toEqual(nobody);
  expect(subject({ associationType: 'DEAL_TO_CONTACT' })).toEqual(nobody);
  expect(subject({ associationType: 'COMPANY_TO_COMPANY' })).toEqual(nobody);
});

it('takes merged records for one', () => {
  const merged = { primaryObjectId: 51, mergedObjectIds: [52, 53], newObjectId: 60, numberOfPropertiesMoved: 3 };
  expect(incoming({ ...EVENT, ...merged, subscriptionType: 'contact.merge' }).subject.contact).toEqual([
    'hubspot:contact:60',
    'hubspot:contact:51',
    'hubspot:contact:52',
    'hubspot:contact:53',
  ]);
});

it('reads a deleted contact as one who left, and one deleted for privacy as one who is not written to either', () => {
  const types = (subscriptionType: string) =>
    incoming({ ...EVENT, subscriptionType }).observations.map((observation) => observation.type);
  expect(types('contact.deletion')).toEqual(['contact.left']);
  expect(types('contact.privacyDeletion')).toEqual(['consent.changed', 'contact.left']);
  expect(types('company.deletion')).toEqual([]);
});

it('reads generic subscriptions like those of their own', () => {
  const generic = { ...property('object', 'dealstage', 'closedwon'), objectTypeId: '0-3' };
  expect(incoming(generic)).toEqual(incoming(property('deal', 'dealstage', 'closedwon')));
});

it('has the same id for every attempt, and another for another record, moment or subscription with the same eventId', () => {
  const id = (change: object) => incoming({ ...property('contact', 'jobtitle', 'VP'), ...change }).id;
  expect(id({ attemptNumber: 7 })).toBe(id({}));
  const others = [{ objectId: 52 }, { occurredAt: AT - 1 }, { subscriptionId: 26 }, { portalId: 34 }].map(id);
  expect(new Set([...others, id({})]).size).toBe(5);
});

it.each([
  [
    'an object that is not read',
    { ...EVENT, subscriptionType: 'line_item.creation' },
    /^EVENT_UNKNOWN subscriptionType: "line_item.creation"/,
  ],
  [
    'a generic object that is not read',
    { ...EVENT, subscriptionType: 'object.creation', objectTypeId: '2-99' },
    /^EVENT_UNKNOWN .*object.creation of 2-99/,
  ],
  ['a change that is not read', { ...EVENT, subscriptionType: 'contact.__proto__' }, /^EVENT_UNKNOWN/],
  [
    'an unknown property',
    property('contact', 'favourite_colour', 'red'),
    /^EVENT_UNKNOWN propertyName: "favourite_colour" of a contact: known are .*jobtitle/,
  ],
  ['a property of every object', property('contact', 'constructor', 'x'), /^EVENT_UNKNOWN/],
  ['a part of a name', property('contact', 'firstname', 'Olivia'), /subscribe to hs_full_name_or_email/],
  ['a wrong e-mail address', property('contact', 'email', 'olivia'), /^EVENT_INVALID propertyValue.email: /],
  [
    'an unknown country',
    property('company', 'country', 'Atlantis'),
    /propertyValue.country: expected the English name/,
  ],
  ['an unknown priority', property('ticket', 'hs_ticket_priority', 'P0'), /expected one of urgent, high, medium, low/],
  ['a moment in the future', { ...EVENT, occurredAt: AT + 2 * 86_400_000 }, /^TIME_INVALID occurredAt/],
  ['a moment in seconds', { ...EVENT, occurredAt: 1_772_442_000 }, /^TIME_INVALID occurredAt/],
  ['no moment', { ...EVENT, occurredAt: undefined }, /^EVENT_INVALID occurredAt: expected number/],
  ['no record', { ...EVENT, subscriptionType: 'contact.creation', objectId: undefined }, /^EVENT_INVALID objectId/],
  ['an id that is no number', { ...EVENT, objectId: "51'; drop table names; --" }, /^EVENT_INVALID objectId/],
  ['no object', 'text', /^EVENT_INVALID : expected object/],
])('refuses %s, and keeps it whole', (_what, event, reason) => {
  expect(refusal(event)).toMatch(reason);
  expect(readOne(event)).toMatchObject({ kind: 'refused', source: 'hubspot', raw: event });
});

it.each([
  ['a value', property('company', 'name', 'Ac\0me')],
  ['the name of a property', property('company', 'na\0me', 'Acme')],
  ['what is not read', { ...EVENT, sourceId: '\0' }],
])('refuses NUL in %s, and keeps it without', (_what, event) => {
  expect(refusal(event)).toMatch(/^TEXT_INVALID /);
  expect(JSON.stringify(readOne(event))).not.toContain('\\u0000');
});

it.each([['{"not":"an array"}'], ['not JSON'], [null], [42]])('refuses the body %p', (body) => {
  expect(readHubspot(body, NOW)).toMatchObject([{ kind: 'refused', code: 'BODY_INVALID', raw: body }]);
});

const anyEvent = fc.record(
  {
    eventId: fc.oneof(fc.nat(), fc.anything()),
    occurredAt: fc.oneof(fc.constant(AT), fc.double(), fc.anything()),
    subscriptionType: fc.oneof(
      fc
        .constantFrom('contact', 'company', 'deal', 'ticket', 'object')
        .chain((record) =>
          fc
            .constantFrom('propertyChange', 'creation', 'merge', 'associationChange', 'deletion')
            .map((what) => `${record}.${what}`),
        ),
      fc.string(),
    ),
    objectTypeId: fc.oneof(fc.constantFrom('0-1', '0-2', '0-3', '0-5'), fc.anything()),
    objectId: fc.oneof(fc.nat(), fc.anything()),
    propertyName: fc.oneof(
      fc.constantFrom(
        'email',
        'domain',
        'country',
        'dealstage',
        'hs_timezone',
        'hs_buying_role',
        'hs_pipeline_stage',
        'valueOf',
      ),
      fc.string(),
    ),
    propertyValue: fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.anything()),
    associationType: fc.oneof(fc.constantFrom('CONTACT_TO_COMPANY', 'DEAL_TO_COMPANY'), fc.anything()),
    fromObjectId: fc.anything(),
    toObjectId: fc.nat(),
    mergedObjectIds: fc.oneof(fc.array(fc.nat()), fc.anything()),
  },
  { requiredKeys: ['subscriptionType', 'propertyName'] },
);

it('answers every event with one verdict, however they are bundled', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyEvent, fc.anything()), { maxLength: 8 }), (events) => {
      const reads = readHubspot(events, NOW);
      expect(reads).toHaveLength(events.length);
      expect(reads).toEqual(events.flatMap((event) => readHubspot([event], NOW)));
    }),
  );
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (body) => void readHubspot(body, NOW)));
});
