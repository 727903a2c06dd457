import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiKey, Secret } from '../../config';
import { ApiProblem } from '../problems';

/** Who may send events: write keys as the user of Basic authentication, API keys of operators as bearer. */
export interface SenderKeys {
  readonly writeKeys: readonly Secret[];
  readonly apiKeys: readonly ApiKey[];
}

/** Lets only senders with a key into the routes of this scope, before their body is read. */
export function requireSenderKeys(scope: FastifyInstance, { writeKeys, apiKeys }: SenderKeys): void {
  const basic = writeKeys.map((key) => sha256(key.reveal()));
  const bearer = apiKeys.filter(({ role }) => role !== 'viewer').map(({ secret }) => sha256(secret.reveal()));
  scope.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const [scheme = '', value = ''] = (request.headers.authorization ?? '').trim().split(/ +/, 2);
    const known = /^basic$/i.test(scheme)
      ? among(basic, userOf(value))
      : /^bearer$/i.test(scheme) && among(bearer, value);
    if (known) return;
    reply.header('www-authenticate', 'Basic realm="playmaker"');
    if (!request.headers.authorization) throw new ApiProblem('KEY_MISSING', 'This address needs a write key.');
    throw new ApiProblem('WRITE_KEY_UNKNOWN', 'The key is not one that may send events here.');
  });
}

/** Every key is compared, whichever fits: the time taken tells nothing. */
function among(hashes: readonly Buffer[], given: string): boolean {
  const hash = sha256(given);
  return hashes.filter((each) => timingSafeEqual(each, hash)).length > 0;
}

/** Segment's write key is the user name; the password is empty (RFC 7617). */
function userOf(credentials: string): string {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? text : text.slice(0, colon);
}

/** Compares in a time that tells nothing about the secret. */
export const sameSecret = (given: string, secret: Secret): boolean => among([sha256(secret.reveal())], given);

const sha256 = (text: string) => createHash('sha256').update(text).digest();
