import { catalogue } from '../../../plays';
import { STANDARD_OUTCOMES, type PlayContract } from '../../../src/domain/play-contract';
import type { Evidence, Ran } from '../evidence';
import { DAY_MS, instant, MOMENTS_MS, type Broken, type Rule } from './broken';

/** What runs beside what, and how it ends. */

const CONTRACTS: Readonly<Record<string, PlayContract>> = catalogue;
const SAVE = 'retention-save';
const MOST_EVENTS = 2000;
/** A mail under way and cards that are brought up to date take some moments more. */
const SETTLING_MS = 5 * MOMENTS_MS;

const whose = ({ accountId, runId }: Pick<Ran, 'accountId' | 'runId'>) => ({ account: accountId, run: runId });
const groupOf = ({ play }: Ran): string | undefined => CONTRACTS[play]?.exclusiveGroup;
const begin = ({ startedAt }: Ran): number => Date.parse(startedAt);
const end = ({ endedAt }: Ran): number => (endedAt === undefined ? Infinity : Date.parse(endedAt));
const saves = ({ runs }: Evidence): Ran[] => runs.filter(({ play }) => play === SAVE);

function together({ runs }: Evidence): Broken[] {
  return runs.flatMap((run) =>
    runs
      .filter(
        (other) => other.accountId === run.accountId && groupOf(other) === groupOf(run) && other.runId !== run.runId,
      )
      .filter((other) => begin(other) <= begin(run) && begin(run) < end(other) - SETTLING_MS)
      .map((other) => ({ ...whose(run), at: begin(run), what: `began while ${other.runId} ran` })),
  );
}

/** What plays that stand still for a save did all the same: cards they opened, mails they sent. */
function didNotStandStill(evidence: Evidence): Broken[] {
  const held = evidence.runs.filter((run) => ['commercial', 'advocacy'].includes(groupOf(run) ?? ''));
  const isDuring = (run: Pick<Ran, 'accountId'>, at: number) =>
    saves(evidence).some(
      (save) => save.accountId === run.accountId && begin(save) + SETTLING_MS < at && at < end(save) - MOMENTS_MS,
    );
  return held.flatMap((run) => [
    ...evidence.tasks
      .filter(({ runId, openedAt }) => runId === run.runId && isDuring(run, Date.parse(openedAt)))
      .map(({ card, openedAt }) => ({
        ...whose(run),
        at: Date.parse(openedAt),
        what: `asked “${card.question}” during a save`,
      })),
    ...evidence.letters
      .filter(({ runId, at }) => runId === run.runId && isDuring(run, at))
      .map(({ mail, at, contact }) => ({
        ...whose(run),
        at,
        contact: contact.email,
        what: `sent “${mail.subject}” during a save`,
      })),
  ]);
}

function wronglyEnded(run: Ran): string | undefined {
  const { state, outcome, result, status, play } = run;
  if (state !== 'ended' || outcome === undefined)
    return `is ${state} in the store, without an outcome; ${status} in Temporal`;
  if (!Object.hasOwn({ ...STANDARD_OUTCOMES, ...CONTRACTS[play]?.outcomes }, outcome))
    return `ended "${outcome}", which is none of its outcomes`;
  if (status !== 'COMPLETED') return `is ${status} in Temporal`;
  return result?.outcome === outcome
    ? undefined
    : `ended "${outcome}" in the store and "${result?.outcome}" in Temporal`;
}

function pausedTooLong({ leases, runs }: Evidence): Broken[] {
  const ends = new Map(runs.map((run) => [run.runId, end(run)]));
  return leases.flatMap(({ runId, accountId, liftedAt, until }) => {
    const over = Math.min(liftedAt === undefined ? Infinity : Date.parse(liftedAt), Date.parse(until));
    const ended = ends.get(runId) ?? 0;
    if (over <= ended + DAY_MS / 24) return [];
    return [{ account: accountId, run: runId, at: ended, what: `ended, and its pause goes on until ${instant(over)}` }];
  });
}

export const PLAY_RULES: readonly Rule[] = [
  {
    rule: 'two plays of an exclusive group never run together',
    looked: ({ runs }) => runs.length,
    broken: together,
  },
  {
    rule: 'while a save runs, commercial and advocacy plays stand still',
    looked: (evidence) => saves(evidence).length,
    broken: didNotStandStill,
  },
  {
    rule: 'every run ends with an outcome of its contract',
    looked: ({ runs }) => runs.length,
    broken: ({ runs }) =>
      runs.flatMap((run) => {
        const what = wronglyEnded(run);
        return what ? [{ ...whose(run), at: begin(run), what }] : [];
      }),
  },
  {
    rule: 'every marketing pause ends with its play',
    looked: ({ leases }) => leases.length,
    broken: pausedTooLong,
  },
  {
    rule: 'a history has fewer than 2,000 events',
    looked: ({ runs }) => runs.length,
    broken: ({ runs }) =>
      runs
        .filter(({ events }) => events >= MOST_EVENTS)
        .map((run) => ({ ...whose(run), what: `${run.events} events` })),
  },
];
