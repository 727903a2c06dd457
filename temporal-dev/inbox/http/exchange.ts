import type { IncomingMessage, ServerResponse } from 'node:http';
import { InboxError } from '../errors';

const BASE = 'http://inbox';
const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** One request and its answer, with what the routes need of it. */
export class Exchange {
  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {}

  /** @throws InboxError `INBOX_REQUEST_INVALID` for what cannot be an address, such as `//` */
  get url(): URL {
    const target = this.request.url ?? '/';
    if (URL.canParse(target, BASE)) return new URL(target, BASE);
    throw new InboxError('INBOX_REQUEST_INVALID', `there can be nothing at ${target}`);
  }

  get contentType(): string {
    return (this.request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  }

  /** The body as text. @throws InboxError `INBOX_REQUEST_INVALID` when it is larger than 5 MB */
  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES)
        throw new InboxError('INBOX_REQUEST_INVALID', `the body is larger than ${MAX_BODY_BYTES} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  /**
   * The body as a JSON object. Only `application/json` will do: a page of another origin cannot send that unasked, so it
   * cannot click here.
   * @throws InboxError `INBOX_REQUEST_INVALID`
   */
  async json(): Promise<Record<string, unknown>> {
    if (this.contentType !== 'application/json') {
      throw new InboxError('INBOX_REQUEST_INVALID', 'send the body as application/json');
    }
    return parseObject(await this.text());
  }

  send(status: number, contentType: string, body: string | Buffer, headers: Record<string, string> = {}): void {
    this.response.writeHead(status, { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff', ...headers });
    this.response.end(body);
  }

  sendJson(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.send(status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
  }
}

/** @throws InboxError `INBOX_REQUEST_INVALID` when the text is no JSON object */
export function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw new InboxError('INBOX_REQUEST_INVALID', 'the body is not JSON', { cause });
  }
  throw new InboxError('INBOX_REQUEST_INVALID', 'the body is not a JSON object');
}
