import { WebClient } from '@slack/web-api';
import Fastify from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCalendarActivities, type CalendarActivities } from '../../activities/calendar';
import { createMailer } from '../../activities/mail';
import {
  createChannels,
  createNotifyActivities,
  createSlackChannel,
  type ChannelFor,
  type NotifyActivities,
} from '../../activities/notify';
import { createTexts, type Texts } from '../../activities/texts';
import { createThreads, type Threads } from '../../activities/threads';
import { catalogue } from '../../plays';
import { startInbox, type GallerySample, type Inbox } from '../../temporal-dev/inbox';
import { Secret } from '../config';
import { packageRoot } from '../config/package-root';
import { messageRulesSchema } from '../domain/message-rules';
import { createMailLinks, createReturnAddresses, type MailLinks } from '../mail-links';
import { mailPages } from '../server/mail/mail-pages';
import { Deliveries } from '../server/slack/deliveries';
import { slackRoutes } from '../server/slack/slack-routes';
import { openStore, type Store } from '../store';
import { Camera } from './camera';
import { cannedPlays, type CannedPlays } from './canned-plays';
import { AT, castOf, type Cast } from './cast';

/**
 * Where samples are made: the real channels, pages and commands with a store and an inbox of their own. Only the plays
 * are not there; what they would answer is given.
 */
export interface Studio extends Cast {
  readonly store: Store;
  readonly inbox: Inbox;
  /** What plays do to reach people. */
  readonly notify: NotifyActivities;
  /** The same for people without Slack. */
  readonly byMail: NotifyActivities;
  /** The same where tasks stand in the thread of their run. */
  readonly inChannel: NotifyActivities;
  readonly threads: Threads;
  readonly channelFor: ChannelFor;
  /** By mail, where nobody takes replies. */
  readonly withoutReplies: ChannelFor;
  readonly calendar: CalendarActivities;
  readonly texts: Texts;
  readonly links: MailLinks;
  /** Makes links that nobody can use any more. */
  readonly oldLinks: MailLinks;
  readonly plays: CannedPlays;
  readonly camera: Camera;
  /** The page at that address, as a browser gets it; with a form, what its sender gets. A text is no form. */
  page(url: string, form?: Readonly<Record<string, string>> | string): Promise<string>;
}

const SENDER = { name: 'Playmaker', address: 'plays@playmaker.example' };
/** The channel of the customer success team. */
export const CHANNEL = 'customer-success';
const contracts = new Map(Object.values(catalogue).map((play) => [play.name as string, play]));
const PUBLIC_URL = 'https://plays.playmaker.example';
const DOMAIN = 'playmaker.example';

/** Makes samples in a studio that is closed afterwards. */
export async function inStudio(
  data: GallerySample['data'],
  make: (studio: Studio) => Promise<void>,
): Promise<readonly GallerySample[]> {
  const closers: (() => unknown)[] = [];
  try {
    const studio = await openStudio(castOf(data), (close) => closers.unshift(close));
    await make(studio);
    return studio.camera.samples;
  } finally {
    for (const close of closers) await close();
  }
}

async function openStudio(cast: Cast, onClose: (close: () => unknown) => void): Promise<Studio> {
  const now = () => new Date(AT);
  const inSlack = Object.values(cast.people).filter((person) => person !== cast.people.nora);
  const store = await openStore({});
  onClose(() => store.close());
  const inbox = await startInbox({
    now,
    people: [
      ...inSlack.map(({ name, email, timeZone: tz }, index) => ({ id: `U${index}`, name, email, tz })),
      { id: 'USTRANGER', name: cast.name('Sam Stranger'), email: 'sam@elsewhere.example' },
    ],
  });
  onClose(() => inbox.stop());
  for (const person of [...Object.values(cast.people), ...cast.crowd]) await store.people.save(person);
  for (const account of [cast.account, ...cast.others]) await store.accounts.save(account);

  const dataDir = await mkdtemp(join(tmpdir(), 'playmaker-gallery-'));
  onClose(() => rm(dataDir, { recursive: true, force: true }));
  const mailer = createMailer({ smtpUrl: inbox.smtpUrl, outbox: store.outbox, domain: DOMAIN });
  onClose(() => mailer.close());
  const secret = new Secret('gallery-of-samples-0123456789abcdef');
  const links = createMailLinks({ secret, publicUrl: PUBLIC_URL, now });
  const texts = createTexts(join(packageRoot(), 'plays'));
  const addresses = createReturnAddresses({ secret, domain: DOMAIN, outbox: store.outbox });
  const slack = createSlackChannel({ token: inbox.botToken, slackApiUrl: inbox.slackApiUrl, outbox: store.outbox });
  const withMail = { store, mail: mailer, texts, dataDir, waitScale: 1, links, addresses, sender: SENDER };
  const rules = messageRulesSchema.parse({ tasks: 'channel', channel: `#${CHANNEL}` });
  inbox.addChannel(CHANNEL);
  const threads = createThreads({
    ...{ store, slack, now, rules: async () => rules, wordsOf: (play) => contracts.get(play) },
    unusable: () => undefined,
    failed: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  threads.start();
  onClose(() => threads.stop());
  const plays = cannedPlays(store, now);
  const app = await pagesAndCommands({ store, inbox, links, plays, now });
  onClose(() => app.close());
  return {
    ...{ ...cast, store, inbox, links, texts, plays, threads },
    oldLinks: createMailLinks({ secret, publicUrl: PUBLIC_URL, now: () => new Date('2025-01-01T00:00:00.000Z') }),
    notify: createNotifyActivities({ ...withMail, slack }),
    byMail: createNotifyActivities(withMail),
    inChannel: createNotifyActivities({ ...withMail, slack, threads }),
    channelFor: createChannels({ ...withMail, slack }),
    withoutReplies: createChannels({ ...withMail, addresses: undefined }),
    calendar: createCalendarActivities({ store, mailer, waitScale: 1, sender: SENDER }),
    camera: new Camera(
      cast.data,
      inbox,
      () => app.settled(),
      Object.fromEntries(inSlack.map(({ name }, index) => [`U${index}`, name])),
    ),
    page: (url, form) => app.page(url.replace(PUBLIC_URL, ''), form),
  };
}

interface ServerParts {
  readonly store: Store;
  readonly inbox: Inbox;
  readonly links: MailLinks;
  readonly plays: CannedPlays;
  readonly now: () => Date;
}

/** The part of the server that people see. */
async function pagesAndCommands({ store, inbox, links, plays, now }: ServerParts) {
  const client = new WebClient(inbox.botToken, { slackApiUrl: inbox.slackApiUrl, retryConfig: { retries: 0 } });
  const deliveries = new Deliveries({ client, plays, store, now });
  const app = Fastify({
    genReqId: () => '5f0c1f9e-3a57-4c0e-9d55-1b8f6f1f2a10',
    routerOptions: { maxParamLength: 500 },
  });
  const slack = { deliveries, signingSecret: new Secret(inbox.signingSecret), clock: () => new Date() };
  await app.register(async (scope) => slackRoutes(scope, slack), { prefix: '/slack' });
  mailPages(app, { links, plays, store, unsubscribe: async () => undefined });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  inbox.setInteractionsUrl(`${url}/slack/interactions`);
  return {
    settled: () => deliveries.settled(),
    async page(path: string, form?: Readonly<Record<string, string>> | string): Promise<string> {
      const body = typeof form === 'object' ? new URLSearchParams(form) : form;
      const response = await fetch(`${url}${path}`, body === undefined ? {} : { method: 'POST', body });
      return response.text();
    },
    async close() {
      await app.close();
      await deliveries.settled();
    },
  };
}
