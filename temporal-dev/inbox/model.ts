/** Someone who exists in the Slack workspace of the inbox. */
export interface InboxPerson {
  /** Slack user id, `U…`. */
  id: string;
  name: string;
  email: string;
  /** IANA time zone; the page shows times in it. Default UTC. */
  tz?: string;
}

/** A Block Kit block as stored: Slack (and so the inbox) fills in a `block_id` where none was given. */
export interface SlackBlock {
  type: string;
  block_id?: string;
  [property: string]: unknown;
}

/** Message metadata: facts for apps that people do not see. */
export interface MessageMetadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** One Slack message as it stands now (a copy: it does not change when the message is edited). */
export interface InboxMessage {
  /** `C…` for a channel, `D…` for a direct message. */
  channel: string;
  /** Name without `#`; for a direct message the partner's name. */
  channelName: string;
  /** E-mail address of the partner of a direct message. */
  to?: string;
  /** Slack's message id: seconds and microseconds, unique and ascending. */
  ts: string;
  at: Date;
  text: string;
  blocks: SlackBlock[];
  metadata?: MessageMetadata;
  edited: boolean;
  /** How often it was edited. */
  edits: number;
  threadTs?: string;
  /** A reply that is shown in the channel, too. */
  broadcast?: boolean;
  /** E-mail address of the only person who sees it. */
  ephemeralFor?: string;
  /** `bot`, or the name of the person who wrote it. */
  from: string;
}

export interface InboxAttachment {
  filename: string;
  contentType: string;
  content: Buffer;
}

/** One mail per Message-ID. Addresses are bare (`ann@example.com`). */
export interface InboxMail {
  messageId: string;
  from: string;
  to: string[];
  cc: string[];
  replyTo?: string;
  /** Where the SMTP envelope says that the mail comes from, and reports on it go. */
  returnPath?: string;
  /** Whom the SMTP envelope named: To, Cc and Bcc together. */
  recipients: string[];
  subject: string;
  text: string;
  html: string;
  /** By lower-case name; a header that occurs more than once is joined by line breaks. */
  headers: Readonly<Record<string, string>>;
  attachments: InboxAttachment[];
  /** When it first arrived, on the inbox's clock. */
  at: Date;
  /** How often a mail of this Message-ID arrived. */
  deliveries: number;
}

/** The modal a person has on the screen. */
export interface InboxModal {
  viewId: string;
  /** Changes with every update of the view; `views.update` may name it to detect a race. */
  hash: string;
  callbackId: string;
  privateMetadata: string;
  view: ModalView;
  /** By block_id: what is wrong with the last submission. */
  errors?: Record<string, string>;
}

/** A view as Slack hands it back to the app. */
export interface ModalView {
  id: string;
  type: 'modal';
  callback_id: string;
  private_metadata: string;
  external_id: string;
  hash: string;
  title: TextObject;
  submit: TextObject | null;
  close: TextObject | null;
  blocks: SlackBlock[];
  notify_on_close: boolean;
  clear_on_close: boolean;
  root_view_id: string;
  previous_view_id: string | null;
  [property: string]: unknown;
}

/** The Home tab of a person as Slack hands it back to the app. */
export interface HomeView {
  id: string;
  type: 'home';
  callback_id: string;
  private_metadata: string;
  external_id: string;
  /** Changes each time it is published; `views.publish` may name it to detect a race. */
  hash: string;
  blocks: SlackBlock[];
  root_view_id: string;
  [property: string]: unknown;
}

/** What a person sees on the app's Home tab (a copy). */
export interface InboxHome extends HomeView {
  /** How often the app has published it. */
  published: number;
}

export interface TextObject {
  type: 'plain_text' | 'mrkdwn';
  text: string;
  emoji?: boolean;
}

/** What came back for an interaction. `status` 0 means that no HTTP answer came within Slack's three seconds. */
export interface InteractionAnswer {
  status: number;
  /** Parsed JSON, else the text; for status 0 `{ error: 'operation_timeout' | 'connection_failed', message }`. */
  body: unknown;
}
