import { sentence } from '../../activities/notify/plain-words';
import type { Segment } from '../domain/trajectory';
import type { Happened } from '../store/store';

type Day = Happened['health'][number];

/** From so many points on a change of health is worth a line. */
const WORTH_TELLING = 10;

const SEGMENTS: Readonly<Record<Segment, string>> = {
  'at-risk': 'at risk',
  'expansion-ready': 'ready to expand',
  champion: 'a champion',
  stable: 'stable',
};

/** Accounts that came into another segment, or whose health is far from what it was. */
export function healthMoves(days: Happened['health']): { accountId: string; text: string }[] {
  const accountIds = [...new Set(days.map(({ accountId }) => accountId))];
  return accountIds.flatMap((accountId) => {
    const theirs = days.filter((day) => day.accountId === accountId);
    const [before, after] = [theirs[0]!, theirs.at(-1)!];
    const text = [segmentMove(before, after), healthMove(theirs, before, after)].filter(Boolean).join(' ');
    return text ? [{ accountId, text }] : [];
  });
}

function segmentMove({ segment: was }: Day, { segment: is }: Day): string {
  if (is === undefined || was === is) return '';
  return was === undefined ? `It is ${inWords(is)} now.` : `It is ${inWords(is)} now; it was ${inWords(was)} before.`;
}

/** With the reason of the day on which it moved most that way. */
function healthMove(days: readonly Day[], before: Day, after: Day): string {
  const change = after.score - before.score;
  if (Math.abs(change) < WORTH_TELLING) return segmentMove(before, after) && sentence(after.because);
  const moved = `Health ${change > 0 ? 'rose' : 'fell'} from ${before.score} to ${after.score}`;
  const moves = days.slice(1).map((day, index) => ({ day, by: (day.score - days[index]!.score) * Math.sign(change) }));
  const { because } = moves.reduce((most, each) => (each.by > most.by ? each : most)).day;
  return because.startsWith(moved) ? sentence(because) : `${moved}. ${sentence(because)}`;
}

const inWords = (segment: string): string => (SEGMENTS as Readonly<Record<string, string>>)[segment] ?? segment;
