import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../config';
import { ApiProblem } from '../problems';

/** A signature older than this may be a recording of an earlier request. */
const WINDOW_SECONDS = 5 * 60;

/**
 * Checks that a request is Slack's own: HMAC-SHA256 of `v0:<timestamp>:<raw body>` with the signing secret, made within
 * the last five minutes. Source: docs.slack.dev/authentication/verifying-requests-from-slack.
 *
 * @throws ApiProblem SIGNATURE_INVALID
 */
export function checkSlackSignature(
  headers: Readonly<Record<string, unknown>>,
  rawBody: Buffer,
  signingSecret: Secret,
  now: Date,
): void {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
    throw new ApiProblem('SIGNATURE_INVALID', 'The request is not signed.');
  }
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_SECONDS) {
    throw new ApiProblem('SIGNATURE_INVALID', 'The signature is not of the last five minutes.');
  }
  const mac = createHmac('sha256', signingSecret.reveal()).update(`v0:${timestamp}:`).update(rawBody).digest('hex');
  const expected = Buffer.from(`v0=${mac}`);
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ApiProblem('SIGNATURE_INVALID', 'The signature does not fit the request.');
  }
}
