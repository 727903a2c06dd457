import { messageIdOf } from '../../activities/mail/message';
import type { InboxMail, InboxMessage } from '../../temporal-dev/inbox';
import type { PlayResult } from '../../src/domain/play-messages';
import type { Lease, LedgerEntry, RunRow, TaskRow } from '../../src/store';
import type { Ground } from './ground';
import type { Known, Log } from './log';
import type { World } from './world';

/** A mail to one contact, by a play. */
export interface Letter {
  readonly mail: InboxMail;
  readonly at: number;
  readonly contact: Known;
  readonly runId: string;
  /** What it asked them for, as the ledger says it: `Pulse: asked`. */
  readonly asked?: string;
  /** It follows what they told us. */
  readonly isAnswer: boolean;
}

/** A run, as the store and Temporal have it. */
export interface Ran extends RunRow {
  /** Of Temporal: `COMPLETED`. */
  readonly status: string;
  readonly events: number;
  readonly result?: PlayResult;
}

/** Everything that left the house, and what stands in the records. */
export interface Evidence {
  readonly log: Log;
  readonly letters: readonly Letter[];
  /** To contacts, and calendars of both sides. */
  readonly invitations: readonly InboxMail[];
  /** Mails to contacts of which the ledger knows nothing. */
  readonly unknown: readonly InboxMail[];
  readonly mails: readonly InboxMail[];
  readonly messages: readonly InboxMessage[];
  /** Messages and mails as they first arrived, with what is wrong with their words. */
  readonly words: readonly { readonly at: number; readonly where: string; readonly fault: string }[];
  readonly runs: readonly Ran[];
  readonly tasks: readonly TaskRow[];
  readonly leases: readonly Lease[];
  readonly ledger: readonly LedgerEntry[];
  /** What was logged as an error. */
  readonly errors: readonly string[];
  /** By type, how often a step could not be done and a person was asked. */
  readonly steps: ReadonlyMap<string, number>;
  /** When it was gathered. */
  readonly at: number;
}

const DOMAIN = 'playmaker.example';
const KINDS = ['touch', 'ask', 'verdict', 'outcome'] as const;
const ANSWERS = ['Thank you', 'Thank you, and how it goes on'];
const MOST = 1000;

/** Gathers what there is at the end. */
export async function gather(ground: Ground, world: World, log: Log, words: Evidence['words']): Promise<Evidence> {
  const { store, inbox } = ground;
  const ids = world.accounts.map(({ id }) => id);
  const each = async <T>(read: (accountId: string) => Promise<readonly T[]>) =>
    (await Promise.all(ids.map((id) => read(id)))).flat();
  const rows = await each((accountId) => store.runs.list({ accountId, limit: MOST }));
  const runs: Ran[] = [];
  for (const row of rows) runs.push(await ran(ground, row));
  const ledger = await each(async (accountId) =>
    (await Promise.all(KINDS.map((kind) => store.ledger.list({ accountId, kind })))).flat(),
  );
  const mails = inbox.mails();
  return {
    ...{
      log,
      mails,
      words,
      runs,
      ledger,
      errors: ground.failures.errors,
      steps: ground.failures.steps,
      at: ground.now,
    },
    ...sorted(mails, ledger, log),
    messages: inbox.messages(),
    tasks: await each((accountId) => store.tasks.list({ accountId })),
    leases: await each((accountId) => store.marketing.leases(accountId)),
  };
}

async function ran({ temporal }: Ground, row: RunRow): Promise<Ran> {
  const handle = temporal.workflow.getHandle(row.runId);
  const { status, historyLength: events } = await handle.describe();
  const result = status.name === 'COMPLETED' ? ((await handle.result()) as PlayResult) : undefined;
  return { ...row, status: status.name, events, result };
}

const isInvitation = ({ attachments }: InboxMail): boolean =>
  attachments.some(({ contentType }) => contentType.startsWith('text/calendar'));

function sorted(mails: readonly InboxMail[], ledger: readonly LedgerEntry[], log: Log) {
  const touches = new Map(
    ledger.filter(({ kind }) => kind === 'touch').map((entry) => [messageIdOf(entry.key, DOMAIN), entry]),
  );
  const asks = new Map(ledger.filter(({ kind }) => kind === 'ask').map(({ key, what }) => [key, what]));
  const contacts = new Map(log.contacts.map((contact) => [contact.email, contact]));
  const letters: Letter[] = [];
  const unknown: InboxMail[] = [];
  for (const mail of mails.filter((each) => !isInvitation(each))) {
    const contact = mail.recipients.map((email) => contacts.get(email)).find((each) => each !== undefined);
    if (!contact) continue;
    const touch = touches.get(mail.messageId);
    if (!touch?.runId) unknown.push(mail);
    else
      letters.push({
        ...{ mail, contact, at: mail.at.getTime(), runId: touch.runId, asked: asks.get(`${touch.key}/ask`) },
        isAnswer: ANSWERS.includes(mail.subject),
      });
  }
  return { letters, unknown, invitations: mails.filter(isInvitation) };
}
