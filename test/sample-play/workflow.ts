import type { Contact } from '../../src/domain/account';
import type { OutcomeOf } from '../../src/domain/play-contract';
import { businessDays } from '../../src/domain/waits';
import { definePlay, type Play, type PlayEnd } from '../../workflows';
import { samplePlayContract } from './contract';
import { nobodyNews, ON_REJECT, wantedQuestion } from './questions';

type ThisPlay = Play<typeof samplePlayContract>;
type End = PlayEnd<OutcomeOf<typeof samplePlayContract>>;

/** We ask the CSM, wait until the customer has looked at what is new, at most ten days, and offer help in one reviewed mail. */
export const samplePlay = definePlay(samplePlayContract, async (play, { contact }): Promise<End> => {
  const wanted = await play.phase('The question', () => askWhetherWanted(play, contact));
  if ('outcome' in wanted) return wanted;

  const engaged = { types: ['content.engaged'], contacts: [contact], what: `${wanted.name} to look at it` } as const;
  const looked = await play.phase('The moment', () => play.waitFor(engaged, { within: '10 days' }));

  return play.phase('The mail', () => offerHelp(play, contact, looked !== undefined));
});

async function askWhetherWanted(play: ThisPlay, contact: string): Promise<End | Contact> {
  const person = await find(play, contact);
  if (!person) return nobody(play);
  const answer = await play.ask('csm', wantedQuestion(play.account, person));
  return answer.choice === 'yes' ? person : play.end('not-wanted', answer.reason);
}

/** The mail goes out in the name of the CSM, as they approved it. */
async function offerHelp(play: ThisPlay, contact: string, hasLooked: boolean): Promise<End> {
  // They may have left or unsubscribed meanwhile.
  const person = await find(play, contact);
  if (!person) return nobody(play);
  const data = { accountName: play.account.name, hasLooked };
  const letter = await play.draftLetter('offer-of-help', { from: 'csm', data });
  const approval = await play.approveLetter(letter, {
    to: [person],
    by: ['csm'],
    due: businessDays(1),
    escalate: { csm: 'cs-manager' },
    onReject: ON_REJECT,
  });
  if (!approval.approved) return play.end('not-wanted', approval.reason);
  await play.sendOnce({ to: person, letter: approval.letter });
  return play.end('offered', `Sent to ${person.name}.`);
}

async function find(play: ThisPlay, contact: string): Promise<Contact | undefined> {
  const contacts = await play.contacts({});
  return contacts.find(({ id }) => id === contact);
}

async function nobody(play: ThisPlay): Promise<End> {
  const why = nobodyNews(play.account);
  await play.notify('csm', why);
  return play.end('nobody-to-write-to', why);
}
