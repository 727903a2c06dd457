import { setTimeout as pause } from 'node:timers/promises';
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

/** How long it takes to notice that a server takes connections and answers nothing, in milliseconds. */
export interface Patience {
  /** After this time without an answer it is asked whether it answers at all. */
  readonly quietMs: number;
  /** It has this time to answer that. */
  readonly probeMs: number;
}

/** Together 15 seconds: whoever waits at a terminal hears by then that nothing comes. */
export const PATIENCE: Patience = { quietMs: 10_000, probeMs: 5_000 };

/** Calls the server's API and reads its answers by their schemas. */
export class HttpCaller {
  private readonly base: URL;
  private readonly apiKey: string;

  constructor(
    private readonly options: HttpCallerOptions,
    private readonly patience: Patience = PATIENCE,
  ) {
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
    refuseSteps(path);
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
    const over = new AbortController();
    try {
      // A call that nobody waits for any more is given up.
      const signals = [over.signal, AbortSignal.timeout(TIMEOUT_MS), ...(call.signal ? [call.signal] : [])];
      return await Promise.race([this.request(url, call, AbortSignal.any(signals)), this.silence(over.signal)]);
    } catch (cause) {
      call.signal?.throwIfAborted();
      if (cause instanceof PlaymakerError) throw cause;
      if (isTimeout(cause)) throw this.silent(`has not answered this within ${TIMEOUT_MS / 1000} seconds`, cause);
      throw new PlaymakerError(
        {
          code: 'SERVER_UNREACHABLE',
          detail: `No playmaker server answers at ${this.base.origin}.`,
          next: 'Start one with `npm start`, or give the address of the one that runs (PLAYMAKER_URL).',
        },
        { cause },
      );
    } finally {
      over.abort();
    }
  }

  private async request(url: URL, call: Call, signal: AbortSignal): Promise<{ response: Response; text: string }> {
    const response = await (this.options.fetch ?? fetch)(url, {
      method: call.method ?? 'GET',
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal,
    });
    return { response, text: await response.text() };
  }

  /** Some answers take their time; a server that does not even say that it is up gives none. */
  private async silence(over: AbortSignal): Promise<never> {
    const never = new Promise<never>(() => undefined);
    const { quietMs, probeMs } = this.patience;
    if (await pause(quietMs, false, { signal: over }).catch(() => true)) return never;
    const health = (this.options.fetch ?? fetch)(new URL('healthz', this.base), { signal: over });
    // Whatever it answers, something does. Other trouble befalls the call as well, which tells it.
    const answered = health.then(
      () => true,
      () => true,
    );
    const late = pause(probeMs, false, { signal: over }).catch(() => true);
    if (!(await Promise.race([answered, late])))
      throw this.silent(`has not answered for ${(quietMs + probeMs) / 1000} seconds`);
    return never;
  }

  private silent(how: string, cause?: unknown): PlaymakerError {
    return new PlaymakerError(
      {
        code: 'SERVER_SILENT',
        detail: `Something listens at ${this.base.origin}, but ${how}.`,
        next: 'See whether the server is stopped or overloaded, and start it anew where it stays so. What was asked may still be done: look before you ask again.',
      },
      { cause },
    );
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

/** An id of `.` or `..` would be a step within the path, and lead to another address, even percent-encoded (URL Standard). */
function refuseSteps(path: string): void {
  const step = path.split('/').find((part) => /^\.{0,2}$/.test(part));
  if (step === undefined) return;
  throw new PlaymakerError({
    code: 'INPUT_INVALID',
    detail: step === '' ? 'An id is empty.' : `"${step}" is not an id.`,
    next: 'Give the id of what you mean; `playmaker accounts list` and `playmaker list` show them.',
  });
}

/** Of `AbortSignal.timeout`, as `fetch` passes it on. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'TimeoutError';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
