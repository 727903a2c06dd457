import type { InboxMail, InboxMessage } from '../../temporal-dev/inbox';
import { faultsIn } from '../gallery/text-faults';
import { shownBy, textsOf } from '../gallery/words';
import type { Evidence } from './evidence';
import type { Ground } from './ground';

type Fault = Evidence['words'][number];

/** Reads every message and mail once it is there: cards change later, and what was wrong with them is gone then. */
export class Reader {
  readonly faults: Fault[] = [];
  private readonly known = new Set<string>();
  private since = 0;

  constructor(private readonly ground: Ground) {}

  /** Reads what is new; answers the mails. */
  read(): InboxMail[] {
    const { inbox, now } = this.ground;
    const since = new Date(this.since);
    const messages = inbox.messages({ since }).filter(({ channel, ts }) => this.isNew(`${channel} ${ts}`));
    const mails = inbox.mails({ since }).filter(({ messageId }) => this.isNew(messageId));
    for (const message of messages) this.message(message);
    for (const mail of mails) this.mail(mail);
    // The clock of messages stood still during the last skip.
    this.since = this.before;
    this.before = now - 1;
    return mails;
  }

  private before = 0;

  private isNew(key: string): boolean {
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }

  private message({ text, blocks, to, at }: InboxMessage): void {
    const content = { kind: 'message', text, blocks } as const;
    for (const each of textsOf({ data: 'ordinary', group: '', title: '', content })) this.note(each.text, to ?? '', at);
  }

  private mail({ subject, text, html, recipients, at }: InboxMail): void {
    for (const each of [subject, text, shownBy(html)]) this.note(each, recipients.join(), at);
  }

  private note(text: string, where: string, at: Date): void {
    for (const fault of faultsIn(text)) this.faults.push({ at: at.getTime(), where, fault });
  }
}
