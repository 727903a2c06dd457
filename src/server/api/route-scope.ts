import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { problemSchema } from '../../client/wire';

/** A part of the server whose routes are typed by their zod schemas. */
export type RouteScope = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** How every route may also answer, for the description of the API. */
export const problems = {
  default: {
    description: 'What went wrong, as problem details (RFC 9457)',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
};
