import { asFields } from '../fields';
import { invalid, Unreadable } from '../unreadable';

/** As Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const JSON_TYPE = /^[^/;]+\/([^;]+\+)?json$/;

/** Whether a media type declares JSON (JSON Event Format, 3.1.1); absent counts as JSON. */
export const isJson = (mediaType: string | undefined): boolean =>
  mediaType === undefined || JSON_TYPE.test(bare(mediaType));

const bare = (mediaType: string): string => (mediaType.split(';')[0] ?? '').trim().toLowerCase();

/**
 * The events of one request as the JSON event format writes them, whichever of the three modes carries them (HTTP Protocol
 * Binding 1.0.2, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md).
 *
 * @throws Unreadable when the request carries no CloudEvents, or none in JSON
 */
export function eventsIn(headers: RequestHeaders, body: unknown): { events: readonly unknown[]; batch: boolean } {
  const values = lowerCased(headers);
  const mediaType = bare(values.get('content-type') ?? '');
  if (mediaType.startsWith('application/cloudevents-batch')) {
    const events = mediaType.endsWith('+json') ? parsed(body) : unknownFormat(mediaType);
    if (!Array.isArray(events)) throw new Unreadable('BODY_INVALID', 'expected a list of CloudEvents');
    return { events, batch: true };
  }
  if (mediaType.startsWith('application/cloudevents'))
    return { events: [mediaType.endsWith('+json') ? parsed(body) : unknownFormat(mediaType)], batch: false };
  return { events: [ofHeaders(values, body)], batch: false };
}

function unknownFormat(mediaType: string): never {
  throw new Unreadable(
    'FORMAT_UNKNOWN',
    `content-type: expected application/cloudevents+json or application/cloudevents-batch+json, not ${mediaType.slice(0, 100)}`,
  );
}

/** Binary mode: attributes in `ce-` headers, the data in the body. */
function ofHeaders(values: ReadonlyMap<string, string>, body: unknown): unknown {
  const attributes = [...values].filter(([name]) => name.startsWith('ce-'));
  if (attributes.length === 0)
    throw new Unreadable(
      'NOT_A_CLOUDEVENT',
      'expected the headers ce-specversion, ce-id, ce-source and ce-type, or the content type application/cloudevents+json',
    );
  const mediaType = values.get('content-type');
  const nothing = body === undefined || body === null || body === '' || (Buffer.isBuffer(body) && body.length === 0);
  return {
    ...Object.fromEntries(attributes.map(([name, value]) => [name.slice(3), decoded(name, value)])),
    ...(mediaType === undefined ? {} : { datacontenttype: mediaType }),
    ...(nothing ? {} : { data: isJson(mediaType) ? parsed(body) : undefined }),
  };
}

/** A header's value: unquoted, then percent-decoded once; bytes that are no UTF-8 are refused (3.1.3.2). */
function decoded(name: string, value: string): string {
  const unquoted = /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
  return unquoted.replace(/(%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      throw invalid(`${name}: expected UTF-8 in percent-encoding`);
    }
  });
}

const lowerCased = (headers: RequestHeaders): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(asFields(headers)).flatMap(([name, value]) => {
      const text = Array.isArray(value) ? value.join(', ') : value;
      return typeof text === 'string' ? [[name.toLowerCase(), text] as const] : [];
    }),
  );

/** A body as JSON: bytes and text are parsed, anything else has been parsed before. */
export function parsed(body: unknown): unknown {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return body;
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(text) as unknown;
  } catch {
    throw new Unreadable('BODY_INVALID', 'expected JSON in UTF-8');
  }
}
