import { documentReview, returnedQuestion, reviewQuestion } from '../../domain/review-question';
import { excerptOf } from '../../../activities/proposals/excerpt';
import { pageOf } from '../../../activities/proposals/page';
import { expansionContract } from '../../../plays/expansion/contract';
import { editableOffer, evidenceOf, offerFor, proposalData } from '../../../plays/expansion/offer';
import {
  briefQuestion,
  callQuestion,
  confirmQuestion,
  decisionQuestion,
  followUpQuestion,
} from '../../../plays/expansion/questions';
import { AT } from '../cast';
import { letter, letterReview } from './letters';
import { quoted } from '../../domain/wording';
import type { Studio } from '../studio';
import { news, question, type Setting } from './questions';

export const EXPANSION = 'Play: expansion';

const at = (phase: string, role: Setting['role']): Setting => ({ contract: expansionContract, phase, role });

/** Everything that the expansion play says, in the order in which it does. */
export async function expansion(studio: Studio): Promise<void> {
  const { account, usage, people, leader, standing } = studio;
  const reason = studio.text('They are in the middle of a migration');
  const earlier = { by: people.dana.name, reason, on: '2026-01-30T15:00:00.000Z' };
  const show = (title: string, setting: Setting, asked: Parameters<typeof question>[4]) =>
    question(studio, EXPANSION, title, setting, asked);
  await show(
    'Is the account ready?',
    at('CS confirms', 'csm'),
    confirmQuestion(account, usage, { standing, last: false }),
  );
  const engaged = { at: '2026-03-01T15:00:00.000Z', name: leader.name, met: false };
  const quiet = studio.data === 'sparse' ? standing : { ...standing, openCases: [], lastContact: engaged };
  const again = confirmQuestion(account, usage, { standing: quiet, earlier, last: false });
  await show('Asked again after 30 days', at('CS confirms', 'csm'), again);
  await show(
    'Asked for the last time',
    at('CS confirms', 'csm'),
    confirmQuestion(account, usage, { standing, earlier, last: true }),
  );

  const engagement = `${leader.name} or their team have engaged with what we showed them.`;
  const brief = { usage, buyer: leader, confirmedBy: people.dana.name, engagement, standing };
  await show('The brief for sales', at('Sales opens', 'ae'), briefQuestion(account, brief));
  const silent = { ...brief, engagement: 'They have not reacted to two approaches.' };
  await show('The brief, without engagement', at('Sales opens', 'ae'), briefQuestion(account, silent));
  const unasked = { ...brief, engagement: 'They have not reacted to the discovery programme.' };
  await show('The brief, without a personal note', at('Sales opens', 'ae'), briefQuestion(account, unasked));
  await show('After the call', at('Sales opens', 'ae'), callQuestion(account, leader, '2026-03-06'));
  await show('After a call without a date', at('Sales opens', 'ae'), callQuestion(account, leader, undefined));
  await review(studio);
  const offer = offerFor(account, usage);
  await show('Has the customer decided?', at('Decision', 'ae'), decisionQuestion(account, leader, offer, AT));
  const followUp = (next?: string) => followUpQuestion(account, leader, AT, next);
  await show('A follow-up', at('Decision', 'ae'), followUp('2026-03-30T15:00:00.000Z'));
  await show('The last follow-up', at('Decision', 'ae'), followUp());
  await endings(studio);
}

async function review(studio: Studio): Promise<void> {
  const { account, usage, leader, people, camera, texts } = studio;
  const data = { ...proposalData(account, usage, { buyer: leader, leader }, AT), preparedBy: people.priya.name };
  const title = `Proposal for ${account.name}`;
  const html = pageOf(title, await texts.renderHtml('expansion', 'proposal', data));
  const said = studio.optional('They open two depots in May and want everybody on one plan.');
  const heard = said === undefined ? [] : [{ label: `What ${leader.name} said`, value: said }];
  const evidence = [...heard, ...evidenceOf(account, usage, leader)];
  const editable = editableOffer(data);
  const note = await letter(studio, 'expansion', 'second-approach', people.dana, {
    ...{ accountName: account.name, isNew: true },
  });
  const onReject = 'No note is sent; sales is asked at once.';
  await letterReview(studio, EXPANSION, 'Review of the personal note', at('Discovery', 'csm'), {
    mail: note,
    onReject,
  });
  const setting = at('One proposal', 'csm');
  const cover = await letter(studio, 'expansion', 'proposal-mail', people.priya, {
    ...{ accountName: account.name, hasAchieved: account.valueSoFar.length > 0 },
  });
  const document = { title, text: excerptOf(html), cover, editable };
  const asked = {
    ...{ title, to: 'the customer', reviewers: 2, evidence, author: 'ae' as const },
    onReject: 'Nothing is sent and the expansion ends.',
  };
  const first = { ...asked, number: 1, ...documentReview({ ...document, version: 1 }) };
  await question(studio, EXPANSION, 'Review of the proposal', setting, reviewQuestion(first));
  const second = { ...asked, number: 2, ...documentReview({ ...document, version: 2 }) };
  const edited = { ...second, editor: people.priya.name };
  await question(studio, EXPANSION, 'Review of the next version', setting, reviewQuestion(edited));
  const reason = studio.text('Their second depot is missing');
  const sentBack = `${people.dana.name} had sent the version before back: ${quoted(reason)}`;
  await question(studio, EXPANSION, 'Review of what was sent back', setting, reviewQuestion({ ...edited, sentBack }));
  const why = `${people.dana.name} sent it back: ${quoted(reason)}`;
  const kept = `${why} ${people.priya.name} keeps it as it is: ${quoted(reason)}`;
  const again = reviewQuestion({ ...first, sentBack: kept });
  await question(studio, EXPANSION, 'Review of what its author keeps', setting, again);
  const silent = reviewQuestion({
    ...first,
    author: undefined,
    sentBack: `${why} The account executive did not answer in time.`,
  });
  await question(studio, EXPANSION, 'Review of what its author left', setting, silent);
  const back = returnedQuestion({ ...first, by: people.dana.name, reason });
  await question(studio, EXPANSION, 'Sent back to its author', at('One proposal', 'ae'), back);
  camera.keep(EXPANSION, 'The proposal, as the customer gets it', { kind: 'page', html });
  const over = { ...usage, used: 1 + usage.allowed };
  const more = { ...proposalData(account, over, { buyer: leader }, AT), preparedBy: people.priya.name };
  const overLimit = pageOf(title, await texts.renderHtml('expansion', 'proposal', more));
  camera.keep(EXPANSION, 'The proposal, beyond the limit', { kind: 'page', html: overLimit });
}

async function endings(studio: Studio): Promise<void> {
  const { account, leader } = studio;
  const tell = (title: string, text: string, to: Setting['role'] = 'csm') =>
    news(studio, EXPANSION, title, { contract: expansionContract, to, text });
  const reason = studio.text('The price does not fit this year’s budget.');
  await tell(
    'Lost without a reason',
    `${account.name} declined the proposal and gave no reason. No new ask for 90 days.`,
  );
  await tell('No agreement', `No proposal goes to ${account.name}. No agreement after 10 versions.`);
  await tell('Won', `${account.name} accepted: ${offerFor(account, studio.usage).recommendedSeats} seats from now on.`);
  await tell('Lost', `${account.name} declined the proposal: ${quoted(reason)} No new ask for 90 days.`);
  await tell(
    'No decision',
    `${leader.name} did not decide within 45 days. The proposal has expired and the expansion ends.`,
    'ae',
  );
  await tell(
    'Not approved',
    `No proposal goes to ${account.name}. ${studio.people.sofia.name} rejected it: ${quoted(reason)}`,
    'ae',
  );
}
