import { codeOf, StoreError } from './errors';

/** SQLSTATE (PostgreSQL, appendix A) or Node's code of a broken connection. */
const UNREACHABLE =
  /^(08\w{3}|57P0[123]|E(CONN(REFUSED|RESET|ABORTED)|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT|PIPE))$/;
const UNREACHABLE_TEXT = /connection terminated|not queryable|timeout (exceeded|expired)|query read timeout/i;
/** Authorisation, unknown database or schema, missing rights, too many connections. */
const REFUSED = /^(28\w{3}|3D000|3F000|42501|53300)$/;
/** Data exceptions (class 22: bad text, number or instant) and constraint violations (class 23). */
const INVALID = /^2[23]\w{3}$/;
const CLOSED_TEXT = /calling end on the pool|pglite is (closed|closing)/i;
const LOCK_NOT_AVAILABLE = '55P03';

/** Node's code, PostgreSQL's `disk_full`, or `nospc` of WASI, whose errors have a number only. */
export const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', '53100'].includes(codeOf(error) ?? '') || (error as { errno?: unknown }).errno === 51;

interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** What the database or the connection reported: Drizzle wraps it with the query and its values, Node into an aggregate. */
function root(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const failure = error as Failure;
  if (failure.cause !== undefined && failure.code === undefined) return root(failure.cause);
  if (failure.errors?.[0] !== undefined && !failure.message) return root(failure.errors[0]);
  return failure;
}

/**
 * The StoreError for what a driver threw. Only the database's own words are kept: Drizzle's message repeats the values of
 * the query, which are customers' data.
 */
export function storeError(error: unknown, where: string): StoreError {
  if (error instanceof StoreError) return error;
  const failure = root(error);
  const code = codeOf(failure) ?? '';
  const said = typeof failure.message === 'string' && failure.message ? failure.message : 'no reason given';
  const text = code ? `${said} (${code})` : said;
  const make = (storeCode: StoreError['code'], message: string) =>
    new StoreError(storeCode, message, { cause: failure });
  if (CLOSED_TEXT.test(said)) return make('STORE_CLOSED', `The store is closed. Open it again before using it.`);
  if (isDiskFull(failure))
    return make(
      'STORE_FULL',
      `${where}: the disk that holds it is full. Free space there; nothing that was stored is lost.`,
    );
  if (UNREACHABLE.test(code) || UNREACHABLE_TEXT.test(said))
    return make(
      'STORE_UNREACHABLE',
      `No answer from ${where}: ${text}. Check that it runs and can be reached from here.`,
    );
  if (REFUSED.test(code))
    return make(
      'STORE_REFUSED',
      `${where} refused: ${text}. Check user, password, database and rights in DATABASE_URL.`,
    );
  if (code === LOCK_NOT_AVAILABLE)
    return make('STORE_LOCKED', `${where} is locked by another process: ${text}. Try again when that one is done.`);
  if (INVALID.test(code))
    return make('INVALID_RECORD', `The record cannot be stored: ${text}. Correct it and save it again.`);
  return make('STORE_FAILED', `${where} failed: ${text}. See the database's own log; the call may be repeated.`);
}

/** The same port, with what its methods throw turned into StoreErrors. `where` names the database, without credentials. */
export function withStoreErrors<Port extends object>(port: Port, where: string): Port {
  const wrapped: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(port) as [string, unknown][])
    wrapped[name] = typeof member === 'function' ? translated(member.bind(port) as Method, where) : member;
  return wrapped as Port;
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;

function translated(method: Method, where: string): Method {
  return async (...args) => {
    try {
      return await method(...args);
    } catch (error) {
      throw storeError(error, where);
    }
  };
}
