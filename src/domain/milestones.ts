import { later, type Instant } from './waits';
import { capital, dayInWords } from './wording';

/** One step of a customer towards value, and by when they should have taken it. */
export interface Milestone {
  /** As facts name it: `first-login`. */
  readonly id: string;
  /** Within a sentence: `the first login`. */
  readonly name: string;
  /** The day by which it should be reached, counted in days of 24 hours from the start. */
  readonly day: number;
  /** What is missing while it is not reached, in a sentence: `Nobody has logged in.` */
  readonly missing: string;
  /** Ids of those that lie before it: whoever has reached it has reached them as well. */
  readonly after?: readonly string[];
}

/** Where a milestone stands; `left-out` is one that does not apply to this customer. */
export type MilestoneState = 'reached' | 'left-out' | 'on-track' | 'behind' | 'stuck';

/** That a milestone was seen reached. The same may be seen often, and late. */
export interface MilestoneSeen {
  readonly milestone: string;
  readonly at: Instant;
}

/** What the states of milestones follow from. */
export interface MilestoneCourse {
  readonly since: Instant;
  readonly now: Instant;
  readonly seen: readonly MilestoneSeen[];
  /** Ids of those that do not apply. */
  readonly leftOut?: readonly string[];
  /** A milestone that is so many days late is stuck. */
  readonly stuckAfterDays: number;
}

/** How one milestone stands at a moment. */
export interface MilestoneStanding {
  readonly milestone: Milestone;
  readonly state: MilestoneState;
  readonly dueAt: Instant;
  readonly stuckAt: Instant;
  /** When it was reached first; it may lie before the start. */
  readonly reachedAt?: Instant;
  /** What is missing, in sentences; empty once it is reached or left out. */
  readonly missing: readonly string[];
}

const DAY_MS = 86_400_000;

/**
 * How each milestone stands: on track until its day, then behind, stuck some days later, reached whenever that was seen.
 * It depends on what was seen, not on the order, the time or the number of times it was told.
 *
 * @example
 * const [login] = standingsOf([{ id: 'first-login', name: 'the first login', day: 7, missing: 'Nobody has logged in.' }], {
 *   since: '2026-03-02T09:00:00.000Z',
 *   now: '2026-03-12T09:00:00.000Z',
 *   seen: [],
 *   stuckAfterDays: 7,
 * });
 * login.state; // behind
 */
export function standingsOf(milestones: readonly Milestone[], course: MilestoneCourse): MilestoneStanding[] {
  const reached = (id: string) => earliestOf(milestones, course.seen, id, []);
  const isOpen = (id: string) => reached(id) === undefined && !course.leftOut?.includes(id);
  return milestones.map((milestone) => {
    const { id, day } = milestone;
    const dueAt = later(course.since, day * DAY_MS);
    const stuckAt = later(dueAt, course.stuckAfterDays * DAY_MS);
    const reachedAt = reached(id);
    const before = milestones.filter((other) => milestone.after?.includes(other.id) && isOpen(other.id));
    return {
      ...{ milestone, dueAt, stuckAt },
      ...(reachedAt !== undefined && { reachedAt }),
      state: reachedAt !== undefined ? 'reached' : isOpen(id) ? lateness(dueAt, stuckAt, course.now) : 'left-out',
      missing: isOpen(id) ? [...before.map(comesFirst), milestone.missing] : [],
    };
  });
}

const lateness = (dueAt: Instant, stuckAt: Instant, now: Instant): MilestoneState =>
  Date.parse(now) < Date.parse(dueAt) ? 'on-track' : Date.parse(now) < Date.parse(stuckAt) ? 'behind' : 'stuck';

const comesFirst = ({ name }: Milestone): string => `${capital(name)} comes before it and is missing, too.`;

/** When it was seen first, by itself or by one that lies after it. */
function earliestOf(
  milestones: readonly Milestone[],
  seen: readonly MilestoneSeen[],
  id: string,
  path: readonly string[],
): Instant | undefined {
  const following = milestones.filter(({ id: other, after }) => after?.includes(id) && !path.includes(other));
  const moments = [
    ...seen.filter(({ milestone }) => milestone === id).map(({ at }) => at),
    ...following.flatMap((other) => earliestOf(milestones, seen, other.id, [...path, id]) ?? []),
  ];
  return moments.reduce<Instant | undefined>(
    (first, at) => (first === undefined || Date.parse(at) < Date.parse(first) ? at : first),
    undefined,
  );
}

/** When the passing of time changes a state next; undefined when it changes none any more. */
export function nextChangeOf(standings: readonly MilestoneStanding[]): Instant | undefined {
  const moments = standings.flatMap(({ state, dueAt, stuckAt }) =>
    state === 'on-track' ? [dueAt] : state === 'behind' ? [stuckAt] : [],
  );
  return moments.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** `Behind: it was due on 9 March 2026. Nobody has logged in.` */
export function standingInWords({ state, dueAt, reachedAt, missing }: MilestoneStanding): string {
  if (state === 'left-out') return 'Does not apply to them.';
  if (reachedAt !== undefined) {
    const isLate = Date.parse(reachedAt) > Date.parse(dueAt);
    return `Reached on ${dayInWords(reachedAt)}${isLate ? `, due on ${dayInWords(dueAt)}` : ''}.`;
  }
  const due = state === 'on-track' ? 'On track: it is' : state === 'behind' ? 'Behind: it was' : 'Stuck: it was';
  return [`${due} due on ${dayInWords(dueAt)}.`, ...missing].join(' ');
}
