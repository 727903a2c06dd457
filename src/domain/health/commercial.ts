import { stageOf } from '../account';
import type { AccountView } from '../account-view';
import { counted, dayOf } from '../wording';
import { ageInDays, contactsAt, DAY_MS, daysSinceEngaged } from './known-at';
import { told, untold, type HealthPart } from './part';
import type { HealthRules } from './rules';
import { ago } from './wording';

type Rules = HealthRules['commercial'];

/** Commercial: the weighted mean of payment, tenure and renewal; 0 for 90 days after notice of leaving. */
export function commercialParts(view: AccountView, at: number, rules: Rules): HealthPart[] {
  const parts = [payment(view, at, rules), tenure(view, at, rules), renewal(view, at, rules)];
  const noticed = ageInDays(view.notices['churn.notified'], at);
  if (noticed === undefined || noticed > rules.churnNoticeDays)
    return [...parts, untold('notice', 0, 'there is no notice of leaving that counts')];
  const notice = told('notice', 1, 0, `they gave notice of leaving ${ago(noticed)}`);
  return [notice, ...parts.map((part) => ({ ...part, weight: 0 }))];
}

/** payment = 0 when the last payment failed, otherwise 100. */
function payment(view: AccountView, at: number, { weights }: Rules): HealthPart {
  const failed = ageInDays(view.notices['payment.failed'], at);
  const received = ageInDays(view.notices['payment.received'], at);
  if (failed !== undefined && failed < (received ?? Infinity))
    return told('payment', weights.payment, 0, `a payment failed ${ago(failed)} and none has come in since`);
  return received === undefined
    ? untold('payment', weights.payment, 'no payment has been reported')
    : told('payment', weights.payment, 100, `the last payment came in ${ago(received)}`);
}

/** tenure = 70 on the first day we saw the account, 100 after 365 days, a straight line between; customers only. */
function tenure(view: AccountView, at: number, { tenureStart, tenureDays, weights }: Rules): HealthPart {
  const days = ageInDays(view.since, at);
  if (days === undefined || !isCustomer(view))
    return untold('tenure', weights.tenure, 'how long they have been with us is not known');
  const score = tenureStart + (100 - tenureStart) * Math.min(1, days / tenureDays);
  return told('tenure', weights.tenure, score, `we have known them for ${counted(Math.floor(days), 'day')}`);
}

const isCustomer = ({ account }: AccountView): boolean => ['customer', 'former'].includes(stageOf(account));

/** renewal = 0 when it is 60 days away or less and nobody engaged in 30 days, otherwise 100. */
function renewal(view: AccountView, at: number, { renewalDays, engagedDays, weights }: Rules): HealthPart {
  const renewalOn = view.account.contract?.renewalOn;
  if (renewalOn === undefined) return untold('renewal', weights.renewal, 'no renewal date is known');
  const days = Math.round((Date.parse(renewalOn) - Date.parse(dayOf(at))) / DAY_MS);
  const when = days >= 0 ? `the renewal is ${counted(days, 'day')} away` : `the renewal date passed ${ago(-days)}`;
  if (days > renewalDays) return told('renewal', weights.renewal, 100, when);
  const last = lastEngagement(view, at);
  if (last !== undefined && last <= engagedDays)
    return told('renewal', weights.renewal, 100, `${when}, and they engaged ${ago(last)}`);
  return told(
    'renewal',
    weights.renewal,
    0,
    `${when}, and nobody there engaged in the last ${counted(engagedDays, 'day')}`,
  );
}

/** Days since anybody there last engaged, or met us. */
function lastEngagement(view: AccountView, at: number): number | undefined {
  const since = [...daysSinceEngaged(view, contactsAt(view, at), at).values()];
  const held = view.meetings.flatMap((meeting) => ageInDays(meeting.at, at) ?? []);
  return [...since, ...held].reduce<number | undefined>((least, age) => Math.min(least ?? age, age), undefined);
}
