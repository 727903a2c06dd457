import { createHmac, timingSafeEqual } from 'node:crypto';

/** What HubSpot signed, and what it signed it with. */
export interface SignedRequest {
  /** `POST`. */
  readonly method: string;
  /** The whole address that HubSpot called, with scheme, host and query: behind a proxy not the one that the server sees. */
  readonly uri: string;
  /** The body, byte for byte. */
  readonly body: string | Uint8Array;
  /** The header `X-HubSpot-Request-Timestamp`: milliseconds since 1970. */
  readonly timestamp: string | undefined;
  /** The header `X-HubSpot-Signature-v3`. */
  readonly signature: string | undefined;
  /** The client secret of the HubSpot app. */
  readonly secret: string;
  readonly now: Date;
}

/** Whether it is HubSpot's own request, and otherwise why not. */
export type SignatureVerdict = { readonly valid: true } | { readonly valid: false; readonly reason: string };

/** A signature older than this may be a recording of an earlier request. */
const WINDOW_MS = 5 * 60_000;

/** What HubSpot decodes in the address before it signs; everything else stays encoded. */
const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

const asSigned = (uri: string): string =>
  uri.replace(/%[0-9A-F]{2}/gi, (encoded) => DECODED[encoded.toUpperCase()] ?? encoded);

const invalid = (reason: string): SignatureVerdict => ({ valid: false, reason });

/**
 * Checks that a request is HubSpot's own: the base64 of HMAC-SHA256 over method, address, body and timestamp with the
 * app's client secret, made within the last five minutes and compared in constant time.
 * Source: developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation.
 *
 * @example
 * verifyHubspotSignature({ method: 'POST', uri: `${publicUrl}/webhooks/hubspot`, body, timestamp, signature, secret, now });
 */
export function verifyHubspotSignature(request: SignedRequest): SignatureVerdict {
  const { method, uri, body, timestamp, signature, secret, now } = request;
  if (timestamp === undefined || signature === undefined || secret === '' || !/^\d{1,16}$/.test(timestamp)) {
    return invalid('The request is not signed.');
  }
  if (Math.abs(now.getTime() - Number(timestamp)) > WINDOW_MS) {
    return invalid('The signature is not of the last five minutes.');
  }
  const mac = createHmac('sha256', secret)
    .update(`${method}${asSigned(uri)}`)
    .update(body)
    .update(timestamp);
  const expected = Buffer.from(mac.digest('base64'));
  const given = Buffer.from(signature);
  const same = given.length === expected.length && timingSafeEqual(given, expected);
  return same ? { valid: true } : invalid('The signature does not fit the request.');
}
