import type { ApiKey } from '../../config';
import { bearer, KEYS } from './acme.fixture';

export interface CallOptions extends Omit<RequestInit, 'body'> {
  readonly key?: ApiKey;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON. */
  readonly body: unknown;
}

/** Calls the API as the operator: POST with a body, else GET. */
export type Call = (path: string, options?: CallOptions) => Promise<Answer>;

export const callerOf =
  (url: string): Call =>
  (path, { key = KEYS.ops, body, ...init } = {}) =>
    callServer(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...bearer(key), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...init,
    });

/** The answer to one request over HTTP. */
export async function callServer(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
