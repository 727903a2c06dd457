import { shortHash } from '../fnv1a';
import { emailName, type Name } from '../observations';
import type { Instant } from '../waits';
import { groupsOf } from './groups';

/** A contact that ops or the CRM named. */
export interface KnownContact {
  readonly id: string;
  readonly email: string;
  /** When they were named so last; absent: before everything else. */
  readonly at?: Instant;
}

/** Which contact is meant by some names, all of one person; undefined when none of them was among the subjects. */
export type ContactIdOf = (names: readonly Name[]) => string | undefined;

const EMAIL = 'email:';
const OWN = 'playmaker:';
const ID = /^(?!__proto__$)[A-Za-z0-9._-]{1,100}$/;
const LONGEST_ID = 100;
/** A dash and eight digits. */
const HASHED_PART = 9;

/**
 * Who is who among all that was said about the contacts of one account. Names that occur together belong to one
 * person, also by way of others: a visitor who identifies with an e-mail is the contact of that e-mail. The result does
 * not depend on the order or repetition of the subjects, nor on the order of their names.
 *
 * The person's id is that of the known contact with one of the names or e-mails; otherwise it is made of the smallest
 * e-mail, otherwise of the smallest name.
 *
 * Known contacts that get linked (a shared login, say) stay as many as they are. An e-mail wins over everything: names
 * with the e-mail of a known contact mean that contact, then names with its `playmaker:` name; other names of the group
 * mean the one of them whose e-mail occurs in the group, the smallest when there are several.
 *
 * @param subjects all names of each subject of the account's observations, e-mails in lower case
 * @param known the contacts of the account's loaded profile
 * @example
 * const idOf = contactIds([['segment:user:9', 'email:olivia@acme.example']], [{ id: 'olivia', email: 'olivia@acme.example' }]);
 * idOf(['segment:user:9']); // 'olivia'
 */
export function contactIds(subjects: readonly (readonly Name[])[], known: readonly KnownContact[]): ContactIdOf {
  const directory = directoryOf(known);
  const groups = groupsOf(subjects);
  const ids = new Map<Name, string>();
  const taken = new Set([...directory.ids, ...subjects.flat().flatMap((name) => ownId(name) ?? [])]);
  for (const { names, key } of inOrderOfKeys(groups)) {
    const id = knownAmong(names, directory) ?? firstOwnId(names) ?? freeId(key, taken);
    taken.add(id);
    for (const name of names) ids.set(name, id);
  }
  return (names) => {
    const direct = knownAmong(names, directory);
    if (direct !== undefined) return direct;
    const first = [...names].sort().find((name) => ids.has(name));
    return first === undefined ? undefined : ids.get(first);
  };
}

interface Directory {
  readonly ids: ReadonlySet<string>;
  readonly byEmail: ReadonlyMap<Name, string>;
}

/**
 * Of contacts that share an e-mail, the one who was named with it last has it: a file may give somebody another id, and
 * what they say by mail is still theirs. Of those named at once, the one with the smallest id.
 */
function directoryOf(known: readonly KnownContact[]): Directory {
  const byEmail = new Map<Name, KnownContact>();
  for (const contact of known) {
    const name = emailName(contact.email);
    const other = byEmail.get(name);
    if (!other || isLater(contact, other)) byEmail.set(name, contact);
  }
  return {
    byEmail: new Map([...byEmail].map(([name, { id }]) => [name, id])),
    ids: new Set(known.map(({ id }) => id)),
  };
}

function isLater({ id, at = '' }: KnownContact, other: KnownContact): boolean {
  const { at: otherAt = '' } = other;
  return at === otherAt ? id < other.id : at > otherAt;
}

/** The known contact that the names mean by themselves: by e-mail, otherwise by our own name. */
function knownAmong(names: readonly Name[], { ids, byEmail }: Directory): string | undefined {
  const ordered = [...names].sort();
  const email = ordered.find((name) => byEmail.has(name));
  if (email !== undefined) return byEmail.get(email);
  return ordered.map(ownId).find((id) => id !== undefined && ids.has(id));
}

/** The id in `playmaker:<id>`: also of a contact that the profile does not have any more. */
function ownId(name: Name): string | undefined {
  const id = name.startsWith(OWN) ? name.slice(OWN.length) : '';
  return ID.test(id) ? id : undefined;
}

const firstOwnId = (names: readonly Name[]): string | undefined =>
  [...names]
    .sort()
    .map(ownId)
    .find((id) => id !== undefined);

interface Group {
  readonly names: readonly Name[];
  /** What its id is made of. */
  readonly key: Name;
}

const inOrderOfKeys = (groups: readonly (readonly Name[])[]): Group[] =>
  groups.map((names) => ({ names, key: keyOf(names) })).sort((a, b) => (a.key < b.key ? -1 : 1));

function keyOf(names: readonly Name[]): Name {
  const ordered = [...names].sort();
  return ordered.find((name) => name.startsWith(EMAIL)) ?? ordered[0]!;
}

/** `email:olivia@acme.example` as `olivia-acme.example`; with a hash of the name when that is not all of it, or taken. */
function freeId(key: Name, taken: ReadonlySet<string>): string {
  const plain = (key.startsWith(EMAIL) ? key.slice(EMAIL.length).replace('@', '-') : key).replaceAll(':', '-');
  if (ID.test(plain) && !taken.has(plain)) return plain;
  const slug = plain.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, LONGEST_ID - HASHED_PART);
  for (let round = 0; ; round += 1) {
    const id = `${slug}-${shortHash(`${key}#${round}`)}`;
    if (!taken.has(id)) return id;
  }
}
