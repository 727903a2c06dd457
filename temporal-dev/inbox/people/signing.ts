import { createHmac } from 'node:crypto';

/**
 * The two headers by which Slack proves that a request is its own.
 * Source: docs.slack.dev/authentication/verifying-requests-from-slack — hex HMAC-SHA256 of `v0:<timestamp>:<raw body>`.
 * @param at real time: whoever receives the request refuses one that is older than five minutes
 */
export function signatureHeaders(secret: string, body: string, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${digest}` };
}
