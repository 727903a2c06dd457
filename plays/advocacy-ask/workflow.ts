import type { Contact } from '../../src/domain/account';
import { whyClosed } from '../../src/domain/gates';
import { businessDays } from '../../src/domain/waits';
import { definePlay } from '../../workflows';
import { AFTER_PULSE, FAVOUR_WORDS, isFavour, type Favour } from './asks';
import { advocacyAskContract } from './contract';
import {
  credited,
  declined,
  fellThrough,
  noAnswer,
  nobodyToAsk,
  notAsked,
  notEarned,
  type Advocacy,
  type End,
} from './endings';
import { write } from './letters';
import { whomToAsk } from './people';
import {
  answerQuestion,
  briefing,
  doneQuestion,
  favourQuestion,
  furtherFavourQuestion,
  lastQuestion,
  type Asked,
} from './questions';

/** A satisfied customer is asked to speak for us: playbook §7. */
export const advocacyAsk = definePlay(advocacyAskContract, async (play, { contact, reason }): Promise<End> => {
  const person = await play.phase('Earned', () => earn(play, contact));
  if ('outcome' in person) return person;

  const asked = await play.phase('The ask', () => askThem(play, person, reason));
  if ('outcome' in asked) return asked;

  const answered = await play.phase('Their answer', () => hearThem(play, asked));
  if ('outcome' in answered) return answered;

  const set = await play.phase('Coordination', () => coordinate(play, asked));
  if ('outcome' in set) return set;

  return play.phase('Thanks', () => thank(play, asked));
});

/** Advocacy is earned: the gate is open, or a fresh answer is all that is missing, and a pulse brings it. */
async function earn(play: Advocacy, wanted: string | undefined): Promise<End | Contact> {
  const person = whomToAsk(await play.contacts({}), wanted);
  if (!person) return nobodyToAsk(play);
  const gate = await play.gate('advocacy', person);
  if (gate.open) return person;
  if (!gate.unmet.some(({ condition }) => condition === 'silent')) return notEarned(play, person, gate);
  const pulse = await play.gate('advocacy-pulse', person);
  return pulse.open ? takePulse(play, person) : notEarned(play, person, pulse);
}

/** One question by mail: silence is not satisfaction. */
async function takePulse(play: Advocacy, person: Contact): Promise<End | Contact> {
  play.because(`${person.name} has not said lately how satisfied they are: a pulse goes first.`);
  const onReject = 'No pulse goes out, and nobody is asked to speak for us.';
  const pulse = await write(play, person, 'pulse', { ask: 'pulse', onlyIf: 'advocacy-pulse', onReject });
  if (pulse.rejected) return notAsked(play, person, pulse.rejected);
  if (pulse.withheld) return notEarned(play, person, pulse.withheld);
  await play.hearPulse(person, { by: 'csm', ...AFTER_PULSE });
  const gate = await play.gate('advocacy', person);
  return gate.open ? person : notEarned(play, person, gate);
}

/** The CSM picks the ask, and it goes out in their name. */
async function askThem(play: Advocacy, person: Contact, reason: string | undefined): Promise<End | Asked> {
  const favour = await pickFavour(play, person, reason);
  if (typeof favour === 'object') return favour;
  const onReject = 'Nothing is sent, and the play ends.';
  const ask = await write(play, person, favour, { ask: favour, onlyIf: 'advocacy', onReject });
  if (ask.rejected) return notAsked(play, person, ask.rejected);
  if (ask.withheld) return notEarned(play, person, ask.withheld);
  return { person, favour, on: new Date().toISOString() };
}

async function pickFavour(play: Advocacy, person: Contact, reason: string | undefined): Promise<End | Favour> {
  const first = await play.ask('csm', favourQuestion(play.account, person, reason));
  const answer = first.choice === 'else' ? await play.ask('csm', furtherFavourQuestion(play.account, person)) : first;
  return isFavour(answer.choice) ? answer.choice : notAsked(play, person, answer.reason);
}

/** Ten business days for an answer, where nothing else is set, and one reminder; whoever asks for time gets it. */
async function hearThem(play: Advocacy, asked: Asked): Promise<End | Asked> {
  let answer = await play.ask('csm', answerQuestion(play, asked));
  if (answer.choice === 'no-answer' || answer.choice === 'later') {
    const since = answer.choice === 'later' ? await giveTime(play, asked, answer.reason) : await remind(play, asked);
    if (typeof since === 'object') return since;
    answer = await play.ask('csm', lastQuestion(play, asked, since));
  }
  if (answer.choice === 'no') return declined(play, asked, answer);
  if (answer.choice !== 'yes') return noAnswer(play, asked);
  await play.recordAsk({ ask: asked.favour, became: 'accepted', of: asked.person, by: answer.by });
  return asked;
}

async function giveTime(play: Advocacy, { person }: Asked, why: string): Promise<string> {
  await play.sleep(`${play.parameters.later} days`, `the time that ${person.name} asked for`);
  return `They asked for time: “${why}”`;
}

async function remind(play: Advocacy, { person, favour, on }: Asked): Promise<End | string> {
  const data = { toYou: FAVOUR_WORDS[favour].toYou, askedOn: on };
  const onReject = 'No reminder goes out; you are asked once more what they say.';
  const reminder = await write(play, person, 'reminder', { data, onlyIf: 'advocacy', onReject });
  if (reminder.withheld) return notEarned(play, person, reminder.withheld);
  return reminder.rejected ? `No reminder went out: “${reminder.rejected}”` : 'They were reminded once.';
}

/** A yes is set up with them: we talk it through where that helps, and both sides know what happens next. */
async function coordinate(play: Advocacy, asked: Asked): Promise<End | Asked> {
  const { person, favour } = asked;
  const { label, toYou, next, call } = FAVOUR_WORDS[favour];
  const gate = await play.gate('advocacy-yes', person);
  if (!gate.open) return fellThrough(play, asked, whyClosed(gate));
  const meeting = call
    ? await play.scheduleReview({
        title: `${label}: how we go about it`,
        agenda: `We talk through ${next}.`,
        minutes: 30,
        hosts: ['csm'],
        guests: [person.id],
        notBefore: businessDays(1),
        within: businessDays(10),
      })
    : undefined;
  const { text, evidence } = briefing(play.account, asked, meeting?.startsAt);
  await Promise.all((['csm', 'ae'] as const).map((role) => play.notify(role, text, evidence)));
  const data = { toYou, next, callOn: meeting?.startsAt ?? '' };
  const onReject = 'They get no mail about how it goes on; please tell them in person.';
  const mail = await write(play, person, 'briefing', { data, isAnswer: true, onlyIf: 'advocacy-yes', onReject });
  if (mail.withheld) return fellThrough(play, asked, whyClosed(mail.withheld));
  if (meeting) await play.sleepUntil(meeting.endsAt, `the call with ${person.name}`);
  return asked;
}

/** What they did is credited, and they are thanked. */
async function thank(play: Advocacy, asked: Asked): Promise<End> {
  const { person, favour } = asked;
  const done = await play.ask('csm', doneQuestion(play.account, asked));
  if (done.choice !== 'done') return fellThrough(play, asked, done.reason);
  const brought = done.fields['brought'] ?? '';
  await play.recordAsk({ ask: favour, became: 'credited', of: person, by: done.by, reason: brought });
  const data = { thanks: FAVOUR_WORDS[favour].thanks };
  const onReject = 'They get no letter; please thank them in person.';
  const letter = await write(play, person, 'thanks', { data, isAnswer: true, onlyIf: 'advocacy-yes', onReject });
  const why = letter.rejected ?? (letter.withheld && whyClosed(letter.withheld));
  if (why) play.because(`They are not thanked by mail: ${why}`);
  return credited(play, asked, brought);
}
