/** @module That a task went to somebody, as each of those who see it reads it. */
import { ROLE_TITLES } from '../../src/domain/roles';
import type { CardState, Given } from '../../src/domain/tasks';
import type { TaskRow } from '../../src/store/store';
import { sentence } from './plain-words';

/** Who reads it: one of ours; absent: everybody who reads a channel. */
export interface NoteReader {
  readonly email: string;
  readonly name: string;
}

/**
 * The state of a task with the note as that person reads it.
 *
 * @example
 * stateFor(row, { email: 'marcus@example.com', name: 'Marcus Hill' });
 * // note: 'Dana Reyes did not answer in time. You are asked as well; either of you can answer.'
 */
export function stateFor(
  { state, assignments }: Pick<TaskRow, 'state' | 'assignments'>,
  reader?: NoteReader,
): CardState {
  if (state.kind !== 'open') return state;
  const { given, ...open } = state;
  const note = given ? givenWords(given, assignments, reader) : reader && open.note && toReader(open.note, reader);
  return note === undefined ? open : { ...open, note };
}

function givenWords(given: Given, assignments: TaskRow['assignments'], reader?: NoteReader): string {
  const { because, standIn } = given;
  const told = [because, whatFollows(given, assignments, reader), standIn].filter((each) => each !== undefined);
  return told.map((each) => sentence(reader ? toReader(each, reader) : each)).join(' ');
}

function whatFollows(given: Given, assignments: TaskRow['assignments'], reader?: NoteReader): string | undefined {
  const { to, how, role } = given;
  const isTheirs = reader !== undefined && isSame(reader.email, to.email);
  // In the channel itself the card says whose it is.
  if (how === 'channel') return isTheirs ? undefined : `It stands in ${to.name} now, for the whole team`;
  const who = isTheirs ? 'You are' : `${to.name} is`;
  if (how === 'again') return `${who} asked again, as ${ROLE_TITLES[role]}`;
  const what = how === 'well' ? `${who} asked as well` : `${isTheirs ? 'You have' : `${to.name} has`} it now`;
  const asked = askedNow(assignments);
  if (!reader) return asked.length < 2 ? what : `${what}; ${eachOf(asked.length)} can answer`;
  const isAmong = asked.length > 1 && asked.some((email) => isSame(email, reader.email));
  return isAmong ? `${what}; ${eachOf(asked.length)} of you can answer` : what;
}

const eachOf = (count: number): string => (count === 2 ? 'either' : 'any');

/** The addresses of those whose answer is wanted. */
function askedNow(assignments: TaskRow['assignments']): string[] {
  const asked = assignments.filter(({ passedOn, consulted }) => !passedOn && !consulted);
  return [...new Set(asked.map(({ email }) => email.toLowerCase()))];
}

/** What is said of somebody, to themselves: `You did not answer in time`. Only names where our own words put them. */
function toReader(words: string, { name }: NoteReader): string {
  if (words.startsWith(`${name} is `)) return `You are ${words.slice(name.length + 4)}`;
  if (words.startsWith(`${name} `)) return `You ${words.slice(name.length + 1)}`;
  return words.replace(`; ${name} stands in`, '; you stand in').replace(`; ${name} stood in`, '; you stood in');
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
