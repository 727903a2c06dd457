import type { AccountFile } from '../../domain/account';
import type { Part } from './cast';

/** A story the demo can tell: its stream is `examples/<name>.jsonl`, and it ends when the play of its name does. */
export interface Story {
  readonly name: string;
  /** The first line. */
  readonly opening: string;
  /** What the CRM knows before it begins. */
  readonly before: (file: AccountFile) => AccountFile;
  readonly parts: readonly Part[];
}

const DANA = 'dana.reyes@playmaker.example';
const PRIYA = 'priya.nair@playmaker.example';

/** Everybody's part in the expansion of Acme Logistics. The first part that fits a card is played. */
const EXPANSION_PARTS: readonly Part[] = [
  { who: DANA, when: /ready for a conversation/, afterHours: 3, choice: 'confirm' },
  { who: PRIYA, when: /open the conversation/, afterHours: 20, choice: 'book' },
  {
    who: PRIYA,
    when: /How did the call/,
    afterHours: 2,
    choice: 'opened',
    fields: { said: 'Olivia wants all six depots on one plan before the autumn peak.' },
  },
  {
    who: DANA,
    when: /version 1/,
    afterHours: 4,
    choice: 'edit',
    fields: {
      introduction:
        'Six depots plan together today, and two more are waiting for access. This proposal gives all of them room before the autumn peak.',
    },
  },
  { who: PRIYA, when: /version 2/, afterHours: 5, choice: 'approve' },
  { who: PRIYA, when: /follow up/, afterHours: 6, choice: 'waiting' },
];

/** The CRM does not know the new leader yet: the stream tells of her. */
function withoutLeader(file: AccountFile): AccountFile {
  const accounts = file.accounts.map((account) => ({
    ...account,
    contacts: account.contacts.filter(({ joinedAt }) => joinedAt === undefined),
  }));
  return { ...file, accounts };
}

export const STORIES: Readonly<Record<string, Story>> = {
  expansion: {
    name: 'expansion',
    opening:
      'Acme Logistics uses more of its plan every week. Nothing is started by hand: watch what its events lead to.',
    before: withoutLeader,
    parts: EXPANSION_PARTS,
  },
};
