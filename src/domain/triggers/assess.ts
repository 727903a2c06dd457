import type { Day } from '../account-view';
import type { AccountEvent } from '../events';
import { healthOf, whyItMoved, type Health } from '../health';
import { segmentOf, type DayScore, type Segment } from '../trajectory';
import { later, waitMs, type Instant } from '../waits';
import { dayOf } from '../wording';
import type { AccountRules, Course, SegmentSpell } from './course';
import { derivedFact } from './fact';
import { isCustomer, type Moment } from './moment';

/**
 * That health or segment changed on a day. Each tells the whole move of its day so far, so the last one of a day stands
 * for it; a day without one was like the day before.
 */
export interface HealthMove {
  readonly day: Day;
  readonly at: Instant;
  readonly score: number;
  /** 0–1. */
  readonly confidence: number;
  /** The score as the day began; absent when it could not be told. */
  readonly before?: number;
  readonly segment?: Segment;
  /** Sentences. */
  readonly because: string;
}

/** How long scores by day are kept. */
const SCORES_KEPT = '90 days';

export interface Assessed {
  readonly course: Course;
  readonly facts: readonly AccountEvent[];
  readonly moves: readonly HealthMove[];
}

/** Tells health and segment after a step, and what moved. */
export function assess(moment: Moment, course: Course, rules: AccountRules): Assessed {
  const { view, at } = moment;
  const health = healthOf(view, at, rules.health);
  const segment = spellOf(moment, course, health, rules);
  const { segment: _spell, customerSince, ...kept } = course;
  const dayBegan = began(course, at);
  const next: Course = {
    ...kept,
    health,
    ...(dayBegan && { dayBegan }),
    ...(segment && { segment }),
    ...(isCustomer(view) && { customerSince: customerSince ?? at }),
    scores: scored(course.scores, health, at),
  };
  return { course: next, facts: segmentFacts(moment, course.segment, segment), moves: movesOf(course, next, at) };
}

/** Health as of the last step of the day before, or what it was then told against when this is not the day's first step. */
const began = ({ health, dayBegan }: Course, at: Instant): Health | undefined =>
  health && dayOf(health.at) !== dayOf(at) ? health : dayBegan;

function spellOf(
  { view, at }: Moment,
  { segment: was, scores: recent }: Course,
  health: Health,
  { segments }: AccountRules,
): SegmentSpell | undefined {
  if (!isCustomer(view)) return undefined;
  const { segment, because } = segmentOf({ view, health, recent, at, rules: segments });
  return { segment, since: was?.segment === segment ? was.since : at, because };
}

function segmentFacts({ view, at }: Moment, was?: SegmentSpell, is?: SegmentSpell): AccountEvent[] {
  if (was?.segment === is?.segment) return [];
  const because = is ? is.because.join(' ') : 'The account is no customer any more.';
  const told = (verb: string, segment: Segment, data: AccountEvent['data']) => ({
    entity: segment,
    data: { segment, because, ...data },
    because: `The account ${verb} the segment ${segment}. ${because}`,
  });
  const { id } = view.account;
  return [
    ...(was ? [derivedFact('segment.left', id, at, told('left', was.segment, is ? { to: is.segment } : {}))] : []),
    ...(is
      ? [derivedFact('segment.entered', id, at, told('entered', is.segment, was ? { from: was.segment } : {}))]
      : []),
  ];
}

function scored(scores: readonly DayScore[], { score }: Health, at: Instant): readonly DayScore[] {
  if (score === undefined) return scores;
  const day = dayOf(at);
  const last = scores.at(-1);
  if (last?.day === day && last.score === score) return scores;
  const since = dayOf(later(at, -waitMs(SCORES_KEPT)));
  return [...scores.filter((each) => each.day > since && each.day !== day), { day, score }];
}

function movesOf(before: Course, { health, dayBegan, segment }: Course, at: Instant): HealthMove[] {
  const moved = health?.score !== before.health?.score || segment?.segment !== before.segment?.segment;
  if (!moved || health?.score === undefined) return [];
  return [
    {
      day: dayOf(at),
      at,
      score: health.score,
      confidence: health.confidence,
      ...(dayBegan?.score !== undefined && { before: dayBegan.score }),
      ...(segment && { segment: segment.segment }),
      because: whyItMoved(dayBegan, health),
    },
  ];
}
