import type { AccountEvent } from '../../events';
import type { Course } from '../course';
import type { Moment } from '../moment';
import type { TriggerRules } from '../rules';

/** How one thing a detector watches stands. */
export interface Reading {
  /** What is watched, such as a limit: each has an alarm of its own. */
  readonly of: string;
  /** Fires, unless it has fired before and was not re-armed since. */
  readonly raised: boolean;
  /** Re-arms. Between raised and cleared nothing happens. */
  readonly cleared: boolean;
  readonly fact: () => AccountEvent;
}

/** Derives facts from how things stand, each once until it is re-armed. */
export interface Detector {
  readonly name: string;
  /** Whether a change of the view can matter; at midnight every detector looks. */
  concerns(moment: Moment): boolean;
  /** Everything it watches. What is no longer among it is forgotten, and so re-armed. */
  read(moment: Moment, course: Course, rules: TriggerRules): readonly Reading[];
}

type Alarms = Course['alarms'];

/** What the detector finds, and the alarms after that. */
export function detect(
  detector: Detector,
  moment: Moment,
  course: Course,
  rules: TriggerRules,
): { readonly alarms: Alarms; readonly facts: readonly AccountEvent[] } {
  const { alarms } = course;
  if (moment.observed && !detector.concerns(moment)) return { alarms, facts: [] };
  const facts: AccountEvent[] = [];
  const fired: [string, string][] = [];
  for (const { of, raised, cleared, fact } of detector.read(moment, course, rules)) {
    const key = `${detector.name}/${of}`;
    const since = Object.hasOwn(alarms, key) ? alarms[key] : undefined;
    if (since === undefined && raised) facts.push(fact());
    if (since === undefined ? raised : !cleared) fired.push([key, since ?? moment.at]);
  }
  return { alarms: withAlarms(alarms, detector.name, fired), facts };
}

/** The same table when nothing changed, which is nearly always. */
function withAlarms(alarms: Alarms, name: string, fired: readonly [string, string][]): Alarms {
  const before = Object.keys(alarms).filter((key) => key.startsWith(`${name}/`));
  if (before.length === fired.length && fired.every(([key]) => Object.hasOwn(alarms, key))) return alarms;
  const others = Object.entries(alarms).filter(([key]) => !key.startsWith(`${name}/`));
  return Object.fromEntries([...others, ...fired]);
}

/** By name, so that the order of facts does not depend on the order of keys. */
export const sortedEntries = <Value>(entries: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
