import type { Day } from '../account-view';
import type { AccountEvent } from '../events';
import { healthOf, howTheDayWent, whyItMoved, type Health } from '../health';
import { segmentOf, type DayScore, type Segment } from '../trajectory';
import { later, waitMs, type Instant } from '../waits';
import { dayOf } from '../wording';
import type { AccountRules, Course, HealthToday, SegmentSpell } from './course';
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
  /** The score as the day began, or as it was told first; absent while it could not be told. */
  readonly before?: number;
  readonly segment?: Segment;
  /** Sentences. */
  readonly because: string;
}

/** How long scores by day are kept. */
const SCORES_KEPT = '90 days';
/** How many changes of one day are remembered. */
const CHANGES_KEPT = 20;

export interface Assessed {
  readonly course: Course;
  readonly facts: readonly AccountEvent[];
  readonly moves: readonly HealthMove[];
}

/** Tells health and segment after a step, and what moved. */
export function assess(moment: Moment, course: Course, rules: AccountRules): Assessed {
  const { view, at } = moment;
  const health = healthOf(view, at, rules.health);
  const momentBegan = course.health && course.health.at < at ? course.health : course.momentBegan;
  const segment = spellOf(moment, { ...course, momentBegan }, health, rules);
  const { segment: _spell, today: _day, customerSince, ...kept } = course;
  const dayBegan = began(course, at);
  const today = todayOf({ ...course, dayBegan, momentBegan }, health, at);
  const next: Course = {
    ...kept,
    health,
    ...(dayBegan && { dayBegan }),
    ...(momentBegan && { momentBegan }),
    ...(today && { today }),
    ...(segment && { segment }),
    ...(isCustomer(view) && { customerSince: customerSince ?? at }),
    scores: scored(course.scores, health, at),
  };
  return { course: next, facts: segmentFacts(moment, course.segment, segment), moves: movesOf(course, next, at) };
}

/**
 * Health as of the last step of the day before, or what it was then told against when this is not the day's first step.
 * On the first day that it can be told, as it was told first.
 */
function began({ health, dayBegan }: Course, at: Instant): Health | undefined {
  if (!health || dayOf(health.at) !== dayOf(at)) return health ?? dayBegan;
  const isFirst = dayBegan?.score === undefined && health.score !== undefined && health.at < at;
  return isFirst ? health : dayBegan;
}

/** What changed on the day so far; absent while nothing did. */
function todayOf({ today, health: was, dayBegan, momentBegan, scores }: Course, health: Health, at: Instant) {
  const soFar: HealthToday | undefined = today && dayOf(today.at) === dayOf(at) ? today : undefined;
  if (health.score === undefined || health.score === was?.score) return soFar;
  const between = soFar?.at === at ? soFar.scores.slice(0, -1) : (soFar?.scores ?? []);
  const day = { began: dayBegan, between, last: momentBegan, since: sinceWhen(scores, dayBegan, at) };
  return { at, scores: [...between, health.score].slice(-CHANGES_KEPT), because: howTheDayWent(day, health) };
}

/** Since which day the score had been what it was as the day began. */
function sinceWhen(scores: readonly DayScore[], dayBegan: Health | undefined, at: Instant): Day {
  const earlier = scores.filter(({ day }) => day < dayOf(at));
  const other = earlier.findLastIndex(({ score }) => score !== dayBegan?.score);
  return earlier[other + 1]?.day ?? dayOf(at);
}

/** Scores of earlier moments: what was only told between two things of this very moment was never so. */
function before({ scores, health, momentBegan }: Course, at: Instant): readonly DayScore[] {
  if (health?.at !== at) return scores;
  const score = momentBegan?.score;
  return [
    ...scores.filter(({ day }) => day !== dayOf(at)),
    ...(momentBegan && score !== undefined ? [{ day: dayOf(momentBegan.at), score }] : []),
  ];
}

function spellOf(
  { view, at }: Moment,
  course: Course,
  health: Health,
  { segments }: AccountRules,
): SegmentSpell | undefined {
  if (!isCustomer(view)) return undefined;
  const { segment: was } = course;
  const recent = before(course, at);
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

function movesOf(before: Course, { health, dayBegan, segment, today }: Course, at: Instant): HealthMove[] {
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
      because: today?.because ?? segment?.because.join(' ') ?? whyItMoved(health, health),
    },
  ];
}
