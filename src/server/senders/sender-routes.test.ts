import { createHmac } from 'node:crypto';
import {
  noon,
  PUBLIC_URL,
  SENDERS,
  startAccountsServer,
  type AccountsServer,
} from '../testing/accounts-server.fixture';
import { callServer } from '../testing/call-server.fixture';

const NOW = new Date(noon('2026-03-31'));

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer(NOW);
});
afterAll(() => server?.close());

describe('HubSpot', () => {
  const company = (name: string) =>
    JSON.stringify([
      {
        ...{ eventId: 100, subscriptionId: 5, portalId: 62515, appId: 54321, attemptNumber: 0, objectId: 123 },
        ...{ occurredAt: NOW.getTime() - 1000, subscriptionType: 'company.propertyChange' },
        ...{ propertyName: 'name', propertyValue: name, changeSource: 'CRM' },
      },
    ]);
  /** Signed as HubSpot signs: developers.hubspot.com, "Validate the v3 request signature". */
  const deliver = (body: string, signed = body, at = NOW.getTime()) => {
    const text = `POST${PUBLIC_URL}/webhooks/hubspot${signed}${at}`;
    const signature = createHmac('sha256', SENDERS.hubspotSecret.reveal()).update(text).digest('base64');
    return callServer(`${server.url}/webhooks/hubspot`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hubspot-request-timestamp': String(at),
        'x-hubspot-signature-v3': signature,
      },
      body,
    });
  };

  it('delivers once what it signs, however often it delivers', async () => {
    const first = await deliver(company('Biglytics'));
    expect(first).toMatchObject({ status: 202, body: { verdicts: [{ verdict: 'stored' }] } });
    expect((await deliver(company('Biglytics'))).body).toMatchObject({ verdicts: [{ verdict: 'repeated' }] });
    await server.accounts.settled();
    const names = (await server.store.accounts.list()).map(({ name }) => name);
    expect(names.filter((name) => name === 'Biglytics')).toHaveLength(1);
  });

  it.each([
    ['something else than it signed', () => deliver(company('Evil'), company('Good'))],
    ['what it signed ten minutes ago', () => deliver(company('Old'), company('Old'), NOW.getTime() - 600_000)],
  ])('is refused with %s, and nothing is kept', async (_what, send) => {
    const before = (await server.store.observations.accounts()).length;
    expect(await send()).toMatchObject({ status: 401, body: { code: 'SENDER_UNKNOWN' } });
    expect(await server.store.observations.accounts()).toHaveLength(before);
  });
});

describe('Salesforce', () => {
  const message = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000062EAA</OrganizationId><Notification><Id>04l000000000007AAA</Id><sObject xsi:type="sf:Account" xmlns:sf="urn:sobject.enterprise.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><sf:Id>0015e00000KwyWtAAJ</sf:Id><sf:Name>Globex</sf:Name></sObject></Notification></notifications></soapenv:Body></soapenv:Envelope>`;
  const deliver = (token: string) =>
    callServer(`${server.url}/webhooks/salesforce?token=${token}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: message,
    });

  it('is acknowledged once its message is kept', async () => {
    const answer = await deliver(SENDERS.salesforceToken.reveal());
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<Ack>true</Ack>');
    await server.accounts.settled();
    expect((await server.store.accounts.list()).map(({ name }) => name)).toContain('Globex');
  });

  it('is refused without its token', async () => {
    for (const token of ['another', 'another&token=more'])
      expect(await deliver(token)).toMatchObject({ status: 401, body: { code: 'SENDER_UNKNOWN' } });
  });
});
