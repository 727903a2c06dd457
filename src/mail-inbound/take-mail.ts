import { createHash } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import type { Accounts } from '../accounts';
import { mailStateChanged, type Bounced, type ReturnAddresses, type ReturnedTo } from '../mail-links';
import { readReport, wordsOfReport } from './report';
import { takeReply, type ReplyDeps } from './reply';
import { SmtpRefusal } from './smtp-refusal';

export interface TakeMailDeps extends ReplyDeps {
  readonly addresses: ReturnAddresses;
  readonly accounts: Pick<Accounts, 'intake'>;
  /** Notes that somebody wants no more mail. */
  readonly unsubscribe: (link: Bounced) => Promise<void>;
}

/** Where mail goes: to what an address was given for, or to where mail services send complaints. */
export type Destination = ReturnedTo | { readonly kind: 'complaints' };

const COMPLAINTS = 'complaints';

/** Whom a mail is for; undefined when there is no such address here. */
export async function destinationOf(addresses: ReturnAddresses, address: string): Promise<Destination | undefined> {
  if (address.toLowerCase() === `${COMPLAINTS}@${addresses.domain}`) return { kind: COMPLAINTS };
  return addresses.read(address);
}

/**
 * Takes one mail. Resolved, it is kept, or means nothing here; the same mail again changes nothing.
 *
 * @throws SmtpRefusal with what its sender is told
 */
export async function takeMail(deps: TakeMailDeps, to: Destination, from: string, raw: Buffer): Promise<void> {
  if (to.kind === 'unsubscribe') return deps.unsubscribe(to);
  const email = await read(raw);
  const id = email.messageId ?? createHash('sha256').update(raw).digest('hex');
  if (to.kind === 'reply') return takeReply(deps, to, { email, from, id });
  const report = readReport(email);
  if (!report) return;
  const about = to.kind === 'bounce' ? to : report === 'complained' && (await complainedOf(deps.addresses, email));
  if (!about) return;
  await tell(deps, about, report, id);
}

async function read(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  } catch (cause) {
    throw Object.assign(new SmtpRefusal(554, '5.6.0 The mail cannot be read.'), { cause });
  }
}

/** A report of abuse comes with the mail it is about, in which stands an address that only that mail has. */
async function complainedOf(addresses: ReturnAddresses, email: Email): Promise<Bounced | undefined> {
  for (const [address] of wordsOfReport(email).matchAll(/\b(bounce|unsubscribe)\+[0-9a-f]{48}@[\w.-]+\w/gi)) {
    const found = await addresses.read(address);
    if (found && found.kind !== 'reply') return found;
  }
  return undefined;
}

async function tell(
  { store, accounts, now }: TakeMailDeps,
  about: Bounced,
  report: 'bounced' | 'complained',
  id: string,
): Promise<void> {
  const at = now().toISOString();
  const named = `${report}/${createHash('sha256').update(`${about.contactId} ${id}`).digest('hex').slice(0, 32)}`;
  const incoming = await mailStateChanged(store, about, report, named, at);
  if (incoming) await accounts.intake.take([{ kind: 'incoming', incoming }]);
}
