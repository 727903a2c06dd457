import type { InboxMail } from '../model';
import type { Entry, StoredMail } from './journal';

/** The mails that arrived, one per Message-ID. */
export class Mailbox {
  private readonly byMessageId = new Map<string, InboxMail>();

  constructor(private readonly record: (entry: Entry) => void) {}

  /** Takes over an entry, a new one or one read from a file. */
  apply(entry: Entry): void {
    if (entry.type === 'mail') {
      this.byMessageId.set(entry.mail.messageId, fromStored(entry.mail));
    } else if (entry.type === 'mail-again') {
      const mail = this.byMessageId.get(entry.messageId);
      if (!mail) return;
      const recipients = [...new Set([...mail.recipients, ...entry.recipients])];
      this.byMessageId.set(entry.messageId, { ...mail, recipients, deliveries: mail.deliveries + 1 });
    }
  }

  /** A mail arrived. A Message-ID that is known already only counts up: the first copy stays. */
  deliver(mail: Omit<InboxMail, 'deliveries'>): void {
    const entry: Entry = this.byMessageId.has(mail.messageId)
      ? { type: 'mail-again', messageId: mail.messageId, recipients: mail.recipients }
      : { type: 'mail', mail: toStored({ ...mail, deliveries: 1 }) };
    this.apply(entry);
    this.record(entry);
  }

  /** Oldest first; `to` matches To, Cc and Bcc without regard to case; `since` leaves out what is older. */
  list(filter: { to?: string; since?: Date } = {}): InboxMail[] {
    const to = filter.to?.toLowerCase();
    const since = filter.since?.getTime() ?? -Infinity;
    return [...this.byMessageId.values()]
      .filter((mail) => mail.at.getTime() >= since && (to === undefined || addressesOf(mail).includes(to)))
      .map((mail) => ({ ...mail }));
  }

  find(messageId: string): InboxMail | undefined {
    return this.byMessageId.get(messageId);
  }

  /** Every address that got mail, in lower case, sorted, with the number of its mails. */
  addresses(): { address: string; count: number }[] {
    const counts = new Map<string, number>();
    for (const mail of this.byMessageId.values()) {
      for (const address of addressesOf(mail)) counts.set(address, (counts.get(address) ?? 0) + 1);
    }
    return [...counts].map(([address, count]) => ({ address, count })).sort((a, b) => (a.address < b.address ? -1 : 1));
  }
}

function addressesOf(mail: InboxMail): string[] {
  return [...new Set([...mail.to, ...mail.cc, ...mail.recipients].map((address) => address.toLowerCase()))];
}

function toStored(mail: InboxMail): StoredMail {
  return {
    ...mail,
    headers: { ...mail.headers },
    at: mail.at.getTime(),
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      base64: content.toString('base64'),
    })),
  };
}

function fromStored(mail: StoredMail): InboxMail {
  return {
    ...mail,
    at: new Date(mail.at),
    attachments: mail.attachments.map(({ filename, contentType, base64 }) => ({
      filename,
      contentType,
      content: Buffer.from(base64, 'base64'),
    })),
  };
}
