import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { isUnreachable, type Account, type Contact } from '../../src/domain/account';
import { askInWords, type AskName } from '../../src/domain/asks';
import type { GateAnswer } from '../../src/domain/gates';
import { letterTo } from '../../src/domain/letters';
import { mailStateChanged, type MailLinks, type ReturnAddresses } from '../../src/mail-links';
import type { Store } from '../../src/store/store';
import { accountOf, contactOf } from '../account-team';
import { failure } from '../failures';
import { withdrawOnce } from '../once';
import { plainToHtml } from '../plain-to-html';
import { isRefusedAddress, type Mailer, type OutgoingMail } from '../mail';
import type { Threads } from '../threads/port';
import { sentLine } from '../threads/thread-words';
import type { Gatekeeper } from './gatekeeper';
import type { CustomerMailRequest, CustomerMailSent, CustomerMailWithheld } from './port';
import { withUnsubscribe } from './unsubscribe-footer';

export interface CustomerMailDeps {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly dataDir: string;
  readonly links: MailLinks;
  /** Absent: nobody takes bounces. */
  readonly addresses?: ReturnAddresses;
  readonly threads: Threads;
  /** The address customers' mail comes from; replies go to the person in whose name it is sent. */
  readonly fromAddress: string;
  readonly gates: Gatekeeper;
}

/**
 * Mail to one contact in the name of one of us, exactly as it was approved, written into the ledger as a touch. An attempt after the mail has gone
 * out only writes the ledger: consent and document mattered before.
 */
export async function mailCustomer(
  deps: CustomerMailDeps,
  request: CustomerMailRequest,
): Promise<CustomerMailSent | CustomerMailWithheld> {
  const { store, mailer } = deps;
  const { subject, sender } = request.letter;
  const withheld = await withhold(deps, request);
  if (withheld) return { withheld };
  const account = await accountOf(store, request.accountId);
  const contact = contactOf(account, request.contactId);
  const isSent = await wasSent(store, request);
  if (!isSent) requireReachable(account, contact);
  const text = letterTo(contact.name, request.letter);
  const words = { subject, text, html: plainToHtml(text) };
  const about = { accountId: account.id, contactId: contact.id, email: contact.email };
  const url = deps.links.unsubscribe(about);
  const mail: OutgoingMail = {
    key: request.key,
    from: { name: sender.name, address: deps.fromAddress },
    replyTo: { name: sender.name, address: sender.email },
    returnPath: await deps.addresses?.give(request.key, { kind: 'bounce', ...about }),
    unsubscribe: { url, address: await deps.addresses?.give(request.key, { kind: 'unsubscribe', ...about }) },
    to: [{ name: contact.name, address: contact.email }],
    ...(request.isAnswer ? words : withUnsubscribe(words, url)),
    attachments: isSent ? undefined : await attachmentsOf(deps, request),
  };
  const sent = await mailer.send(mail).catch((error: unknown) => noteRefusal(store, about, request, error));
  if (!sent) throw failure('MAIL_REFUSED', `The mail "${request.key}" was withdrawn before it was sent.`);
  await store.ledger.add(touch(request, contact));
  if (request.ask) await store.ledger.add(asked(request, request.ask, contact));
  await deps.threads.say(sentLine(request.key, request.runId, { to: contact.name, by: sender.name, subject }));
  return { messageId: sent.messageId, to: contact.email, subject };
}

const wasSent = async ({ outbox }: Store, { key }: CustomerMailRequest): Promise<boolean> =>
  (await outbox.get(key))?.state === 'done';

/** Looks at the gate in this very attempt. Where it is closed, nothing goes out under the key any more, unless it has. */
async function withhold(
  { store, gates }: CustomerMailDeps,
  request: CustomerMailRequest,
): Promise<GateAnswer | undefined> {
  const { key, onlyIf: gate, accountId, contactId, runId, at } = request;
  if (gate === undefined || (await wasSent(store, request))) return undefined;
  const answer = await gates.check({ gate, accountId, contactId, runId, at });
  if (!answer.open) return (await withdrawOnce(store.outbox, key, LEASE_MS)) ? undefined : answer;
  return (await store.outbox.get(key))?.state === 'void' ? WITHHELD_BEFORE : undefined;
}

/** Longer than looking it up can take. */
const LEASE_MS = 30_000;
/** An earlier attempt found the gate closed, and its answer was lost on the way. */
const WITHHELD_BEFORE: GateAnswer = {
  open: false,
  unmet: [{ condition: 'withheld', says: 'A moment ago something stood against this mail.' }],
};

/** Whoever shares an address shares the wish for no mail to it. CONSENT_WITHDRAWN and CONTACT_UNREACHABLE are final. */
function requireReachable({ contacts }: Account, contact: Contact): void {
  const sharing = contacts.filter(({ email }) => email.toLowerCase() === contact.email.toLowerCase());
  if ([contact, ...sharing].some(({ consent }) => consent === 'withdrawn'))
    throw failure('CONSENT_WITHDRAWN', `${contact.name} wants no mail from us.`);
  const lost = [contact, ...sharing].find(isUnreachable);
  if (!lost) return;
  const why =
    lost.mail === 'bounced' ? `Mail to ${contact.email} comes back` : `${contact.name} reported our mail as spam`;
  throw failure('CONTACT_UNREACHABLE', `${why}.`);
}

/** A server that knows no such address says the same as a bounce, only sooner. */
async function noteRefusal(
  store: Store,
  about: Parameters<typeof mailStateChanged>[1],
  { key, at }: CustomerMailRequest,
  error: unknown,
): Promise<never> {
  if (!isRefusedAddress(error)) throw error;
  const told = await mailStateChanged(store, about, 'bounced', `refused/${key}`, at);
  if (told) await store.observations.receive([told], at);
  throw error;
}

/** The approved document as HTML and DOCX. DOCUMENT_CHANGED is final. */
async function attachmentsOf(
  { store, dataDir }: CustomerMailDeps,
  { document: approved }: CustomerMailRequest,
): Promise<OutgoingMail['attachments']> {
  if (!approved) return undefined;
  const { documentId, version, sha256 } = approved;
  const changed = (what: string, cause?: unknown) =>
    failure('DOCUMENT_CHANGED', `Version ${version} of document "${documentId}" ${what}.`, { cause });
  const document = await store.documents.get(documentId, version);
  if (!document) throw changed('is not in the store');

  const read = async (path: string) => {
    const full = resolve(dataDir, path);
    if (!full.startsWith(resolve(dataDir) + sep)) throw changed('lies outside the data folder');
    return readFile(full).catch((error: unknown) => {
      throw changed(`cannot be read from ${path}`, error);
    });
  };
  const html = await read(document.files.html);
  if (createHash('sha256').update(html).digest('hex') !== sha256) throw changed('is not what was approved');
  const name = document.title.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim() || 'document';
  return [
    { filename: `${name}.html`, content: html, contentType: 'text/html; charset=utf-8' },
    { filename: `${name}.docx`, content: await read(document.files.docx), contentType: DOCX },
  ];
}

/** Source: IANA media types. */
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function asked({ key, accountId, runId, contactId, letter, at }: CustomerMailRequest, ask: AskName, { name }: Contact) {
  const what = askInWords({ ask, became: 'asked' });
  const entry = { key: `${key}/ask`, kind: 'ask' as const, accountId, runId, contactId };
  return { ...entry, what, reason: `${name} was asked.`, by: letter.sender.name, at };
}

function touch({ key, accountId, runId, contactId, at, letter }: CustomerMailRequest, contact: Contact) {
  const what = `Mail “${letter.subject}” to ${contact.name}`;
  return { key, kind: 'touch' as const, accountId, runId, contactId, what, by: letter.sender.name, at };
}
