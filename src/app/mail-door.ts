import type { FastifyBaseLogger } from 'fastify';
import { domainOf, senderOf } from '../../activities/mail';
import type { Accounts } from '../accounts';
import { ensureLinkSecret, type Config, type InboundMailConfig, type MailConfig } from '../config';
import { startMailInbound, type MailInbound, type TaskReply } from '../mail-inbound';
import { createMailLinks, createReturnAddresses, type MailLinks, type ReturnAddresses } from '../mail-links';
import { ApiProblem, createUnsubscribe, type PlaysService } from '../server';
import type { Store } from '../store';

/** How people act on our mails. */
export interface MailParts {
  readonly links: MailLinks;
  /** Absent: nothing listens for replies and bounces. */
  readonly addresses?: ReturnAddresses;
}

export interface MailPartsOptions {
  readonly config: Pick<Config, 'linkSecret' | 'dataDir' | 'publicUrl'>;
  readonly mail: MailConfig;
  readonly inboundMail?: InboundMailConfig;
  readonly now?: () => Date;
}

export function mailPartsOf({ config, mail, inboundMail, now }: MailPartsOptions, store: Store): MailParts {
  const secret = ensureLinkSecret(config);
  const links = createMailLinks({ secret, publicUrl: config.publicUrl, now: now ?? (() => new Date()) });
  if (!inboundMail) return { links };
  const domain = inboundMail.domain ?? domainOf(senderOf(mail.from));
  return { links, addresses: createReturnAddresses({ secret, domain, outbox: store.outbox }) };
}

export interface MailDoorOptions {
  readonly addresses: ReturnAddresses;
  readonly port: number;
  readonly host: string;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly plays: Pick<PlaysService, 'act'>;
  readonly now?: () => Date;
  readonly logger?: FastifyBaseLogger;
}

/** Listens for what comes back to our mails. */
export function openMailDoor(options: MailDoorOptions): Promise<MailInbound> {
  const { store, accounts, plays, logger, now = () => new Date() } = options;
  return startMailInbound({
    ...options,
    now,
    onReply: (reply) => noteOf(plays, reply),
    unsubscribe: createUnsubscribe({ store, accounts, now }),
    failed: (error) => logger?.error({ err: error }, 'a mail that came in could not be taken; it comes again'),
  });
}

/** Whether the play keeps it: one that has ended, or somebody it does not listen to, leaves a note in the ledger only. */
async function noteOf(plays: Pick<PlaysService, 'act'>, { runId, taskId, text, by, key }: TaskReply): Promise<boolean> {
  try {
    await plays.act(runId, { taskId, action: { kind: 'note', text }, as: by, updateId: key });
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500) return false;
    throw error;
  }
}
