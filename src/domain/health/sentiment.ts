import type { AccountView, SurveyAnswer } from '../account-view';
import { amount, counted } from '../wording';
import { ageInDays, contactsAt, departedAt } from './known-at';
import { told, untold, type HealthPart } from './part';
import type { HealthRules } from './rules';
import { ago } from './wording';

const BEST = { nps: 10, csat: 5 } as const;

/**
 * Sentiment = Σ share · 100 · answer / best / Σ share over the latest answer of each contact; share = 1 up to 90 days,
 * ½ up to 365, then 0. Confidence = the largest share.
 *
 * Answers without a contact count as those of one voice. Those of people who left count as any other: what they said of
 * us was said, and losing somebody unhappy makes no account healthier.
 */
export function sentimentParts(view: AccountView, at: number, rules: HealthRules['sentiment']): HealthPart[] {
  const counting = latestAnswersAt(view, at).flatMap((answer) => {
    const age = ageInDays(answer.at, at) ?? Infinity;
    if (age > rules.forgetAfterDays) return [];
    return [{ answer, age, share: age > rules.halfAfterDays ? 0.5 : 1 }];
  });
  if (counting.length === 0)
    return [untold('answers', 1, `nobody answered a survey in ${counted(rules.forgetAfterDays, 'day')}`)];
  const shares = counting.reduce((sum, { share }) => sum + share, 0);
  const score = counting.reduce((sum, { share, answer }) => sum + share * outOf100(answer), 0) / shares;
  const [first] = counting;
  const says =
    counting.length === 1 && first
      ? `${nameOf(view, at, first.answer)} answered ${amount(first.answer.score, 1)} of ${BEST[first.answer.kind]} ${ago(first.age)}`
      : `the latest answers of ${counted(counting.length, 'person', 'people')} come to ${Math.round(score)} of 100`;
  return [
    told('answers', 1, score, says, {
      confidence: Math.max(...counting.map(({ share }) => share)),
      measure: { what: 'the latest survey answers', value: `${Math.round(score)} of 100` },
    }),
  ];
}

/** The latest answer of each contact, also of those who left, of one kind of survey or of any, at `at` (ms). By contact. */
export function latestAnswersAt(view: AccountView, at: number, kind?: SurveyAnswer['kind']): SurveyAnswer[] {
  const latest = new Map<string, SurveyAnswer>();
  for (const answer of view.answers) {
    if (Date.parse(answer.at) > at || (kind && answer.kind !== kind)) continue;
    latest.set(answer.contactId ?? '', answer);
  }
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, answer]) => answer);
}

/** An answer as 0–100, whatever the survey's own best is. */
const outOf100 = ({ kind, score }: SurveyAnswer): number => (100 * score) / BEST[kind];

function nameOf(view: AccountView, at: number, { contactId }: SurveyAnswer): string {
  const gone = departedAt(view, at).find(({ id }) => id === contactId);
  if (gone) return `${gone.name}, who has left,`;
  return contactsAt(view, at).find(({ id }) => id === contactId)?.name ?? 'somebody';
}
