import type { z } from 'zod';

/**
 * Why a door refuses an item:
 * - `BODY_INVALID`: the request is not what this call carries, e.g. a batch that is no list.
 * - `CALL_UNKNOWN`: a batch item whose `type` is none of Segment's calls.
 * - `EVENT_INVALID`: a field is missing or does not fit; the reason names it.
 * - `EVENT_UNKNOWN`: a CloudEvent of a type that is not ours.
 * - `SUBJECT_MISSING`: neither account nor contact is named, or the contact whom it is about is not.
 * - `TIME_INVALID`: it happened tomorrow or later, or before 2000.
 * - `TOO_LARGE`, `TOO_DEEP`, `TEXT_INVALID`: more than 32 KB, nested too deeply, text that is not Unicode.
 * - `FORMAT_UNKNOWN`, `NOT_A_CLOUDEVENT`: the request's headers do not announce a CloudEvent in JSON.
 */
export type RefusalCode =
  | 'BODY_INVALID'
  | 'CALL_UNKNOWN'
  | 'EVENT_INVALID'
  | 'EVENT_UNKNOWN'
  | 'SUBJECT_MISSING'
  | 'TIME_INVALID'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'TEXT_INVALID'
  | 'FORMAT_UNKNOWN'
  | 'NOT_A_CLOUDEVENT';

/** Thrown inside a reader, never by one: `readItem` turns it into a refusal. */
export class Unreadable extends Error {
  constructor(
    readonly code: RefusalCode,
    reason: string,
  ) {
    super(reason);
    this.name = 'Unreadable';
  }
}

export const invalid = (reason: string): Unreadable => new Unreadable('EVENT_INVALID', reason);

/**
 * What a schema makes of a value.
 *
 * @param where names the value in the sender's words, e.g. `properties`
 * @param senders the sender's name of a field, where it differs from ours
 * @throws Unreadable `EVENT_INVALID` naming each wrong field
 */
export function fits<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
  senders: ReadonlyMap<string, string> = new Map(),
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.slice(0, 5).map(({ path: [first, ...rest], message }) => {
    const own = first === undefined ? [] : [senders.get(String(first)) ?? String(first), ...rest.map(String)];
    return `${[...(where ? [where] : []), ...own].join('.')}: ${message.replace(/^Invalid input: /, '')}`;
  });
  throw invalid(wrong.join('; ').slice(0, 2000));
}
