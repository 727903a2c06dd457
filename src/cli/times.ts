/**
 * @module
 * Instants as whoever reads them at the terminal has them on their clock: in the time zone of the process (`TZ`, else that
 * of the machine). JSON keeps them in UTC.
 */

/** `Europe/Berlin`. */
export const readersZone = (): string =>
  new Intl.DateTimeFormat().resolvedOptions().timeZone.replace(/^Etc\/(UTC|Unknown)$/, 'UTC');

/** `2026-03-02 10:00`: where a heading names the zone; see {@link inZone}. */
export function time(instant: string, zone = readersZone()): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  // Sweden writes dates as ISO 8601 has them.
  const form = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return form.format(at);
}

/** `2026-03-02 10:00 Europe/Berlin`: where no heading names the zone. */
export const moment = (instant: string, zone = readersZone()): string =>
  Number.isNaN(Date.parse(instant)) ? instant : `${time(instant, zone)} ${zone}`;

/** `when (Europe/Berlin)`: the heading of a column of times. */
export const inZone = (title: string, zone = readersZone()): string => `${title} (${zone})`;

/** An instant, or one in words: `2026-03-02 09:00 UTC`. */
const INSTANTS = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z|\d{4}-\d\d-\d\d \d\d:\d\d UTC/g;

/** A sentence of the server with its instants as people read them; `say` is {@link time} below a heading with the zone. */
export const readable = (text: string, say: (instant: string) => string = (instant) => moment(instant)): string =>
  text.replace(INSTANTS, (instant) => say(instant.replace(/^(.{10}) (.{5}) UTC$/, '$1T$2:00Z')));
