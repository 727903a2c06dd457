import { mayBeMailed, partnersAmong } from '../../src/domain/partners';
import { businessDays } from '../../src/domain/waits';
import { recoveryAsEvidence } from '../../src/domain/standing';
import { quoted } from '../../src/domain/wording';
import { allArrived, AT_ONCE, definePlay, type Approval } from '../../workflows';
import { retentionSaveContract } from './contract';
import { AUTHORS } from './authors';
import { churned, saved, tell, toRenewal, unreachable, type End, type Save } from './endings';
import { BOOKED, NEWS, RECOVERED } from './facts';
import {
  editableParts,
  missingInWords,
  planMailData,
  partOf,
  partsAsEvidence,
  planData,
  revised,
  type Part,
  type Plan,
} from './plan';
import {
  agreementInWords,
  agreementQuestion,
  behindInWords,
  haveTold,
  meetingInWords,
  newsAsEvidence,
  outreachQuestion,
  partQuestion,
  reviewOf,
  heldQuestion,
  stakes,
  talkAsEvidence,
  weekInWords,
  weeklyQuestion,
  type Talk,
} from './questions';

type Approved = Approval & { readonly approved: true };

/** So often a review is set that is put off. */
const TIMES_SET = 3;

/** A customer is in danger: playbook §7. */
export const retentionSave = definePlay(retentionSaveContract, async (play, { reason }): Promise<End> => {
  const first = await play.phase('Same day', () => reachOut(play, reason));
  if ('outcome' in first) return first;

  const talk = await play.phase('Executive review', () => holdReview(play, first));
  if ('outcome' in talk) return talk;

  const plan = await play.phase('Save plan', () => agreeOnPlan(play, talk));
  if ('outcome' in plan) return plan;

  return play.phase('Follow-through', () => followThrough(play, talk, plan));
});

/** The CSM speaks with them before the day is over; promotion stops at once, and value takes its place. */
async function reachOut(play: Save, reason: string): Promise<End | Talk> {
  const question = outreachQuestion(play.account, reason, await play.standing());
  const [answer] = await Promise.all([play.ask('csm', { ...question, until: BOOKED }), reinforceValue(play)]);
  if (answer.choice === 'churn') return churned(play, answer.reason);
  if (answer.choice === 'reached') return { reason, heard: answer.fields['said'] ?? '', spoken: true };
  const booked = 'They booked a meeting by themselves.';
  if (await play.waitFor(BOOKED, AT_ONCE)) return { reason, heard: booked, spoken: false };
  const silence = answer.by
    ? `${answer.by} has not reached them: ${quoted(answer.reason)}`
    : 'Nobody has reached them yet.';
  await tell(play, ['cs-manager'], `${silence} The executive sponsor invites ${play.account.name} all the same.`);
  return { reason, heard: '', spoken: false };
}

async function reinforceValue(play: Save): Promise<void> {
  await play.pauseMarketing({ reason: 'a retention save', upTo: '180 days' });
  const committee = (await play.contacts({})).filter(({ committeeRole }) => committeeRole);
  await play.enroll('value-reinforcement', committee.filter(mayBeMailed), { untilTheEnd: true });
}

/** The executive sponsor and the CSM sit down with their champion and economic buyer within ten business days. */
async function holdReview(play: Save, talk: Talk): Promise<End | Talk> {
  const { name } = play.account;
  for (let times = 1; ; times += 1) {
    const guests = partnersAmong(await play.contacts({}));
    if (guests.length === 0) return unreachable(play);
    const meeting = await play.scheduleReview({
      title: `Executive review with ${name}`,
      agenda: `What has not gone well for ${name}, what we will do about it, and what you expect of us.`,
      minutes: 45,
      hosts: ['exec-sponsor', 'csm'],
      guests: guests.map(({ id }) => id),
      notBefore: businessDays(1),
      within: businessDays(10),
    });
    if (!meeting) return talk;
    const news = meetingInWords(play.account, guests, meeting.day);
    await play.notify('exec-sponsor', news, [...talkAsEvidence(talk), ...stakes(play.account)]);
    await play.sleepUntil(meeting.endsAt, 'the executive review');
    const question = heldQuestion(play.account, meeting.day, times === TIMES_SET);
    const answer = await play.ask('csm', { ...question, until: RECOVERED });
    if (answer.choice === 'churn') return churned(play, answer.reason);
    if (answer.choice !== 'moved' || times === TIMES_SET) return { ...talk, review: reviewOf(meeting, answer) };
  }
}

/** Four of us each add their part; one document, which the CSM and the sponsor approve, goes to the customer. */
async function agreeOnPlan(play: Save, talk: Talk): Promise<End | Plan> {
  const parts = await Promise.all(
    AUTHORS.map(async (role) => {
      const question = { ...partQuestion(play.account, role, talk), until: RECOVERED };
      return partOf(role, await play.ask(role, question));
    }),
  );
  if (await play.waitFor(RECOVERED, AT_ONCE)) return saved(play);
  for (const part of parts) {
    const missing = missingInWords(part);
    if (missing) play.because(missing);
  }
  if (parts.every(({ missing }) => missing)) return noPlan(play, 'Nobody had a part to add.');

  const [reader] = partnersAmong(await play.contacts({}));
  const data = planData(play.account, parts, { reader, talk, now: new Date().toISOString() });
  const title = `Plan for ${play.account.name}`;
  const cover = await play.draftLetter('save-plan-mail', { from: 'csm', data: planMailData(play.account, talk) });
  const approval = await play.approve(await play.draftProposal('save-plan', { title, author: 'csm', data }), {
    by: ['csm', 'exec-sponsor'],
    evidence: [...talkAsEvidence(talk), ...partsAsEvidence(parts.filter(({ missing }) => missing))],
    editable: editableParts(parts, data.introduction),
    cover,
    due: businessDays(2),
    escalate: { csm: 'cs-manager', 'exec-sponsor': 'cs-manager' },
    onReject: 'Nothing is sent, the save ends and goes to the renewal.',
  });
  if (approval.approved) return present(play, talk, parts, approval);
  if (!approval.by) return noPlan(play, approval.reason);
  return toRenewal(play, talk, `${approval.by} rejected the plan: ${quoted(approval.reason)}`);
}

/** Nothing goes to the customer; the weekly checks begin all the same. */
async function noPlan(play: Save, why: string): Promise<Plan> {
  const standing = `There is no plan for ${play.account.name}. ${why}`;
  play.because(standing);
  await tell(play, ['csm', 'cs-manager'], `${standing} Please agree with them in person on what happens next.`);
  return { standing, parts: [] };
}

/** The plan reaches the customer once, by mail where that is allowed; the CSM records whether they agree. */
async function present(play: Save, talk: Talk, parts: readonly Part[], approval: Approved): Promise<End | Plan> {
  const { draft, cover, changes } = approval;
  const [reader] = partnersAmong((await play.contacts({})).filter(mayBeMailed));
  if (reader) await play.sendOnce({ to: reader, letter: cover, document: draft, isAnswer: haveTold(talk) });
  else play.because('Nobody there may be sent a mail: the CSM goes through the plan with them in person.');

  const question = agreementQuestion(play.account, reader, draft, new Date().toISOString());
  const answer = await play.ask('csm', { ...question, until: RECOVERED });
  if (answer.choice === 'churn') return churned(play, answer.reason);
  const standing = agreementInWords(answer);
  play.because(standing);
  return { standing, parts: partsAsEvidence(revised(parts, changes)) };
}

/** Once a week, for up to 90 days, the CSM says how it goes; recovered health ends it at any moment. */
async function followThrough(play: Save, talk: Talk, { standing, parts }: Plan): Promise<End> {
  const end = play.deadline('90 days', 'the account to recover');
  let next = play.deadline('7 days', 'the weekly check');
  for (let week = 1, last = standing; ; week += 1) {
    const recovered = await play.waitFor(RECOVERED, { within: '7 days', by: next.at < end.at ? next : end });
    if (recovered) return saved(play);
    if (end.passed) return toRenewal(play, talk, `Their health did not recover within 90 days. ${last}`);

    next = play.deadline('7 days', 'the weekly check');
    const health = recoveryAsEvidence(await play.standing());
    const evidence = [health, ...newsAsEvidence(await allArrived(play, NEWS)), ...parts];
    const question = weeklyQuestion(play.account, week, last, evidence);
    const answer = await play.ask('csm', { ...question, until: RECOVERED });
    if (answer.choice === 'churn') return churned(play, answer.reason);
    last = weekInWords(week, answer);
    if (answer.choice === 'behind') await tell(play, ['cs-manager'], behindInWords(play.account, week, answer));
  }
}
