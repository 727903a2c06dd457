import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SenderConfig } from '../../config';
import { readCloudEvents } from '../../intake/cloudevents';
import { readHubspot, verifyHubspotSignature } from '../../intake/hubspot';
import type { Intake, Verdict } from '../../intake/intake';
import { readSalesforce, salesforceAck } from '../../intake/salesforce';
import { readSegment, SEGMENT_CALLS } from '../../intake/segment';
import { ApiProblem } from '../problems';
import { requireSenderKeys, sameSecret, type SenderKeys } from './sender-keys';

export interface SenderDeps {
  readonly intake: Intake;
  readonly senders: SenderConfig;
  readonly apiKeys: SenderKeys['apiKeys'];
  /** As HubSpot knows this server: part of what it signs. */
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** Segment's limits: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size */
const SINGLE_BYTES = 32 * 1024;
const BATCH_BYTES = 500 * 1024;

/** `POST /v1/*`: Segment's calls and CloudEvents. Every answer says item by item what became of it. */
export function eventRoutes(scope: FastifyInstance, { intake, senders, apiKeys, now }: SenderDeps): void {
  requireSenderKeys(scope, { writeKeys: senders.segmentWriteKeys, apiKeys });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const call of [...SEGMENT_CALLS, 'batch'] as const) {
    const bodyLimit = call === 'batch' ? BATCH_BYTES : SINGLE_BYTES;
    scope.post(`/${call}`, { bodyLimit, schema: { hide: true } }, async (request) => {
      const verdicts = await intake.take(readSegment(call, json(request), now().toISOString()));
      return { success: true, verdicts };
    });
  }
  scope.post('/events', { bodyLimit: BATCH_BYTES, schema: { hide: true } }, async (request, reply) => {
    const reads = readCloudEvents(request.headers, rawOf(request), now().toISOString());
    return answer(reply, await intake.take(reads));
  });
}

/** `POST /webhooks/*`: what other systems call by themselves. A door whose secret is missing is closed. */
export function webhookRoutes(scope: FastifyInstance, { intake, senders, publicUrl, now }: SenderDeps): void {
  const { hubspotSecret, salesforceToken } = senders;
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  if (hubspotSecret) {
    scope.post('/hubspot', { bodyLimit: BATCH_BYTES, schema: { hide: true } }, async (request, reply) => {
      const checked = verifyHubspotSignature({
        method: request.method,
        uri: `${publicUrl}${request.url}`,
        body: rawOf(request).toString('utf8'),
        timestamp: headerOf(request, 'x-hubspot-request-timestamp'),
        signature: headerOf(request, 'x-hubspot-signature-v3'),
        secret: hubspotSecret.reveal(),
        now: now(),
      });
      if (!checked.valid) throw new ApiProblem('SENDER_UNKNOWN', checked.reason);
      return answer(reply, await intake.take(readHubspot(json(request), now().toISOString())));
    });
  }
  if (salesforceToken) {
    scope.post<{ Querystring: { token?: string | string[] } }>(
      '/salesforce',
      { bodyLimit: BATCH_BYTES, schema: { hide: true } },
      async (request, reply) => {
        if (![request.query.token ?? []].flat().some((token) => sameSecret(token, salesforceToken)))
          throw new ApiProblem('SENDER_UNKNOWN', 'The address lacks `?token=` with the value of SALESFORCE_TOKEN.');
        const { reads } = readSalesforce(rawOf(request).toString('utf8'), now().toISOString());
        // Acknowledged only when stored: an error before this answers 5xx, and Salesforce sends again.
        await intake.take(reads);
        return reply.type('text/xml; charset=utf-8').send(salesforceAck(true));
      },
    );
  }
}

/** 202 when anything was understood, 422 when nothing was; either way all of it is kept. */
function answer(reply: FastifyReply, verdicts: readonly Verdict[]): FastifyReply {
  const understood = verdicts.length === 0 || verdicts.some(({ verdict }) => verdict !== 'refused');
  return reply.code(understood ? 202 : 422).send({ verdicts });
}

const rawOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

function json(request: FastifyRequest): unknown {
  try {
    return JSON.parse(rawOf(request).toString('utf8'));
  } catch {
    throw new ApiProblem('NOT_JSON', 'The body is not valid JSON.');
  }
}

const headerOf = ({ headers }: FastifyRequest, name: string): string => [headers[name]].flat()[0] ?? '';
