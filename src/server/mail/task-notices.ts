import { outcomeWords } from '../../../activities/notify/card-text';
import { spokenTime } from '../../../activities/notify/plain-words';
import type { CardState, Choice, TaskCard } from '../../domain/tasks';
import type { Instant } from '../../domain/waits';
import type { Receipt } from '../../store/store';
import { ApiProblem, type ProblemCode } from '../problems';
import { notice, type Page } from './page';
import { confirmPage, type Draft, type TaskSeen } from './task-page';

/** Whoever the link was sent to, and whose time pages tell. */
export interface Reader {
  readonly name: string;
  readonly timeZone: string;
}

/** Where the person can mend it themselves, they get their page back with all they wrote. */
export function refusedPage(seen: TaskSeen, choice: Choice, draft: Draft, error: unknown, requestId: string): Page {
  const problem = error instanceof ApiProblem ? error : undefined;
  if (problem && FINAL.has(problem.code)) {
    const detail =
      problem.code === 'PERSON_UNKNOWN'
        ? 'Your address is no longer among those who may answer. Ask your manager to answer, or to have you added.'
        : inTimeOf(problem.detail, seen.timeZone);
    const title = problem.code === 'TASK_CLOSED' ? 'This has been answered' : 'This did not count';
    return notice(problem.status, title, detail);
  }
  if (problem && problem.status < 500) {
    return confirmPage(seen, choice, { ...draft, problem: inTimeOf(problem.detail, seen.timeZone) }, problem.status);
  }
  const what =
    'We cannot tell yet whether your answer counted. Please confirm again in a minute: it never counts twice.';
  const number = `If it stays like this, tell whoever runs playmaker this number: ${requestId}.`;
  return confirmPage(seen, choice, { ...draft, problem: `${what} ${number}`, isUnsure: true }, problem?.status ?? 500);
}

/** Confirming again would get the same answer. */
const FINAL: ReadonlySet<ProblemCode> = new Set([
  'TASK_CLOSED',
  'TASK_UNKNOWN',
  'CHOICE_UNKNOWN',
  'NOT_ALLOWED',
  'PERSON_UNKNOWN',
  'PLAY_ENDED',
  'RUN_UNKNOWN',
  'KEY_REUSED',
]);

/** Moments in a sentence, as the reader's clock tells them. */
export const inTimeOf = (words: string, timeZone: string): string =>
  words.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (instant: Instant) => spokenTime(instant, timeZone));

/** What was answered by this very link. */
export function usedPage({ label, at }: Receipt, { name, timeZone }: Reader): Page {
  return notice(
    200,
    'Thank you, this is answered',
    `You chose “${label}” on ${spokenTime(String(at), timeZone)}, as ${name}. The play goes on with it.`,
    'You can close this page. The link has been used and does nothing more.',
  );
}

/** How a task came out that was answered otherwise, or needs no answer any more. */
export function closedPage(card: TaskCard, state: Exclude<CardState, { kind: 'open' }>, { timeZone }: Reader): Page {
  const words = outcomeWords(state, (at) => spokenTime(at, timeZone));
  const title = state.kind === 'answered' ? 'This has been answered' : 'This is closed';
  return notice(409, title, card.question, words, 'There is nothing left to do.');
}

export const UNKNOWN = notice(
  404,
  'This link cannot be used',
  'A part of it is missing, or it is none of ours. Open it again from the mail. If you copied it, copy all of it, even where it runs over several lines.',
  'Nothing was changed.',
);
export const EXPIRED = notice(
  410,
  'This link has expired',
  'Nothing was changed. If the question is still open, ask your manager or whoever runs playmaker to send it to you again.',
);
export const GONE = notice(
  410,
  'This choice is not offered any more',
  'The question has changed since the mail was sent. Nothing was changed; use the links of the latest mail about it.',
);
