import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { startInbox, type Inbox, type InboxPerson } from '../../../temporal-dev/inbox';
import { Secret, type Config, type InboundMailConfig, type MailConfig, type SlackConfig } from '../../config';
import type { Person } from '../../domain/account';
import type { Store } from '../../store';
import { usualPort } from './ports';

/** How people are reached: as configured, and by the local inbox where nothing is. */
export interface Channels {
  readonly slack: SlackConfig;
  readonly mail: MailConfig;
  /** As configured; the local inbox can send back what people reply, too. */
  readonly inboundMail?: InboundMailConfig;
  /** Runs when Slack or mail is not configured. */
  readonly inbox?: Inbox;
  /** The channel of accounts in the local workspace, while the house rules name none. */
  readonly defaultChannel?: string;
}

const INBOX_PORT = 8025;
const LOCAL_CHANNEL = '#customer-success';
const LOCAL_SENDER = 'Playmaker <plays@playmaker.example>';

/** `named`: the channels of the house rules, which the local workspace has as well. */
export async function openChannels(config: Config, named: readonly string[]): Promise<Channels> {
  const { inboundMail } = config;
  if (config.slack && config.mail) return { slack: config.slack, mail: config.mail, inboundMail };
  const inbox = await startInbox({
    httpPort: await usualPort(INBOX_PORT),
    dataFile: join(config.dataDir, 'inbox.jsonl'),
    gallery: async (data) => (await import('../../gallery/index.js')).makeSamples(data),
  });
  const names = [LOCAL_CHANNEL, ...named].filter((channel) => channel.startsWith('#'));
  if (!config.slack) for (const name of names) inbox.addChannel(name);
  return {
    ...(!config.slack && { defaultChannel: LOCAL_CHANNEL }),
    slack: config.slack ?? {
      botToken: new Secret(inbox.botToken),
      signingSecret: new Secret(inbox.signingSecret),
      apiUrl: inbox.slackApiUrl,
    },
    mail: config.mail ?? { smtpUrl: new Secret(inbox.smtpUrl), from: LOCAL_SENDER },
    inboundMail: inboundMail ?? (config.mail ? undefined : { port: 0 }),
    inbox,
  };
}

/** The store, with its people in the local workspace: those it has now, and those who are added later. */
export async function introducePeople(store: Store, inbox: Inbox): Promise<Store> {
  inbox.addPeople((await store.people.list()).map(inboxPerson));
  return {
    ...store,
    people: {
      ...store.people,
      async save(person) {
        await store.people.save(person);
        inbox.addPeople([inboxPerson(person)]);
      },
    },
  };
}

/** A person as the local workspace knows them. */
const inboxPerson = ({ name, email, timeZone }: Person): InboxPerson => ({
  ...{ id: slackIdOf(email), name, email },
  tz: timeZone,
});

/** Where somebody reads and answers their messages. */
export const inboxPage = (inbox: Inbox, email: string): string => `${inbox.url}/?as=${slackIdOf(email)}`;

/** Where everybody reads what happens in a channel. */
export const channelPage = (inbox: Inbox, channel: string): string => `${inbox.url}/?open=${inbox.addChannel(channel)}`;

/** Stays the same over restarts. */
const slackIdOf = (email: string): string =>
  `U${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 9).toUpperCase()}`;
