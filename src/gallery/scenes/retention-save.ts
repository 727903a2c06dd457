import { documentReview, reviewQuestion } from '../../domain/review-question';
import { excerptOf } from '../../../activities/proposals/excerpt';
import { pageOf } from '../../../activities/proposals/page';
import { retentionSaveContract } from '../../../plays/retention-save/contract';
import { AUTHORS } from '../../../plays/retention-save/authors';
import {
  editableParts,
  partsAsEvidence,
  revised,
  partOf,
  planData,
  planMailData,
  type Part,
} from '../../../plays/retention-save/plan';
import {
  agreementInWords,
  agreementQuestion,
  newsAsEvidence,
  outreachQuestion,
  meetingInWords,
  partQuestion,
  reviewOf,
  heldQuestion,
  stakes,
  talkAsEvidence,
  weeklyQuestion,
  behindInWords,
  weekInWords,
  type Talk,
} from '../../../plays/retention-save/questions';
import type { Person } from '../../domain/account';
import { recoveryAsEvidence } from '../../domain/standing';
import { dayInWords, quoted } from '../../domain/wording';
import { AT } from '../cast';
import { letter } from './letters';
import type { Studio } from '../studio';
import { news, question, type Setting } from './questions';

export const SAVE = 'Play: retention save';

const at = (phase: string, role: Setting['role']): Setting => ({ contract: retentionSaveContract, phase, role });
const REVIEW = { startsAt: '2026-03-09T15:00:00.000Z', day: '2026-03-09' };

/** Everything that the retention save says, in the order in which it does. */
export async function retentionSave(studio: Studio): Promise<void> {
  const { account, standing } = studio;
  const reason = studio.text('Health fell from 72 to 41 of 100 on 2 March 2026. Two severe support cases are open.');
  const heard = studio.optional('Dispatch stood still twice in a week, and nobody called them back.') ?? '';
  const said = {
    choice: 'held' as const,
    fields: { said: studio.text('They want one person who answers.') },
    reason: '',
  };
  const first: Talk = { reason, heard, spoken: heard !== '' };
  const talk = studio.data === 'sparse' ? first : { ...first, review: reviewOf(REVIEW, said) };
  await question(
    studio,
    SAVE,
    'Speak with them today',
    at('Same day', 'csm'),
    outreachQuestion(account, reason, standing),
  );
  const held = at('Executive review', 'csm');
  await question(studio, SAVE, 'After the review', held, heldQuestion(account, REVIEW.day, false));
  await question(studio, SAVE, 'After the third review', held, heldQuestion(account, REVIEW.day, true));
  for (const role of AUTHORS) {
    const asked = partQuestion(account, role, talk);
    await question(studio, SAVE, `A part of the plan, ${role}`, at('Save plan', role), asked);
  }
  await withoutReview(studio, first);
  const excerpt = await review(studio, talk);
  const plan = { documentId: 'sample', version: 1, title: `Plan for ${account.name}`, excerpt };
  const draft = { ...plan, files: { html: '', docx: '' }, sha256: '' };
  const agreement = at('Save plan', 'csm');
  await question(studio, SAVE, 'Do they agree?', agreement, agreementQuestion(account, studio.leader, draft, AT));
  const inPerson = agreementQuestion(account, undefined, draft, AT);
  await question(studio, SAVE, 'Do they agree? Nobody may be mailed', agreement, inPerson);
  await weeks(studio);
  await endings(studio, talk);
}

/** What those who write the plan read of a review that was not held, or of which nobody knows. */
async function withoutReview(studio: Studio, first: Talk): Promise<void> {
  const reason = studio.text('We call them on Friday.');
  const answers = [
    ['was not held', { choice: 'not-held', fields: {}, reason }],
    ['was put off again', { choice: 'moved', fields: {}, reason: '' }],
    ['is not known of', { choice: 'no-answer', fields: {}, reason: '' }],
  ] as const;
  for (const [what, answer] of answers) {
    const asked = partQuestion(studio.account, 'ae', { ...first, heard: '', review: reviewOf(REVIEW, answer) });
    await question(studio, SAVE, `A part of the plan, the review ${what}`, at('Save plan', 'ae'), asked);
  }
  const met = {
    ...first,
    heard: '',
    review: reviewOf(REVIEW, { choice: 'held', fields: { said: reason }, reason: '' }),
  };
  const asked = partQuestion(studio.account, 'ae', met);
  await question(studio, SAVE, 'A part of the plan, only met at the review', at('Save plan', 'ae'), asked);
}

async function review(studio: Studio, talk: Talk): Promise<string> {
  const { account, people, camera, texts, leader: reader } = studio;
  const parts = partsOf(studio);
  const data = {
    ...planData(account, parts, { reader, talk, now: AT }),
    preparedBy: people.dana.name,
  };
  const title = `Plan for ${account.name}`;
  const html = pageOf(title, await texts.renderHtml('retention-save', 'save-plan', data));
  const text = excerptOf(html);
  const silent = partOf('support-lead', { choice: 'nothing', by: people.tom.name, fields: {} });
  const cover = await letter(studio, 'retention-save', 'save-plan-mail', people.dana, planMailData(account, talk));
  const asked = reviewQuestion({
    ...{ title, to: 'the customer', reviewers: 2, number: 1 },
    evidence: [...talkAsEvidence(talk), ...partsAsEvidence([silent, ...parts.filter(({ missing }) => missing)])],
    ...documentReview({ title, version: 1, text, cover, editable: editableParts(parts, data.introduction) }),
    onReject: 'Nothing is sent, the save ends and goes to the renewal.',
  });
  await question(studio, SAVE, 'Review of the plan', at('Save plan', 'csm'), asked);
  camera.keep(SAVE, 'The plan, as the customer gets it', { kind: 'page', html });
  const wrong = studio.text('planning was down twice in your peak week, and nobody of ours called');
  const named = { ...data, ...planData(account, [{ ...parts[1]!, wrong }], { reader, talk, now: AT }) };
  const sorry = pageOf(title, await texts.renderHtml('retention-save', 'save-plan', named));
  camera.keep(SAVE, 'The plan, sorry for what is known', { kind: 'page', html: sorry });
  return text;
}

function partsOf(studio: Studio): Part[] {
  const { dana, elena, tom } = studio.people;
  const by = ({ name }: Person, ...lines: string[]) => ({ by: name, items: lines.map(studio.text) });
  return [
    { role: 'exec-sponsor', ...by(elena, 'I call you every second Friday until this is behind us.') },
    { role: 'csm', ...by(dana, 'A workshop with your dispatch team by 20 March.', 'A weekly call on open points.') },
    { role: 'support-lead', ...by(tom, 'Both severe cases are solved by 6 March, and a named engineer is on call.') },
    partOf('ae', { choice: 'no-answer', by: '', fields: {} }),
  ];
}

async function weeks(studio: Studio): Promise<void> {
  const { account, people, standing } = studio;
  const because = studio.optional('Support closed both severe cases.');
  const facts = [
    { type: 'support.resolved' as const, because },
    { type: 'champion.departed' as const },
    { type: 'competitor.evaluated' as const },
    { type: 'support.escalated' as const },
  ].map((fact, index) => ({ ...fact, id: `sample/${index}`, accountId: account.id, at: AT, data: {} }));
  const parts = revised(partsOf(studio), { sponsorItems: '' });
  const evidence = [recoveryAsEvidence(standing), ...newsAsEvidence(facts), ...partsAsEvidence(parts)];
  const low = [recoveryAsEvidence({ ...standing, health: 64 })];
  const reason = studio.text('the workshop has moved to next week');
  const by = people.dana.name;
  const standings = [
    agreementInWords({ choice: 'agreed', by, reason: '' }),
    agreementInWords({ choice: 'not-agreed', by, reason }),
    agreementInWords({ choice: 'no-answer', by: '', reason: '' }),
    weekInWords(3, { choice: 'on-track', by, reason: '' }),
    weekInWords(4, { choice: 'behind', by, reason }),
    weekInWords(5, { choice: 'no-answer', by: '', reason: '' }),
  ];
  for (const [index, words] of standings.entries()) {
    const asked = weeklyQuestion(account, index + 1, words, index === 0 ? evidence : low);
    await question(studio, SAVE, `Week ${index + 1}`, at('Follow-through', 'csm'), asked);
  }
}

async function endings(studio: Studio, talk: Talk): Promise<void> {
  const { account, leader, people } = studio;
  const { name } = account;
  const tell = (title: string, to: Setting['role'], text: string, evidence?: ReturnType<typeof stakes>) =>
    news(studio, SAVE, title, { contract: retentionSaveContract, to, text, evidence });
  const said = studio.text('They did not pick up the phone.');
  const renewal = account.contract?.renewalOn ?? '';
  const invited = `The executive sponsor invites ${name} all the same.`;
  await tell('Not reached', 'cs-manager', `${people.dana.name} has not reached them: ${quoted(said)} ${invited}`);
  await tell('Nobody answered', 'cs-manager', `Nobody has reached them yet. ${invited}`);
  await tell('The review is set', 'exec-sponsor', meetingInWords(account, [leader], REVIEW.day), [
    ...talkAsEvidence(talk),
    ...stakes(account),
  ]);
  await tell(
    'No plan',
    'csm',
    `There is no plan for ${name}. Nobody had a part to add. Please agree with them in person on what happens next.`,
  );
  await tell('Behind', 'cs-manager', behindInWords(studio.account, 2, { by: people.dana.name, reason: said }));
  await tell(
    'Saved',
    'csm',
    `${name} is saved: their health has recovered. Promotional mails resume; please no commercial ask for 60 days.`,
  );
  await tell('Churned', 'exec-sponsor', `${name} is leaving: ${quoted(said)} The save ends.`);
  await tell(
    'To the renewal',
    'renewal-manager',
    `${name} is not saved and goes to the renewal on ${dayInWords(renewal)}. Their health did not recover within 90 days. Week 13: on track, says ${people.dana.name}.`,
    talkAsEvidence({ ...talk, heard: 'They booked a meeting by themselves.' }),
  );
  await tell(
    'Plan rejected',
    'csm',
    `${name} is not saved and goes to the renewal on ${dayInWords(renewal)}. ${people.elena.name} rejected the plan: ${quoted(said)}`,
  );
  await tell(
    'Unreachable',
    'csm',
    `Nobody at ${name} may be written to. The save ends; please go on with them in person.`,
  );
}
