import { AFTER_PULSE, FAVOUR_WORDS, FAVOURS, type Favour } from '../../../plays/advocacy-ask/asks';
import { advocacyAskContract } from '../../../plays/advocacy-ask/contract';
import {
  answerQuestion,
  briefing,
  doneQuestion,
  favourQuestion,
  furtherFavourQuestion,
  lastQuestion,
} from '../../../plays/advocacy-ask/questions';
import { emptyView, type SurveyAnswer } from '../../domain/account-view';
import { askGate, whyClosed, type AskedBefore, type GateName, type GateQuestion } from '../../domain/gates';
import { houseRulesSchema } from '../../domain/house-rules';
import { parametersOf } from '../../domain/play-parameters';
import { pulseQuestion } from '../../domain/pulse-question';
import { businessDays } from '../../domain/waits';
import { AT } from '../cast';
import type { Studio } from '../studio';
import { letter, letterReview } from './letters';
import { news, question, type Setting } from './questions';

export const ADVOCACY = 'Play: advocacy ask';

const CALL_ON = '2026-03-09T15:00:00.000Z';
const parameters = parametersOf(advocacyAskContract, {});
const at = (phase: string, role: Setting['role'] = 'csm'): Setting => ({ contract: advocacyAskContract, phase, role });
const inWords = (favour: string): string => favour.replaceAll('-', ' ');

/** Everything that the advocacy ask says, in the order in which it does. */
export async function advocacyAsk(studio: Studio): Promise<void> {
  const { account, leader: person } = studio;
  const show = (title: string, setting: Setting, asked: Parameters<typeof question>[4]) =>
    question(studio, ADVOCACY, title, setting, asked);
  await closedGates(studio);
  const onPulse = 'No pulse goes out, and nobody is asked to speak for us.';
  await review(studio, 'Review of the pulse', 'pulse', {}, 'Earned', onPulse);
  await show('What do they answer to the pulse?', at('Earned'), pulseQuestion(account, person, AFTER_PULSE));
  const reason = studio.optional('The segment is champion since 1 March 2026.');
  await show('What do we ask for?', at('The ask'), favourQuestion(account, person, reason));
  await show('What do we ask for, started by hand?', at('The ask'), favourQuestion(account, person, undefined));
  await show('What else do we ask for?', at('The ask'), furtherFavourQuestion(account, person));
  for (const favour of FAVOURS) await favourWords(studio, favour);
  const asked = { person, favour: 'reference-call', on: AT } as const;
  const since = [
    'They were reminded once.',
    `They asked for time: “${studio.text('After the audit')}”`,
    `No reminder went out: “${studio.text('They said they would call')}”`,
  ];
  for (const [index, each] of since.entries())
    await show(
      `Have they made up their mind? (${index + 1})`,
      at('Their answer'),
      lastQuestion({ account, parameters }, asked, each),
    );
  await studio.camera.shoot(ADVOCACY, 'The invitation to the call', () =>
    studio.calendar.scheduleMeeting({
      ...{ key: 'sample/advocacy', runId: 'play/advocacy-ask/acme/sample', accountId: account.id, at: AT, minutes: 30 },
      ...{ hosts: ['csm'], guests: [person.id], notBefore: businessDays(1), within: businessDays(10) },
      title: `${FAVOUR_WORDS['case-study'].label}: how we go about it`,
      agenda: `We talk through ${FAVOUR_WORDS['case-study'].next}.`,
    }),
  );
  await endings(studio);
}

/** The letters and questions of one favour. */
async function favourWords(studio: Studio, favour: Favour): Promise<void> {
  const { account, leader: person } = studio;
  const asked = { person, favour, on: AT };
  const { toYou, next, call, thanks } = FAVOUR_WORDS[favour];
  const of = inWords(favour);
  await review(studio, `The ask for a ${of}`, favour, {}, 'The ask', 'Nothing is sent, and the play ends.');
  await question(
    studio,
    ADVOCACY,
    `What do they answer? (${of})`,
    at('Their answer'),
    answerQuestion({ account, parameters }, asked),
  );
  const onReminder = 'No reminder goes out; you are asked once more what they say.';
  await review(studio, `The reminder (${of})`, 'reminder', { toYou, askedOn: AT }, 'Their answer', onReminder);
  const callOn = call ? CALL_ON : undefined;
  const { text, evidence } = briefing(account, asked, callOn);
  await news(studio, ADVOCACY, `The brief (${of})`, { contract: advocacyAskContract, to: 'ae', text, evidence });
  const onBriefing = 'They get no mail about how it goes on; please tell them in person.';
  const data = { toYou, next, callOn: callOn ?? '' };
  await review(studio, `How it goes on (${of})`, 'briefing', data, 'Coordination', onBriefing);
  await question(studio, ADVOCACY, `Has it come about? (${of})`, at('Thanks'), doneQuestion(account, asked));
  const onThanks = 'They get no letter; please thank them in person.';
  await review(studio, `The thanks (${of})`, 'thanks', { thanks }, 'Thanks', onThanks);
}

/** A letter to the customer, as the CSM reviews it. */
async function review(
  studio: Studio,
  title: string,
  text: string,
  data: Readonly<Record<string, unknown>>,
  phase: string,
  onReject: string,
): Promise<void> {
  const { account, people } = studio;
  const { name: accountName, timeZone: zone } = account;
  const mail = await letter(studio, 'advocacy-ask', text, people.dana, { accountName, zone, ...data });
  await letterReview(studio, ADVOCACY, title, at(phase), { mail, onReject });
}

/** Each condition of the gates, as the CSM hears that it is not met. */
async function closedGates(studio: Studio): Promise<void> {
  const { account, leader: contact } = studio;
  const answer = (score: number): SurveyAnswer => ({ kind: 'nps', score, contactId: contact.id, at: AT });
  const view = { ...emptyView(account.id), account: { ...account, stage: 'customer' as const }, answers: [answer(10)] };
  const known = { runId: 'sample', at: AT, contact, view, scores: [], saves: [], asked: [] };
  const { health, segments } = houseRulesSchema.parse({});
  const before = (change: Partial<AskedBefore>): Partial<GateQuestion> => ({
    asked: [{ ask: 'review', became: 'asked', at: AT, contactId: contact.id, ...change }],
  });
  const closed: readonly (readonly [title: string, question: Partial<GateQuestion>, gate?: GateName])[] = [
    ['they left', { contact: undefined }],
    ['no mail wanted', { contact: { ...contact, consent: 'withdrawn' } }],
    ['no consent', { contact: { ...contact, consent: 'unknown' } }],
    ['mail comes back', { contact: { ...contact, consent: 'granted', mail: 'bounced' } }],
    ['nothing is known', { view: undefined }],
    ['not champion', {}],
    ['silence', { view: { ...view, answers: [] } }],
    ['not satisfied', { view: { ...view, answers: [answer(6)] } }],
    ['a severe case', { view: { ...view, cases: { a: { severity: 1, openedAt: AT, reopened: 0 } } } }],
    ['a save runs', { saves: [{ startedAt: AT }] }],
    ['a save ended', { saves: [{ startedAt: '2026-01-02T15:00:00.000Z', endedAt: AT }] }],
    ['asked before', before({})],
    ['a no', before({ became: 'declined' })],
    ['a pulse', before({ ask: 'pulse' }), 'advocacy-pulse'],
  ];
  for (const [title, change, gate = 'advocacy'] of closed) {
    const why = whyClosed(askGate(gate, { ...known, rules: { health, segments }, ...change }));
    await tell(
      studio,
      `Not earned: ${title}`,
      `${contact.name} at ${account.name} is not asked to speak for us. ${why}`,
    );
  }
}

const tell = (studio: Studio, title: string, text: string, to: Setting['role'] = 'csm') =>
  news(studio, ADVOCACY, title, { contract: advocacyAskContract, to, text });

async function endings(studio: Studio): Promise<void> {
  const { leader, account } = studio;
  const who = `${leader.name} at ${account.name}`;
  const reason = studio.text('They are in the middle of an audit.');
  const nobody = `Nobody who could speak for us at ${account.name} may be written to.`;
  await tell(studio, 'Nobody to ask', `${nobody} The advocacy ask ends.`);
  await tell(studio, 'Not asked, without a reason', `${who} is not asked to speak for us: It was rejected.`);
  await tell(studio, 'Not asked', `${who} is not asked to speak for us: ${reason}`);
  const respected = `Nobody at ${account.name} is asked for a favour for 180 days.`;
  await tell(studio, 'A no', `${leader.name} said no: “${reason}” ${respected}`);
  const silent = `${leader.name} gave no answer. They are left alone, and the advocacy ask at ${account.name} ends.`;
  await tell(studio, 'No answer', silent);
  await tell(studio, 'Fell through', `Case study by ${who} fell through. ${reason}`);
  const brought = studio.text('With Northwind, who signed a week later.');
  await tell(studio, 'Credited', `${who} has spoken for us (Reference call): “${brought}”`, 'ae');
}
