import type { Contact } from '../src/domain/account';
import { failureIn } from './attempt';
import { optionalEffect } from './effects';
import type { Run } from './run';
import { sending, told, type CustomerMail, type Sending } from './sending';

/** One letter to several people, each in a mail of their own. */
export interface CircularMail extends Omit<CustomerMail, 'to'> {
  readonly to: readonly Contact[];
}

/** The contact may not, or cannot, be written to; where a letter goes to many, the others get it all the same. */
const NOT_TO_THEM: readonly (string | null | undefined)[] = [
  'TOUCH_DECLINED',
  'CONSENT_WITHDRAWN',
  'CONTACT_UNREACHABLE',
];

/** Sends the letter to each of them; answers who got it. */
export async function sendToEach(run: Run, { to, ...mail }: CircularMail): Promise<readonly Contact[]> {
  const reached = await Promise.all(
    to.map(async (contact) => ((await reach(run, { to: contact, ...mail })) ? [contact] : [])),
  );
  return reached.flat();
}

async function reach(run: Run, mail: CustomerMail): Promise<boolean> {
  const { to } = mail;
  const send = sending(run, mail);
  const sent = await optionalEffect(run, `writing to ${to.name}`, () => send().catch(unlessForbidden));
  if (sent?.value) told(run, to, sent.value);
  else if (sent) run.because(`${to.name} may not be written to any more and gets no mail.`);
  return sent?.value !== undefined && !sent.value.withheld;
}

function unlessForbidden(error: unknown): Sending | undefined {
  if (NOT_TO_THEM.includes(failureIn(error)?.type)) return undefined;
  throw error;
}
