import type { Evidence } from './tasks';
import { waitMs, type Instant } from './waits';
import { amount, counted, dayInWords } from './wording';

/** How an account stands at a moment, as far as it is known, for those who are about to act on it. */
export interface Standing {
  readonly at: Instant;
  /** 0–100; absent when health cannot be told. */
  readonly health?: number;
  /** Since when health has been good without a break. */
  readonly wellSince?: Instant;
  /** What counts as recovered: so much health for so many days. */
  readonly recovered: { readonly health: number; readonly days: number };
  /** The most severe first; absent when nothing at all was observed of the account. */
  readonly openCases?: readonly OpenCase[];
  /** When somebody there was last in touch with us: in a meeting, or by engaging with marketing or sales. */
  readonly lastContact?: { readonly at: Instant; readonly name: string; readonly met: boolean };
  /** The same by contact id; who is absent has not been reached. */
  readonly reachedOn: Readonly<Record<string, Instant>>;
}

export interface OpenCase {
  /** 1 is the most severe. */
  readonly severity: number;
  readonly subject?: string;
  readonly openedAt: Instant;
}

/** So many cases are told one by one. */
const CASES_TOLD = 3;
const SUBJECT_SHOWN = 100;

/** What is known of health, open cases and the last contact; nothing is said of the rest. */
export const standingAsEvidence = (standing: Standing): Evidence[] => {
  const { health, lastContact } = standing;
  return [
    ...(health === undefined ? [] : [{ label: 'Health', value: `${health} of 100` }]),
    ...casesAsEvidence(standing),
    ...(lastContact ? [{ label: 'Last contact', value: contactInWords(lastContact) }] : []),
  ];
};

/** Open support cases, where support is known. */
export function casesAsEvidence({ openCases }: Pick<Standing, 'openCases'>): Evidence[] {
  if (!openCases) return [];
  const told = openCases.slice(0, CASES_TOLD).map(caseInWords);
  const more = openCases.length - told.length;
  const value = [...told, ...(more > 0 ? [`${amount(more)} more`] : [])].join('; ') || 'None is known.';
  return [{ label: openCases.length === 1 ? 'Open case' : 'Open cases', value }];
}

/**
 * How far the account is from having recovered.
 *
 * @example
 * recoveryAsEvidence(standing); // { label: 'Health', value: '72 of 100, 70 or more since 3 March 2026: 6 of 14 days.' }
 */
export function recoveryAsEvidence({ at, health, wellSince, recovered }: Standing): Evidence {
  const goal = `It takes ${recovered.health} or more for ${counted(recovered.days, 'day')}.`;
  if (health === undefined) return { label: 'Health', value: `Not known at present. ${goal}` };
  if (health < recovered.health || wellSince === undefined)
    return { label: 'Health', value: `${health} of 100. ${goal}` };
  const days = Math.max(0, Math.floor((Date.parse(at) - Date.parse(wellSince)) / waitMs('1 day')));
  const held = `${Math.min(days, recovered.days)} of ${counted(recovered.days, 'day')}`;
  const since = `${recovered.health} or more since ${dayInWords(wellSince)}`;
  return { label: 'Health', value: `${health} of 100, ${since}: ${held}.` };
}

function caseInWords({ severity, subject, openedAt }: OpenCase): string {
  const about = subject ? ` (“${subject.slice(0, SUBJECT_SHOWN)}”)` : '';
  return `severity ${severity} since ${dayInWords(openedAt)}${about}`;
}

const contactInWords = ({ at, name, met }: NonNullable<Standing['lastContact']>): string =>
  `${name}, ${met ? 'in a meeting' : 'who engaged with us'} on ${dayInWords(at)}`;
