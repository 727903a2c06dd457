import { later, type Instant } from '../waits';
import { isHeldOut } from './hold-out';
import { barredByReentry, restOf } from './limits';
import type { AccountFacts, PlayFacts, StartRequest } from './requests';
import type { QueuedRequest } from './state';
import { startRun } from './runs';
import { endInWords, holderOf, playOf, type Turn } from './turn';
import type { DeclineCode, Verdict } from './verdicts';
import { DAY_MS, inWords, ms, opening, sentence, spoken } from './windows';

/** Whether a play may start, now or later. Whoever asks for a run that exists, or waits, is told so. */
export function start(turn: Turn, request: StartRequest): Verdict {
  const { runId } = request;
  const running = turn.running.find((each) => each.runId === runId);
  if (running) return { kind: 'existing', runId, because: `It runs already, since ${inWords(running.startedAt)}.` };
  const ended = turn.ended.find((each) => each.runId === runId);
  if (ended) {
    const because = `It ran already and ended on ${inWords(ended.endedAt)}: ${endInWords(turn, ended)}.`;
    return { kind: 'existing', runId, because };
  }
  const waiting = turn.queue.find((each) => each.request.runId === runId);
  if (waiting) return asVerdict(waiting);
  const answer = judge(turn, request, later(turn.now, turn.rules.queue.days * DAY_MS));
  if ('kind' in answer) return answer;
  if (turn.queue.length >= turn.rules.queue.length) {
    const because = `${answer.because} The queue of the account is full (${turn.queue.length} requests wait).`;
    return { kind: 'declined', code: 'queue-full', because };
  }
  const entry: QueuedRequest = { request, since: turn.now, ...answer };
  turn.queue.push(entry);
  return asVerdict(entry);
}

export const asVerdict = ({ until, because, behind }: QueuedRequest): Verdict => ({
  kind: 'queued',
  until,
  because,
  ...(behind && { behind }),
});

/** That a request has to wait: until when at most, and for what. */
export type Wait = Pick<QueuedRequest, 'until' | 'because' | 'behind' | 'restsUntil'>;

/**
 * Decides on a request that may wait until `lapses`, and starts its play when it may. First what never changes by
 * waiting, then the hold-out, so that who is held out would have been let in; then what waiting can mend. A rest longer
 * than the request may wait is declined at once.
 */
export function judge(turn: Turn, request: StartRequest, lapses: Instant): Verdict | Wait {
  const play = playOf(turn, request.play);
  if (!play) return declined('unknown-play', `There is no play "${request.play}".`);
  const insists = request.override;
  const refusal = unfit(turn.account ?? request.account, play) ?? looping(turn, request);
  if (refusal) return refusal;
  const barred = insists ? undefined : barredByReentry(turn, play);
  if (barred) return declined('re-entry', barred);
  if (!insists && isHeldOut(turn.accountId, play.name, turn.rules.holdOut[play.name] ?? 0))
    return {
      kind: 'held-out',
      because: `The account is held out from ${spoken(play.name)}, to measure what the play achieves.`,
    };
  const rest = insists ? undefined : restOf(turn, { play: play.name, group: play.exclusiveGroup });
  if (rest && ms(rest.until) >= ms(lapses)) return declined('resting', sentence(rest.because));
  if (rest) return { until: lapses, because: sentence(rest.because), restsUntil: rest.until };
  return conflict(turn, play, lapses) ?? admit(turn, request, play);
}

const declined = (code: DeclineCode, because: string): Verdict => ({ kind: 'declined', code, because });

function unfit({ hasContract, reach }: AccountFacts, { name, audience }: PlayFacts): Verdict | undefined {
  if (reach === 'suppressed') return declined('suppressed', 'The account is on the list of those to leave alone.');
  if (reach === 'withdrawn') return declined('consent', 'Everybody known at the account withdrew consent.');
  if (audience === 'customers' && !hasContract)
    return declined('audience', `${opening(name)} is for customers, and the account has no contract.`);
  return undefined;
}

function looping({ rules }: Turn, { play, chain }: StartRequest): Verdict | undefined {
  const path = [...chain, play].join(' → ');
  if (chain.includes(play)) return declined('loop', `${opening(play)} led to itself: ${path}.`);
  if (chain.length >= rules.longestChain)
    return declined('loop', `${rules.longestChain} plays led to each other already: ${path}.`);
  return undefined;
}

/** The run that is in the way, if it does not have to make way. */
function conflict(turn: Turn, { name, exclusiveGroup: group, priority }: PlayFacts, until: Instant): Wait | undefined {
  const holder = holderOf(turn, { group });
  if (holder) {
    const because = `${opening(holder.play)} runs and holds ${group} plays; ${spoken(name)} waits until it ends.`;
    return { until, because, behind: holder.runId };
  }
  const rival = turn.running.find((each) => each.group === group && each.priority >= priority);
  if (!rival) return undefined;
  const rank = rival.priority > priority ? 'outranks it' : 'has the same rank';
  const because = `${opening(rival.play)} runs in the group ${group} and ${rank}; ${spoken(name)} waits until it ends.`;
  return { until, because, behind: rival.runId };
}

function admit(turn: Turn, request: StartRequest, play: PlayFacts): Verdict {
  const before = turn.effects.length;
  const known = turn.running;
  startRun(turn, request, play);
  const done = turn.effects.slice(before);
  const playOfRun = (runId: string) => known.find((each) => each.runId === runId)?.play ?? runId;
  const moved = (type: 'end-play' | 'pause-play') =>
    done.flatMap((each) => (each.type === type ? [playOfRun(each.runId)] : []));
  const because = [
    `${opening(play.name)} starts; nothing stands against it${request.override ? `, and ${request.override.by} insists: ${request.override.reason}` : ''}.`,
    ...moved('end-play').map((play) => `${opening(play)} ends for it.`),
    ...moved('pause-play').map((play) => `${opening(play)} stands still until it is over.`),
  ].join(' ');
  return { kind: 'admitted', runId: request.runId, because };
}
