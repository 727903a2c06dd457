import { sentence } from '../../activities/notify/plain-words';
import { meaningOf, type OutcomeSpec } from '../domain/play-contract';
import type { Happened, LedgerEntry, RunRow, TaskRow } from '../store/store';
import type { DigestLine } from './digest';
import { healthMoves } from './health-moves';
import { withLocalTimes } from './local-time';
import type { Material } from './material';

/** Runs tell how they ended; verdicts and refusals are for those who run playmaker, not for the whole team. */
const TOLD: readonly LedgerEntry['kind'][] = ['decision', 'touch', 'note', 'task'];

/**
 * What happened on somebody's accounts, in order of time: health and segments first, which are known by day only. What
 * they did themselves they know.
 *
 * @param told tasks whose answers are told already
 */
export function happenedLines(material: Material, told: readonly TaskRow[]): DigestLine[] {
  const { accounts, happened, person } = material;
  const nameOf = (accountId: string) => accounts.find(({ id }) => id === accountId)?.name ?? accountId;
  const answers = told.map(({ taskId }) => `${taskId}/decision`);
  const timed = [
    ...happened.entries
      .filter(({ kind, key, by }) => TOLD.includes(kind) && !answers.includes(key) && !isThem(person, by))
      .map((entry) => ({ at: entry.at, accountId: entry.accountId, text: entryInWords(entry) })),
    ...runMoves(happened.runs, material),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return [...healthMoves(happened.health), ...timed].map(({ accountId, text }) => ({
    about: nameOf(accountId),
    text: withLocalTimes(text.replace(/\s+/g, ' '), person.timeZone),
  }));
}

const isThem = ({ name, email }: Material['person'], by: string): boolean =>
  [name, email].some((each) => each.toLowerCase() === by.toLowerCase());

/** `Mail “Our proposal” to Lee (Dana Reyes).` */
function entryInWords({ kind, what, by, reason }: LedgerEntry): string {
  const who = what.includes(by) ? '' : ` (${by})`;
  const said = who || /[.!?…]["”’')]?$/.test(what) ? `${what}${who}` : what;
  const why = kind === 'decision' ? 'Reason: ' : '';
  return `${sentence(said)}${reason ? ` ${why}${sentence(reason)}` : ''}`;
}

function runMoves(runs: Happened['runs'], { since, until, person, plays }: Material) {
  const within = (at: string | undefined): at is string => at !== undefined && since < at && at <= until;
  return runs.flatMap((run) => {
    const { accountId, startedAt, endedAt, requestedBy } = run;
    const play = plays.find(({ name }) => name === run.play);
    const title = play?.title ?? run.play;
    const started = `${title} started, asked for by ${sentence(requestedBy)}`;
    return [
      ...(within(startedAt) && !isThem(person, requestedBy) ? [{ at: startedAt, accountId, text: started }] : []),
      ...(within(endedAt) ? [{ at: endedAt, accountId, text: endInWords(run, title, play?.outcomes) }] : []),
    ];
  });
}

/** `Expansion ended: the customer accepted the proposal.` */
function endInWords({ outcome, reason }: RunRow, title: string, outcomes: Record<string, OutcomeSpec> = {}): string {
  const end = outcome === undefined ? `${title} ended` : `${title} ended: ${meaningOf(outcomes, outcome)}`;
  return `${sentence(end)}${reason ? ` ${sentence(reason)}` : ''}`;
}
