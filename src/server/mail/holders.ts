import type { Instant } from '../../domain/waits';
import { listed } from '../../domain/wording';
import type { Assignment, Store, TaskRow } from '../../store/store';

/** What became of a task for somebody who gave it away, or whose account changed hands. */
export interface GoneOn {
  /** To whom it went, and when, where that is known. */
  readonly to?: string;
  readonly at?: Instant;
  /** Because the account changed hands, and not by an act of theirs. */
  readonly moved: boolean;
  /** Names of those who can answer it now; empty when nobody can be told. */
  readonly holders: readonly string[];
}

/** Whether and where the task went from the person of this address; undefined while they have it, or never had it. */
export async function goneOn({ people }: Store, row: TaskRow, email: string): Promise<GoneOn | undefined> {
  const own = row.assignments.filter((each) => same(each.email, email));
  const last = own.at(-1);
  if (!last?.passedOn || own.some(({ passedOn }) => !passedOn)) return undefined;
  const nameOf = async ({ email: address, channel }: Assignment) =>
    channel ?? (await people.byEmail(address))?.name ?? address;
  const named = await Promise.all(
    row.assignments
      .filter(({ passedOn, consulted }) => !passedOn && !consulted)
      .map(async (each) => ({ name: await nameOf(each), at: each.at })),
  );
  const to = last.wentTo?.name;
  const at = named.findLast(({ name }) => name === to)?.at;
  const holders = [...new Set(named.map(({ name }) => name))];
  return { ...(to && { to }), ...(at && { at }), moved: last.wentTo?.moved === true, holders };
}

/** What they read in place of the choices, in sentences; `time` tells moments as they do. */
export function goneOnWords({ to, at, moved, holders }: GoneOn, due: Instant, time: (at: Instant) => string): string[] {
  const whom = to ? ` to ${to}` : '';
  const when = at ? ` on ${time(at)}` : '';
  const how = moved ? `The account changed hands: this went${whom}${when}.` : `You passed this on${whom}${when}.`;
  const until = due ? `, with time to answer until ${time(due)}` : '';
  const has = holders.length > 0 && `${listed(holders)} ${holders.length === 1 ? 'has' : 'have'} it now${until}.`;
  const can =
    'You can add a note below, which whoever answers it sees. If you should answer it yourself, ask them for it.';
  return [how, ...(has ? [has] : []), can];
}

export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
