import type { KnownBlock } from '@slack/types';
import type { Outbox, Receipt } from '../../src/store/store';
import { cardBlocks, evidenceBlocks } from './card-blocks';
import { cardText } from './card-text';
import { isPerson, type CardView, type Channel, type Posted, type Recipient, type Room, type Words } from './channel';
import { sectionBlocks } from './section-blocks';
import { createSlackApi, type HearOfSlack } from './slack-api';
import { createSlackPeople } from './slack-people';
import { createSlackPosts, type SlackMessage, type SlackPlace, type SlackPosts } from './slack-posts';
import { createSlackRooms, type SlackRooms } from './slack-rooms';
import { asTyped, escaped, mention, mrkdwn, plain } from './slack-text';
import { CHANNEL_TROUBLES, channelTrouble, isThreadGone } from './slack-trouble';

export interface SlackChannelDeps {
  /** The bot's token, `xoxb-…`. It needs the scopes of `playmaker slack manifest`. */
  readonly token: string;
  /** Default: Slack itself. */
  readonly slackApiUrl?: string;
  readonly outbox: Outbox;
  /** For each call. Default 10,000 ms. */
  readonly timeoutMs?: number;
  /** Hears after each call how Slack is. */
  readonly hearOfSlack?: HearOfSlack;
}

/** Our people in Slack: their direct messages, and the channels of accounts. */
export interface SlackChannel extends Channel {
  readonly name: 'slack';
  readonly rooms: SlackRooms;
  /** Messages that are for nobody in particular. */
  readonly posts: Pick<SlackPosts, 'post' | 'change'>;
}

/** Slack recommends texts of at most 4,000 characters; with blocks it is what notifications and screen readers say. */
const MAX_TEXT = 3000;
/** The message is gone, or Slack no longer lets us change it. */
export const NOT_TO_BE_CHANGED = [
  ...['message_not_found', 'cant_update_message', 'edit_window_closed'],
  ...CHANNEL_TROUBLES.filter((code) => code !== 'missing_scope'),
];

/**
 * Slack as a channel: direct messages of the bot and threads of channels, found again by the key in their metadata.
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
  const api = createSlackApi(deps.token, deps.slackApiUrl, timeoutMs, deps.hearOfSlack);
  const people = createSlackPeople(api);
  const posts = createSlackPosts(api, outbox, timeoutMs);

  const direct = ({ email }: Recipient, thread?: string): SlackPlace => {
    return { channel: () => people.conversation(email), thread, loose: true };
  };
  /** In a thread, for one person among others. */
  const inRoom = ({ channel, thread }: Room, user: string | undefined, broadcast = false): SlackPlace => {
    const leaves = { thread, ...(user !== undefined && { user }) };
    return { channel: () => Promise.resolve(channel), thread, broadcast, leaves };
  };
  const userOf = (to: Recipient) => (isPerson(to) ? people.userId(to.email) : undefined);

  /** There while the channel takes it, else to the person directly. */
  async function thereOrDirect(
    to: Recipient,
    there: () => Promise<Receipt | undefined>,
    directly: () => Promise<Receipt | undefined>,
  ): Promise<Receipt | undefined> {
    try {
      return await there();
    } catch (error) {
      if (!channelTrouble(error) && !isThreadGone(error)) throw error;
      return isPerson(to) ? directly() : undefined;
    }
  }

  return {
    name: 'slack',
    rooms: createSlackRooms(api),
    posts,
    reaches: async ({ email }) => (await people.userId(email)) !== undefined,
    owns: (receipt) => 'ts' in receipt,
    async postCard(key, to, view, room) {
      if (!room) return posts.post(key, direct(to), cardMessage(to, view));
      const user = await userOf(to);
      return posts.post(key, inRoom(room, user, true), cardMessage(to, { ...view, inRoom: { user } }));
    },
    async updateCard({ key, to, receipt }, view, revision) {
      // A card that could not be changed was posted anew; from then on that one is kept up to date.
      const anew = `${key}/anew`;
      const replaced = (await outbox.get(anew))?.receipt;
      const current = replaced ?? receipt;
      const message = cardMessage(to, { ...view, inRoom: readersOf(current) });
      if (await posts.change(current, replaced ? anew : key, message, NOT_TO_BE_CHANGED)) return;
      const again = replaced ? `${anew}/${revision}` : anew;
      const directly = () => posts.post(again, direct(to), cardMessage(to, view));
      const room = roomOf(current);
      if (!room) await directly();
      else await thereOrDirect(to, () => posts.post(again, inRoom(room, userIn(current)), message), directly);
    },
    async postWords(key, to, words, under) {
      const room = under && roomOf(under.receipt);
      const directly = () =>
        posts.post(key, direct(to, room ? undefined : tsOf(under)), wordsMessage(words, !under || !!room));
      if (!room) return directly();
      const message = wordsMessage(words, false, userIn(under.receipt));
      return thereOrDirect(to, () => posts.post(key, inRoom(room, userIn(under.receipt)), message), directly);
    },
    async withdraw(key, to, room) {
      const own = isPerson(to) ? [direct(to)] : [];
      return posts.withdraw(key, room ? [inRoom(room, await userOf(to)), ...own] : own);
    },
  };
}

function cardMessage(to: Recipient, shown: CardView): SlackMessage {
  const { inRoom } = shown;
  const view = inRoom ? forRoom(shown) : shown;
  const whom = inRoom?.user === undefined ? '' : `${mention(inRoom.user)} `;
  return {
    text: `${whom}${escaped(cardText(view.card, view.state, inRoom ? undefined : to.timeZone), MAX_TEXT)}`,
    blocks: cardBlocks(view.card, view.state, view),
  };
}

/** A note is worded for one person, but others read it in a room. */
const forRoom = ({ state, noteInRoom, ...view }: CardView): CardView => ({
  ...view,
  state: state.kind === 'open' ? { ...state, note: noteInRoom } : state,
});

/** `user`: whom it is for, among others who read it. */
function wordsMessage(
  { title, text, evidence = [], sections = [] }: Words,
  isTitled: boolean,
  user?: string,
): SlackMessage {
  const head: KnownBlock[] = isTitled ? [{ type: 'header', text: plain(title, 150) }] : [];
  const whom = user === undefined ? '' : `${mention(user)} `;
  return {
    text: `${whom}${escaped(isTitled ? `${title}: ${text}` : text, MAX_TEXT)}`,
    blocks: [
      ...head,
      { type: 'section', text: whom ? mrkdwn(`${whom}${escaped(text, 2900)}`) : asTyped(text, 2900) },
      ...evidenceBlocks({ evidence: [...evidence] }),
      ...sectionBlocks(sections),
    ],
  };
}

const tsOf = (card: Posted | undefined): string | undefined =>
  card && 'ts' in card.receipt ? String(card.receipt.ts) : undefined;

/** The thread in which a message stands, when that is in a channel. */
const roomOf = ({ channel, thread }: Receipt): Room | undefined =>
  thread === undefined ? undefined : { channel: String(channel), thread: String(thread) };

const userIn = ({ user }: Receipt): string | undefined => (user === undefined ? undefined : String(user));

const readersOf = (receipt: Receipt): CardView['inRoom'] => roomOf(receipt) && { user: userIn(receipt) };
