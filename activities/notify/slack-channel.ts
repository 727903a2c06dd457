import type { KnownBlock } from '@slack/types';
import type { Outbox, Receipt } from '../../src/store/store';
import { failure } from '../failures';
import { once, withdrawOnce } from '../once';
import { cardBlocks, evidenceBlocks } from './card-blocks';
import { cardText } from './card-text';
import type { CardView, Channel, Posted, Recipient, Words } from './channel';
import { sectionBlocks } from './section-blocks';
import { createSlackApi } from './slack-api';
import { createSlackHistory } from './slack-history';
import { createSlackPeople } from './slack-people';
import { escaped, mrkdwn, plain } from './slack-text';

export interface SlackChannelDeps {
  /** The bot's token, `xoxb-…`. It needs chat:write, im:write, im:history, users:read and users:read.email. */
  readonly token: string;
  /** Default: Slack itself. */
  readonly slackApiUrl?: string;
  readonly outbox: Outbox;
  /** For each call. Default 10,000 ms. */
  readonly timeoutMs?: number;
}

/** Our people's direct messages in Slack. */
export interface SlackChannel extends Channel {
  readonly name: 'slack';
}

interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Slack recommends texts of at most 4,000 characters; with blocks it is what notifications and screen readers say. */
const MAX_TEXT = 3000;
/** The message is gone, or Slack no longer lets us change it. */
const NOT_TO_BE_CHANGED = ['message_not_found', 'cant_update_message', 'edit_window_closed'];
/** The message to reply to is gone. */
const NO_THREAD = ['thread_not_found', 'message_not_found', 'cannot_reply_to_message'];

/**
 * Slack as a channel: direct messages of the bot, found again by the key in their metadata.
 *
 * Updates (`chat.update`) set a message to a state and so may be repeated at will. Their order is the caller's: a play
 * updates a card one step at a time, so a retry of an older update never runs after a newer one has finished.
 *
 * @example
 * const slack = createSlackChannel({ token, outbox: store.outbox });
 */
export function createSlackChannel(deps: SlackChannelDeps): SlackChannel {
  const { outbox } = deps;
  const timeoutMs = deps.timeoutMs ?? 10_000;
  const api = createSlackApi(deps.token, deps.slackApiUrl, timeoutMs);
  const people = createSlackPeople(api);
  // Two calls to know the conversation, four at most to look, two to post: eight time-outs, and one to spare.
  const history = createSlackHistory(api, 3 * timeoutMs);
  const leaseMs = 9 * timeoutMs;

  const findIn = (email: string, key: string, threadTs?: string) => async (firstAt: string) =>
    history.find(await people.conversation(email), key, firstAt, threadTs);

  const post = (key: string, email: string, message: Message, threadTs?: string) =>
    once(outbox, key, leaseMs, {
      find: findIn(email, key, threadTs),
      perform: async () => {
        const channel = await people.conversation(email);
        const send = (thread: string | undefined, tolerated: readonly string[]) =>
          api.call(
            'chat.postMessage',
            (client) =>
              client.chat.postMessage({
                channel,
                ...message,
                metadata: history.metadataOf(key),
                unfurl_links: false,
                unfurl_media: false,
                ...(thread === undefined ? {} : { thread_ts: thread }),
              }),
            tolerated,
          );
        const posted = (threadTs && (await send(threadTs, NO_THREAD))) || (await send(undefined, []));
        if (!posted?.ts) throw failure('SLACK_UNAVAILABLE', 'Slack did not name the message it posted.');
        return { channel, ts: posted.ts };
      },
    });

  const update = async (receipt: Receipt, key: string, message: Message): Promise<boolean> => {
    const target = { channel: String(receipt.channel), ts: String(receipt.ts) };
    const updated = await api.call(
      'chat.update',
      (client) => client.chat.update({ ...target, ...message, metadata: history.metadataOf(key) }),
      NOT_TO_BE_CHANGED,
    );
    return updated !== undefined;
  };

  return {
    name: 'slack',
    reaches: async ({ email }) => (await people.userId(email)) !== undefined,
    owns: (receipt) => 'ts' in receipt,
    postCard: (key, to, view) => post(key, to.email, cardMessage(to, view)),
    async updateCard({ key, to, receipt }, view, revision) {
      const message = cardMessage(to, view);
      // A card that could not be changed was posted anew; from then on that one is kept up to date.
      const anew = `${key}/anew`;
      const replaced = (await outbox.get(anew))?.receipt;
      if (await update(replaced ?? receipt, replaced ? anew : key, message)) return;
      await post(replaced ? `${anew}/${revision}` : anew, to.email, message);
    },
    postWords: (key, to, words, under) => post(key, to.email, wordsMessage(words, !under), threadOf(under)),
    withdraw: (key, to) => withdrawOnce(outbox, key, leaseMs, findIn(to.email, key)),
  };
}

function cardMessage(to: Recipient, view: CardView): Message {
  return {
    text: escaped(cardText(view.card, view.state, to.timeZone), MAX_TEXT),
    blocks: cardBlocks(view.card, view.state, view),
  };
}

function wordsMessage({ title, text, evidence = [], sections = [] }: Words, isTitled: boolean): Message {
  const head: KnownBlock[] = isTitled ? [{ type: 'header', text: plain(title, 150) }] : [];
  return {
    text: escaped(isTitled ? `${title}: ${text}` : text, MAX_TEXT),
    blocks: [
      ...head,
      { type: 'section', text: mrkdwn(escaped(text, 2900)) },
      ...evidenceBlocks({ evidence: [...evidence] }),
      ...sectionBlocks(sections),
    ],
  };
}

function threadOf(card: Posted | undefined): string | undefined {
  return card && 'ts' in card.receipt ? String(card.receipt.ts) : undefined;
}
