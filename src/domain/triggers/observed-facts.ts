import { entryOf, type AccountView } from '../account-view';
import type { AccountEvent, Trigger } from '../events';
import type { Observation, ObservationType, Observed } from '../observations';
import { dayInWords } from '../wording';
import type { Course } from './course';
import { observedFact } from './fact';
import { daysBetween, isCustomer, type Moment } from './moment';
import type { TriggerRules } from './rules';
import { also } from './wording';

type Told = Pick<AccountEvent, 'entity'> & { readonly because: string };
type Seen<Type extends ObservationType> = Extract<Observation, { readonly type: Type }>['data'];
/** Observations that are facts as they are; those on support need to be known to concern the last severe case. */
type Direct = Exclude<ObservationType & Trigger, 'support.resolved'>;

/** What each is about, and how it is said; `who` is the contact's name, or `Somebody`. */
const DIRECT: { readonly [Type in Direct]: (data: Seen<Type>, who: string) => Told } = {
  'milestone.reached': ({ milestone }) => ({ entity: milestone, because: `They reached the milestone ${milestone}` }),
  'survey.answered': ({ kind, score, comment }, who) => ({
    because: `${who} answered ${score} of ${kind === 'nps' ? 10 : 5} (${kind.toUpperCase()}${also(comment && `“${comment}”`)})`,
  }),
  'deal.won': ({ deal }) => ({ entity: deal, because: `The deal ${deal} was won` }),
  'deal.lost': ({ deal, reason }) => ({ entity: deal, because: `The deal ${deal} was lost${also(reason, ': ')}` }),
  'intent.surged': ({ topic }) => ({ entity: topic, because: `Their intent surged${also(topic, ' on ')}` }),
  'competitor.evaluated': ({ competitor }) => ({
    entity: competitor,
    because: `They were seen evaluating ${competitor ?? 'a competitor'}`,
  }),
  'org.restructured': ({ what }) => ({ because: `They restructured${also(what, ': ')}` }),
  'churn.notified': ({ reason }) => ({ because: `They gave notice of leaving${also(reason, ': ')}` }),
  'content.engaged': ({ content }, who) => ({
    entity: content,
    because: `${who} engaged with ${content ?? 'content'}`,
  }),
  'meeting.booked': ({ meeting }, who) => ({ entity: meeting, because: `${who} booked a meeting` }),
  'proposal.accepted': ({ proposal }) => ({ entity: proposal, because: `They accepted the proposal ${proposal}` }),
  'proposal.declined': ({ proposal, reason }) => ({
    entity: proposal,
    because: `They declined the proposal ${proposal}${also(reason, ': ')}`,
  }),
  'unit.asked': ({ unit }) => ({ entity: unit, because: `The unit ${unit} asked for access` }),
};

/** The observation as a fact, when it is one by itself. */
export function observedFacts(
  { observed, view, before, at }: Moment,
  course: Course,
  rules: TriggerRules,
): AccountEvent[] {
  if (!observed || !isDirect(observed)) return [];
  const say = DIRECT[observed.type] as (data: Observed['data'], who: string) => Told;
  const { entity, because } = say(observed.data, nameOf(view, observed.contactId));
  const won = observed.type === 'deal.won' && { newCustomer: isNewCustomer(before, course, at, rules) };
  return [
    observedFact(observed.type, observed, {
      entity,
      contactId: observed.contactId,
      data: { ...observed.data, ...won },
      because: `${because} on ${dayInWords(at)}.`,
    }),
  ];
}

const isDirect = (observed: Observed): observed is Observed & { readonly type: Direct } =>
  Object.hasOwn(DIRECT, observed.type);

const nameOf = ({ account, departed }: AccountView, contactId = ''): string =>
  account.contacts.find(({ id }) => id === contactId)?.name ?? entryOf(departed, contactId)?.name ?? 'Somebody';

/**
 * Whether a deal makes a customer: not one already, or only for some days, as the contract is often reported before the
 * deal; and no other deal was won before that.
 */
function isNewCustomer(
  before: AccountView,
  { customerSince }: Course,
  at: string,
  { newCustomerDays }: TriggerRules,
): boolean {
  const since = isCustomer(before) ? customerSince : undefined;
  const wonBefore = Object.values(before.deals).some(
    (deal) => deal.result === 'won' && daysBetween(deal.since, at) > newCustomerDays,
  );
  return !wonBefore && (since === undefined || daysBetween(since, at) <= newCustomerDays);
}
