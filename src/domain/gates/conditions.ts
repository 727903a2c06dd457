import { isUnreachable, stageOf } from '../account';
import type { AccountView } from '../account-view';
import { ASK_TITLES, askInWords } from '../asks';
import { ageInDays, ago, healthOf, latestAnswersAt, openCasesAt } from '../health';
import { segmentOf, type SegmentAnswer } from '../trajectory';
import { amount, dayInWords } from '../wording';
import type { AskedBefore, Check, GateCondition, GateQuestion, Unmet } from './gate';

/** The days of playbook §7. */
const ANSWER_DAYS = 90;
const SAVE_DAYS = 90;
const ASK_DAYS = 180;
const PULSE_DAYS = 30;
/** Of 5: what counts as satisfied. For NPS the house rules say it, as for the segment. */
const SATISFIED_CSAT = 4;

const unmet = (condition: GateCondition, says: string): Unmet => ({ condition, says });

/** They are still there, have consented, and mail reaches them. */
export const reachable: Check = ({ contact }) => {
  if (!contact) return unmet('reach', 'Whoever is to be written to is not at the account any more.');
  const { name, consent } = contact;
  if (consent === 'withdrawn') return unmet('reach', `${name} wants no mail from us.`);
  if (consent === 'unknown') return unmet('reach', `${name} has not consented to mail from us.`);
  return isUnreachable(contact) ? unmet('reach', `Mail does not reach ${name}.`) : undefined;
};

/** The account is in the segment `champion`. */
export const champion: Check = (question) => {
  const segment = segmentThen(question, question.view);
  return segment?.segment === 'champion' ? undefined : notChampion(segment);
};

/** It would be in the segment `champion` if this person were as satisfied as can be: the answer is all that is missing. */
export const championIfSatisfied: Check = (question) => {
  const { view, contact, at } = question;
  const best = { kind: 'nps', score: 10, contactId: contact?.id, at } as const;
  const segment = segmentThen(question, view && { ...view, answers: [...view.answers, best] });
  return segment?.segment === 'champion' ? undefined : notChampion(segmentThen(question, view));
};

/** Nothing puts the account at risk. */
export const notAtRisk: Check = (question) => {
  const segment = segmentThen(question, question.view);
  return !segment || segment.segment === 'at-risk' ? notChampion(segment) : undefined;
};

function notChampion(segment: SegmentAnswer | undefined): Unmet {
  if (!segment) return unmet('trajectory', 'Nothing is known of how the account is doing as a customer.');
  return unmet('trajectory', `The account is ${segment.segment}, not champion. ${segment.because.join(' ')}`);
}

/** As of `at`, with the health of the view as it really is; undefined for an account that is no customer. */
function segmentThen({ view, at, scores, rules }: GateQuestion, seen: AccountView | undefined) {
  if (!view || !seen || stageOf(view.account) !== 'customer') return undefined;
  return segmentOf({ view: seen, health: healthOf(view, at, rules.health), recent: scores, at, rules: rules.segments });
}

/** The person's own latest answer, of whatever survey, is fresh and good: silence is not satisfaction. */
export const satisfied: Check = ({ view, contact, at, rules }) => {
  const name = contact?.name ?? 'Whoever is to be asked';
  const now = Date.parse(at);
  const answer = view && contact && latestAnswersAt(view, now).find(({ contactId }) => contactId === contact.id);
  const age = ageInDays(answer?.at, now);
  if (!answer || age === undefined || age > ANSWER_DAYS)
    return unmet('silent', `${name} has not told us in ${ANSWER_DAYS} days how satisfied they are.`);
  const { kind, score } = answer;
  const [least, best] = kind === 'nps' ? [rules.segments.champion.nps, 10] : [SATISFIED_CSAT, 5];
  if (score >= least) return undefined;
  return unmet('unsatisfied', `${name} answered ${amount(score, 1)} of ${best} ${ago(age)}.`);
};

/** No Sev-1/2 is open. */
export const noSevereCase: Check = ({ view, at, rules }) => {
  const [worst] = view ? openCasesAt(view, Date.parse(at)) : [];
  if (!worst || worst.severity > rules.segments.severeUpTo) return undefined;
  return unmet(
    'severe-case',
    `A support case of severity ${worst.severity} is open since ${dayInWords(worst.openedAt)}.`,
  );
};

/** No retention save runs or ran lately, however it ended. */
export const noSave: Check = ({ saves, at }) => {
  if (saves.some(({ startedAt, endedAt }) => startedAt <= at && (endedAt === undefined || endedAt > at)))
    return unmet('save', 'A retention save runs on the account.');
  const last = saves.flatMap(({ endedAt }) => endedAt ?? []).filter((ended) => isWithin(ended, SAVE_DAYS, at));
  if (last.length === 0) return undefined;
  const ended = last.reduce((a, b) => (a > b ? a : b));
  return unmet('save', `A retention save ended on ${dayInWords(ended)}, less than ${SAVE_DAYS} days ago.`);
};

/** No other run asked anybody at the account for a favour lately, or was told no. */
export const notAskedLately: Check = ({ asked, runId, at }) => {
  const last = latest(
    asked.filter((each) => each.ask !== 'pulse' && each.runId !== runId && isWithin(each.at, ASK_DAYS, at)),
  );
  if (!last) return undefined;
  const what = `${ASK_TITLES[last.ask].toLowerCase()} on ${dayInWords(last.at)}, less than ${ASK_DAYS} days ago`;
  return unmet('asked', last.became === 'declined' ? `They said no to: ${what}.` : `They were asked for: ${what}.`);
};

/** Nobody gets two pulses in 30 days, whichever run sends them. */
export const notPulsedLately: Check = ({ asked, contact, at }) => {
  const last = latest(
    asked.filter((each) => each.ask === 'pulse' && each.contactId === contact?.id && isWithin(each.at, PULSE_DAYS, at)),
  );
  if (!last || !contact) return undefined;
  const when = `on ${dayInWords(last.at)}, less than ${PULSE_DAYS} days ago`;
  return unmet('pulsed', `${contact.name} was asked how satisfied they are ${when}, and has not answered.`);
};

/** The latest one; of one moment, always the same. */
const latest = (asked: readonly AskedBefore[]): AskedBefore | undefined =>
  [...asked].sort((a, b) => compare(b.at, a.at) || compare(askInWords(b), askInWords(a)))[0];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** After so many days to the millisecond it counts no more; what lies ahead was not yet. */
function isWithin(instant: string, days: number, at: string): boolean {
  const age = ageInDays(instant, Date.parse(at));
  return age !== undefined && age < days;
}
