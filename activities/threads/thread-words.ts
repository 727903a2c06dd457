/** @module What a thread says of each thing that happened. Moments are instants in ISO 8601, which Slack shows in each reader's zone. */
import { ROLE_TITLES } from '../../src/domain/roles';
import type { Assignment, LedgerEntry, Meeting, RunRow, ThreadLine } from '../../src/store/store';
import { sentence } from '../notify/plain-words';

/** Who or what asked for the run, and why it could start. */
export function startedLine({ runId, requestedBy }: RunRow, why: string | undefined): ThreadLine {
  // That it starts is said already.
  const because = why && sentence(why.replace(/^.* starts; (.)/, (_all, first: string) => first.toUpperCase()));
  const text = [`Started, asked for by ${requestedBy}.`, ...(because ? [because] : [])].join(' ');
  return { key: `${runId}/thread/started`, runId, text };
}

/** Why the coordinator let the run start. */
export const whyStarted = (entries: readonly LedgerEntry[]): string | undefined =>
  entries.find(({ what }) => what.startsWith('Start of '))?.reason;

export const phaseLine = (runId: string, phase: string): ThreadLine => ({
  key: `${runId}/thread/phase/${phase}`,
  runId,
  text: `Now: ${phase}.`,
});

/** That the thread's first message is to show how the run stands. */
export const standingLine = (runId: string, standing: string): ThreadLine => ({
  key: `${runId}/thread/stands/${standing}`,
  runId,
});

/** `Dana Reyes, customer success manager, has until <when> to answer: Is Acme ready?` */
export function askedLine(
  { role, due, channel }: Assignment,
  asked: {
    readonly key: string;
    readonly runId: string;
    readonly name: string;
    readonly question: string;
    /** Why it goes to them; absent: they are the first. */
    readonly because?: string;
  },
): ThreadLine {
  const { key, runId, name, question, because } = asked;
  const whom = channel === undefined ? `${name}, ${ROLE_TITLES[role]}, has` : 'Everybody here has';
  return { key, runId, text: `${because ? `${sentence(because)} ` : ''}${whom} until ${due} to answer: ${question}` };
}

/** An entry of the ledger that a run wrote; undefined for what is told elsewhere. */
export function ledgerLine({ key, kind, runId, what, reason, by, at }: LedgerEntry): ThreadLine | undefined {
  const text = TOLD[kind]?.({ what, reason, by, at });
  return runId === undefined || text === undefined ? undefined : { key: `${key}/line`, runId, text };
}

type Told = Pick<LedgerEntry, 'what' | 'reason' | 'by' | 'at'>;

function decided({ what, reason, by, at }: Told): string {
  const steered = /: (?<how>paused|resumed)$/.exec(what)?.groups?.['how'];
  if (steered) return `${by} ${steered} the play on ${at}.${reason ? ` ${sentence(reason)}` : ''}`;
  return `${by} decided on ${at}: ${sentence(what)}${reason ? ` Reason: ${sentence(reason)}` : ''}`;
}

const ended = ({ what, reason }: Told): string =>
  `Ended: ${sentence(what.replace(/^.*? ended: /, ''))}${reason ? ` ${sentence(reason)}` : ''}`;

const said = ({ what }: Told): string => what;

const TOLD: Readonly<Partial<Record<LedgerEntry['kind'], (entry: Told) => string>>> = {
  decision: decided,
  outcome: ended,
  task: said,
  note: said,
};

/** The account's coordinator paused or resumed the run at that moment. */
export const steeredLine = (runId: string, how: 'paused' | 'resumed', reason: string, at: string): ThreadLine => ({
  key: `${runId}/thread/${how}/${at}`,
  runId,
  text: `The coordinator of the account ${how} the play on ${at}. ${sentence(reason)}`,
});

/** What reached the customer. */
export const sentLine = (
  key: string,
  runId: string,
  { to, by, subject }: { readonly to: string; readonly by: string; readonly subject: string },
): ThreadLine => ({ key: `${key}/line`, runId, text: `Sent to ${to}, in the name of ${by}: “${subject}”` });

const MEETING_NEWS = {
  invited: ({ startsAt }: Meeting) => `is set for ${startsAt}. Invitations are out.`,
  moved: ({ startsAt }: Meeting) => `is moved to ${startsAt}. Invitations are out.`,
  cancelled: () => 'is called off. Everybody who was invited knows.',
} as const;

/** What became of a meeting. */
export const meetingLine = (key: string, meeting: Meeting, news: keyof typeof MEETING_NEWS): ThreadLine => ({
  key: `${key}/line`,
  runId: meeting.runId,
  text: `“${meeting.title}” ${MEETING_NEWS[news](meeting)}`,
});
