import * as fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import type { Incoming, Read } from '../incoming';
import { readSalesforce, salesforceAck } from '.';

const NOW = '2026-03-02T09:00:00.000Z';

/** A message as Salesforce sends it. */
const message = (...notifications: readonly string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>00D24000000gPFEAY</OrganizationId>
   <ActionId>04kxx00000000blAAA</ActionId>
   <SessionId>00D24!ARcAQJ.8aOC5VjE5D1VicpNZqe2PZe9Z7Fq0W4wEvF_secret</SessionId>
   <EnterpriseUrl>https://acme.my.salesforce.com/services/Soap/c/60.0/00D24</EnterpriseUrl>
   <PartnerUrl>https://acme.my.salesforce.com/services/Soap/u/60.0/00D24</PartnerUrl>
   ${notifications.join('\n')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
const notification = (object: string, fields: Readonly<Record<string, string>>, id = '04l0800002nrC5BAAU') => `
   <Notification>
    <Id>${id}</Id>
    <sObject xsi:type="sf:${object}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
     ${Object.entries({ Id: '0065e000008RtXyAAK', ...fields })
       .map(([name, value]) => `<sf:${name}>${value}</sf:${name}>`)
       .join('\n     ')}
    </sObject>
   </Notification>`;
const ACCOUNT = '0015e00000KwyWtAAJ';

const readOne = (object: string, fields: Readonly<Record<string, string>>): Read =>
  readSalesforce(message(notification(object, fields)), NOW).reads[0]!;
function incoming(object: string, fields: Readonly<Record<string, string>>): Incoming {
  const read = readOne(object, fields);
  if (read.kind === 'refused') throw new Error(`${read.code} ${read.reason}`);
  return read.incoming;
}
const seen = (object: string, fields: Readonly<Record<string, string>>) =>
  incoming(object, fields).observations.map(({ type, data }) => [type, data]);
const refusal = (read: Read | undefined): string =>
  read?.kind === 'refused' ? `${read.code} ${read.reason}` : 'not refused';

it('reads an account', () => {
  const fields = {
    Id: ACCOUNT,
    Name: 'O&apos;Brien &amp; S&#xF6;hne &#60;Ltd&gt;',
    Website: 'https://www.acme.example/home',
    BillingCountry: 'United States',
    BillingStreet: 'The Landmark @ One Market, Suite 300',
    Type: 'Customer - Direct',
    LastModifiedDate: '2026-03-02T08:15:00.000Z',
  };
  expect(incoming('Account', fields)).toMatchObject({
    source: 'salesforce',
    id: '04l0800002nrC5BAAU',
    at: '2026-03-02T08:15:00.000Z',
    subject: {
      account: [`salesforce:account:${ACCOUNT}`],
      accountName: "O'Brien & Söhne <Ltd>",
      domains: ['acme.example'],
      contact: [],
    },
    observations: [
      {
        type: 'account.described',
        data: { name: "O'Brien & Söhne <Ltd>", domains: ['acme.example'], country: 'US', stage: 'customer' },
      },
    ],
  });
});

it('reads a contact, linked to their account', () => {
  const fields = {
    Id: '0035e00000AbCdEAAV',
    AccountId: ACCOUNT,
    FirstName: 'Olivia',
    LastName: 'Winter',
    Title: 'VP of Operations',
    Email: 'Olivia@Acme.example',
    MailingCountryCode: 'DE',
    HasOptedOutOfEmail: 'false',
  };
  expect(incoming('Contact', fields)).toEqual({
    source: 'salesforce',
    id: '04l0800002nrC5BAAU',
    at: NOW,
    subject: {
      account: [`salesforce:account:${ACCOUNT}`],
      domains: [],
      contact: ['salesforce:contact:0035e00000AbCdEAAV', 'email:olivia@acme.example'],
    },
    observations: [
      {
        type: 'contact.described',
        data: {
          name: 'Olivia Winter',
          email: 'olivia@acme.example',
          title: 'VP of Operations',
          country: 'DE',
        },
      },
    ],
  });
  expect(seen('Contact', { HasOptedOutOfEmail: 'true' })).toEqual([
    ['contact.described', {}],
    ['consent.changed', { consent: 'withdrawn' }],
  ]);
});

const deal = '0065e000008RtXyAAK';
it.each([
  [
    { StageName: 'Negotiation/Review', Amount: '120000.0' },
    ['deal.moved', { stage: 'Negotiation/Review', amount: 120000 }],
  ],
  [{ StageName: 'Signed', IsClosed: 'true', IsWon: 'true', Amount: '9.5' }, ['deal.won', { amount: 9.5 }]],
  [{ StageName: 'Gone', IsClosed: 'true', IsWon: 'false' }, ['deal.lost', {}]],
  [{ StageName: 'Closed Won' }, ['deal.won', {}]],
  [{ StageName: 'Closed Lost' }, ['deal.lost', {}]],
  [{ StageName: 'Closed Lost', IsClosed: 'false', IsWon: 'false' }, ['deal.moved', { stage: 'Closed Lost' }]],
] as const)('reads the opportunity %p', (fields, [type, data]) => {
  expect(seen('Opportunity', { AccountId: ACCOUNT, ...fields })).toEqual([[type, { deal, ...data }]]);
});

it.each([
  [{ Priority: 'High', Subject: 'API down' }, ['support.opened', { severity: 2, subject: 'API down' }]],
  [{ Priority: 'High', IsEscalated: 'true' }, ['support.opened', { severity: 1 }]],
  [{ Priority: 'Critical', IsEscalated: 'true' }, ['support.opened', { severity: 1 }]],
  [{ Priority: 'Low', Status: 'Working', IsClosed: 'false' }, ['support.opened', { severity: 4 }]],
  [{ Status: 'Closed' }, ['support.resolved', {}]],
  [{ Status: 'Duplicate', IsClosed: 'true' }, ['support.resolved', {}]],
] as const)('reads the case %p', (fields, [type, data]) => {
  expect(seen('Case', { AccountId: ACCOUNT, ...fields })).toEqual([[type, { case: deal, ...data }]]);
});

it('reads every notification of a message by itself, and who sent it', () => {
  const many = Array.from({ length: 100 }, (_, index) =>
    notification(
      index === 40 ? 'Asset' : 'Account',
      { Name: `Acme ${index}` },
      `04l08000${String(index).padStart(10, '0')}`,
    ),
  );
  const { reads, organizationId } = readSalesforce(message(...many), NOW);
  expect(organizationId).toBe('00D24000000gPFEAY');
  expect(reads.map(({ kind }) => kind)).toEqual(many.map((_, index) => (index === 40 ? 'refused' : 'incoming')));
  expect(new Set(reads.map((read) => (read.kind === 'incoming' ? read.incoming.id : read.id))).size).toBe(100);
});

it.each([
  ['an object that is not read', 'Asset', {}, /^EVENT_UNKNOWN sObject: "Asset" is none of Account, Contact/],
  ['an object of every object', 'constructor', {}, /^EVENT_UNKNOWN/],
  [
    'a deal of nobody',
    'Opportunity',
    { StageName: 'Open' },
    /^SUBJECT_MISSING sObject.AccountId: .*add it to the fields/,
  ],
  ['a deal without a stage', 'Opportunity', { AccountId: ACCOUNT }, /^EVENT_INVALID sObject.StageName: /],
  [
    'an amount in words',
    'Opportunity',
    { AccountId: ACCOUNT, StageName: 'Open', Amount: 'much' },
    /sObject.Amount: expected a number/,
  ],
  [
    'a checkbox in words',
    'Opportunity',
    { AccountId: ACCOUNT, StageName: 'Open', IsWon: 'yes' },
    /sObject.IsWon: expected true or false/,
  ],
  [
    'an unknown priority',
    'Case',
    { AccountId: ACCOUNT, Priority: 'Whenever' },
    /sObject.Priority: expected one of critical/,
  ],
  ['a wrong e-mail address', 'Contact', { Email: 'olivia' }, /^EVENT_INVALID sObject.Email: /],
  ['an unknown country', 'Account', { BillingCountry: 'Atlantis' }, /sObject.BillingCountry: expected a country/],
  [
    'a moment of the day after tomorrow',
    'Account',
    { LastModifiedDate: '2026-03-04T09:00:01.000Z' },
    /^TIME_INVALID sObject.LastModifiedDate/,
  ],
  ['no moment', 'Account', { LastModifiedDate: 'yesterday' }, /^EVENT_INVALID sObject.LastModifiedDate/],
  ['an id that is none', 'Account', { Id: "1' or '1'='1" }, /^EVENT_INVALID sObject.Id: expected the id/],
  ['half a character', 'Account', { Name: '&#xD800;' }, /^TEXT_INVALID/],
])('refuses %s, and reads it again from what it kept', (_what, object, fields, reason) => {
  const read = readOne(object, fields);
  expect(refusal(read)).toMatch(reason);
  expect(read).toMatchObject({ kind: 'refused', source: 'salesforce', id: '04l0800002nrC5BAAU' });
  if (read.kind === 'refused' && read.code !== 'TEXT_INVALID') {
    expect(readSalesforce(JSON.parse(JSON.stringify(read.raw)), NOW).reads).toEqual([read]);
  }
});

const LAUGHS = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
it.each([
  ['a file of the server', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'],
  ['an address inside', '<!DOCTYPE x [<!ENTITY e SYSTEM "http://169.254.169.254/latest/meta-data/">]>', '&e;'],
  ['a billion laughs', `<!DOCTYPE x [<!ENTITY l0 "lol">${LAUGHS}]>`, '&l9;'],
  ['one large entity a thousand times', `<!DOCTYPE x [<!ENTITY e "${'x'.repeat(9000)}">]>`, '&e;'.repeat(1000)],
  ['parameter entities', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;]>', 'x'],
  ['a declaration from elsewhere', '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">', 'x'],
  ['a declaration in lower case', '<!doctype x [<!ENTITY e "boo">]>', '&e;'],
])('refuses %s', (_what, declaration, name) => {
  const xml = message(notification('Account', { Name: name })).replace(
    '<soapenv:Envelope',
    `${declaration}<soapenv:Envelope`,
  );
  expect(readSalesforce(xml, NOW).reads.map(refusal)).toEqual([
    'BODY_INVALID A SOAP message holds no document type declaration.',
  ]);
});

it('takes a reference to an entity that nobody declared for the text that it is', () => {
  expect(seen('Account', { Name: '&e;&nbsp;&#0;&#x110000;' })).toMatchObject([
    ['account.described', { name: '&e;&nbsp;&#0;&#x110000;' }],
  ]);
});

it.each([
  ['nothing', ''],
  ['text', 'hello'],
  ['JSON', '{"a":1}'],
  ['an open element', '<a><b></a>'],
  ['deeply nested elements', `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`],
  ['another document', '<html><body>hello</body></html>'],
  ['a message without notifications', message()],
  ['101 notifications', message(...Array.from({ length: 101 }, () => notification('Account', { Name: 'Acme' })))],
  ['a name of every object', message('<__proto__><x>1</x></__proto__>')],
])('refuses %s as a message', (_what, xml) => {
  expect(readSalesforce(xml, NOW).reads.map(refusal)).toEqual([expect.stringMatching(/^(BODY|EVENT)_INVALID ./)]);
});

it('reads an international domain as it is written in ASCII', () => {
  const read = incoming('Account', { Id: ACCOUNT, Website: 'https://www.müller.example/' });
  expect(read.subject.domains).toEqual(['xn--mller-kva.example']);
  expect(read.observations).toMatchObject([{ data: { domains: ['xn--mller-kva.example'] } }]);
});

it.each(['\0', '&#0;', '&#x0;'])('keeps no NUL that is written as %j', (nul) => {
  const { reads } = readSalesforce(message(notification('Account', { Id: ACCOUNT, Name: `Ac${nul}me` })), NOW);
  if (nul === '\0') expect(reads.map(refusal)).toEqual([expect.stringMatching(/^TEXT_INVALID /)]);
  expect(JSON.stringify(reads)).not.toContain('\\u0000');
});

it('keeps no session id of Salesforce', () => {
  const { reads } = readSalesforce(message().replace('</soapenv:Envelope>', ''), NOW);
  expect(reads).toMatchObject([{ kind: 'refused', raw: expect.stringContaining('<SessionId></SessionId>') as string }]);
  expect(JSON.stringify(reads)).not.toContain('secret');
});

it('answers every message', () => {
  const markup = fc.array(
    fc.constantFrom(
      '<a>',
      '</a>',
      '<sf:Id>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?x',
      '&',
      '&amp;',
      '<!',
      '"',
      "'",
      '<Notification>',
      'x',
      '=',
      ' ',
    ),
    { maxLength: 40 },
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    markup.map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        anyText.map((inner) => message(inner)),
        fc.anything(),
      ),
      (body) => {
        expect(readSalesforce(body, NOW).reads.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 200 },
  );
  const escaped = (value: string) => value.replace(/[&<>\p{Surrogate}\p{Cc}\uFFFE\uFFFF]/gu, '');
  fc.assert(
    fc.property(
      fc.constantFrom('Account', 'Contact', 'Opportunity', 'Case'),
      fc.dictionary(
        fc.constantFrom(
          'Name',
          'Website',
          'Title',
          'Email',
          'Amount',
          'StageName',
          'IsWon',
          'Priority',
          'AccountId',
          'Type',
        ),
        fc.string({ unit: 'binary' }).map(escaped),
      ),
      (object, fields) => expect(readSalesforce(message(notification(object, fields)), NOW).reads).toHaveLength(1),
    ),
  );
});

it('answers Salesforce in its own envelope', () => {
  const answer = (ok: boolean): unknown =>
    new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', ignoreDeclaration: true }).parse(
      salesforceAck(ok),
      true,
    );
  const envelope = (ok: boolean) => ({
    'soapenv:Envelope': {
      '@xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
      'soapenv:Body': { notificationsResponse: { '@xmlns': 'http://soap.sforce.com/2005/09/outbound', Ack: ok } },
    },
  });
  expect(answer(true)).toEqual(envelope(true));
  expect(answer(false)).toEqual(envelope(false));
});
