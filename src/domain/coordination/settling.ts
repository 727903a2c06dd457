import { judge } from './admission';
import { dropLeases } from './leases';
import { barredByReentry, restOf } from './limits';
import { endRun, hold, NOT_RESUMED, replace } from './runs';
import type { WithdrawRequest } from './requests';
import type { EndedPlay, QueuedRequest, RunningPlay } from './state';
import { endInWords, holderOf, playOf, record, type Turn } from './turn';
import type { Verdict } from './verdicts';
import { DAY_MS, inWords, ms, sentence, spoken } from './windows';

/** What the time ends by itself: leases, requests that waited long enough, touches that no cap counts any more. */
export function expire(turn: Turn): void {
  dropLeases(turn, ({ until }) => ms(until) <= ms(turn.now));
  forgetTouches(turn);
  lapse(turn);
}

/**
 * Draws the consequences of what has changed: what a save held ends or goes on; who waits is asked again.
 *
 * When a save ends, what it paused ends with it if the customer left, or if its kind has to rest now: an expansion begun
 * before the trouble is not taken up again in the middle of its sentence, but asked for anew once the account has
 * rested. What does not rest, such as a renewal with its date, goes on, unless somebody with a higher rank has waited.
 */
export function settle(turn: Turn): void {
  while (endWhatDoesNotGoOn(turn) || admitFirst(turn)) continue;
  resume(turn);
}

/** A touch counts, and is known by its key, as long as a cap looks back. */
function forgetTouches(turn: Turn): void {
  const { contact, account } = turn.rules.caps;
  const since = ms(turn.now) - Math.max(contact.days, account.days) * DAY_MS;
  turn.touches = turn.touches.filter(({ at }) => ms(at) > since);
}

function lapse(turn: Turn): void {
  for (const entry of turn.queue.filter(({ until }) => ms(until) <= ms(turn.now))) {
    drop(turn, entry);
    const because = `Waited since ${inWords(entry.since)}, as long as a request may. ${entry.because}`;
    record(turn, entry.request, { kind: 'declined', code: 'lapsed', because }, 'later');
  }
}

/** Takes a start out of the queue. It can be asked for again, under a new id. */
export function withdraw(turn: Turn, { runId, by, reason }: WithdrawRequest): Verdict {
  const entry = turn.queue.find(({ request }) => request.runId === runId);
  if (!entry) return { kind: 'noted', because: `${runId} does not wait for its turn.` };
  drop(turn, entry);
  const because = `${by} withdrew it, which had waited since ${inWords(entry.since)}: ${sentence(reason)}`;
  const verdict: Verdict = { kind: 'declined', code: 'withdrawn', because };
  // In the ledger it is the doing of whoever withdrew it.
  record(turn, { ...entry.request, requestedBy: by }, verdict, 'later');
  return verdict;
}

const drop = (turn: Turn, entry: QueuedRequest): void => {
  turn.queue = turn.queue.filter((each) => each !== entry);
};

/** Those whose holder has ended, and nobody else holds. */
const released = (turn: Turn): RunningPlay[] =>
  turn.running.filter((run) => run.pausedFor && !turn.running.some(({ runId }) => runId === run.pausedFor));

function endWhatDoesNotGoOn(turn: Turn): boolean {
  const ending = released(turn).flatMap((run) => {
    const reason = whyNotResumed(turn, run);
    return reason ? [{ run, reason }] : [];
  });
  for (const { run, reason } of ending) endRun(turn, run, NOT_RESUMED, reason);
  return ending.length > 0;
}

function whyNotResumed(turn: Turn, run: RunningPlay): string | undefined {
  const holder = turn.ended.findLast(({ runId }) => runId === run.pausedFor);
  const rule = turn.rules.pauses.find(({ by, groups }) => by === holder?.play && groups.includes(run.group));
  if (holder && rule && !rule.resumeAfter.includes(holder.outcome))
    return `${overInWords(turn, holder)} After that ${spoken(run.play)} does not go on.`;
  // Two of a kind, from two accounts that became one.
  const twin = holder?.play === run.play ? playOf(turn, run.play) : undefined;
  const others = { ...turn, running: turn.running.filter(({ runId }) => runId !== run.runId) };
  const again = twin && barredByReentry(others, twin);
  if (again) return `${sentence(`${spoken(run.play)} does not go on`)} ${again}`;
  const rest = restOf(turn, run);
  return rest && sentence(rest.because);
}

/** `The retention save has ended: the health of the account recovered.` */
const overInWords = (turn: Turn, past: EndedPlay): string =>
  sentence(`${spoken(past.play)} has ended: ${endInWords(turn, past)}`);

/** Asks those who wait, by rank, until one is let in; answers whether one was. */
function admitFirst(turn: Turn): boolean {
  for (const entry of [...turn.queue].sort((one, other) => rank(turn, other) - rank(turn, one))) {
    const answer = judge(turn, entry.request, entry.until);
    if (!('kind' in answer)) {
      const { request, since } = entry;
      turn.queue = turn.queue.map((each) => (each === entry ? { request, since, ...answer } : each));
      continue;
    }
    drop(turn, entry);
    record(turn, entry.request, answer, 'later');
    if (answer.kind === 'admitted') return true;
  }
  return false;
}

/** Where a person insists, first; then by priority; sorting keeps who came first before who came later. */
const rank = (turn: Turn, { request }: QueuedRequest): number =>
  (request.override ? 1e6 : 0) + (turn.plays.find(({ name }) => name === request.play)?.priority ?? 0);

function resume(turn: Turn): void {
  for (const run of released(turn)) {
    const next = holderOf(turn, run);
    const past = turn.ended.findLast(({ runId }) => runId === run.pausedFor);
    if (next) {
      hold(turn, run, next);
      continue;
    }
    replace(turn, run, { pausedFor: null });
    if (run.pausedByPerson) continue;
    const reason = past ? overInWords(turn, past) : 'What it stood still for has ended.';
    turn.effects.push({ type: 'resume-play', runId: run.runId, reason });
  }
}
