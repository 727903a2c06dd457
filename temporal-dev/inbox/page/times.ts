/** Shows moments to one person, in their time zone. */
export interface Times {
  /** `Tuesday, 3 March 2026` */
  day(at: Date): string;
  /** `09:15 CET` */
  clock(at: Date): string;
  /** `3 Mar 2026, 09:15` */
  full(at: Date): string;
  zone: string;
}

/** @param zone IANA name; one that is not known counts as UTC */
export function timesIn(zone: string | undefined): Times {
  const timeZone = isZone(zone) ? zone : 'UTC';
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
    return (at: Date) => formatter.format(at);
  };
  return {
    day: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    clock: format({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }),
    full: format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    zone: timeZone,
  };
}

function isZone(zone: string | undefined): zone is string {
  try {
    return zone !== undefined && Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: zone }));
  } catch {
    return false;
  }
}
