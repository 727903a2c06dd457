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

/** A good answer of theirs starts an advocacy ask as well, which is not what the stories are about. */
const NO_ASK: Part = {
  ...{ who: DANA, when: /What do we ask/, afterHours: 3, choice: 'not-now' },
  reason: 'First the conversation that they are waiting for.',
};

/** Everybody's part in the expansion of Acme Logistics. The first part that fits a card is played. */
const EXPANSION_PARTS: readonly Part[] = [
  NO_ASK,
  { who: DANA, when: /ready for a conversation/, afterHours: 3, choice: 'confirm' },
  { who: DANA, when: /Please review “A short hello/, afterHours: 3, choice: 'approve' },
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
  { who: PRIYA, when: /follow up with/, afterHours: 6, choice: 'done', reason: 'Olivia takes it to her board.' },
];

const ELENA = 'elena.petrova@playmaker.example';
const TOM = 'tom.becker@playmaker.example';

const part = (who: string, items: string, more: Part['fields'] = {}): Part => ({
  ...{ who, when: /your part in the plan/, afterHours: 5, choice: 'add' },
  fields: { items, ...more },
});

/** Everybody's part when Acme Logistics is in danger. */
const SAVE_PARTS: readonly Part[] = [
  NO_ASK,
  { who: DANA, when: /ready for a conversation/, afterHours: 3, choice: 'confirm' },
  {
    who: DANA,
    when: /is in danger/,
    afterHours: 2,
    choice: 'reached',
    fields: { said: 'Planning was down twice in the peak week, and nobody of ours called.' },
  },
  {
    who: DANA,
    when: /take place/,
    afterHours: 3,
    choice: 'held',
    fields: { said: 'They want one person who answers when planning is down, and training for two new depots.' },
  },
  part(ELENA, 'A monthly call with me until the peak season is over.'),
  part(DANA, 'Training for both new depots within two weeks.', {
    wrong: 'planning was down twice in your peak week, and nobody of ours called',
  }),
  part(TOM, 'A named engineer for every severe case, from today.'),
  part(PRIYA, 'A credit for the two days in which planning was down.'),
  { who: DANA, when: /Please review/, afterHours: 4, choice: 'approve' },
  { who: ELENA, when: /Please review/, afterHours: 5, choice: 'approve' },
  { who: DANA, when: /agree to the plan/, afterHours: 20, choice: 'agreed' },
  { who: DANA, when: /how does it go/, afterHours: 3, choice: 'on-track' },
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
  'retention-save': {
    name: 'retention-save',
    opening: 'Acme Logistics grows, and an expansion begins. Then its health collapses: watch the save go first.',
    before: (file) => file,
    parts: SAVE_PARTS,
  },
};
