import type { Contact } from '../../src/domain/account';
import { whyClosed, type GateAnswer } from '../../src/domain/gates';
import type { OutcomeOf } from '../../src/domain/play-contract';
import type { Answer, Play, PlayEnd } from '../../workflows';
import { FAVOUR_WORDS } from './asks';
import type { advocacyAskContract } from './contract';
import type { Asked } from './questions';

/** How an advocacy ask ends, and who hears of it. */

export type Advocacy = Play<typeof advocacyAskContract>;
export type End = PlayEnd<OutcomeOf<typeof advocacyAskContract>>;

/** The CSM hears what stands against it. */
export async function notEarned(play: Advocacy, person: Contact, gate: GateAnswer): Promise<End> {
  const why = whyClosed(gate);
  await play.notify('csm', `${person.name} at ${play.account.name} is not asked to speak for us. ${why}`);
  return play.end('not-earned', why);
}

export async function nobodyToAsk(play: Advocacy): Promise<End> {
  const why = `Nobody who could speak for us at ${play.account.name} may be written to.`;
  await play.notify('csm', `${why} The advocacy ask ends.`);
  return play.end('not-earned', why);
}

export async function notAsked(play: Advocacy, person: Contact, why: string): Promise<End> {
  await play.notify('csm', `${person.name} at ${play.account.name} is not asked to speak for us: ${why}`);
  return play.end('not-asked', why);
}

export async function declined(play: Advocacy, asked: Asked, { by, reason }: Pick<Answer, 'by' | 'reason'>) {
  const { person, favour } = asked;
  await play.recordAsk({ ask: favour, became: 'declined', of: person, by, reason });
  const respected = `Nobody at ${play.account.name} is asked for a favour for 180 days.`;
  await play.notify('csm', `${person.name} said no: “${reason}” ${respected}`);
  return play.end('declined', reason, detailsOf(asked));
}

export async function noAnswer(play: Advocacy, asked: Asked): Promise<End> {
  const why = `${asked.person.name} gave no answer.`;
  await play.notify('csm', `${why} They are left alone, and the advocacy ask at ${play.account.name} ends.`);
  return play.end('no-answer', why, detailsOf(asked));
}

/** They said yes, and it did not come about. */
export async function fellThrough(play: Advocacy, asked: Asked, why: string): Promise<End> {
  const { person, favour } = asked;
  await play.notify(
    'csm',
    `${FAVOUR_WORDS[favour].label} by ${person.name} at ${play.account.name} fell through. ${why}`,
  );
  return play.end('fell-through', why, detailsOf(asked));
}

/** Whoever gains by it hears of it. */
export async function credited(play: Advocacy, asked: Asked, brought: string): Promise<End> {
  const { person, favour } = asked;
  const news = `${person.name} at ${play.account.name} has spoken for us (${FAVOUR_WORDS[favour].label}): “${brought}”`;
  await Promise.all((['csm', 'cs-manager', 'ae'] as const).map((role) => play.notify(role, news)));
  return play.end('credited', brought, detailsOf(asked));
}

const detailsOf = ({ person, favour }: Asked) => ({ favour, contact: person.id });
