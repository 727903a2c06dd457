import { randomBytes } from 'node:crypto';
import { CallArguments } from '../slack/call-arguments';
import { readContent, requireContent } from '../slack/message-content';
import { SlackRefusal } from '../slack/refusal';
import type { Workspace } from '../state/workspace';

/** Source: docs.slack.dev/interactivity/handling-user-interaction — "up to 5 times within 30 minutes". */
const MAX_USES = 5;
const LIFE_MS = 30 * 60_000;

interface Given {
  origin: Origin;
  userId: string;
  at: number;
  uses: number;
}

/** Where somebody acted: on a message, or, with a command, only in a conversation. */
export interface Origin {
  channel: string;
  ts?: string;
}

/** The response_urls that went out with clicks and commands. */
export class ResponseUrls {
  private readonly given = new Map<string, Given>();

  /** @param elapsed milliseconds on a clock that only goes forward */
  constructor(
    private readonly workspace: Workspace,
    private readonly elapsed: () => number,
  ) {}

  /** A token for the path of a new URL. */
  give(origin: Origin, userId: string): string {
    const token = randomBytes(12).toString('hex');
    this.given.set(token, { origin, userId, at: this.elapsed(), uses: 0 });
    return token;
  }

  /** Carries out what an app posted to a response_url and gives Slack's HTTP answer. */
  use(token: string, body: Record<string, unknown>): { status: number; body: Record<string, unknown> } {
    const given = this.given.get(token);
    if (!given || this.elapsed() - given.at > LIFE_MS)
      return { status: 404, body: { ok: false, error: 'expired_url' } };
    if (given.uses >= MAX_USES) return { status: 404, body: { ok: false, error: 'used_url' } };
    try {
      this.respond(given, new CallArguments(body));
    } catch (error) {
      if (error instanceof SlackRefusal) return { status: 400, body: error.toAnswer() };
      throw error;
    }
    given.uses += 1;
    return { status: 200, body: { ok: true } };
  }

  private respond({ origin, userId }: Given, args: CallArguments): void {
    const original = origin.ts ? this.workspace.find(origin.channel, origin.ts) : undefined;
    if (args.flag('delete_original')) {
      if (original) this.workspace.remove(original);
      return;
    }
    if (!this.workspace.conversation(origin.channel)) throw new SlackRefusal('channel_not_found');
    const content = readContent(args);
    requireContent(content);
    const { text = '', blocks = [] } = content;
    if (args.flag('replace_original')) {
      if (!original) throw new SlackRefusal('message_not_found');
      const metadata = content.dropsMetadata ? undefined : (content.metadata ?? original.metadata);
      this.workspace.edit(original, { text, blocks, metadata });
      return;
    }
    const isPublic = args.text('response_type') === 'in_channel';
    const threadTs = args.text('thread_ts');
    this.workspace.post(origin.channel, { text, blocks, threadTs, ephemeralFor: isPublic ? undefined : userId });
  }
}
