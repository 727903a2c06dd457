interface Place {
  /** IANA name. */
  readonly timeZone: string;
  readonly country: string;
}

/** Where people of the simulation live, by region: half hours, zones with and without summer time, other weekends. */
export const REGIONS: readonly (readonly Place[])[] = [
  [
    { timeZone: 'America/New_York', country: 'US' },
    { timeZone: 'America/Los_Angeles', country: 'US' },
    { timeZone: 'America/Sao_Paulo', country: 'BR' },
  ],
  [
    { timeZone: 'Europe/London', country: 'GB' },
    { timeZone: 'Europe/Berlin', country: 'DE' },
    { timeZone: 'Europe/Stockholm', country: 'SE' },
    { timeZone: 'Asia/Riyadh', country: 'SA' },
  ],
  [
    { timeZone: 'Asia/Kolkata', country: 'IN' },
    { timeZone: 'Asia/Tokyo', country: 'JP' },
    { timeZone: 'Australia/Sydney', country: 'AU' },
  ],
];

const FIRST = [
  'Ada',
  'Ben',
  'Chen',
  'Dora',
  'Eli',
  'Fay',
  'Gus',
  'Hana',
  'Ivo',
  'June',
  'Kofi',
  'Lena',
  'Milo',
  'Nora',
];
const LAST = ['Adler', 'Bauer', 'Costa', 'Diaz', 'Ekman', 'Fox', 'Grant', 'Haas', 'Ito', 'Jansen', 'Khan', 'Lund'];

/** A name of its own for each number below 168; after that they come again with a number. */
export function nameOf(index: number): string {
  const round = Math.floor(index / (FIRST.length * LAST.length));
  const name = `${FIRST[index % FIRST.length]} ${LAST[(index + Math.floor(index / FIRST.length)) % LAST.length]}`;
  return round === 0 ? name : `${name} ${round + 1}`;
}
