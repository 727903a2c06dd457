import type { CustomerMailSent } from '../activities/notify/port';
import type { Draft } from '../activities/proposals/port';
import type { Contact } from '../src/domain/account';
import { SURVEY, type Letter } from '../src/domain/letters';
import { failureIn } from './attempt';
import { effect, optionalEffect } from './effects';
import { now, type Run } from './run';
import { Deadline, waitUntil } from './waits';

/** A mail to one contact, in the name of whoever the letter is from. */
export interface CustomerMail {
  readonly to: Contact;
  /** As it was approved. */
  readonly letter: Letter;
  /** Sent along when approved; refused when the file has changed since. */
  readonly document?: Draft;
}

/** One letter to several people, each in a mail of their own. */
export interface CircularMail {
  readonly to: readonly Contact[];
  /** As it was approved. */
  readonly letter: Letter;
  /** Sent along when approved; refused when the file has changed since. */
  readonly document?: Draft;
  /** It asks a question: whoever was sent it counts as asked; see `Play.surveyed`. */
  readonly survey?: boolean;
}

/** Sends one mail to one contact. */
export async function sendOnce(run: Run, mail: CustomerMail): Promise<CustomerMailSent> {
  const send = mailing(run, 'mail', mail);
  const sent = await effect(run, `writing to ${mail.to.name}`, send);
  run.note(`${mail.to.name} receives “${sent.subject}”`);
  return sent;
}

/** The contact may not, or cannot, be written to; where a letter goes to many, the others get it all the same. */
const NOT_TO_THEM: readonly (string | null | undefined)[] = [
  'TOUCH_DECLINED',
  'CONSENT_WITHDRAWN',
  'CONTACT_UNREACHABLE',
];

/** Sends the letter to each of them; answers who got it. */
export async function sendToEach(run: Run, mail: CircularMail): Promise<readonly Contact[]> {
  const { survey, letter, document } = mail;
  const reached = await Promise.all(
    mail.to.map(async (contact) => {
      const send = mailing(run, survey ? SURVEY : 'mail', { to: contact, letter, document });
      const sent = await optionalEffect(run, `writing to ${contact.name}`, () => send().catch(unlessForbidden));
      if (sent?.value) run.note(`${contact.name} receives “${sent.value.subject}”`);
      else if (sent) run.because(`${contact.name} may not be written to any more and gets no mail.`);
      return sent?.value ? [contact] : [];
    }),
  );
  return reached.flat();
}

function unlessForbidden(error: unknown): undefined {
  if (NOT_TO_THEM.includes(failureIn(error)?.type)) return undefined;
  throw error;
}

/** How the mail is sent, once, whenever that may be. */
function mailing(run: Run, step: string, { to, letter, document }: CustomerMail): () => Promise<CustomerMailSent> {
  const key = run.mint(step);
  const accountId = run.account.id;
  let asked = 0;
  return async () => {
    await permission(run, key, to, () => (asked += 1));
    return run.do.customers.mailCustomer({
      key,
      runId: run.runId,
      play: run.contract.name,
      accountId,
      contactId: to.id,
      letter,
      document,
      at: now(),
    });
  };
}

/** Waits until the account's coordinator lets us write to the contact: consent, caps and quiet hours are its business. */
async function permission(run: Run, key: string, { id: contactId, name }: Contact, next: () => number): Promise<void> {
  const { accountId } = run.request;
  for (;;) {
    const request = { accountId, key, runId: run.runId, contactId, kind: 'customer-facing' as const };
    const verdict = await run.do.coordination.requestTouch({ ...request, id: `${key}/ask/${next()}` });
    if (verdict.kind !== 'deferred') return;
    run.because(`${name} is written to later: ${verdict.because}`);
    await waitUntil(run, new Deadline(`the moment to write to ${name}`, verdict.until, 'fixed'), () => false);
  }
}
