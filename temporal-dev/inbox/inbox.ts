import { randomBytes } from 'node:crypto';
import { FaultPlan, type InboxFaults } from './faults';
import { type InboxServer, startServer } from './http/server';
import { MailAnswers, type MailReport } from './mail/answers';
import { type SmtpDouble, startSmtp } from './mail/smtp';
import type { InboxHome, InboxMail, InboxMessage, InboxModal, InboxPerson, InteractionAnswer } from './model';
import { HttpDeliveries, type InboxHttp } from './people/http-deliveries';
import type { GivenValues } from './people/input-values';
import { Interactions } from './people/interactions';
import { ResponseUrls } from './people/response-urls';
import { say } from './people/say';
import { Triggers } from './people/triggers';
import { type InboxSocket, Sockets } from './socket/sockets';
import { Changes } from './state/changes';
import { type Entry, forgetful, openJournal } from './state/journal';
import { Gallery } from './page/gallery-maker';
import type { GalleryProvider } from './page/gallery-sample';
import { Homes } from './state/homes';
import { Mailbox } from './state/mailbox';
import { Modals } from './state/modals';
import { Notices } from './state/notices';
import { People } from './state/people';
import { Workspace } from './state/workspace';

/** How to start an inbox. */
export interface InboxOptions {
  /** Default: a free port. The inbox listens on 127.0.0.1 only. */
  httpPort?: number;
  /** Default: a free port. */
  smtpPort?: number;
  /** Who exists in the Slack workspace; more with {@link Inbox.addPeople}. */
  people?: InboxPerson[];
  /** Default: random. */
  signingSecret?: string;
  /** Default: random. */
  botToken?: string;
  /** Where clicks go (playmaker's `/slack/interactions`); commands and events go beside it. Can be set later. */
  interactionsUrl?: string;
  /** Clock of messages and mails (a demo runs in virtual time). Signatures and deadlines always use real time. */
  now?: () => Date;
  /** Clock of mails where the moment of their arrival has to be asked for; `now` when absent. */
  mailTime?: () => Promise<Date>;
  /** Keeps messages and mails across restarts (one JSON object per line). Absent: in memory. */
  dataFile?: string;
  /** Makes the samples of the page `/gallery`. Absent: there is no such page. */
  gallery?: GalleryProvider;
}

/** Real time where Slack sets deadlines; tests of those deadlines bring their own. */
export interface InboxDeadlines {
  /** Milliseconds on a clock that only goes forward. */
  elapsed: () => number;
  /** How long an app may take to answer an interaction. */
  ackTimeoutMs: number;
}

/** A running inbox: a double of Slack's Web API, a mailbox, and the page that shows both. */
export interface Inbox {
  /** The web page. */
  readonly url: string;
  /** For `new WebClient(token, { slackApiUrl })`; ends with a slash. */
  readonly slackApiUrl: string;
  /** For nodemailer's `createTransport`. */
  readonly smtpUrl: string;
  readonly signingSecret: string;
  readonly botToken: string;
  /** For Socket Mode: an app that connects with it gets by the socket what others get over HTTP. */
  readonly appToken: string;
  setInteractionsUrl(url: string): void;
  /** Where replies and reports go: `smtp://host:port` of the app. */
  setRepliesUrl(smtpUrl: string): void;
  /**
   * Somebody replies to a mail they got, by SMTP. `replyId` is the reply's own Message-ID, to send the same reply again.
   * @throws InboxError `INBOX_NO_REPLIES_URL`, `INBOX_MESSAGE_GONE`, `INBOX_MAIL_REFUSED`
   */
  reply(input: { as: string; mail: InboxMail; text: string; replyId?: string }): Promise<void>;
  /** A mail server reports on a mail, by SMTP. Errors are those of {@link reply}. */
  report(input: { mail: InboxMail; as: MailReport }): Promise<void>;
  /** @throws InboxError `INBOX_DUPLICATE_EMAIL` */
  addPeople(people: InboxPerson[]): void;
  /** Makes a public channel and returns its id; one that exists is kept. `general` is always there. */
  addChannel(name: string): string;
  /** Somebody deletes a channel (id or name): Slack then knows it no more. */
  removeChannel(channel: string): void;
  /** Somebody archives a channel (id or name) or opens it again, takes the app out of it or invites it. */
  changeChannel(channel: string, change: { archived?: boolean; member?: boolean }): void;
  /** Somebody deletes a message: Slack then knows it no more. */
  removeMessage(message: InboxMessage): void;
  /**
   * Conversations with their messages, oldest first. `channel` is an id or a channel's name, `to` the partner of a direct
   * message; `since` leaves out what was posted before.
   */
  messages(filter?: { channel?: string; to?: string; since?: Date }): InboxMessage[];
  /** Mails, one per Message-ID, oldest first. `to` also matches Cc and Bcc; `since` leaves out what arrived before. */
  mails(filter?: { to?: string; since?: Date }): InboxMail[];
  /** A person writes a message, in a channel (id or name) or, without one, in their direct messages with the bot. No event goes out. */
  say(input: { as: string; text: string; channel?: string }): InboxMessage;
  /**
   * Clicks a button of a message as the person saw it. Resolves with the app's HTTP answer (status 0: none within three seconds).
   * @throws InboxError `INBOX_NO_PERSON`, `INBOX_MESSAGE_GONE`, `INBOX_NOT_VISIBLE`, `INBOX_NO_ACTION`, `INBOX_NO_INTERACTIONS_URL`
   */
  click(input: {
    as: string;
    message: InboxMessage;
    actionId: string | RegExp;
    /** Tells apart buttons of equal action_id. */
    blockId?: string;
    option?: string;
  }): Promise<InteractionAnswer>;
  /**
   * Submits the modal that is open for a person, with values by block_id and action_id.
   * @throws InboxError `INBOX_NO_MODAL`, `INBOX_INPUT_INVALID` (the modal then shows why), and those of {@link click}
   */
  submitModal(input: { as: string; values: GivenValues }): Promise<InteractionAnswer>;
  /** Closes the view on top; resolves with the answer when the view asked to be told. */
  closeModal(as: string): Promise<InteractionAnswer | undefined>;
  openModal(as: string): InboxModal | undefined;
  /**
   * A person types a command such as `/plays tasks`, in a channel (id or name) or, without one, in their direct messages.
   * @throws InboxError `INBOX_NO_PERSON`, `INBOX_NOT_VISIBLE`, `INBOX_REQUEST_INVALID`, `INBOX_NO_INTERACTIONS_URL`
   */
  command(input: { as: string; text: string; channel?: string }): Promise<InteractionAnswer>;
  /** A person opens the app's Home tab: the app hears of it. Resolves with the app's answer to the event. */
  openHome(as: string): Promise<InteractionAnswer>;
  /** What the app published last for the Home tab of a person. */
  home(as: string): InboxHome | undefined;
  /**
   * Clicks a button of the person's Home tab.
   * @throws InboxError `INBOX_NO_PERSON`, `INBOX_NO_HOME`, `INBOX_NO_ACTION`, `INBOX_NO_INTERACTIONS_URL`
   */
  clickHome(input: { as: string; actionId: string | RegExp; blockId?: string }): Promise<InteractionAnswer>;
  /**
   * Resolves with the first value that is neither undefined nor false; `read` runs now and after each change.
   * @param timeoutMs default ten seconds, then it rejects with InboxError `INBOX_UNTIL_TIMEOUT`
   */
  until<T>(read: (inbox: Inbox) => T | undefined | false, timeoutMs?: number): Promise<T>;
  /** Calls the listener after each change; returns the function that ends this. */
  onChange(listener: () => void): () => void;
  readonly faults: InboxFaults;
  /** The connections of Socket Mode and their faults. */
  readonly socket: InboxSocket;
  /** What goes to the app over HTTP, and its faults. */
  readonly http: InboxHttp;
  /** Ends everything at once, whatever connections are open. */
  stop(): Promise<void>;
}

/**
 * Starts an inbox on free ports of 127.0.0.1.
 *
 * @example
 * const inbox = await startInbox({ people: [{ id: 'U1', name: 'Ann', email: 'ann@example.com' }] });
 * const slack = new WebClient(inbox.botToken, { slackApiUrl: inbox.slackApiUrl });
 * await slack.chat.postMessage({ channel: 'U1', text: 'Good morning' });
 * inbox.messages({ to: 'ann@example.com' })[0]?.text; // 'Good morning'
 * await inbox.stop();
 */
export async function startInbox(
  options: InboxOptions = {},
  deadlines: InboxDeadlines = { elapsed: () => performance.now(), ackTimeoutMs: 3_000 },
): Promise<Inbox> {
  const state = openState(options);
  const { workspace, mailbox, modals, homes, notices, changes, faults } = state;
  const now = options.now ?? (() => new Date());
  const signingSecret = options.signingSecret ?? randomBytes(16).toString('hex');
  const botToken = options.botToken ?? `xoxb-${randomBytes(16).toString('hex')}`;
  const triggers = new Triggers(deadlines.elapsed);
  const responseUrls = new ResponseUrls(workspace, deadlines.elapsed);
  let server: InboxServer | undefined;
  const url = () => server?.url ?? '';
  const { ackTimeoutMs } = deadlines;
  const sockets = new Sockets({ ackTimeoutMs, url, changed: () => state.changes.announce() });
  const http = new HttpDeliveries();
  const interactions = new Interactions({
    ...{ workspace, modals, homes, notices, triggers, responseUrls, sockets, http, signingSecret, ackTimeoutMs },
    responseUrl: (token) => `${url()}/response/${token}`,
  });
  interactions.url = options.interactionsUrl;
  const answers = new MailAnswers(mailbox);
  const smtp = await startSmtp({
    ...{ port: options.smtpPort ?? 0, faults, now: options.mailTime ?? now },
    deliver: (mail) => mailbox.deliver(mail),
  });
  try {
    server = await startServer(options.httpPort ?? 0, {
      slack: { faults, botToken, context: { workspace, modals, homes, triggers, sockets, url } },
      page: {
        ...{ workspace, mailbox, modals, homes, notices, faults, interactions, answers, changes },
        gallery: options.gallery && new Gallery(options.gallery),
      },
      responseUrls,
      sockets,
    });
  } catch (error) {
    await smtp.stop();
    throw error;
  }
  return facade({ state, interactions, answers, server, sockets, http, smtp, signingSecret, botToken });
}

interface State {
  workspace: Workspace;
  mailbox: Mailbox;
  modals: Modals;
  homes: Homes;
  notices: Notices;
  changes: Changes;
  faults: FaultPlan;
  close: () => void;
}

function openState({ dataFile, people = [], now = () => new Date() }: InboxOptions): State {
  const { entries, journal } = dataFile ? openJournal(dataFile) : { entries: [], journal: forgetful };
  const changes = new Changes();
  const changed = () => changes.announce();
  const record = (entry: Entry) => {
    journal.append(entry);
    changed();
  };
  const known = new People();
  known.add(people);
  const workspace = new Workspace(known, now, record);
  const mailbox = new Mailbox(record);
  for (const entry of entries) {
    workspace.apply(entry);
    mailbox.apply(entry);
  }
  workspace.addChannel('general');
  return {
    ...{ workspace, mailbox, changes },
    modals: new Modals(changed),
    homes: new Homes(changed),
    notices: new Notices(changed),
    faults: new FaultPlan(changed),
    close: () => journal.close(),
  };
}

function facade(parts: {
  state: State;
  interactions: Interactions;
  answers: MailAnswers;
  server: InboxServer;
  sockets: Sockets;
  http: HttpDeliveries;
  smtp: SmtpDouble;
  signingSecret: string;
  botToken: string;
}): Inbox {
  const { state, interactions, answers, server, sockets, http, smtp, signingSecret, botToken } = parts;
  const { workspace, mailbox, modals, homes, changes, faults } = state;
  const inbox: Inbox = {
    ...{ signingSecret, botToken, faults, http },
    appToken: sockets.appToken,
    socket: sockets,
    url: server.url,
    slackApiUrl: `${server.url}/api/`,
    smtpUrl: smtp.url,
    setInteractionsUrl: (target) => {
      interactions.url = target;
    },
    setRepliesUrl: (target) => {
      answers.url = target;
    },
    reply: ({ mail, ...input }) => answers.reply({ ...input, messageId: mail.messageId }),
    report: ({ mail, as }) => answers.report({ as, messageId: mail.messageId }),
    addPeople: (people) => {
      workspace.people.add(people);
      changes.announce();
    },
    addChannel: (name) => workspace.addChannel(name.replace(/^#/, '')).id,
    removeChannel: (channel) => workspace.removeChannel(channel),
    changeChannel: (channel, change) => workspace.changeChannel(channel, change),
    removeMessage: (message) => workspace.forget(message),
    messages: (filter) => workspace.list(filter),
    mails: (filter) => mailbox.list(filter),
    say: (input) => say(workspace, input),
    click: (input) => interactions.click(input),
    submitModal: (input) => interactions.submit(input),
    closeModal: (as) => interactions.close(as),
    openModal: (as) => modals.top(workspace.people.requireByEmail(as).id),
    command: (input) => interactions.command(input),
    openHome: (as) => interactions.openHome(as),
    home: (as) => homes.of(workspace.people.requireByEmail(as).id),
    clickHome: (input) => interactions.clickHome(input),
    until: (read, timeoutMs = 10_000) =>
      changes.until(
        () => read(inbox),
        timeoutMs,
        () => summary(inbox),
      ),
    onChange: (listener) => changes.subscribe(listener),
    stop: async () => {
      changes.stop();
      sockets.stop();
      await Promise.all([server.stop(), smtp.stop()]);
      state.close();
    },
  };
  return inbox;
}

/** What is in the inbox, in a few lines, for the message of a failed wait. */
function summary(inbox: Inbox): string {
  const messages = inbox.messages().map((each) => `  ${each.to ?? `#${each.channelName}`}: ${each.text.slice(0, 80)}`);
  const mails = inbox.mails().map((each) => `  mail to ${each.to.join(', ')}: ${each.subject}`);
  return ['The inbox holds:', ...messages.slice(-10), ...mails.slice(-10), ''].join('\n');
}
