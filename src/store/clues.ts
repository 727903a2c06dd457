/**
 * @module
 * What tells the account of something that names none: the names of a contact, of a record such as a deal, of a domain.
 * Told by what is known in the end, never by what was known first, so that the order of events does not matter:
 *
 * 1. Whatever names its account tells which names that account knows (rank 0).
 * 2. Whatever names none belongs to the account that alone knows one of its names, by the lowest rank; its further names are known
 *    there, too, one rank higher, unless they are known by a lower one.
 * 3. Only when nothing more comes of that, the domain of an e-mail address tells.
 */
import { domainOf, isPublicDomain } from '../domain/identity';
import type { Name, Subject } from '../domain/observations';

/** Which accounts know a name, and how many steps that is from something that names its account. */
export interface Standing {
  readonly rank: number;
  readonly accounts: ReadonlySet<string>;
}

export type StandingOf = (name: Name) => Standing | undefined;

/** `@acme.example`, somebody has an address there; anything else is a name. */
type Clue = string;

/** What a subject says, by what can be made of it. */
export interface Told {
  /** Of accounts. */
  readonly account: readonly Name[];
  /** Of domains of the account. */
  readonly domains: readonly Name[];
  /** Of contacts and records, which its account knows from then on. */
  readonly own: readonly Name[];
  /** What can tell the account; absent when it is named. Those that tell most surely come first. */
  readonly clues?: readonly Clue[];
}

/** Higher than all ranks that do not come from the domain of an address. */
const FROM_ADDRESS = 1_000_000;

export function toldBy({ account = [], domains = [], contact = [] }: Partial<Subject>): Told {
  const named = account.filter((name) => !isRecord(name));
  const records = account.filter(isRecord);
  const contacts = contact.filter(isOwnEverywhere);
  const told = { account: named, domains: domainNames(domains), own: [...records, ...contacts] };
  if (named.length > 0) return told;
  const addresses = domainNames(contacts.filter((name) => name.startsWith('email:')).map(idIn));
  return { ...told, clues: [...new Set([...records, ...told.domains, ...contacts, ...addresses.map(asAddress)])] };
}

/** The account that the clues tell, and the rank by which; undefined when nothing tells, or several are meant. */
export function accountTold(
  clues: readonly Clue[],
  standingOf: StandingOf,
): { readonly accountId: string; readonly rank: number } | undefined {
  // A record is of the account it is linked to, whoever has to do with it.
  const telling = clues.some(isRecord) ? clues.filter((clue) => isRecord(clue) || isDomain(clue)) : clues;
  const isShared = clues.some((clue) => isOwn(clue) && isSharedBelow(standingOf(clue), FROM_ADDRESS));
  let best: { accountId: string; rank: number } | undefined;
  for (const clue of telling) {
    const standing = standingOf(nameIn(clue));
    if (standing?.accounts.size !== 1) continue;
    if (isAddress(clue) && isShared) continue;
    const rank = isAddress(clue) ? FROM_ADDRESS - 1 : standing.rank;
    if (!best || rank < best.rank) best = { accountId: [...standing.accounts][0]!, rank };
  }
  return best;
}

const isSharedBelow = (standing: Standing | undefined, rank: number): boolean =>
  standing !== undefined && standing.accounts.size > 1 && standing.rank < rank;

/** What the clues of several tell, and who is known where because of it. */
export interface Weighed {
  /** By the place of the clues in the list. */
  readonly accounts: readonly (string | undefined)[];
  /** Of names that are not among the given ones. */
  readonly standings: ReadonlyMap<Name, Standing>;
}

/**
 * The nearest to what is sure first, all of one rank at once.
 *
 * @param sure what names its account tells; it has rank 0
 */
export function weigh(all: readonly (readonly Clue[])[], sure: ReadonlyMap<Name, Standing>): Weighed {
  const accounts: (string | undefined)[] = all.map(() => undefined);
  const standings = new Map<Name, Standing>();
  const standingOf: StandingOf = (name) => sure.get(name) ?? standings.get(name);
  let open = all.map((_, index) => index);
  while (open.length > 0) {
    const told = open.flatMap((index) => {
      const found = accountTold(all[index]!, standingOf);
      return found ? [{ index, ...found }] : [];
    });
    const rank = told.reduce((least, each) => Math.min(least, each.rank), Infinity);
    const now = told.filter((each) => each.rank === rank);
    if (now.length === 0) break;
    const learnt = new Map<Name, Set<string>>();
    for (const { index, accountId } of now) {
      accounts[index] = accountId;
      for (const name of all[index]!.filter(isOwn))
        if (!standingOf(name)) learnt.set(name, (learnt.get(name) ?? new Set()).add(accountId));
    }
    for (const [name, known] of learnt) standings.set(name, { rank: rank + 1, accounts: known });
    open = open.filter((index) => accounts[index] === undefined);
  }
  return { accounts, standings };
}

/** A deal or a support case is known by the account it is linked to; it makes none by itself. */
export const isRecord = (name: Name): boolean => /^[^:]+:(deal|ticket|opportunity|case):/.test(name);
/** Contact ids of ours are unique within their account only. */
const isOwnEverywhere = (name: Name): boolean => !name.startsWith('playmaker:');

const DOMAIN = 'domain:';
const isDomain = (text: Clue): boolean => text.startsWith(DOMAIN);
const isAddress = (clue: Clue): boolean => clue.startsWith('@');
const asAddress = (domain: Name): Clue => `@${domain.slice(DOMAIN.length)}`;
/** Of a contact or a record: others of its names are learnt from it. */
export const isOwn = (clue: Clue): boolean => !isDomain(clue) && !isAddress(clue);
/** The name that a clue is about. */
export const nameIn = (clue: Clue): Name => (isAddress(clue) ? `${DOMAIN}${clue.slice(1)}` : clue);
/** The clues that are about a name. */
export const cluesOf = (name: Name): readonly Clue[] => (isDomain(name) ? [name, asAddress(name)] : [name]);

export const kindOf = (name: Name): 'domain' | 'record' | 'contact' =>
  isDomain(name) ? 'domain' : isRecord(name) ? 'record' : 'contact';

/** Of mail addresses, sites or domains, without those that everybody may use. */
const domainNames = (texts: readonly string[]): Name[] =>
  texts
    .flatMap((text) => domainOf(text) ?? [])
    .filter((domain) => !isPublicDomain(domain))
    .map((domain) => `${DOMAIN}${domain}`);

/** `97980` of `segment:user:97980`. */
export const idIn = (name: Name): string => name.slice(name.lastIndexOf(':') + 1);
