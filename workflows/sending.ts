import type { CustomerMailSent, CustomerMailWithheld } from '../activities/notify/port';
import type { Draft } from '../activities/proposals/port';
import type { Contact } from '../src/domain/account';
import { askInWords, type AskLine, type AskName } from '../src/domain/asks';
import { whyClosed, type GateAnswer, type GateName } from '../src/domain/gates';
import type { Letter } from '../src/domain/letters';
import { businessHours } from '../src/domain/waits';
import { effect, optionalEffect } from './effects';
import { now, type Run } from './run';
import { businessDeadline, Deadline, waitUntil } from './waits';

/** A mail to one contact, in the name of whoever the letter is from. */
export interface CustomerMail {
  readonly to: Contact;
  /** As it was approved. */
  readonly letter: Letter;
  /** Sent along when approved; refused when the file has changed since. */
  readonly document?: Draft;
  /** It is sent only while this gate is open: looked at before each wait for the moment to send, and in each attempt. */
  readonly onlyIf?: GateName;
  /** What it asks them for, which then stands in the ledger as asked. */
  readonly ask?: AskName;
  /** It follows what they told us: no cap delays it, and no line at its end offers to unsubscribe; it keeps to their working hours. */
  readonly isAnswer?: boolean;
}

/** What became of a mail. Only one with `onlyIf` is ever withheld: nothing was sent, and the gate says why. */
export type Sending = CustomerMailSent | CustomerMailWithheld;

/** How the gate stands now for writing to the contact. */
export const checkGate = (run: Run, gate: GateName, contact: Contact): Promise<GateAnswer> =>
  effect(run, `looking whether ${contact.name} may be asked`, () => gateNow(run, gate, contact));

function gateNow(run: Run, gate: GateName, { id: contactId }: Contact): Promise<GateAnswer> {
  const { runId, request } = run;
  return run.do.gates.checkGate({ gate, accountId: request.accountId, contactId, runId, at: now() });
}

/** Sends a mail once, when the account's coordinator lets us, and not at all when its gate is closed. */
export async function sendOnce(run: Run, mail: CustomerMail): Promise<Sending> {
  const sent = await effect(run, `writing to ${mail.to.name}`, sending(run, mail));
  told(run, mail.to, sent);
  return sent;
}

/** How the mail is sent, under one key however often it is tried. */
export function sending(run: Run, mail: CustomerMail): () => Promise<Sending> {
  const { to, letter, document, onlyIf, ask, isAnswer } = mail;
  const key = run.mint('mail');
  const { runId, contract } = run;
  const accountId = run.account.id;
  let asked = 0;
  return async () => {
    const withheld = await permission(run, key, mail, () => (asked += 1));
    if (withheld) return { withheld };
    const about = { key, runId, play: contract.name, accountId, contactId: to.id };
    const request = { ...about, letter, document, onlyIf, ask, isAnswer };
    return run.do.customers.mailCustomer({ ...request, at: now() });
  };
}

/** Leaves in the run's timeline what became of a mail. */
export function told(run: Run, { name }: Contact, sent: Sending): void {
  if (sent.withheld) run.because(`${name} is not written to: ${whyClosed(sent.withheld)}`);
  else run.note(`${name} receives “${sent.subject}”`);
}

/**
 * Waits until the account's coordinator lets us write to the contact: consent, caps and quiet hours are its business.
 * Answers why not when the gate closes meanwhile.
 */
async function permission(
  run: Run,
  key: string,
  { to, onlyIf, isAnswer = false }: CustomerMail,
  next: () => number,
): Promise<GateAnswer | undefined> {
  const { id: contactId, name } = to;
  const { accountId } = run.request;
  const kind = isAnswer ? 'answer' : 'customer-facing';
  if (isAnswer) await untilTheyWork(run, to);
  for (;;) {
    const gate = onlyIf && (await gateNow(run, onlyIf, to));
    if (gate && !gate.open) return gate;
    const request = { accountId, key, runId: run.runId, contactId, kind } as const;
    const verdict = await run.do.coordination.requestTouch({ ...request, id: `${key}/ask/${next()}` });
    if (verdict.kind !== 'deferred') return undefined;
    run.because(`${name} is written to later: ${verdict.because}`);
    await waitUntil(run, new Deadline(`the moment to write to ${name}`, verdict.until, 'fixed'), () => false);
  }
}

/** The coordinator lets answers go at any hour. */
async function untilTheyWork(run: Run, { id: contactId, name }: Contact): Promise<void> {
  const opens = await businessDeadline(run, now(), businessHours(0), { contactId });
  if (opens === undefined || Date.parse(opens) <= Date.now()) return;
  run.because(`${name} is written to later: it is a quiet hour for them.`);
  await waitUntil(run, new Deadline(`the moment to write to ${name}`, opens, 'fixed'), () => false);
}

/** Leaves in the ledger what became of an ask. */
export async function recordAsk(
  run: Run,
  { ask, became, of, by, reason }: AskLine & { readonly of: Contact; readonly by: string; readonly reason?: string },
): Promise<void> {
  const { runId } = run;
  const what = askInWords({ ask, became });
  const entry = { key: run.mint('ask'), kind: 'ask' as const, accountId: run.request.accountId, runId };
  await optionalEffect(run, `recording “${what}”`, () =>
    run.do.records.record({ ...entry, contactId: of.id, what, reason, by, at: now() }),
  );
}
