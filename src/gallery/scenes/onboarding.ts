import { letterTo, type Letter } from '../../domain/letters';
import { standingInWords, standingsOf, type MilestoneStanding } from '../../domain/milestones';
import { parametersOf } from '../../domain/play-parameters';
import { pulseQuestion } from '../../domain/pulse-question';
import { letterFields } from '../../domain/letter-review';
import { documentReview, reviewQuestion } from '../../domain/review-question';
import { adoptionInWords, type Adoption } from '../../domain/adoption';
import { businessDays } from '../../domain/waits';
import { capital } from '../../domain/wording';
import { excerptOf } from '../../../activities/proposals/excerpt';
import { pageOf } from '../../../activities/proposals/page';
import { onboardingContract } from '../../../plays/onboarding/contract';
import { decided } from '../../../plays/onboarding/endings';
import { dealAsEvidence, editablePlan, planData, type Deal } from '../../../plays/onboarding/plan';
import { AFTER_PULSE } from '../../../plays/onboarding/pulse';
import {
  lastVerdictQuestion,
  newsAsEvidence,
  promisesQuestion,
  stuckQuestion,
  verdictQuestion,
} from '../../../plays/onboarding/questions';
import { STEPS, stepsForThem } from '../../../plays/onboarding/steps';
import { whoQuestion } from '../../domain/who-question';
import { AT } from '../cast';
import type { Studio } from '../studio';
import { letter } from './letters';
import { news, question, type Setting } from './questions';

export const ONBOARDING = 'Play: onboarding';

const parameters = parametersOf(onboardingContract, {});
const at = (phase: string, role: Setting['role']): Setting => ({ contract: onboardingContract, phase, role });
const PLAN_REJECTED = 'No plan is sent, and the onboarding goes on without one.';

/** How the milestones stand so many days after a start, with these reached in its first days. */
function standings(day: number, ...reached: readonly string[]): MilestoneStanding[] {
  const since = new Date(Date.parse(AT) - day * 86_400_000).toISOString();
  const seen = reached.map((milestone) => ({ milestone, at: since }));
  return standingsOf(STEPS, { since, now: AT, seen, stuckAfterDays: 7 });
}

/** The integration does not apply to them. */
const withoutIntegration = (standing: MilestoneStanding): MilestoneStanding =>
  standing.milestone.id === 'first-integration' ? { ...standing, state: 'left-out', missing: [] } : standing;

const asEvidence = (all: readonly MilestoneStanding[]) =>
  all.map((standing) => ({ label: capital(standing.milestone.name), value: standingInWords(standing) }));

/** Everything that the onboarding says, in the order in which it does. */
export async function onboarding(studio: Studio): Promise<void> {
  const { account, usage } = studio;
  const show = (title: string, setting: Setting, asked: Parameters<typeof question>[4]) =>
    question(studio, ONBOARDING, title, setting, asked);
  const who = at('Kickoff', 'cs-manager');
  await show('Who is the CSM?', who, whoQuestion(account.name, 'csm', 'cs-manager', ''));
  const unknown = studio.text('dana@elsewhere.example');
  await show('Who is the CSM? Once more', who, whoQuestion(account.name, 'csm', 'cs-manager', unknown));
  const deal: Deal = {
    deal: 'd-17',
    goals: studio.optional('Plan dispatch in half an hour.\nNo late deliveries by summer.'),
    promises: studio.optional('A training for all dispatchers.'),
    signedBy: studio.data === 'sparse' ? undefined : studio.leader.name.slice(0, 200),
  };
  await show('What did sales promise?', at('Kickoff', 'ae'), promisesQuestion(account, deal));
  await plan(studio, deal);
  const measured: Adoption = { milestones: {}, seats: { active: usage.used, licensed: 400 }, lastUsedOn: '2026-02-27' };
  for (const [index, stuck] of standings(70).entries()) {
    const adoption = index === 0 || studio.data === 'sparse' ? { milestones: {} } : measured;
    await show(`Stuck, ${stuck.milestone.name}`, at('Quick win', 'csm'), stuckQuestion(account, stuck, adoption));
  }
  await letters(studio);
  const { leader } = studio;
  await show('What do they answer to the pulse?', at('Quick win', 'csm'), pulseQuestion(account, leader, AFTER_PULSE));
  const evidence = asEvidence(standings(90, 'first-value').map(withoutIntegration));
  await show('After 90 days', at('Business review', 'csm'), verdictQuestion({ account, parameters }, evidence));
  await show('After the extension', at('Extension', 'csm'), lastVerdictQuestion({ account, parameters }, evidence));
  await told(studio, deal, measured);
  await invitations(studio);
}

async function invitations({ calendar, camera, account, leader }: Studio): Promise<void> {
  const { id: accountId, name } = account;
  for (const [title, agenda, hosts] of [
    [
      `Kickoff with ${name}`,
      `What ${name} wants to reach in the first 90 days, who does what, and when we look at it together.`,
      ['csm', 'ae'],
    ],
    [
      `Enablement session for ${name}`,
      `How ${name} gets more out of our product: the work that matters most, step by step, with your questions.`,
      ['csm'],
    ],
    [
      `Business review with ${name}`,
      `What ${name} has reached in its first 90 days, what is missing, and what comes next.`,
      ['exec-sponsor', 'csm'],
    ],
  ] as const) {
    const [kind] = title.split(' with ')[0]!.split(' for ');
    const request = { key: `sample/${kind}`, runId: `play/onboarding/${accountId}/sample`, accountId, at: AT };
    await camera.shoot(ONBOARDING, `The invitation, ${kind}`, () =>
      calendar.scheduleMeeting({
        ...{ ...request, title, agenda, hosts, minutes: 45, guests: [leader.id] },
        ...{ notBefore: businessDays(1), within: businessDays(10) },
      }),
    );
  }
}

async function plan(studio: Studio, deal: Deal): Promise<void> {
  const { account, people, camera, texts, leader: reader } = studio;
  const about = { reader, standings: standings(0), now: AT };
  const data = { ...planData(account, deal, about), preparedBy: people.dana.name };
  const title = `Joint account plan for ${account.name}`;
  const html = pageOf(title, await texts.renderHtml('onboarding', 'account-plan', data));
  const cover = await letter(studio, 'onboarding', 'account-plan-mail', people.dana, { accountName: account.name });
  const asked = reviewQuestion({
    ...{ title, to: 'the customer', reviewers: 1, number: 1, evidence: dealAsEvidence(deal) },
    ...documentReview({ title, version: 1, text: excerptOf(html), cover, editable: editablePlan(deal) }),
    onReject: PLAN_REJECTED,
  });
  await question(studio, ONBOARDING, 'Review of the joint account plan', at('Kickoff', 'csm'), asked);
  camera.keep(ONBOARDING, 'The joint account plan, as the customer gets it', { kind: 'page', html });
}

async function letters(studio: Studio): Promise<void> {
  const { account, people, leader } = studio;
  const { name: accountName, timeZone: zone, valueSoFar } = account;
  const because = studio.optional('The support case 17 (severity 2) was opened on 27 February 2026.');
  const facts = [
    { type: 'support.escalated' as const, because },
    { type: 'support.escalated' as const },
    { type: 'support.resolved' as const },
    { type: 'adoption.stalled' as const },
  ].map((fact, index) => ({ ...fact, id: `sample/${index}`, accountId: account.id, at: AT, data: {} }));
  const reviewOf = (title: string, mail: Letter, onReject: string, evidence: ReturnType<typeof newsAsEvidence>) =>
    question(
      ...([studio, ONBOARDING, title, at('Quick win', 'csm')] as const),
      reviewQuestion({
        ...{ title: mail.subject, to: leader.name, reviewers: 1, number: 1, evidence, onReject },
        fields: letterFields(mail),
        preview: { title: mail.subject, text: letterTo(leader.name, mail), version: 1 },
      }),
    );
  for (const [title, all] of [
    ['Review of the quick-win note', standings(30, 'first-value', 'first-integration')],
    ['Review of the note, nothing reached', standings(30)],
    ['Review of the note, all reached', standings(30, ...STEPS.map(({ id }) => id))],
  ] as const) {
    const data = { accountName, zone, valueSoFar, ...stepsForThem(all) };
    const note = await letter(studio, 'onboarding', 'quick-win', people.dana, data);
    const evidence = [...asEvidence(all), ...newsAsEvidence(facts)];
    await reviewOf(title, note, 'No note is sent, and the onboarding goes on.', evidence);
  }
  const pulse = await letter(studio, 'onboarding', 'pulse', people.dana, { accountName });
  await reviewOf('Review of the pulse', pulse, 'Nobody is asked, and the onboarding goes on.', []);
}

async function told(studio: Studio, deal: Deal, adoption: Adoption): Promise<void> {
  const { account, leader, people } = studio;
  const { name } = account;
  const tell = (title: string, to: Setting['role'], text: string, evidence?: ReturnType<typeof dealAsEvidence>) =>
    news(studio, ONBOARDING, title, { contract: onboardingContract, to, text, evidence });
  const inPerson = 'Please agree on one in person.';
  const brief = 'The kickoff is set and the invitation is out: what they bought our product for stands below.';
  await tell('The kickoff is set', 'csm', `${name}: ${brief}`, dealAsEvidence(deal));
  await tell('No kickoff', 'csm', `No kickoff with ${name} is set. ${inPerson}`);
  await tell('No plan', 'csm', `${name} has no joint account plan: ${studio.text('They want to wait.')}`);
  const nobody = `Nobody at ${name} may be sent a mail. Please go through the plan with them in person.`;
  await tell('The plan in person', 'csm', nobody);
  const unhappy = `${leader.name} answered 4 of 10: “${studio.text('The import fails')}”`;
  await tell('An unhappy answer', 'csm', `${unhappy} Please speak with them; the onboarding of ${name} goes on.`);
  const evidence = asEvidence(standings(60, 'first-login'));
  const low = `Adoption at ${name} is low, and`;
  const use = adoptionInWords(adoption);
  await tell('Low adoption', 'csm', `${low} an enablement session is set. ${use}`, evidence);
  await tell('Low adoption, no session', 'csm', `${low} no enablement session is set. ${inPerson} ${use}`, evidence);
  await tell('The review is set', 'exec-sponsor', `Business review with ${name}: the invitation is out.`, evidence);
  await tell('No review', 'csm', `No business review with ${name} is set. ${inPerson}`);
  const silent = { choice: 'no-answer', by: '', reason: '' } as const;
  const by = people.dana.name;
  for (const [title, { reason }] of [
    ['Adopted', decided({ choice: 'adopted', by, reason: studio.text('All depots plan with it') }, [], true)],
    ['Adopted without a word', decided({ choice: 'adopted', by, reason: '' }, [], true)],
    ['Adopted by the milestones', decided(silent, [], true)],
  ] as const)
    await tell(title, 'ae', `${name} has adopted our product; their onboarding is over. ${reason}`);
  const { reason } = decided(silent, standings(120, 'first-login'), false);
  await tell('At risk', 'csm', `We have stopped the onboarding at ${name}: The onboarding ends at risk. ${reason}`);
}
