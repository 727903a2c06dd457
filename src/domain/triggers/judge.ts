import { stageOf } from '../account';
import type { AccountView } from '../account-view';
import type { AccountEvent } from '../events';
import { waitMs, type Instant } from '../waits';
import { counted, dayInWords } from '../wording';
import type { Condition, Range, Where } from './condition';
import type { Course } from './course';
import { calendarDays } from './moment';
import { ABSENCE, rangeInWords, severityInWords, STAGE_WORDS, whereInWords } from './wording';

/** Whether a condition is met, and how things stand, in a clause without a full stop. */
export interface Finding {
  readonly met: boolean;
  readonly says: string;
  /** The facts that meet it. */
  readonly facts: readonly AccountEvent[];
  /** Of a condition made of others. */
  readonly of?: readonly Finding[];
}

/** What conditions are judged by. */
export interface Standing {
  readonly view: AccountView;
  readonly course: Course;
  readonly at: Instant;
}

/** How a condition stands. */
export function judge(condition: Condition, standing: Standing): Finding {
  if ('fact' in condition) return happened(condition, standing);
  if ('all' in condition) return together(condition.all, standing, 'every');
  if ('any' in condition) return together(condition.any, standing, 'some');
  if ('not' in condition) {
    const { met, says, of } = judge(condition.not, standing);
    return { met: !met, says, facts: [], ...(of && { of }) };
  }
  return { ...stands(condition, standing), facts: [] };
}

function together(conditions: readonly Condition[], standing: Standing, how: 'every' | 'some'): Finding {
  const of = conditions.map((each) => judge(each, standing));
  const met = of[how]((finding) => finding.met);
  const says = how === 'every' ? 'All of these' : 'One of these';
  return { met, says, facts: of.flatMap((finding) => (finding.met ? finding.facts : [])), of };
}

function happened({ fact, within, where }: Extract<Condition, { fact: unknown }>, { course, at }: Standing): Finding {
  const since = Date.parse(at) - waitMs(within);
  const found = course.facts[fact]?.findLast(
    (event) => Date.parse(event.at) >= since && (!where || fits(event, where)),
  );
  if (found) return { met: true, says: (found.because ?? fact).replace(/\.$/, ''), facts: [found] };
  return {
    met: false,
    says: `${ABSENCE[fact]} in the last ${within}${where ? ` with ${whereInWords(where)}` : ''}`,
    facts: [],
  };
}

const fits = (event: AccountEvent, where: Where): boolean =>
  Object.entries(where).every(([path, wanted]) => {
    const value = taken(event, path);
    if (typeof wanted !== 'object') return value === wanted;
    return typeof value === 'number' && lies(value, wanted);
  });

const lies = (value: number, { atLeast = -Infinity, below = Infinity }: Range): boolean =>
  value >= atLeast && value < below;

/** What a path such as `data.limit` reads of a fact. */
export function taken(event: AccountEvent, path: string): unknown {
  if (path === 'entity' || path === 'contactId' || path === 'because') return event[path];
  const field = path.slice('data.'.length);
  return Object.hasOwn(event.data, field) ? event.data[field] : undefined;
}

type State = Exclude<Condition, { fact: unknown } | { all: unknown } | { any: unknown } | { not: unknown }>;

function stands(condition: State, standing: Standing): Pick<Finding, 'met' | 'says'> {
  if ('segment' in condition) return segmentStands(condition.segment, standing);
  if ('health' in condition) return healthStands(condition.health, standing);
  if ('openCase' in condition) return caseStands(condition.openCase.severityAtMost, standing);
  if ('stage' in condition) {
    const stage = stageOf(standing.view.account);
    const met = stage === condition.stage;
    return { met, says: `The account is ${STAGE_WORDS[stage]}${met ? '' : `, not ${STAGE_WORDS[condition.stage]}`}` };
  }
  return renewalStands(condition.daysToRenewal, standing);
}

function segmentStands(wanted: string, { course: { segment: spell } }: Standing): Pick<Finding, 'met' | 'says'> {
  if (!spell) return { met: false, says: 'The account is no customer and in no segment' };
  if (spell.segment !== wanted) return { met: false, says: `The segment is ${spell.segment}, not ${wanted}` };
  return { met: true, says: `The segment is ${wanted} since ${dayInWords(spell.since)}` };
}

function healthStands(wanted: Range, { course: { health } }: Standing): Pick<Finding, 'met' | 'says'> {
  const score = health?.score;
  if (score === undefined) return { met: false, says: 'Too little is known to tell the health' };
  const met = lies(score, wanted);
  return {
    met,
    says: `Health is ${score}${met ? '' : ', not'} ${rangeInWords(wanted)}`.replace(/(\d) (at|below)/, '$1, $2'),
  };
}

function caseStands(worstUpTo: number, { view }: Standing): Pick<Finding, 'met' | 'says'> {
  const open = Object.entries(view.cases)
    .filter(([, { severity, resolvedAt }]) => resolvedAt === undefined && severity <= worstUpTo)
    .sort(([a, x], [b, y]) => x.severity - y.severity || (a < b ? -1 : 1));
  const [worst] = open;
  if (!worst) return { met: false, says: `No case of ${severityInWords(worstUpTo)} is open` };
  const [id, { severity, openedAt }] = worst;
  return { met: true, says: `The case ${id} of severity ${severity} is open since ${dayInWords(openedAt)}` };
}

function renewalStands(
  { atMost, atLeast }: { readonly atMost: number; readonly atLeast?: number },
  { view, at }: Standing,
): Pick<Finding, 'met' | 'says'> {
  const renewalOn = view.account.contract?.renewalOn;
  if (renewalOn === undefined) return { met: false, says: 'No renewal date is known' };
  const days = calendarDays(at, renewalOn);
  const met = days <= atMost && days >= (atLeast ?? -Infinity);
  const when = days < 0 ? `passed ${counted(-days, 'day')} ago` : `is ${counted(days, 'day')} away`;
  const wanted = atLeast === undefined ? `at most ${atMost}` : `${atLeast} to ${atMost}`;
  return { met, says: `The renewal on ${dayInWords(renewalOn)} ${when}${met ? '' : `, not ${wanted} days`}` };
}
