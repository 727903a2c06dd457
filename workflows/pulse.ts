import type { Contact } from '../src/domain/account';
import type { AccountEvent } from '../src/domain/events';
import { pulseQuestion, type PulseEffects } from '../src/domain/pulse-question';
import type { Role } from '../src/domain/roles';
import { optionalEffect } from './effects';
import type { FactMatch } from './facts';
import { now, type Run } from './run';
import { ask } from './tasks';
import { Deadline, waitUntil } from './waits';

/** Who gets the replies to a pulse, and what an answer means. */
export interface PulseAsked extends PulseEffects {
  readonly by: Role;
}

/** What was written down comes back as a fact, once the account view knows it. */
const COMES_BACK_WITHIN = '1 day';

/**
 * The answer of somebody who got a pulse, whichever way it comes: a survey tells it, or they reply and whoever gets the
 * reply writes it down. Undefined when there is none within ten business days.
 */
export async function hearPulse(
  run: Run,
  contact: Contact,
  { by, ...effects }: PulseAsked,
): Promise<AccountEvent | undefined> {
  const said: FactMatch = { types: ['survey.answered'], contacts: [contact.id] };
  const heard = await ask(run, by, { ...pulseQuestion(run.account, contact, effects), until: said });
  if (heard.choice === 'answered') {
    await writeDown(run, contact, heard.fields);
    const deadline = new Deadline(`the answer of ${contact.name}`, Date.now() + run.ms(COMES_BACK_WITHIN));
    await waitUntil(run, deadline, () => run.facts.has(said));
  }
  return run.facts.take(said);
}

async function writeDown(run: Run, { id: contactId, name }: Contact, fields: Readonly<Record<string, string>>) {
  const { accountId } = run.request;
  const key = run.mint('answer');
  const { score, comment } = fields;
  await optionalEffect(run, `recording what ${name} answered`, () =>
    run.do.records.answerHeard({ key, accountId, contactId, score: Number(score), comment, at: now() }),
  );
}
