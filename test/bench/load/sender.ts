import type { Verdict } from '../../../src/intake/intake';
import type { SegmentCall } from './crowd';
import type { Ground } from './ground';

const BATCH = 100;
const SENDERS = 4;

/**
 * Sends calls over HTTP as Segment's libraries do: one by itself, several as a batch.
 *
 * @throws Error when any of them is not stored
 */
export async function send({ app, writeKey }: Ground, calls: readonly SegmentCall[]): Promise<void> {
  const at = new Date().toISOString();
  const dated = calls.map((call) => ({ timestamp: at, ...call }));
  const [only, ...others] = dated;
  const [path, body] = only && others.length === 0 ? [only.type, only] : ['batch', { batch: dated }];
  const response = await fetch(`${app.url}/v1/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
    },
    body: JSON.stringify({ ...body, sentAt: at }),
  });
  const { verdicts } = (await response.json()) as { verdicts?: readonly Verdict[] };
  const refused = verdicts?.find(({ verdict }) => verdict !== 'stored');
  if (!response.ok || refused || verdicts?.length !== calls.length)
    throw new Error(`Events of the bench were not taken: ${JSON.stringify(refused ?? response.status)}`);
}

/** Sends calls in batches, a few at a time, as fast as they are taken. */
export async function sendAll(ground: Ground, calls: readonly SegmentCall[]): Promise<void> {
  const starts = Array.from({ length: Math.ceil(calls.length / BATCH) }, (_, index) => index * BATCH).values();
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (const from of starts) await send(ground, calls.slice(from, from + BATCH));
    }),
  );
}
