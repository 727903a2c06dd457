import type { Inbox, InboxMail, InboxMessage } from '../../temporal-dev/inbox';
import type { PlayResult } from '../../src/domain/play-messages';
import type { Store } from '../../src/store';

interface Evidence {
  readonly inbox: Inbox;
  readonly store: Store;
  readonly results: readonly { readonly runId: string; readonly result: PlayResult; readonly events: number }[];
  readonly kills: number;
  readonly seconds: number;
  readonly hasButtons: (message: InboxMessage) => boolean;
}

/** Prints what was counted, and answers how many counts are off. */
export async function report({ inbox, store, results, kills, seconds, hasButtons }: Evidence): Promise<number> {
  const runs = results.length;
  // What only one person sees, such as an answer to a late click, is no part of the play.
  const messages = inbox.messages().filter(({ ephemeralFor }) => ephemeralFor === undefined);
  const keys = messages.map(({ metadata }) => (metadata?.event_payload as { key?: string } | undefined)?.key);
  const named = keys.filter((key): key is string => key !== undefined);
  const mails = inbox.mails();
  const invitations = mails.filter(isInvitation);
  const proposals = mails.filter(({ subject }) => subject.startsWith('Our proposal'));
  const tasks = await store.tasks.list({ state: 'open' });
  const leases = await Promise.all(results.map(({ runId }) => store.marketing.leases(runId.split('/')[2]!)));
  const cards = new Set(named.filter((key) => /\/task\/\d+\/card\//.test(key)));

  const counts: readonly [string, number, number][] = [
    ['runs that were won', results.filter(({ result }) => result.outcome === 'won').length, runs],
    ['Slack messages without a key', messages.length - named.length, 0],
    ['Slack messages that came twice', named.length - new Set(named).size, 0],
    ['cards that people should have seen and did not', Math.max(0, 5 * runs - cards.size), 0],
    ['cards that still have buttons', messages.filter(hasButtons).length, 0],
    ['invitations, by Message-ID', new Set(invitations.map(({ messageId }) => messageId)).size, runs],
    ['invitations, by UID', new Set(invitations.map(uidOf)).size, runs],
    ['proposals, by Message-ID', new Set(proposals.map(({ messageId }) => messageId)).size, runs],
    ['customers with a proposal', new Set(proposals.flatMap(({ to }) => to)).size, runs],
    ['tasks left open', tasks.length, 0],
    ['marketing pauses', leases.flat().length, runs],
    ['marketing pauses not lifted', leases.flat().filter(({ liftedAt }) => !liftedAt).length, 0],
  ];
  const write = (line: string) => process.stdout.write(`${line}\n`);
  write(`\n${runs} runs in ${seconds} s, playmaker killed ${kills} times`);
  write(`faults made: ${JSON.stringify(inbox.faults.counts())}`);
  write(
    `mails that arrived more than once and count as one: ${mails.filter(({ deliveries }) => deliveries > 1).length}`,
  );
  write(`history events of a run: at most ${Math.max(...results.map(({ events }) => events))}\n`);
  const off = counts.filter(([, found, expected]) => found !== expected);
  for (const [what, found, expected] of counts) {
    write(`${found === expected ? 'ok ' : 'OFF'}  ${what.padEnd(48)} ${String(found).padStart(5)} of ${expected}`);
  }
  const passed = counts.length - off.length;
  write(`\nfaults: ${passed} passed, ${off.length} failed`);
  return off.length;
}

const isInvitation = ({ attachments, subject }: InboxMail): boolean =>
  subject.startsWith('Invitation') || attachments.some(({ contentType }) => contentType.startsWith('text/calendar'));

/** The UID of the iCalendar part, unfolded (RFC 5545 §3.1). */
function uidOf(mail: InboxMail): string | undefined {
  const part = mail.attachments.find(({ contentType }) => /calendar|ics/.test(contentType));
  return /^UID:(.+)$/m.exec(part?.content.toString().replace(/\r?\n[ \t]/g, '') ?? '')?.[1]?.trim();
}
