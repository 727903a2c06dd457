import { dayInWords, dayOf, listed } from '../wording';
import { HEALTH_COMPONENTS, type Health } from './health';
import type { HealthPart } from './part';

/** What moved against the rest is said from so many points on. */
const WORTH_SAYING = 3;
/** A cause is named when it moved at least this share of what the largest one moved. */
const BESIDE_THE_LARGEST = 0.25;
const CAUSES = 2;

/**
 * Why health moved, in one or two sentences that read aloud well.
 *
 * @example
 * whyItMoved(before, after);
 * // Health fell from 82 to 61: a severity 1 case is open, and seats in use went from 94 % to 60 %.
 */
export function whyItMoved(before: Health | undefined, after: Health): string {
  if (after.score === undefined)
    return before?.score === undefined
      ? 'Too little is known to tell the health.'
      : `Health was ${before.score}; too little is known now to tell it.`;
  if (before?.score === undefined) return `Health is ${after.score} for the first time we can tell.`;
  if (before.score === after.score) return `Health stays at ${after.score}.`;
  const direction = Math.sign(after.score - before.score);
  const against = largest(
    movesOf(before, before.score, after).filter(({ points }) => points * direction <= -WORTH_SAYING),
  );
  const from = `Health ${direction > 0 ? 'rose' : 'fell'} from ${before.score} to ${after.score}`;
  const why = causesOf(before, before.score, after, after.score);
  return `${from}: ${why}.${against.length > 0 ? ` Against that, ${inWords(against)}.` : ''}`;
}

function causesOf(before: Health, scoreBefore: number, after: Health, scoreAfter: number): string {
  const direction = Math.sign(scoreAfter - scoreBefore);
  const causes = largest(movesOf(before, scoreBefore, after).filter(({ points }) => points * direction > 0));
  return causes.length > 0 ? inWords(causes) : 'what it is told from counts differently now';
}

/** What health was while a day went on. */
export interface DayOfHealth {
  /** As the day began. */
  readonly began: Health | undefined;
  /** What it was told as meanwhile, oldest first, up to the last change. */
  readonly between: readonly number[];
  /** Before the last change. */
  readonly last: Health | undefined;
  /** Since which day it had been what it was as the day began; the day itself when that is not known. */
  readonly since: string;
}

/** So many scores on the way are told one by one. */
const ON_THE_WAY = 3;

/**
 * Why health moved last, and after that, where the day brought it elsewhere, how it came from what it was before.
 *
 * @example
 * howTheDayWent({ began, between: [94, 44], last, since: '2026-11-15' }, after);
 * // Health rose from 44 to 50: the last payment came in today. Since 15 November 2026 it fell from 89, by way of 94 and
 * // 44: a severity 1 case is open.
 */
export function howTheDayWent({ began, between, last, since }: DayOfHealth, after: Health): string {
  const now = whyItMoved(last, after);
  const [from, to] = [began?.score, after.score];
  if (!began || from === undefined || to === undefined) return now;
  if (between.every((score) => Math.abs(score - from) < WORTH_SAYING)) return now;
  const way = between.length > ON_THE_WAY ? `between ${Math.min(...between)} and ${Math.max(...between)}` : '';
  const path = way || `by way of ${listed(between.map(String))}`;
  if (from === to) return `${now} So it is back at ${from}, ${path}.`;
  const when = since === dayOf(after.at) ? 'Over the day' : `Since ${dayInWords(since)}`;
  const causes = causesOf(began, from, after, to);
  return `${now} ${when} it ${to > from ? 'rose' : 'fell'} from ${from}, ${path}: ${causes}.`;
}

interface Move {
  /** By how much this part alone moved the score, in points. */
  readonly points: number;
  readonly before?: HealthPart;
  readonly after?: HealthPart;
}

/**
 * How many points of the score each part moved: share after · (score after − health before) − the same before. Measured
 * from the health before, what appears or disappears is credited with the shift of the mean that it causes. A part whose
 * own score did not change is no cause, whatever its share.
 */
function movesOf(before: Health, scoreBefore: number, after: Health): Move[] {
  const [was, is] = [sharesOf(before), sharesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({ was: was.get(name), is: is.get(name) }))
    .filter(({ was, is }) => was?.part.score !== is?.part.score)
    .map(({ was, is }) => ({
      points: pull(is, scoreBefore) - pull(was, scoreBefore),
      before: was?.part,
      after: is?.part,
    }));
}

interface Share {
  readonly part: HealthPart;
  /** Of the whole score, 0–1; 0 when it does not count. */
  readonly share: number;
}

const pull = (one: Share | undefined, from: number): number =>
  one ? one.share * ((one.part.score ?? from) - from) : 0;

/** The parts of all components with their shares of the whole score, by name. */
function sharesOf({ components }: Health): Map<string, Share> {
  const weightOf = (all: readonly { weight: number; score?: number }[]) =>
    all.reduce((sum, { weight, score }) => (score === undefined ? sum : sum + weight), 0);
  const total = weightOf(Object.values(components));
  return new Map(
    HEALTH_COMPONENTS.flatMap((name) => {
      const { parts, score, weight } = components[name];
      const share = score === undefined || total === 0 ? 0 : weight / total;
      const among = weightOf(parts);
      return parts.map((part): [string, Share] => {
        const counts = part.score !== undefined && among > 0;
        return [`${name}.${part.name}`, { part, share: counts ? (share * part.weight) / among : 0 }];
      });
    }),
  );
}

function largest(moves: readonly Move[]): Move[] {
  const sorted = moves.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const most = Math.abs(sorted[0]?.points ?? 0);
  return sorted.slice(0, CAUSES).filter(({ points }) => Math.abs(points) >= BESIDE_THE_LARGEST * most);
}

const inWords = (moves: readonly Move[]): string => moves.map(clauseOf).join(', and ');

function clauseOf({ before, after }: Move): string {
  const [was, is] = [before?.measure, after?.measure];
  if (was && is && was.what === is.what && was.value !== is.value)
    return `${is.what} went from ${was.value} to ${is.value}`;
  return after?.says ?? `no longer the case that ${before?.says ?? 'it counts'}`;
}
