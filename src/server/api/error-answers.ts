import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { StoreError } from '../../store';
import { rareLines } from '../../rare-lines';
import { ApiProblem } from '../problems';

/** Answers every error of the server, and every unknown address, with problem details; nothing internal leaks. */
export function answerWithProblems(app: FastifyInstance): void {
  const refused = rareLines((line) => app.log.warn(line, 'Calls were refused.'));
  app.addHook('onResponse', async ({ method, routeOptions: { url } }, reply) => {
    const code = REFUSALS.get(reply);
    if (code !== undefined) refused(`${method} ${url ?? 'unknown address'}`, code);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    // Not every path that is sent is a URL: `//` is none. A query may hold secrets.
    const [pathname] = request.url.split('?', 1);
    return sendProblem(new ApiProblem('ROUTE_UNKNOWN', `${request.method} ${pathname} is not known.`), request, reply);
  });
}

/** Sends an error as a problem; what is not the caller's fault goes to the log under the request's id. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemFrom(error, request.routeOptions.bodyLimit);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  if (isWorthALine(problem.status, request.routeOptions.url)) REFUSALS.set(reply, problem.code);
  const body = problem.toProblem(problem.status >= 500 ? request.id : undefined);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(body));
}

/** With which code a call was refused, where whoever runs the server should hear of it. */
const REFUSALS = new WeakMap<FastifyReply, string>();

/** Who is not let in, anywhere; and every call of a sender, whose events are lost with it. People read their answers themselves. */
const isWorthALine = (status: number, url = ''): boolean =>
  status === 401 || status === 403 || (status < 500 && /^\/(v1|webhooks)\//.test(url));

function problemFrom(error: unknown, bodyLimit?: number): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(({ instancePath, message = 'a valid value' }) => ({
      path: instancePath.slice(1).replaceAll('/', '.') || '(whole)',
      expected: message,
    }));
    const part = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'request');
    return new ApiProblem('INPUT_INVALID', `The ${part} is not valid.`, errors);
  }
  if (error instanceof StoreError) return problemOfStore(error);
  const { code, statusCode } = fastifyError(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const most = bodyLimit === undefined ? 'this address takes' : `${Math.floor(bodyLimit / 1024)} KB`;
    return new ApiProblem('BODY_TOO_LARGE', `The body is larger than ${most}.`);
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new ApiProblem('MEDIA_TYPE_UNSUPPORTED', 'The body has a media type that this address does not read.');
  }
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return new ApiProblem('NOT_JSON', 'The body is empty.');
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || (error instanceof SyntaxError && statusCode === 400)) {
    return new ApiProblem('NOT_JSON', 'The body is not valid JSON, or has a key "__proto__", which is reserved.');
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiProblem('REQUEST_INVALID', 'The request cannot be read.', undefined, { cause: error });
  }
  return new ApiProblem('INTERNAL', 'The request failed; the cause is in the server log.', undefined, { cause: error });
}

function problemOfStore(error: StoreError): ApiProblem {
  if (error.code === 'INVALID_RECORD')
    return new ApiProblem('INPUT_INVALID', error.message, undefined, { cause: error });
  if (error.code === 'STORE_FULL')
    return new ApiProblem('STORE_FULL', 'The disk that holds the database is full.', undefined, { cause: error });
  const unavailable = error.retryable || error.code === 'STORE_CLOSED';
  return unavailable
    ? new ApiProblem('STORE_UNAVAILABLE', 'The database did not answer properly.', undefined, { cause: error })
    : new ApiProblem('INTERNAL', 'The request failed; the cause is in the server log.', undefined, { cause: error });
}

function fastifyError(error: unknown): { code?: unknown; statusCode?: number } {
  if (typeof error !== 'object' || error === null) return {};
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  return { code, statusCode: typeof statusCode === 'number' ? statusCode : undefined };
}
