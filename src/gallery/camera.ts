import type { GalleryContent, GallerySample, Inbox, InboxMessage } from '../../temporal-dev/inbox';

/** A message without what stands for nothing on it. */
type Shot = { readonly to: string; readonly content: GalleryContent };

/** Takes down what people get to see while something is done. */
export class Camera {
  readonly samples: GallerySample[] = [];

  constructor(
    private readonly data: GallerySample['data'],
    private readonly inbox: Inbox,
    private readonly settled: () => Promise<void>,
    /** By the ids of people in Slack. */
    private readonly names: Readonly<Record<string, string>>,
  ) {}

  /** Keeps what is given. */
  keep(group: string, title: string, content: GalleryContent): void {
    this.samples.push({ data: this.data, group, title: this.unused(group, title), content });
  }

  /** Keeps blocks as a message. */
  message(group: string, title: string, { text, blocks }: { text: string; blocks: readonly object[] }): void {
    this.keep(group, title, { kind: 'message', text, blocks: blocksOf(blocks) });
  }

  /**
   * Does something, and keeps every message, mail and dialog that appears or changes meanwhile.
   *
   * @throws Error when nothing did: the sample would be missing
   */
  async shoot(group: string, title: string, act: () => Promise<unknown>): Promise<readonly InboxMessage[]> {
    const before = new Map(this.inbox.messages().map((each) => [idOf(each), each.edits]));
    const mails = new Set(this.inbox.mails().map(({ messageId }) => messageId));
    await act();
    await this.settled();
    const messages = this.inbox.messages().filter((each) => before.get(idOf(each)) !== each.edits);
    const shots: Shot[] = [
      ...messages.map((each) => ({
        to: each.ephemeralFor ?? each.to ?? each.channelName,
        content: { ...messageContent(each), names: this.names },
      })),
      ...this.inbox
        .mails()
        .filter(({ messageId }) => !mails.has(messageId))
        .map((mail) => ({ to: mail.recipients.join(', '), content: { kind: 'mail', mail } as const })),
    ];
    if (shots.length === 0) throw new Error(`Nothing appeared for the sample “${this.data}: ${group}: ${title}”.`);
    const several = new Set(shots.map(({ to }) => to)).size > 1;
    for (const { to, content } of shots) this.keep(group, several ? `${title} (to ${to})` : title, content);
    return messages;
  }

  /** Does something that opens a dialog for a person, keeps it, and closes it again. */
  async dialog(group: string, title: string, as: string, act: () => Promise<unknown>): Promise<void> {
    await this.open(group, title, as, act);
    await this.inbox.closeModal(as);
  }

  /** Does something that opens a dialog for a person, and keeps it. */
  async open(group: string, title: string, as: string, act: () => Promise<unknown>): Promise<void> {
    await act();
    await this.settled();
    const modal = this.inbox.openModal(as);
    if (!modal) throw new Error(`No dialog opened for the sample “${this.data}: ${group}: ${title}”.`);
    const { view, errors } = modal;
    this.keep(group, title, {
      kind: 'modal',
      errors,
      view: {
        ...{ type: 'modal', title: plainText(view.title), blocks: view.blocks },
        ...(view.submit && { submit: plainText(view.submit) }),
        ...(view.close && { close: plainText(view.close) }),
        ...{ private_metadata: view.private_metadata, callback_id: view.callback_id },
      },
    });
  }

  /** Does something that changes somebody's Home tab, and keeps it. */
  async home(group: string, title: string, as: string, act: () => Promise<unknown>): Promise<void> {
    await act();
    await this.settled();
    const home = this.inbox.home(as);
    if (!home) throw new Error(`There is no Home tab for the sample “${this.data}: ${group}: ${title}”.`);
    this.keep(group, title, { kind: 'home', blocks: home.blocks });
  }

  private unused(group: string, title: string): string {
    const taken = new Set(this.samples.filter((each) => each.group === group).map((each) => each.title));
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? title : `${title} (${count})`;
      if (!taken.has(name)) return name;
    }
  }
}

const idOf = ({ channel, ts }: InboxMessage): string => `${channel}/${ts}`;
const plainText = ({ text }: { readonly text: string }) => ({ type: 'plain_text', text }) as const;

function messageContent({ text, blocks, ephemeralFor, threadTs, ts, edited }: InboxMessage): GalleryContent {
  const isReply = threadTs !== undefined && threadTs !== ts;
  return { kind: 'message', text, blocks, isEphemeral: ephemeralFor !== undefined, isReply, isEdited: edited };
}

/** Blocks as they go over the wire. */
export const blocksOf = (blocks: readonly object[]): Extract<GalleryContent, { kind: 'message' }>['blocks'] =>
  JSON.parse(JSON.stringify(blocks)) as Extract<GalleryContent, { kind: 'message' }>['blocks'];
