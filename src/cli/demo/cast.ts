import type { AccountEvent } from '../../domain/events';

/** How a person of the demo answers a card: which, after how many hours, with what. */
export interface Part {
  readonly who: string;
  /** Found in the card's text. */
  readonly when: RegExp;
  readonly afterHours: number;
  readonly choice: string;
  readonly reason?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** What happens at the customer's: some days after a phase of the play begins. */
export interface Happening {
  readonly phase: string;
  readonly afterDays: number;
  /** For the reader of the timeline. */
  readonly what: string;
  readonly event: Pick<AccountEvent, 'type'> & Partial<Pick<AccountEvent, 'contactId' | 'data'>>;
  /** The fact is about the newest proposal. */
  readonly aboutProposal?: boolean;
}

const DANA = 'dana.reyes@playmaker.example';
const PRIYA = 'priya.nair@playmaker.example';

/** Everybody's part in the expansion of Acme Logistics. The first part that fits a card is played. */
export const PARTS: readonly Part[] = [
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

export const HAPPENINGS: readonly Happening[] = [
  {
    phase: 'Discovery',
    afterDays: 27,
    what: 'Olivia Grant reads the one-page summary',
    event: { type: 'content.engaged', contactId: 'olivia-grant', data: { content: 'one-page summary' } },
  },
  {
    phase: 'Decision',
    afterDays: 43,
    what: 'Olivia Grant signs',
    event: { type: 'proposal.accepted', contactId: 'olivia-grant' },
    aboutProposal: true,
  },
];
