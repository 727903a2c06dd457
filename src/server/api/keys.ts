import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { API_ROLES, type ApiKey, type ApiRole } from '../../config';
import { ApiProblem } from '../problems';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The least role a key must have for this route; `admin` when absent. */
    needs?: ApiRole;
  }
  interface FastifyRequest {
    /** Whose key the request came with. */
    apiKey?: ApiKey;
  }
}

/** Lets only requests with a sufficient key into the routes of this scope (RFC 6750), before their body is read. */
export function requireKeys(scope: FastifyInstance, keys: readonly ApiKey[]): void {
  const hashed = keys.map((key) => ({ key, hash: sha256(key.secret.reveal()) }));
  scope.addHook('onRequest', async (request, reply) => {
    const secret = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (secret === undefined) {
      reply.header('www-authenticate', 'Bearer');
      throw new ApiProblem('KEY_MISSING', 'This address needs an API key.');
    }
    // Hashes have one length, and every key is compared: the time taken tells nothing about the secrets.
    const given = sha256(secret);
    const matching = hashed.filter(({ hash }) => timingSafeEqual(hash, given));
    const key = matching[0]?.key;
    if (!key) {
      reply.header('www-authenticate', 'Bearer error="invalid_token"');
      throw new ApiProblem('KEY_UNKNOWN', 'The API key is not one of this server.');
    }
    const needs = request.routeOptions.config.needs ?? 'admin';
    if (API_ROLES.indexOf(key.role) < API_ROLES.indexOf(needs)) {
      throw new ApiProblem('KEY_FORBIDDEN', `This needs the role ${needs}; the key "${key.name}" has ${key.role}.`);
    }
    request.apiKey = key;
  });
}

/** Who made the request, for the ledger. */
export function callerOf({ apiKey }: FastifyRequest): string {
  if (!apiKey) throw new Error('callerOf belongs to routes behind requireKeys');
  return apiKey.name;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();
