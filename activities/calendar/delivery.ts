import type { Instant } from '../../src/domain/waits';
import type { Meeting, Store } from '../../src/store/store';
import type { Mailer } from '../mail/port';
import { plainToHtml } from '../plain-to-html';
import { announcement, type News } from './announcement';
import { invitation } from './invitation';
import type { Threads } from '../threads/port';
import { meetingLine } from '../threads/thread-words';
import { organizerOf } from './organizer';
import { participantsOf } from './participants';

export interface Delivery {
  readonly meeting: Meeting;
  readonly news: News;
  /** The mail goes out once per key. */
  readonly key: string;
  readonly at: Instant;
  /** For the ledger; customers do not read it. */
  readonly reason?: string;
}

/**
 * One mail to everybody who still takes part, in the organizer's name and with answers to the organizer: calendars take
 * the attendees from the invitation and not from the mail's address, everybody sees who else is invited, and "reply to
 * all" works. What reached the customer goes to the ledger.
 */
export async function deliver(
  deps: { readonly store: Store; readonly mailer: Mailer; readonly address: string; readonly threads: Threads },
  { meeting, news, key, at, reason }: Delivery,
): Promise<void> {
  const recipients = await participantsOf(deps.store, meeting);
  const organizer = organizerOf(meeting);
  const guestsFirst = [...recipients].sort((a, b) => Number(!a.contactId) - Number(!b.contactId));
  const zones = guestsFirst.map(({ calendar }) => calendar.timeZone);
  const { subject, text } = announcement(meeting, news, zones);
  const sent = await deps.mailer.send({
    key,
    from: { name: organizer.name, address: deps.address },
    replyTo: organizer,
    to: recipients.map(({ name, email }) => ({ name, address: email })),
    subject,
    text,
    html: plainToHtml(text),
    calendar: {
      method: news === 'cancelled' ? 'CANCEL' : 'REQUEST',
      content: invitation(meeting, news === 'cancelled' ? 'CANCEL' : 'REQUEST', at, deps.address),
    },
  });
  if (!sent) return;
  await deps.threads.say(meetingLine(key, meeting, news));
  for (const { contactId, name } of recipients) {
    if (contactId === undefined) continue;
    await deps.store.ledger.add({
      key: `${key}/${contactId}`,
      kind: 'touch',
      accountId: meeting.accountId,
      runId: meeting.runId,
      contactId,
      what: `Mail “${subject}” to ${name}`,
      reason,
      by: organizer.name,
      at,
    });
  }
}
