import fc from 'fast-check';
import { healthRulesSchema } from '../health';
import { parseObservation, type Observation, type ObservationType, type Observed } from '../observations';
import { observations } from '../observations/observation.fixture';
import { segmentRulesSchema } from '../trajectory';
import { later } from '../waits';
import type { AccountRules } from './course';
import { DEFAULT_RULES } from './default-rules';
import { triggerRulesSchema } from './rules';

/** The standard rules with these changes, and a catalogue that has every play of them. */
export const rulesWith = (triggers: unknown = {}, plays = DEFAULT_RULES.map(({ start }) => start)): AccountRules => ({
  health: healthRulesSchema.parse({}),
  segments: segmentRulesSchema.parse({}),
  triggers: triggerRulesSchema.parse(triggers),
  plays,
});

type DataOf<Type extends ObservationType> = Extract<Observation, { type: Type }>['data'];

/** Noon of a day. */
export const noon = (day: string): string => `${day}T12:00:00.000Z`;

/** Something seen at Acme at noon of a day. */
export function seen<Type extends ObservationType>(
  day: string,
  type: Type,
  data: DataOf<Type>,
  more: Partial<Pick<Observed, 'contactId' | 'id' | 'source' | 'at'>> = {},
): Observed {
  const id = `${type} ${day} ${JSON.stringify(data)} ${more.contactId ?? ''}`;
  return { ...parseObservation(type, data), id, source: 'segment', at: noon(day), accountId: 'acme', ...more };
}

/** Acme, a customer since 1 January 2026 whose renewal is far away. */
export const customer: Observed[] = [
  seen('2026-01-01', 'account.described', { name: 'Acme', stage: 'customer' }),
  seen('2026-01-01', 'contract.changed', { plan: 'Growth', seats: 100, seatPrice: 10, renewalOn: '2027-12-31' }),
];

export const seats = (day: string, used: number, allowed = 100): Observed =>
  seen(day, 'usage.measured', { limit: 'seats', used, allowed });

/** Somebody of a title who joined on a day and is heard of on another. */
export const joined = (day: string, contactId: string, title: string, joinedOn: string): Observed =>
  seen(
    day,
    'contact.described',
    { name: 'Olivia Park', email: `${contactId}@acme.example`, title, joinedAt: `${joinedOn}T00:00:00.000Z` },
    { contactId },
  );

const FIRST_DAY = '2025-01-01T00:00:00.000Z';
const EIGHTH_OF = 8;

/** Until when `eventful` histories have happened. */
export const AFTER_ALL = '2025-05-01T00:00:00.000Z';

/** Much seen of one account within three months of 2025, each thing once, in no particular order. */
export const eventful: fc.Arbitrary<Observed[]> = fc
  .uniqueArray(observations('acme'), {
    selector: ({ source, id }) => `${source}/${id}`,
    minLength: 8,
    maxLength: 50,
    size: 'max',
  })
  .map((all) => all.map((each) => ({ ...each, at: sooner(each.at) })));

/** Two years in the time of three months; what was at the same moment still is. */
const sooner = (at: string): string =>
  later(FIRST_DAY, Math.round((Date.parse(at) - Date.parse(FIRST_DAY)) / EIGHTH_OF));
