import { ROLE_TITLES } from '../roles';
import { later, waitMs, type Instant } from '../waits';
import { amount, money, counted, dayInWords, listed } from '../wording';
import { entryOf } from './entries';
import type { AccountView, Deal, NoticeKind, SurveyAnswer } from './view';
import { alphabetically, fromToday, sentence } from './wording';

const NOTICES: Readonly<Record<NoticeKind, string>> = {
  'churn.notified': 'they gave notice',
  'competitor.evaluated': 'they looked at a competitor',
  'org.restructured': 'they were restructured',
  'payment.failed': 'a payment failed',
  'payment.received': 'they paid',
  'unit.asked': 'another unit asked for access',
  'intent.surged': 'their interest in what we do rose',
};

/** What surveys say: the latest answer of each kind, and how many there are of the last 90 days. */
export function describeSurveys(view: AccountView, at: Instant): string[] {
  const { answers } = view;
  const since = later(at, -waitMs('90 days'));
  return (['nps', 'csat'] as const).flatMap((kind) => {
    const given = answers.filter((answer) => answer.kind === kind);
    const latest = given.at(-1);
    if (!latest) return [];
    const recent = given.filter((answer) => answer.at >= since).length;
    const more = recent > 1 ? `, the latest of ${counted(recent, 'answer')} within 90 days` : '';
    return [sentence(`${answered(latest, view, at)}${more}`), ...quoted(latest)];
  });
}

function answered(
  { kind, score, contactId = '', at: given }: SurveyAnswer,
  { account, departed }: AccountView,
  at: Instant,
): string {
  const gone = entryOf(departed, contactId)?.name;
  const here = account.contacts.find(({ id }) => id === contactId)?.name;
  const from = here ?? (gone && `${gone}, who has left`);
  const measure = kind === 'nps' ? `NPS ${amount(score)} of 10` : `CSAT ${amount(score)} of 5`;
  return `${measure}${from ? ` from ${from}` : ''}, ${fromToday(at, given)}`;
}

const quoted = ({ comment }: SurveyAnswer): string[] => (comment ? [JSON.stringify(comment)] : []);

/** How marketing and sales go: engagement and meetings, deals, and what the account let us know. */
export function describeCommercial(view: AccountView, at: Instant): string[] {
  return [...contacted(view, at), ...describeDeals(view, at), ...noticed(view, at)];
}

function contacted({ engagement, meetings }: AccountView, at: Instant): string[] {
  const since = later(at, -waitMs('30 days'));
  const engaged = Object.values(engagement).filter((moment) => moment > since && moment <= at).length;
  const met = meetings.at(-1);
  const withWhom = met?.with.length ? ` with the ${listed(met.with.map((role) => ROLE_TITLES[role]))}` : '';
  return [
    ...(engaged ? [sentence(`${counted(engaged, 'person', 'people')} engaged within 30 days`)] : []),
    ...(met ? [sentence(`last meeting${withWhom} on ${dayInWords(met.at)} (${fromToday(at, met.at)})`)] : []),
  ];
}

function describeDeals({ deals, account }: AccountView, at: Instant): string[] {
  const currency = account.contract?.currency;
  const priced = (deal: Deal): string =>
    deal.amount === undefined ? '' : ` over ${currency ? money(deal.amount, currency) : amount(deal.amount)}`;
  return Object.entries(deals)
    .sort(([a, x], [b, y]) => alphabetically(y.since, x.since) || alphabetically(a, b))
    .map(([id, deal]) => {
      if (!deal.result)
        return sentence(
          `deal ${id}${priced(deal)}: in ${deal.stage} since ${dayInWords(deal.since)} (${fromToday(at, deal.since)})`,
        );
      const why = deal.reason ? `: ${deal.reason}` : '';
      return sentence(`deal ${id}${priced(deal)}: ${deal.result} on ${dayInWords(deal.since)}${why}`);
    });
}

const noticed = ({ notices }: AccountView, at: Instant): string[] =>
  (Object.keys(NOTICES) as NoticeKind[])
    .flatMap((kind) => (notices[kind] ? [{ kind, moment: notices[kind] }] : []))
    .sort((a, b) => alphabetically(b.moment, a.moment))
    .map(({ kind, moment }) => sentence(`on ${dayInWords(moment)} (${fromToday(at, moment)}) ${NOTICES[kind]}`));
