import { Client, Connection } from '@temporalio/client';
import { askCoordinator } from '../../../activities/coordination';
import { expansionContract } from '../../../plays/expansion/contract';
import { createAccounts, type Accounts } from '../../accounts';
import { Secret, type SenderConfig } from '../../config';
import { houseRulesSchema } from '../../domain/house-rules';
import type { PlayRequested } from '../../domain/triggers';
import { createMailLinks, type MailLinks } from '../../mail-links';
import { openStore, type Store } from '../../store';
import { createServer } from '../create-server';
import { KEYS, PEOPLE } from './acme.fixture';
import { callerOf, type Answer, type Call } from './call-server.fixture';

/** A server with a real store and real accounts. There is no Temporal, and nothing that would call it. */
export interface AccountsServer {
  readonly url: string;
  readonly store: Store;
  readonly accounts: Accounts;
  /** With `PUBLIC_URL`. */
  readonly links: MailLinks;
  /** What rules asked for. */
  readonly requested: readonly PlayRequested[];
  readonly call: Call;
  /** Takes events in our plain form, in one request, and looks at what they lead to. */
  observe(...events: readonly object[]): Promise<Answer>;
  close(): Promise<void>;
}

/** As other systems know this server. */
export const PUBLIC_URL = 'https://plays.example.com';
/** How other systems show who they are. */
export const SENDERS = {
  segmentWriteKeys: [new Secret('write-key-1')],
  hubspotSecret: new Secret('hubspot-secret'),
  salesforceToken: new Secret('salesforce-token-1'),
} satisfies SenderConfig;

/** Signs links in mails. */
export const LINK_SECRET = new Secret('the-secret-of-the-tests-0123456789');

/** Noon of a day. */
export const noon = (day: string): string => `${day}T12:00:00.000Z`;

/** An event in our plain form. */
export const event = (account: string, day: string, type: string, data: object = {}, more: object = {}): object => ({
  ...{ type, at: noon(day), account, data },
  ...more,
});

/** A customer whose renewal is far away. */
export const customer = (account: string): object[] => [
  event(account, '2026-01-01', 'account.described', { name: account.toUpperCase(), stage: 'customer' }),
  event(account, '2026-01-01', 'contract.changed', {
    plan: 'Growth',
    seats: 100,
    seatPrice: 10,
    renewalOn: '2027-12-31',
  }),
];

export const seats = (account: string, day: string, used: number): object =>
  event(account, day, 'usage.measured', { limit: 'seats', used, allowed: 100 });

/** A leader who joined on a day and is heard of on another. */
export function leader(account: string, day: string, joinedOn: string): object {
  const email = `olivia@${account}.example`;
  const joinedAt = `${joinedOn}T00:00:00.000Z`;
  const data = { name: 'Olivia Park', email, title: 'VP of Operations', joinedAt };
  return event(account, day, 'contact.described', data, { email });
}

/** The server on a port of its own; its clock stands at `now`. */
export async function startAccountsServer(now = new Date(noon('2026-03-31'))): Promise<AccountsServer> {
  const temporal = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', interceptors: [] }) });
  const store = await openStore();
  const requested: PlayRequested[] = [];
  const rules = { rules: houseRulesSchema.parse({}), version: '1' };
  const catalogue = [expansionContract];
  const ask = askCoordinator(temporal, 'nobody-works-here');
  const accounts = createAccounts({
    ...{ store, temporal, catalogue, ask },
    rules: async () => rules,
    request: async (request) => {
      requested.push(request);
      return 'noted';
    },
    now: () => now,
    failed: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  for (const each of PEOPLE) await store.people.save(each);
  const links = createMailLinks({ secret: LINK_SECRET, publicUrl: PUBLIC_URL, now: () => now });
  const app = await createServer({
    ...{ temporal, store, catalogue, accounts, ask },
    apiKeys: Object.values(KEYS),
    senders: SENDERS,
    publicUrl: PUBLIC_URL,
    mailLinks: links,
    now: () => now,
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const call = callerOf(url);
  return {
    ...{ url, store, accounts, links, requested, call },
    async observe(...events) {
      const lines = events.map((each, index) => ({
        ...{ format: 'jsonl', header: [], line: JSON.stringify(each), lineNumber: index + 1 },
      }));
      const answer = await call('/api/import', { body: { lines } });
      await accounts.settled();
      return answer;
    },
    async close() {
      await app.close();
      await accounts.close();
      await store.close();
      await temporal.connection.close();
    },
  };
}
