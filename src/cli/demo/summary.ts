import { join, relative } from 'node:path';
import type { Inbox } from '../../../temporal-dev/inbox';
import type { App } from '../../app';
import type { PlayResult } from '../../domain/play-messages';

interface Ended {
  readonly app: App;
  readonly inbox: Inbox;
  readonly dataDir: string;
  /** Where the thread of the play is. */
  readonly channel: string;
  readonly runId: string;
  readonly result: PlayResult;
}

/** What a story came to: what the play made, what was decided, and what to try next. */
export async function summaryOf({ app: { store }, inbox, dataDir, channel, runId, result }: Ended): Promise<string> {
  const documents = await store.documents.list({ runId });
  const meetings = await store.meetings.list({ runId });
  const decisions = await store.ledger.list({ runId, kind: 'decision' });
  const lines = [
    '',
    `The play ended: ${result.outcome}. ${result.reason}`,
    '',
    'What it made',
    ...documents.flatMap(({ version, files }) =>
      [files.html, files.docx].map(
        (file) => `  document v${version}   ${relative(process.cwd(), join(dataDir, file))}`,
      ),
    ),
    ...meetings.map(({ title, startsAt }) => `  invitation    “${title}”, ${startsAt.slice(0, 10)}`),
    `  messages      ${inbox.messages().length} in Slack, ${inbox.mails().length} by e-mail`,
    `  threads       what happened, told as it did: ${inbox.messages({ channel }).length} messages in ${channel}`,
    ...decisions.map(({ by, what, at }) => `  decision      ${at.slice(0, 10)}  ${by}: ${what}`),
    '',
    'What to try next',
    '  npm start                      the same for real: open the inbox page and answer yourself',
    '  npx playmaker --help           start, watch, pause and stop plays from the command line',
    `  plays/${runId.split('/')[1]}/workflow.ts    the play you have just watched`,
    '',
  ];
  return lines.join('\n');
}
