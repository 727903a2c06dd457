import { idIn, type Account } from '../domain/account';
import { contactIds, type KnownContact } from '../domain/identity';
import { inOrder, type Name, type Observed } from '../domain/observations';
import {
  canResume,
  fold,
  resume,
  type AccountRules,
  type AccountState,
  type Advanced,
  type HealthMove,
} from '../domain/triggers';
import { waitMs, type Instant } from '../domain/waits';
import { dayOf } from '../domain/wording';
import { rulesChange, rulesChangeInWords, type RulesChange } from './rules-change';
import type { Folded, HealthDay, Outgoing, Recorded, Store, Unfolded } from '../store';

/** Facts that are older than this when they become known are history: no running play waits for them. */
const NEWS = '7 days';

/** What is kept of an account between two folds. */
export interface Kept {
  readonly state: AccountState;
  /** The sets of names that stood together so far, and the contacts that were loaded. */
  readonly subjects: readonly (readonly Name[])[];
  readonly known: readonly KnownContact[];
  /** That the rules by which health is told changed, and what that did to it; the last time it did something. */
  readonly rulesChanged?: RulesChange;
}

/**
 * Brings accounts up to date: folds what arrived, and time up to `at`, into their states. Answers what has to go out for
 * the first time. Late arrivals, contacts found to be one person, and changed rules fold everything anew; what went out
 * once does not go out again.
 */
export function evaluate(
  store: Store,
  accountIds: readonly string[],
  at: Instant,
  { rules, version }: { readonly rules: AccountRules; readonly version: string },
): Promise<readonly Outgoing[]> {
  return store.accountStates.fold(accountIds, version, at, async (accountId, before) => {
    const further = before.rules === version ? goOn(before, at, rules) : undefined;
    const { kept: bare, advanced } = further ?? fromTheStart(accountId, await before.all(), at, rules);
    const was = before.state as Kept | undefined;
    const isOther = before.rules !== undefined && before.rules !== version;
    const rulesChanged = (isOther ? rulesChange(was?.state, at, rules.health) : undefined) ?? was?.rulesChanged;
    const kept: Kept = { ...bare, ...(rulesChanged && { rulesChanged }) };
    return folded(accountId, kept, advanced, { at, afresh: further === undefined && before.rules !== undefined });
  });
}

interface Step {
  readonly kept: Kept;
  readonly advanced: Advanced;
}

function goOn({ state, later }: Unfolded, at: Instant, rules: AccountRules): Step | undefined {
  const kept = state as Kept | undefined;
  if (!kept) return undefined;
  const people = peopleIn(later, kept);
  const [before, now] = [contactIds(kept.subjects, kept.known), contactIds(people.subjects, people.known)];
  if (kept.subjects.some((names) => before(names) !== now(names))) return undefined;
  const observed = later.map((each) => observedOf(each, now)).sort(inOrder);
  if (!canResume(kept.state, observed)) return undefined;
  const advanced = resume(kept.state, observed, at, rules);
  return { kept: { state: advanced.state, ...people }, advanced };
}

function fromTheStart(accountId: string, all: readonly Recorded[], at: Instant, rules: AccountRules): Step {
  const { observed, people } = historyOf(all);
  const advanced = fold(accountId, observed, at, rules);
  return { kept: { state: advanced.state, ...people }, advanced };
}

/** Everything that was observed of an account in the order in which it happened, and whom it is about. */
export function historyOf(all: readonly Recorded[]): {
  readonly observed: readonly Observed[];
  readonly people: Omit<Kept, 'state'>;
} {
  const people = peopleIn(all, { subjects: [], known: [] });
  const contactOf = contactIds(people.subjects, people.known);
  return { observed: all.map((each) => observedOf(each, contactOf)).sort(inOrder), people };
}

function peopleIn(recorded: readonly Recorded[], kept: Pick<Kept, 'subjects' | 'known'>): Omit<Kept, 'state'> {
  const subjects = new Map(kept.subjects.map((names) => [names.join(' '), names]));
  const known = new Map(kept.known.map((contact) => [pairOf(contact), contact]));
  const name = (contact: KnownContact & { readonly at: Instant }) => {
    const before = known.get(pairOf(contact))?.at ?? '';
    if (contact.at > before) known.set(pairOf(contact), contact);
  };
  for (const each of recorded) {
    if (each.names.length > 0) subjects.set(each.names.join(' '), each.names);
    if (each.type === 'account.loaded')
      for (const { id, email } of each.data.account.contacts) name({ id, email, at: each.at });
    if (each.type === 'account.merged')
      for (const { id, email } of each.data.account.contacts)
        name({ id: idIn(each.data.same, id), email, at: each.at });
  }
  return { subjects: [...subjects.values()], known: [...known.values()] };
}

const pairOf = ({ id, email }: KnownContact): string => `${id} ${email.toLowerCase()}`;

function observedOf(recorded: Recorded, contactOf: ReturnType<typeof contactIds>): Observed {
  const { names, seq: _seq, ...observed } = recorded;
  const contactId = contactOf(names);
  return contactId === undefined ? observed : { ...observed, contactId };
}

function folded(
  accountId: string,
  kept: Kept,
  { facts, moves, requests }: Advanced,
  { at, afresh }: { at: Instant; afresh: boolean },
): Folded {
  const account: Account = kept.state.view.account;
  const fresh = ({ at: happened }: { at: Instant }) => Date.parse(at) - Date.parse(happened) <= waitMs(NEWS);
  return {
    afresh,
    state: kept,
    account,
    health: healthDays(kept, moves, afresh),
    outgoing: [
      ...facts.filter(fresh).map((fact) => ({ id: fact.id, kind: 'fact' as const, payload: fact, at: fact.at })),
      ...requests
        .filter(({ stale }) => !stale)
        .map((request) => ({ id: request.id, kind: 'request' as const, payload: request, at: request.at })),
    ].map((each) => ({ ...each, accountId, id: `${accountId}/${each.id}` })),
  };
}

/**
 * Folded anew, all days are told by the rules of now; that the rules changed is told on the day on which they did. Going
 * on, only a move of that very day is told with it.
 */
function healthDays({ rulesChanged }: Kept, moves: readonly HealthMove[], afresh: boolean): HealthDay[] {
  const days = moves.map(healthDay);
  if (!rulesChanged) return days;
  const [day, words] = [dayOf(rulesChanged.at), rulesChangeInWords(rulesChanged)];
  const moved = days.findLast((each) => each.day === day);
  const stands = moved ?? (afresh ? days.findLast((each) => each.day < day) : undefined);
  if (!stands) return days;
  const told = { ...stands, day, because: moved ? `${words} ${moved.because}` : words };
  return [...days.filter((each) => each.day !== day), told].sort((one, other) => (one.day < other.day ? -1 : 1));
}

const healthDay = ({ day, score, confidence, segment, because }: HealthMove): HealthDay => ({
  ...{ day, score, confidence, because },
  ...(segment && { segment }),
});
