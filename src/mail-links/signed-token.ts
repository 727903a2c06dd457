import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/secret';

/** What a token is for; a token of one purpose is none of another. */
export type Purpose = 'task' | 'unsubscribe';

/** As HMAC may be shortened to half of its hash: RFC 2104 §5. In hexadecimal, so that no mail program cuts its end off. */
const MAC_CHARACTERS = 32;

/**
 * `<body>.<mac>`: the parts as base64url of JSON, and the HMAC-SHA256 of purpose and body. Whoever has it can read it, and
 * only who knows the secret can make it.
 */
export function signToken(secret: Secret, purpose: Purpose, parts: readonly (string | number)[]): string {
  const body = Buffer.from(JSON.stringify(parts)).toString('base64url');
  return `${body}.${macOf(secret, `${purpose}.${body}`)}`;
}

/** The parts of a token of that purpose; undefined for everything that was not made with this secret. */
export function readToken(secret: Secret, purpose: Purpose, token: string): readonly unknown[] | undefined {
  const [body = '', mac = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isSame(mac, macOf(secret, `${purpose}.${body}`))) return undefined;
  const parts: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  return Array.isArray(parts) ? parts : undefined;
}

/** The HMAC-SHA256 of a text in hexadecimal, shortened to 128 bits. */
export const macOf = (secret: Secret, text: string): string =>
  createHmac('sha256', secret.reveal()).update(text).digest('hex').slice(0, MAC_CHARACTERS);

/** Takes the same time wherever the two differ. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
