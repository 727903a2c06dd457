import { adoptionInWords, shareOf } from '../../src/domain/adoption';
import { committeeAmong, mayBeMailed, partnersAmong } from '../../src/domain/partners';
import { businessDays } from '../../src/domain/waits';
import { counted } from '../../src/domain/wording';
import { allArrived, definePlay, type Deadline, type Milestones } from '../../workflows';
import { onboardingContract } from './contract';
import { conclude, decided, type End, type Onboarding } from './endings';
import { NEWS } from './facts';
import { milestonePlan } from './milestones';
import { dealAsEvidence, editablePlan, planData, withAnswer, type Deal } from './plan';
import { meet, usersAmong } from './meetings';
import { askPulse } from './pulse';
import { newsAsEvidence, lastVerdictQuestion, promisesQuestion, verdictQuestion } from './questions';
import { stepsForThem } from './steps';

/** The first 90 days of a new customer: playbook §7. */
export const onboarding = definePlay(onboardingContract, async (play, deal): Promise<End> => {
  const day30 = play.deadline('30 days', 'day 30');
  const day60 = play.deadline('60 days', 'day 60');
  const invitations = play.deadline('76 days', 'the invitations to the business review');
  const day90 = play.deadline('90 days', 'day 90');
  const milestones = play.follow(milestonePlan(play.parameters.stuckAfter));

  await play.phase('Kickoff', () => welcome(play, deal, milestones));
  await play.phase('Quick win', () => shareQuickWin(play, milestones, day30));
  await play.phase('Adoption check', () => checkAdoption(play, milestones, day60));
  const verdict = await play.phase('Business review', () => review(play, milestones, invitations, day90));
  if (verdict.choice !== 'extend') return conclude(play, milestones, verdict.choice, verdict.reason);

  const last = await play.phase('Extension', () => extend(play, milestones, verdict.reason));
  return conclude(play, milestones, last.choice, last.reason);
});

/** Day 0: nurture stops, the CSM is there, what sales promised becomes the joint account plan, the kickoff is set. */
async function welcome(play: Onboarding, deal: Deal, milestones: Milestones): Promise<void> {
  await play.leave('prospect-nurture');
  await play.staff('csm', { by: 'cs-manager', due: businessDays(1) });
  const committee = committeeAmong((await play.contacts({})).filter(mayBeMailed));
  await play.enroll('customer-onboarding', committee, { untilTheEnd: true });
  const kickoff = await inviteToKickoff(play, deal);
  await agreeOnPlan(play, deal, milestones);
  if (kickoff) await play.sleepUntil(kickoff.endsAt, 'the kickoff');
}

async function inviteToKickoff(play: Onboarding, deal: Deal) {
  const { name } = play.account;
  const agenda = `What ${name} wants to reach in the first 90 days, who does what, and when we look at it together.`;
  const kickoff = await meet(play, {
    title: `Kickoff with ${name}`,
    agenda,
    hosts: ['csm', 'ae'],
    within: play.parameters.kickoffWithin,
  });
  if (!kickoff) await play.notify('csm', `No kickoff with ${name} is set. Please agree on one in person.`);
  const brief = 'The kickoff is set and the invitation is out: what they bought our product for stands below.';
  if (kickoff) await play.notify('csm', `${name}: ${brief}`, dealAsEvidence(deal));
  return kickoff;
}

/** The AE adds what was promised; the CSM approves the joint account plan; the customer gets it. */
async function agreeOnPlan(play: Onboarding, known: Deal, milestones: Milestones): Promise<void> {
  const { name } = play.account;
  const deal = withAnswer(known, (await play.ask('ae', promisesQuestion(play.account, known))).fields);
  const [reader] = partnersAmong((await play.contacts({})).filter(mayBeMailed));
  const data = planData(play.account, deal, {
    reader,
    standings: milestones.standings(),
    now: new Date().toISOString(),
  });
  const title = `Joint account plan for ${name}`;
  const cover = await play.draftLetter('account-plan-mail', { from: 'csm', data: { accountName: name } });
  const approval = await play.approve(await play.draftProposal('account-plan', { title, author: 'csm', data }), {
    ...{ by: ['csm'], due: businessDays(2), escalate: { csm: 'cs-manager' } },
    ...{ evidence: dealAsEvidence(deal), editable: editablePlan(deal), cover },
    onReject: 'No plan is sent, and the onboarding goes on without one.',
  });
  if (!approval.approved) return play.notify('csm', `${name} has no joint account plan: ${approval.reason}`);
  if (reader) await play.sendToEach({ to: [reader], letter: approval.cover, document: approval.draft });
  else
    await play.notify('csm', `Nobody at ${name} may be sent a mail. Please go through the plan with them in person.`);
}

/** Day 30: the whole committee reads what was reached, after the CSM's review; a pulse asks how they are. */
async function shareQuickWin(play: Onboarding, milestones: Milestones, day30: Deadline): Promise<void> {
  await play.sleepUntil(day30, 'day 30');
  await sendNote(play, milestones);
  await askPulse(play);
}

async function sendNote(play: Onboarding, milestones: Milestones): Promise<void> {
  const to = committeeAmong((await play.contacts({})).filter(mayBeMailed));
  if (to.length === 0) return play.because('No quick-win note: nobody there may be sent a mail.');
  const { name: accountName, timeZone: zone, valueSoFar } = play.account;
  const data = { accountName, zone, valueSoFar, ...stepsForThem(milestones.standings()) };
  const approval = await play.approveLetter(await play.draftLetter('quick-win', { from: 'csm', data }), {
    ...{ to, by: ['csm'], due: businessDays(2), escalate: { csm: 'cs-manager' } },
    evidence: [...milestones.evidence(), ...newsAsEvidence(await allArrived(play, NEWS))],
    onReject: 'No note is sent, and the onboarding goes on.',
  });
  if (approval.approved) await play.sendToEach({ to, letter: approval.letter });
  else play.because(`No quick-win note: ${approval.reason}`);
}

/** Day 60: where adoption is low, whoever works with it is invited to an enablement session. */
async function checkAdoption(play: Onboarding, milestones: Milestones, day60: Deadline): Promise<void> {
  await play.sleepUntil(day60, 'day 60');
  const { name } = play.account;
  const adoption = await play.adoption();
  const share = adoption.seats && shareOf(adoption.seats);
  const isHigh =
    share === undefined ? milestones.isReached('half-of-seats') : share * 100 >= play.parameters.lowAdoption;
  if (isHigh) return play.because(`Adoption is as it should be: ${adoptionInWords(adoption)}`);
  const agenda = `How ${name} gets more out of our product: the work that matters most, step by step, with your questions.`;
  const session = await meet(play, {
    title: `Enablement session for ${name}`,
    agenda,
    hosts: ['csm'],
    guests: usersAmong,
    within: 10,
  });
  const what = session
    ? 'an enablement session is set.'
    : 'no enablement session is set. Please agree on one in person.';
  const evidence = [...milestones.evidence(), ...newsAsEvidence(await allArrived(play, NEWS))];
  await play.notify('csm', `Adoption at ${name} is low, and ${what} ${adoptionInWords(adoption)}`, evidence);
}

/** Day 90: the executive sponsor and the CSM review with them what was reached. */
async function review(play: Onboarding, milestones: Milestones, invitations: Deadline, day90: Deadline) {
  await play.sleepUntil(invitations, 'the invitations to the business review');
  const { name } = play.account;
  const agenda = `What ${name} has reached in its first 90 days, what is missing, and what comes next.`;
  const title = `Business review with ${name}`;
  const meeting = await meet(play, { title, agenda, hosts: ['exec-sponsor', 'csm'], notBefore: 8, within: 10 });
  if (meeting) {
    await play.notify('exec-sponsor', `${title}: the invitation is out.`, milestones.evidence());
    await play.sleepUntil(meeting.endsAt, 'the business review');
  } else await play.notify('csm', `No business review with ${name} is set. Please agree on one in person.`);
  await play.sleepUntil(day90, 'day 90');
  return judge(play, milestones, true);
}

async function extend(play: Onboarding, milestones: Milestones, reason: string) {
  const { extension } = play.parameters;
  play.because(`Extended by ${counted(extension, 'day')}. ${reason}`);
  await play.sleep(`${extension} days`, 'the end of the extension');
  return judge(play, milestones, false);
}

async function judge(play: Onboarding, milestones: Milestones, mayExtend: boolean) {
  const evidence = [...milestones.evidence(), ...newsAsEvidence(await allArrived(play, NEWS))];
  const answer = mayExtend
    ? await play.ask('csm', verdictQuestion(play, evidence))
    : await play.ask('csm', lastVerdictQuestion(play, evidence));
  return decided(answer, milestones.standings(), mayExtend);
}
