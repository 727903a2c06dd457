import type { Account, AccountFile } from '../../../src/domain/account';

/** So many accounts like the example's, each with a name, an id and contacts of its own. */
export function crowd(example: AccountFile, name: string, count: number): AccountFile {
  const [account] = example.accounts;
  return { ...example, accounts: Array.from({ length: count }, (_, index) => oneOf(account!, name, index + 1)) };
}

function oneOf(account: Account, name: string, index: number): Account {
  const number = String(index).padStart(5, '0');
  const id = `${name.toLowerCase()}-${number}`;
  return {
    ...account,
    id,
    name: `${name} ${number} Logistics`,
    contacts: account.contacts.map((contact) => ({ ...contact, email: `${contact.id}@${id}.example` })),
  };
}

/** A call of Segment's HTTP API, as it stands in a batch. Without a date it happens when it is sent. */
export interface SegmentCall {
  readonly type: string;
  readonly messageId: string;
  readonly timestamp?: string;
  readonly [field: string]: unknown;
}

const DAY_MS = 86_400_000;
/** What became known so late is history, and starts nothing. */
const HISTORY_DAYS = 20;

/** Everybody of these accounts has used the product lately: without it, their health would be critical at first. */
export function history(accounts: readonly Account[]): SegmentCall[] {
  const timestamp = new Date(Date.now() - HISTORY_DAYS * DAY_MS).toISOString();
  return accounts.flatMap(({ id: groupId, contacts }) =>
    contacts.map(({ id, email }) => {
      const userId = `${groupId}/${id}`;
      return { messageId: `history-${userId}`, timestamp, ...used({ userId, email, groupId, round: 0 }) };
    }),
  );
}

/**
 * Everyday events of these accounts in turn: of ten, six uses of a feature, and one each of a page, a measured usage, a
 * contact's traits and an engagement. None of them starts a play.
 */
export function everyday(accounts: readonly Account[], count: number, name: string): SegmentCall[] {
  return Array.from({ length: count }, (_, index) => {
    const account = accounts[index % accounts.length]!;
    const round = Math.floor(index / accounts.length);
    const contact = account.contacts[round % account.contacts.length]!;
    const kind = KINDS[(index + round) % KINDS.length]!;
    return {
      messageId: `${name}-${index}`,
      ...kind({ userId: `${account.id}/${contact.id}`, email: contact.email, groupId: account.id, round }),
    };
  });
}

interface About {
  readonly userId: string;
  readonly email: string;
  readonly groupId: string;
  readonly round: number;
}

type Kind = (about: About) => { readonly type: string; readonly [field: string]: unknown };

const used: Kind = ({ userId, email, groupId }) => ({
  ...{ type: 'track', event: 'Route Planned', userId, properties: { depot: 'North' } },
  context: { groupId, traits: { email } },
});

const KINDS: readonly Kind[] = [
  ...[used, used, used, used, used, used],
  ({ userId, groupId }) => ({ type: 'page', name: 'Depots', userId, context: { groupId } }),
  ({ groupId, round }) => measured(groupId, 80 + (round % 8)),
  ({ userId, email, groupId }) => ({
    ...{ type: 'identify', userId, traits: { email, title: 'Planner' }, context: { groupId } },
  }),
  ({ userId, email, groupId }) => ({
    ...{ type: 'track', event: 'Content Engaged', userId, properties: { content: 'Planning for growth' } },
    context: { groupId, traits: { email } },
  }),
];

const measured = (groupId: string, used: number) => ({
  ...{ type: 'track', event: 'Usage Measured', userId: 'metering' },
  properties: { limit: 'seats', used, allowed: 100 },
  context: { groupId },
});

/** Usage crosses the limit; the account knows a leader who joined lately, so that an expansion starts. */
export const crossing = ({ id }: Account): SegmentCall => ({ messageId: `crossing-${id}`, ...measured(id, 94) });

/** Without anybody who joined lately: nothing starts whatever their usage. */
export function withoutLeaders(file: AccountFile): AccountFile {
  const accounts = file.accounts.map((account) => ({
    ...account,
    contacts: account.contacts.map((contact) => ({ ...contact, joinedAt: undefined })),
  }));
  return { ...file, accounts };
}
