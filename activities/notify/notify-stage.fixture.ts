/** @module What tests of this capability share: a store in memory, the local inbox as Slack and mail server, an account with its team. */
import type { Account, Person } from '../../src/domain/account';
import type { Role } from '../../src/domain/roles';
import type { TaskCard } from '../../src/domain/tasks';
import { openStore, type Store } from '../../src/store';
import { Secret } from '../../src/config';
import { createMailLinks, createReturnAddresses, type MailLinks, type ReturnAddresses } from '../../src/mail-links';
import { startInbox, type Inbox, type InboxMessage } from '../../temporal-dev/inbox';
import { createMailer, type SmtpMailer } from '../mail';
import { createSlackChannel, type SlackChannel } from './slack-channel';

/** Short, so that a call that hangs is given up quickly. */
export const TIMEOUT_MS = 400;
export const DOMAIN = 'vendor.example';
export const PUBLIC_URL = 'https://plays.vendor.example';

export interface NotifyStage {
  readonly store: Store;
  readonly inbox: Inbox;
  readonly mailer: SmtpMailer;
  readonly slack: SlackChannel;
  readonly links: MailLinks;
  readonly addresses: ReturnAddresses;
  stop(): Promise<void>;
}

const berlin = { timeZone: 'Europe/Berlin', country: 'DE' };

/** Dana, Marcus and Ben are in Slack; Priya is not. Dana is away on 10 March, Ben stands in. */
export const PEOPLE = {
  dana: {
    email: 'dana@vendor.example',
    name: 'Dana Reyes',
    ...berlin,
    delegate: 'ben@vendor.example',
    away: { from: '2026-03-09T00:00:00.000Z', until: '2026-03-12T00:00:00.000Z' },
  },
  marcus: { email: 'marcus@vendor.example', name: 'Marcus Hill', ...berlin },
  ben: { email: 'ben@vendor.example', name: 'Ben Ode', timeZone: 'America/New_York', country: 'US' },
  priya: { email: 'priya@vendor.example', name: 'Priya Nair', ...berlin },
} as const satisfies Record<string, Person>;

export async function startNotifyStage(): Promise<NotifyStage> {
  const { dana, marcus, ben } = PEOPLE;
  const inSlack = [dana, marcus, ben].map(({ name, email }, index) => ({ id: `U${index + 1}`, name, email }));
  const [store, inbox] = await Promise.all([openStore({}), startInbox({ people: inSlack })]);
  const { outbox } = store;
  const mailer = createMailer({ smtpUrl: inbox.smtpUrl, outbox, domain: DOMAIN, timeoutMs: TIMEOUT_MS });
  const slack = createSlackChannel({
    token: inbox.botToken,
    slackApiUrl: inbox.slackApiUrl,
    outbox,
    timeoutMs: TIMEOUT_MS,
  });
  await Promise.all(Object.values(PEOPLE).map((person) => store.people.save(person)));
  const secret = new Secret('links-of-the-stage-0123456789abcdef');
  const links = createMailLinks({ secret, publicUrl: PUBLIC_URL, now: () => new Date() });
  const addresses = createReturnAddresses({ secret, domain: DOMAIN, outbox });
  return {
    ...{ store, inbox, mailer, slack, links, addresses },
    async stop() {
      mailer.close();
      await Promise.all([inbox.stop(), store.close()]);
    },
  };
}

/** An account of that id, whose team may be given. */
export function account(id: string, team: Partial<Record<Role, string>> = {}): Account {
  return {
    id,
    name: 'Acme',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    tier: 'one-to-one',
    contract: {
      ...{ plan: 'Team', seats: 100, seatPrice: 240, currency: 'EUR', limits: [], arr: 24_000 },
      renewalOn: '2026-12-31',
    },
    contacts: [contact('lee', 'granted'), contact('kim', 'withdrawn')],
    team: {
      csm: PEOPLE.dana.email,
      'cs-manager': PEOPLE.marcus.email,
      ae: PEOPLE.priya.email,
      'support-lead': PEOPLE.dana.email,
      ...team,
    },
    valueSoFar: [],
  };
}

function contact(id: string, consent: 'granted' | 'withdrawn'): Account['contacts'][number] {
  return { id, name: `${id} customer`, email: `${id}@acme.example`, seniority: 'vp', consent, ...berlin };
}

/** A card as a play makes it. */
export function card(taskId: string, more: Partial<TaskCard> = {}): TaskCard {
  return {
    taskId,
    runId: `play/expansion/acme/${taskId}`,
    play: 'expansion',
    playTitle: 'Expansion',
    accountId: 'acme',
    accountName: 'Acme',
    phase: 'CS confirms',
    role: 'csm',
    question: 'Is Acme ready to expand?',
    why: 'They use 94 of 100 seats, and a new VP of Operations has joined.',
    evidence: [{ label: 'Seats in use', value: '94 of 100' }],
    choices: [
      { id: 'confirm', label: 'Confirm', effect: 'The discovery begins.', reason: 'none', fields: [] },
      { id: 'not-yet', label: 'Not yet', effect: 'We ask again in 30 days.', reason: 'required', fields: [] },
    ],
    ...more,
  };
}

/** The key a message was posted under. */
export function keyOf({ metadata }: Pick<InboxMessage, 'metadata'>): string {
  const key = metadata?.event_payload.key;
  return typeof key === 'string' ? key : '';
}

/** Everything a message shows: its texts, those of its blocks included. */
export function shownBy(message: Pick<InboxMessage, 'blocks'>): string {
  return JSON.stringify(message.blocks);
}
