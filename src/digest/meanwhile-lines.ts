import { sentence } from '../../activities/notify/plain-words';
import type { Person } from '../domain/account';
import type { TaskRow } from '../store/store';
import type { DigestLine } from './digest';
import { localTime } from './local-time';
import type { Material } from './material';
import { questionOf } from './question';

/**
 * What became of somebody's tasks while they were away: those that others answered, and those that a stand-in still has.
 * `tasks` are the ones that were answered.
 */
export function meanwhileLines(
  { person, meanwhile, people }: Material,
  { from, until }: NonNullable<Person['away']>,
): { lines: DigestLine[]; tasks: readonly TaskRow[] } {
  const [left, back] = [Date.parse(from), Date.parse(until)];
  const nameOf = (email: string) => people.find((each) => isSame(each.email, email))?.name ?? email;
  const answered: TaskRow[] = [];
  const lines = meanwhile.flatMap((task): DigestLine[] => {
    const { state, assignments, card } = task;
    const line = (what: string) => [{ about: card.accountName, text: `${questionOf(task)} ${what}` }];
    const standIn = assignments.find(({ because }) => because.endsWith(`stands in for ${person.name}`));
    const own = assignments.find(({ email }) => isSame(email, person.email));
    // What they were given themselves is due sooner or later, and told then.
    if (state.kind === 'open') return standIn && !own ? line(`${nameOf(standIn.email)} still has it.`) : [];
    if (state.kind !== 'answered' || isSame(state.by, person.name) || isSame(state.by, person.email)) return [];
    const at = Date.parse(state.at);
    if (!(standIn ?? own) || at < left || at > back) return [];
    answered.push(task);
    const reason = state.reason ? ` ${sentence(state.reason)}` : '';
    return line(`${nameOf(state.by)} chose “${state.label}” on ${localTime(state.at, person.timeZone)}.${reason}`);
  });
  return { lines, tasks: answered };
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
