import { createHash } from 'node:crypto';
import type { Email } from 'postal-mime';
import { shorten } from '../../activities/notify/plain-words';
import { startedAt } from '../domain/play-messages';
import type { Instant } from '../domain/waits';
import type { Replied } from '../mail-links';
import type { LedgerEntry, Store } from '../store/store';
import { ownWords, textOfHtml } from './own-words';
import { SmtpRefusal } from './smtp-refusal';

/** What somebody answered to a task mail. */
export interface TaskReply {
  readonly taskId: string;
  readonly runId: string;
  /** E-mail address of whoever wrote it: the person the mail was sent to. */
  readonly by: string;
  readonly text: string;
  /** Names the reply: the same mail again has the same key. */
  readonly key: string;
}

export interface ReplyDeps {
  readonly store: Store;
  readonly now: () => Date;
  /**
   * Adds the reply to its task, once per key. Answers whether the play keeps it; else, and when absent, it is kept in the
   * ledger only. What it throws makes the sender's server send the mail again.
   */
  readonly onReply?: (reply: TaskReply) => Promise<boolean>;
}

/** A mail as it came in. */
export interface InboundMail {
  readonly email: Email;
  /** Of the envelope; empty for reports of mail servers. */
  readonly from: string;
  /** Stays the same when the mail comes again. */
  readonly id: string;
}

const LONGEST = 3000;

/** Keeps an answer to a task mail as a note of the person to whom that was sent; nobody else's. */
export async function takeReply(deps: ReplyDeps, about: Replied, mail: InboundMail): Promise<void> {
  // Out-of-office notes and reports of mail servers are nobody's words.
  if (isAutomatic(mail)) return;
  const { store, onReply } = deps;
  const { taskId, runId, email: by } = about;
  const key = `${taskId}/reply/${createHash('sha256').update(mail.id).digest('hex').slice(0, 32)}`;
  const task = await store.tasks.get(taskId);
  const entry = {
    ...{ key, runId, at: deps.now().toISOString() },
    accountId: task?.accountId ?? startedAt(runId),
  };
  if (!isFrom(mail, by)) {
    await store.ledger.add(refusalOf(entry, mail, by));
    throw new SmtpRefusal(550, `5.7.1 Only ${by} can answer this mail, from that address.`);
  }
  const { text, html } = mail.email;
  const words = shorten(fit(ownWords(text ?? textOfHtml(html ?? ''))), LONGEST);
  if (!words) throw new SmtpRefusal(554, '5.6.0 There is no text above what the mail quotes.');
  if (await onReply?.({ taskId, runId, by, text: words, key })) return;
  const name = (await store.people.byEmail(by))?.name ?? by;
  await store.ledger.add({ ...entry, kind: 'note', what: `${name} noted by mail: ${words}`, by: name });
}

function isAutomatic({ email, from }: InboundMail): boolean {
  const headerOf = (name: string) =>
    email.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const submitted = headerOf('auto-submitted') ?? 'no';
  return from === '' || submitted !== 'no' || headerOf('precedence') === 'auto_reply';
}

/** The address in From, sent by a server of its domain: of the envelope the local part may differ, as some rewrite it. */
function isFrom({ email, from }: InboundMail, by: string): boolean {
  return same(email.from?.address ?? '', by) && same(domainOf(from), domainOf(by));
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Without what no database takes: NUL, and halves of surrogate pairs. */
const fit = (text: string): string => text.replaceAll('\0', '').replace(/\p{Cs}/gu, '');

const refusalOf = (
  entry: Pick<LedgerEntry, 'key' | 'accountId' | 'runId'> & { readonly at: Instant },
  mail: InboundMail,
  by: string,
): LedgerEntry => ({
  ...entry,
  kind: 'refusal',
  what: 'A reply by mail was refused',
  reason: `${whyNotFrom(mail, by)} Only ${by} can answer by mail, as that mail was theirs; whoever else may decide does it in Slack.`,
  by: mail.email.from?.address || mail.from,
});

/** In words, what speaks against that it is from them. */
function whyNotFrom({ email, from }: InboundMail, by: string): string {
  const writer = email.from?.address;
  if (!writer) return 'The mail does not say in its From whom it is from.';
  if (!same(writer, by)) return `${writer} answered a mail that was sent to ${by}.`;
  return `The mail says that it is from ${by}, but it was sent from ${domainOf(from)}, which does not show that.`;
}
