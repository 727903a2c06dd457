import type { AccountPage } from '../client';
import { listed } from '../domain/wording';
import { moment, readable } from './times';

/** What goes on at an account, in lines: plays, tasks, the next meeting, promotional sends. */
export function goingOnLines(page: AccountPage): string[] {
  const { plays, queued, tasks, nextMeeting } = page;
  const untold = tasks.total - tasks.open.length;
  return [
    ...(plays.length > 0 ? plays.map(playLine) : ['No play runs.']),
    ...queued.map(
      ({ title, because, until }) =>
        `${title} waits for its turn: ${readable(because)} It is dropped if it has not started by ${moment(until)}.`,
    ),
    ...tasks.open.map(taskLine),
    ...(untold > 0 ? [`… and ${untold} more open tasks`] : []),
    nextMeeting ? meetingLine(nextMeeting) : 'No meeting is planned.',
    ...promotionLines(page.promotion),
  ];
}

function playLine({ title, state, phase, waitingFor }: AccountPage['plays'][number]): string {
  const waits = waitingFor ? `; it waits for ${waitingFor.what}, until ${moment(waitingFor.until)}` : '';
  return `${title} ${state === 'paused' ? 'is paused' : 'runs'}, in the phase “${phase}”${waits}.`;
}

function taskLine({ play, question, asked, due, overdue }: AccountPage['tasks']['open'][number]): string {
  const when = due === undefined ? '' : overdue ? `, overdue since ${moment(due)}` : `, due ${moment(due)}`;
  return `Task of ${listed(asked)}${when}: ${question} (${play})`;
}

function meetingLine({ title, startsAt, ours, theirs }: NonNullable<AccountPage['nextMeeting']>): string {
  const withThem = theirs.length > 0 ? `, with ${listed(theirs)}` : '';
  return `Next meeting: ${title}, on ${moment(startsAt)}${withThem}${ours.length > 0 ? `; ours: ${listed(ours)}` : ''}.`;
}

function promotionLines({ paused, pauses }: AccountPage['promotion']): string[] {
  if (!paused) return ['Promotional sends go out.'];
  return pauses.map(({ because, play, until }) => {
    const asked = play === undefined ? '' : ` (${play})`;
    return `Promotional sends are paused: ${because}${asked}${until === undefined ? '' : `, until ${moment(until)} at the latest`}.`;
  });
}

/** What people decided and wrote of late, with their reasons. */
export const decidedLines = ({ decided }: AccountPage): string[] =>
  decided.map(({ at, by, what, reason }) => {
    const why = reason === undefined ? '' : ` “${readable(reason)}”`;
    return `${moment(at)}, ${by}: ${readable(what)}${why}`;
  });
