import fc from 'fast-check';
import type { AccountView, HeldMeeting, SupportCase, SurveyAnswer } from '../../account-view';
import { ACCOUNT_STAGES } from '../../account';
import { COMMITTEE_ROLES, ROLES, SENIORITIES } from '../../roles';
import type { Instant } from '../../waits';
import { contact, dayAgo, daysAgo, thriving, unknownAccount } from './sample-view.fixture';

/** An instant so many days before `NOW`, whole or not. */
export const anyTime = (least = 0, most = 420): fc.Arbitrary<Instant> =>
  fc.double({ min: least, max: most, noNaN: true }).map(daysAgo);

const IDS = ['ana', 'bo', 'cy', 'constructor', 'eve'];
const anyId = fc.constantFrom(...IDS);
const byTime = <Timed extends { readonly at: Instant }>(all: Timed[]): Timed[] =>
  all.toSorted((a, b) => (a.at < b.at ? -1 : 1));

const anyContact = (id: string) =>
  fc
    .record({
      committeeRole: fc.option(fc.constantFrom(...COMMITTEE_ROLES), { nil: undefined }),
      seniority: fc.constantFrom(...SENIORITIES),
      joinedAt: fc.option(anyTime(), { nil: undefined }),
    })
    .map((change) => contact(id, change));

export const anyCase: fc.Arbitrary<SupportCase> = fc
  .record({
    severity: fc.integer({ min: 1, max: 4 }),
    opened: fc.double({ min: 0, max: 400, noNaN: true }),
    took: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    reopened: fc.nat(2),
  })
  .map(({ severity, opened, took, reopened }) => ({
    severity,
    openedAt: daysAgo(opened),
    reopened,
    ...(took !== undefined && { resolvedAt: daysAgo(opened * (1 - took)) }),
  }));

export const anyAnswer = (least = 0): fc.Arbitrary<SurveyAnswer> =>
  fc
    .record({
      contactId: fc.option(anyId, { nil: undefined }),
      kind: fc.constantFrom('nps' as const, 'csat' as const),
      score: fc.nat(5),
      at: anyTime(least),
    })
    .map((answer) => ({ ...answer, score: answer.kind === 'nps' ? 2 * answer.score : answer.score }));

export const anyMeeting = (least = 0): fc.Arbitrary<HeldMeeting> =>
  fc.record({
    at: anyTime(least),
    with: fc.subarray([...ROLES]),
    contactId: fc.option(anyId, { nil: undefined }),
  });

const anyAccount = fc
  .record({
    stage: fc.constantFrom(undefined, ...ACCOUNT_STAGES),
    tier: fc.constantFrom('one-to-one' as const, 'one-to-few' as const, 'one-to-many' as const),
    contacts: fc.subarray(IDS).chain((ids) => fc.tuple(...ids.map(anyContact))),
    renewal: fc.option(fc.integer({ min: -400, max: 60 }), { nil: undefined }),
  })
  .map(({ renewal, ...account }) => ({
    ...unknownAccount.account,
    ...account,
    ...(renewal !== undefined && { contract: { ...thriving.account.contract!, renewalOn: dayAgo(renewal) } }),
  }));

const anyUsage = fc
  .array(fc.record({ at: anyTime(), used: fc.nat(150), allowed: fc.constantFrom(0, 50, 100) }), { maxLength: 4 })
  .map(byTime);

/** A view of any account, of which everything lies before `NOW`. */
export const anyView: fc.Arbitrary<AccountView> = fc
  .record({
    account: anyAccount,
    usage: fc.dictionary(fc.constantFrom('seats', 'storage', 'toString'), anyUsage, { noNullPrototype: true }),
    activity: fc.dictionary(fc.integer({ min: 0, max: 100 }).map(dayAgo), fc.nat(50), { noNullPrototype: true }),
    lastUse: fc.dictionary(anyId, anyTime(), { noNullPrototype: true }),
    engagement: fc.dictionary(anyId, anyTime(), { noNullPrototype: true }),
    cases: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), anyCase, { noNullPrototype: true }),
    answers: fc.array(anyAnswer(), { maxLength: 5 }).map(byTime),
    meetings: fc.array(anyMeeting(), { maxLength: 3 }).map(byTime),
    departed: fc.dictionary(
      fc.constantFrom('eve', 'finn'),
      fc.record({ name: fc.constant('Gone'), role: fc.constantFrom('champion', 'blocker'), at: anyTime() }),
      { noNullPrototype: true },
    ),
    notices: fc.record(
      {
        'payment.received': anyTime(),
        'payment.failed': anyTime(),
        'churn.notified': anyTime(),
        'competitor.evaluated': anyTime(),
        'unit.asked': anyTime(),
        'intent.surged': anyTime(),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    since: fc.option(anyTime(), { nil: undefined }),
  })
  .map((known) => ({ ...unknownAccount, ...known }));

/** The same view with what happened only after `NOW`: nothing that a question about `NOW` may depend on. */
export const withWhatCameLater = (view: AccountView): fc.Arbitrary<AccountView> =>
  fc
    .record({
      usage: anyTime(-100, -0.001),
      answers: fc.array(anyAnswer(-100).filter(({ at }) => at > daysAgo(0))),
      meetings: fc.array(anyMeeting(-100).filter(({ at }) => at > daysAgo(0))),
      laterCase: anyTime(-100, -0.001),
      departs: fc.option(anyId, { nil: undefined }),
      moment: anyTime(-100, -0.001),
    })
    .map(({ usage, answers, meetings, laterCase, departs, moment }) => ({
      ...view,
      ...leaving(view, departs, moment),
      usage: { ...view.usage, seats: [...(own(view.usage, 'seats') ?? []), { at: usage, used: 1, allowed: 100 }] },
      activity: { ...view.activity, [dayAgo(0)]: 1000, [dayAgo(-1)]: 1000 },
      lastUse: { ...ofEverybody(moment), ...view.lastUse },
      engagement: { ...ofEverybody(moment), ...view.engagement },
      cases: { ...resolvedLater(view, moment), later: { severity: 1, openedAt: laterCase, reopened: 0 } },
      answers: [...view.answers, ...byTime(answers)],
      meetings: [...view.meetings, ...byTime(meetings)],
      notices: { 'payment.failed': moment, 'churn.notified': moment, 'payment.received': moment, ...view.notices },
    }));

const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const ofEverybody = (at: Instant) => Object.fromEntries(IDS.map((id) => [id, at]));

const resolvedLater = ({ cases }: AccountView, at: Instant) =>
  Object.fromEntries(Object.entries(cases).map(([id, one]) => [id, { resolvedAt: at, ...one }]));

function leaving({ account, departed }: AccountView, id: string | undefined, at: Instant) {
  const who = account.contacts.find((one) => one.id === id);
  if (!who || Object.hasOwn(departed, who.id)) return {};
  return {
    account: { ...account, contacts: account.contacts.filter((one) => one !== who) },
    departed: { ...departed, [who.id]: { name: who.name, role: who.committeeRole, at } },
  };
}
