import type { Coordination, EndedPlay } from './state';
import type { Turn } from './turn';
import { DAY_MS, ms, windowMs } from './windows';

/** For at least so long a repeated request for a run that ended gets that run. */
const REMEMBERED_DAYS = 30;
/** So many ended runs of a play at least stay known, within their window. */
const REMEMBERED_RUNS = 20;
/** So many verdicts stay known to repeated requests. */
const REMEMBERED_VERDICTS = 200;

/** The state after the decision. Keys without a value are left out, so that JSON gives back the same. */
export function finish(turn: Turn, verdicts: Coordination['verdicts']): Coordination {
  const { accountId, now, account, before, running, queue, touches, leases } = turn;
  return {
    accountId,
    asOf: now,
    ...(account && { account }),
    running,
    queue,
    leases,
    ended: turn.ended.filter((each) => isNeeded(turn, each)),
    touches,
    ...(before !== undefined && leases.length > 0 && { before }),
    verdicts,
  };
}

/** What no rule needs any more is forgotten, so that the state stays small over years. */
function isNeeded(turn: Turn, ended: EndedPlay): boolean {
  const reentry = turn.plays.find(({ name }) => name === ended.play)?.reentry;
  const newer = turn.ended.slice(turn.ended.indexOf(ended) + 1).filter(({ play }) => play === ended.play).length;
  if (reentry?.rule === 'never' && newer === 0) return true;
  const rests = turn.rules.rest.filter(({ after }) => after === ended.play).map(({ days }) => days * DAY_MS);
  const window =
    reentry?.rule === 'after' ? windowMs(reentry.wait) : reentry?.rule === 'at-most' ? windowMs(reentry.per) : 0;
  const most = reentry?.rule === 'at-most' ? Math.max(reentry.times, REMEMBERED_RUNS) : REMEMBERED_RUNS;
  const until = ms(ended.endedAt) + Math.max(window, REMEMBERED_DAYS * DAY_MS, ...rests);
  return newer < most && until > ms(turn.now);
}

/** The verdicts that are remembered, with one more. */
export const remembered = (
  verdicts: Coordination['verdicts'],
  one: Coordination['verdicts'][number],
): Coordination['verdicts'] => [...verdicts.slice(-(REMEMBERED_VERDICTS - 1)), one];
