import type { z } from 'zod';
import { PlaymakerError } from './playmaker-error';
import { problemSchema } from './wire';

export interface HttpCallerOptions {
  /** Address of the server, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly apiKey: string;
  /** Stands in for the global `fetch`, e.g. behind a proxy. */
  readonly fetch?: typeof fetch;
}

export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Longer than the longest answer the server holds back. */
const TIMEOUT_MS = 90_000;

/** Calls the server's API and reads its answers by their schemas. */
export class HttpCaller {
  private readonly base: URL;
  private readonly apiKey: string;

  constructor(private readonly options: HttpCallerOptions) {
    if (!URL.canParse(options.url) || !/^https?:$/.test(new URL(options.url).protocol)) {
      throw new PlaymakerError({
        code: 'INPUT_INVALID',
        detail: `"${options.url}" is not the address of a server.`,
        next: 'Give one such as http://127.0.0.1:8080.',
      });
    }
    // Whoever reads the key from a file reads the end of its line too.
    this.apiKey = options.apiKey.trim();
    if (!/^[!-~]+$/.test(this.apiKey)) {
      throw new PlaymakerError({
        code: 'INPUT_INVALID',
        detail: 'The API key is empty, or holds a space, a line break or another character that no key has.',
        next: 'Give the secret alone, as PLAYMAKER_API_KEYS or the file `api-key` has it.',
      });
    }
    this.base = new URL(options.url.endsWith('/') ? options.url : `${options.url}/`);
  }

  /**
   * @param path below `/api/`, its parts percent-encoded
   * @throws PlaymakerError; when `signal` aborts, its reason
   */
  async call<T extends z.ZodType>(path: string, schema: T, call: Call = {}): Promise<z.output<T>> {
    const url = new URL(`api/${path}`, this.base);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const { response, text } = await this.send(url, call);
    const body = parsed(text);
    if (!response.ok) {
      const problem = problemSchema.safeParse(body);
      throw problem.success ? PlaymakerError.from(problem.data) : this.unreadable(response.status);
    }
    const answer = schema.safeParse(body);
    if (!answer.success) throw this.unreadable(response.status, answer.error);
    return answer.data;
  }

  private async send(url: URL, call: Call): Promise<{ response: Response; text: string }> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await (this.options.fetch ?? fetch)(url, {
        method: call.method ?? 'GET',
        headers: {
          authorization: `Bearer ${this.apiKey}`,
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...call.headers,
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
      });
      return { response, text: await response.text() };
    } catch (cause) {
      call.signal?.throwIfAborted();
      throw new PlaymakerError(
        {
          code: 'SERVER_UNREACHABLE',
          detail: `No playmaker server answers at ${this.base.origin}.`,
          next: 'Start one with `npm start`, or give the address of the one that runs (PLAYMAKER_URL).',
        },
        { cause },
      );
    }
  }

  private unreadable(status: number, cause?: Error): PlaymakerError {
    return new PlaymakerError(
      {
        code: 'ANSWER_UNREADABLE',
        status,
        detail: `What answers at ${this.base.origin} with status ${status} does not speak playmaker's API.`,
        next: 'Check the address, and that client and server have the same version.',
      },
      { cause },
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
