import type { GalleryData } from '../../temporal-dev/inbox';
import type { Account, Contact, Person } from '../domain/account';
import type { Role } from '../domain/roles';
import type { Standing } from '../domain/standing';

/** The moment at which the gallery is made: a Monday, ten o'clock in New York. */
export const AT = '2026-03-02T15:00:00.000Z';

/** Words of every length that people may write, or that come from other systems. */
export interface Phrases {
  /** A name, of a person or a company. */
  readonly name: (of: string) => string;
  /** A sentence or two. */
  readonly text: (of: string) => string;
  /** What may be left out. */
  readonly optional: (of: string) => string | undefined;
}

/** Who and what the samples are about. */
export interface Cast extends Phrases {
  readonly data: GalleryData;
  readonly account: Account;
  /** Other accounts of the same team. */
  readonly others: readonly Account[];
  readonly people: Readonly<Record<Part, Person>>;
  /** Many, for lists to choose from. */
  readonly crowd: readonly Person[];
  readonly leader: Contact;
  /** How the account stands. */
  readonly standing: Standing;
  readonly usage: { limit: string; used: number; allowed: number; trend?: string; leader: string };
}

const PARTS = ['dana', 'marcus', 'priya', 'sofia', 'tom', 'elena', 'lucas', 'ben', 'nora'] as const;
/** Dana is the CSM, Marcus the lead, Ben a colleague without a role, Nora somebody who is not in Slack. */
type Part = (typeof PARTS)[number];

const FULL_NAMES: Readonly<Record<Part, string>> = {
  ...{ dana: 'Dana Reyes', marcus: 'Marcus Hill', priya: 'Priya Nair', sofia: 'Sofia Lindqvist', tom: 'Tom Becker' },
  ...{ elena: 'Elena Petrova', lucas: 'Lucas Moreau', ben: 'Ben Ode', nora: 'Nora Wills' },
};
const ROLES_OF: Readonly<Partial<Record<Role, Part>>> = {
  ...{ csm: 'dana', 'cs-manager': 'marcus', ae: 'priya', 'sales-manager': 'sofia' },
  ...{ 'support-lead': 'tom', 'exec-sponsor': 'elena', 'renewal-manager': 'lucas' },
};

/** What Slack, HTML and mail would take for something else, over and over. */
const STRANGE =
  'Ünsere <!channel> & <@U01234> *bold* _it_ ~no~ `x` (tada) 😀 <b>“q”</b> "q" https://evil.example/?a=1&b=2 ';

const made = new Map<string, string>();

/** The same words are asked for thousands of times. */
function strange(of: string, length: number): string {
  const key = `${length} ${of}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const words = [...`${of} ${STRANGE.repeat(Math.ceil(length / STRANGE.length))}`].slice(0, length).join('').trim();
  made.set(key, words);
  return words;
}

/** How each kind of data writes. A name may have 300 characters, a text 5,000. */
export const PHRASES: Readonly<Record<GalleryData, Phrases>> = {
  ordinary: { name: (of) => of, text: (of) => of, optional: (of) => of },
  hostile: { name: (of) => strange(of, 300), text: (of) => strange(of, 5000), optional: (of) => strange(of, 5000) },
  sparse: { name: (of) => of, text: (of) => of, optional: () => undefined },
};

/** The people, accounts and words of one kind of data. */
export function castOf(data: GalleryData): Cast {
  const phrases = PHRASES[data];
  const people = Object.fromEntries(PARTS.map((part) => [part, personOf(part, phrases)])) as Record<Part, Person>;
  const account = accountOf('acme', 'Acme Logistics', data, people);
  const leader = account.contacts[0]!;
  return {
    ...{ data, ...phrases, account, people, leader },
    others: ['Globex', 'Hooli', 'Initech', 'Umbrella'].map((name) => accountOf(name.toLowerCase(), name, data, people)),
    standing: standingOf(phrases, data === 'sparse'),
    crowd: data === 'hostile' ? crowdOf(phrases) : [],
    usage: {
      limit: 'seats',
      used: 94,
      allowed: 100,
      trend: phrases.optional('from 71 to 94 in 60 days'),
      leader: leader.id,
    },
  };
}

function standingOf({ name, text }: Phrases, isSparse: boolean): Standing {
  const known = { at: AT, recovered: { health: 70, days: 14 } };
  if (isSparse) return { ...known, reachedOn: {} };
  const met = '2026-02-24T15:00:00.000Z';
  return {
    ...{ ...known, health: 72, wellSince: '2026-02-24T15:00:00.000Z', reachedOn: { 'olivia-grant': met } },
    openCases: [{ severity: 3, subject: text('Route import is slow'), openedAt: '2026-02-26T15:00:00.000Z' }],
    lastContact: { at: met, name: name('Olivia Grant'), met: true },
  };
}

function personOf(part: Part, { name }: Phrases): Person {
  const full = FULL_NAMES[part];
  const email = `${full.toLowerCase().replace(' ', '.')}@playmaker.example`;
  return { email, name: name(full), timeZone: 'America/New_York', country: 'US' };
}

/** More colleagues than a list of Slack holds. */
const crowdOf = ({ name }: Phrases): Person[] =>
  Array.from({ length: 120 }, (_, index) => ({
    ...{ email: `colleague-${index}@playmaker.example`, name: name(`Colleague ${index}`) },
    ...{ timeZone: 'Europe/Berlin', country: 'DE' },
  }));

function accountOf(id: string, called: string, data: GalleryData, people: Readonly<Record<Part, Person>>): Account {
  const phrases = PHRASES[data];
  const isSparse = data === 'sparse';
  const team = Object.entries(ROLES_OF).map(([role, part]) => [role, people[part].email]);
  return {
    ...{ id, name: phrases.name(called), timeZone: 'America/New_York', country: 'US', tier: 'one-to-few' },
    contract: {
      ...{ plan: 'Team', seats: 100, seatPrice: 480, currency: 'USD', arr: 48_000, renewalOn: '2027-01-31' },
      limits: isSparse ? [] : [{ name: 'seats', used: 94, limit: 100 }],
    },
    contacts: contactsOf(id, phrases, isSparse),
    team: Object.fromEntries(team) as Account['team'],
    valueSoFar: isSparse
      ? []
      : [
          phrases.text('Dispatch planning takes 40 minutes a day instead of three hours.').slice(0, 500),
          phrases.text('Late deliveries fell from 9 % to 4 % within two quarters.').slice(0, 500),
        ],
  };
}

function contactsOf(accountId: string, phrases: Phrases, isSparse: boolean): Contact[] {
  const zone = { timeZone: 'America/New_York', country: 'US', consent: 'granted' } as const;
  const mail = (who: string) => `${who}@${accountId}.example`;
  const olivia: Contact = {
    ...{ id: 'olivia-grant', name: phrases.name('Olivia Grant'), email: mail('olivia'), seniority: 'vp', ...zone },
    title: phrases.optional('VP of Operations'),
    ...(!isSparse && { committeeRole: 'economic-buyer', joinedAt: '2026-02-16T14:00:00.000Z' }),
  };
  if (isSparse) return [olivia];
  const ortiz: Contact = {
    ...{ id: 'ben-ortiz', name: phrases.name('Ben Ortiz'), email: mail('ben'), seniority: 'manager', ...zone },
    ...{ title: phrases.optional('Operations Manager'), committeeRole: 'champion', reportsTo: 'olivia-grant' },
    phone: phrases.optional('+1 312 555 0142')?.slice(0, 100),
  };
  return [olivia, ortiz];
}
