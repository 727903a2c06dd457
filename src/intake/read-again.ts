import { z } from 'zod';
import type { Refused, Source } from '../domain/observations';
import type { Instant } from '../domain/waits';
import { readCloudEvents } from './cloudevents';
import { FILE_FORMATS, readLine } from './files';
import { readHubspot } from './hubspot';
import type { Read } from './incoming';
import { readSalesforce } from './salesforce';
import { readSegment } from './segment';

const keptLineSchema = z.object({
  format: z.enum(FILE_FORMATS),
  header: z.array(z.string()),
  line: z.string(),
  lineNumber: z.number(),
  file: z.string().optional(),
});

const READERS: Readonly<Partial<Record<Source, (raw: unknown, receivedAt: Instant) => readonly Read[] | undefined>>> = {
  segment: (raw, receivedAt) => readSegment('batch', { batch: [raw] }, receivedAt),
  cloudevents: (raw, receivedAt) =>
    readCloudEvents({ 'content-type': 'application/cloudevents+json' }, raw, receivedAt),
  hubspot: (raw, receivedAt) => readHubspot([raw], receivedAt),
  salesforce: (raw, receivedAt) => readSalesforce(raw, receivedAt).reads,
  import: (raw, receivedAt) => {
    const kept = keptLineSchema.safeParse(raw);
    return kept.success ? [readLine(kept.data, receivedAt)] : undefined;
  },
};

/**
 * Reads what was refused again, as its door would now. Its clock is that of its arrival, since senders' clocks are
 * corrected by it. What no door can read again comes back as it was refused; so does what had characters that nothing can
 * keep, because it is kept with others in their place.
 *
 * @returns one item, or several for a message of several records that was refused as a whole
 */
export function readAgain({ receivedAt, ...letter }: Refused & { readonly receivedAt: Instant }): readonly Read[] {
  const { source, id, code, reason, raw } = letter;
  if (code === 'TEXT_INVALID') return [{ kind: 'refused', source, id, code, reason, raw }];
  return READERS[source]?.(raw, receivedAt) ?? [{ kind: 'refused', source, id, code, reason, raw }];
}

/** Where a line that was refused stands; nothing for what came in another way. */
export function placeOf({ source, raw }: Refused): { readonly file?: string; readonly line?: number } {
  const kept = source === 'import' ? keptLineSchema.safeParse(raw).data : undefined;
  return kept ? { line: kept.lineNumber, ...(kept.file !== undefined && { file: kept.file }) } : {};
}
