import type { Account, AccountFile, Contact, Person } from '../../src/domain/account';
import { COMMITTEE_ROLES, ROLES, SENIORITIES, type Role } from '../../src/domain/roles';
import { Chance } from '../chance';
import { nameOf, REGIONS } from './places';

/** Who is there when a simulation begins. */
export interface World extends AccountFile {
  /** Accounts that become customers later, by a deal. */
  readonly prospects: ReadonlySet<string>;
}

const DAY_MS = 86_400_000;
const COMPANIES = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel', 'Juniper', 'Larch', 'Maple'];
const KINDS = ['Logistics', 'Foods', 'Robotics', 'Media', 'Clinics', 'Textiles', 'Energy'];
/** How many people of ours there are for each account. */
const PEOPLE_PER_ACCOUNT = 0.8;
const LEAST_PEOPLE = 14;

/** Random accounts with committees and teams: some roles held by nobody, some people not to be written to. */
export function worldOf(seed: number, count: number, start: number): World {
  const many = Math.max(LEAST_PEOPLE, Math.round(count * PEOPLE_PER_ACCOUNT));
  const emails = Array.from({ length: many }, (_, index) => emailOf(nameOf(index), 'playmaker.example'));
  const people = emails.map((email, index) => person(seed, email, index, emails));
  const accounts = Array.from({ length: count }, (_, index) => account(seed, index, emails, start));
  return { people, accounts, prospects: new Set(accounts.filter(({ contract }) => !contract).map(({ id }) => id)) };
}

const emailOf = (name: string, domain: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@${domain}`;

function person(seed: number, email: string, index: number, emails: readonly string[]): Person {
  const chance = new Chance(seed, 'person', index);
  const delegate = chance.pick(emails);
  const some = chance.happens(0.7) && delegate !== email ? { delegate } : {};
  return { email, name: nameOf(index), ...chance.pick(REGIONS[index % REGIONS.length]!), ...some };
}

function account(seed: number, index: number, emails: readonly string[], start: number): Account {
  const chance = new Chance(seed, 'account', index);
  const id = `a${String(index + 1).padStart(2, '0')}`;
  const name = `${COMPANIES[index % COMPANIES.length]} ${chance.pick(KINDS)} ${index + 1}`;
  const region = chance.whole(0, REGIONS.length - 1);
  const place = chance.pick(REGIONS[region]!);
  const seats = chance.pick([1, 12, 40, 100, 250]);
  const renewsIn = chance.whole(30, 700);
  const contract = {
    ...{ plan: chance.pick(['Team', 'Growth']), seats, seatPrice: 480, currency: chance.pick(['USD', 'EUR', 'GBP']) },
    ...{ limits: [{ name: 'seats', used: Math.round(seats * 0.6), limit: seats }], arr: seats * 480 },
    renewalOn: new Date(start + renewsIn * DAY_MS).toISOString().slice(0, 10),
  };
  return {
    ...{ id, name, ...place, tier: chance.pick(['one-to-one', 'one-to-few', 'one-to-many'] as const) },
    ...(chance.happens(0.6) ? { contract } : { stage: 'prospect' as const }),
    contacts: Array.from({ length: chance.whole(2, 7) }, (_, at) => contact(seed, index, at, region)),
    team: team(chance, emails, region),
    valueSoFar: chance.happens(0.7) ? ['Planning takes 40 minutes a day instead of three hours.'] : [],
  };
}

/** Roles that somebody may lack, and how often. */
const holeOf = (role: Role): number => (role === 'csm' || role === 'cs-manager' ? 0.04 : 0.12);

/** Mostly of the same region, so that there are times that suit everybody. */
function team(chance: Chance, emails: readonly string[], region: number): Account['team'] {
  const near = emails.filter((_, index) => index % REGIONS.length === region);
  const held = ROLES.filter((role) => !chance.happens(holeOf(role)));
  return Object.fromEntries(held.map((role) => [role, chance.pick(chance.happens(0.9) ? near : emails)]));
}

function contact(seed: number, account: number, index: number, region: number): Contact {
  const chance = new Chance(seed, 'contact', account, index);
  const name = nameOf(account * 3 + index * 5 + 40);
  const role = index === 0 ? 'champion' : index === 1 ? 'economic-buyer' : chance.pick([...COMMITTEE_ROLES, undefined]);
  return {
    id: `c${index + 1}`,
    ...{ name, email: `${name.toLowerCase().replaceAll(' ', '.')}.${account + 1}@customer${account + 1}.example` },
    seniority: chance.pick(SENIORITIES),
    ...(role && { committeeRole: role }),
    ...chance.pick(REGIONS[chance.happens(0.95) ? region : chance.whole(0, REGIONS.length - 1)]!),
    consent: chance.weighted(['granted', 'unknown', 'withdrawn'] as const, (each) =>
      each === 'granted' ? 0.78 : each === 'unknown' ? 0.14 : 0.08,
    ),
    ...(chance.happens(0.05) && { mail: 'bounced' as const }),
    ...(index === 1 && { reportsTo: 'c1' }),
  };
}
