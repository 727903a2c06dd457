/**
 * A time zone as HubSpot's property `hs_timezone` holds it, by its IANA name.
 *
 * @example
 * timeZoneOf('america_slash_new_york'); // America/New_York
 */
export function timeZoneOf(value: string): string | undefined {
  const name = value.trim().replaceAll('_slash_', '/').replaceAll('_hyphen_', '-').replaceAll('_plus_', '+');
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
