import type { Account, Contact } from '../../../src/domain/account';
import type { Role } from '../../../src/domain/roles';
import type { Choice, Evidence, TaskCard } from '../../../src/domain/tasks';
import type { BusinessWait } from '../../../src/domain/waits';

export interface Usage {
  readonly limit: string;
  readonly used: number;
  readonly allowed: number;
  readonly trend?: string;
  readonly leader: string;
}

/** What a card asks, and how long whoever is asked has. */
export interface Question {
  readonly question: string;
  readonly why?: string;
  readonly evidence?: Evidence[];
  readonly preview?: TaskCard['preview'];
  readonly choices: Choice[];
  readonly due: BusinessWait;
  readonly escalateTo?: Role;
}

function choice(id: string, label: string, effect: string, more: Partial<Choice> = {}): Choice {
  return { id, label, effect, reason: 'none', fields: [], ...more };
}

const percent = ({ used, allowed }: Usage) => Math.round((used / allowed) * 100);

export function offerFor({ contract }: Account, { used, allowed }: Usage) {
  const needed = contract.seats * (used / allowed) * 1.25;
  const recommendedSeats = Math.max(contract.seats + 5, Math.ceil(needed / 5) * 5);
  return {
    currentSeats: contract.seats,
    recommendedSeats,
    addedSeats: recommendedSeats - contract.seats,
    annualPrice: recommendedSeats * contract.seatPrice,
    additionalAnnualPrice: (recommendedSeats - contract.seats) * contract.seatPrice,
  };
}

function evidenceOf(account: Account, usage: Usage, leader?: Contact): Evidence[] {
  const { limit, used, allowed, trend } = usage;
  return [
    { label: `Use of ${limit}`, value: `${used} of ${allowed} (${percent(usage)} %)` },
    ...(trend ? [{ label: 'Trend', value: trend }] : []),
    ...(leader ? [{ label: 'New leader', value: [leader.name, leader.title].filter(Boolean).join(', ') }] : []),
    { label: 'Plan', value: `${account.contract.plan}, renews on ${account.contract.renewalOn}` },
  ];
}

export function readyQuestion(account: Account, usage: Usage): Question {
  const leader = account.contacts.find(({ id }) => id === usage.leader);
  return {
    question: `Is ${account.name} ready for a conversation about growing?`,
    why: `They use ${percent(usage)} % of their ${usage.limit}${leader ? `, and ${leader.name} has just joined` : ''}.`,
    evidence: evidenceOf(account, usage, leader),
    choices: [
      choice('confirm', 'Yes, start', 'Promotional mails pause and the discovery programme begins.', {
        style: 'primary',
      }),
      choice('not-yet', 'Not yet', 'You are asked again in 30 days.', { reason: 'required' }),
      choice('at-risk', 'At risk', 'The expansion ends and the account goes to a retention save.', {
        style: 'danger',
        reason: 'required',
      }),
    ],
    due: { businessDays: 1 },
    escalateTo: 'cs-manager',
  };
}

const opened: Choice[] = [
  choice('opened', 'We have spoken', 'A proposal is drafted for your review.', {
    style: 'primary',
    reason: 'optional',
  }),
  choice('no-interest', 'No interest', 'The play ends; no expansion ask for 90 days.', { reason: 'required' }),
];

export function briefQuestion(account: Account, usage: Usage, buyer: Contact): Question {
  return {
    question: `Please open the conversation with ${buyer.name} at ${account.name}.`,
    why: `Customer success confirmed that ${account.name} is ready. ${offerFor(account, usage).recommendedSeats} seats would fit their growth.`,
    evidence: [
      ...evidenceOf(account, usage, buyer),
      { label: 'What they achieved', value: account.valueSoFar.join(' ') || 'Nothing recorded yet.' },
    ],
    choices: [
      choice('book', 'Book a call', `${buyer.name} and you are invited to the first free half hour.`),
      ...opened,
    ],
    due: { businessDays: 2 },
    escalateTo: 'sales-manager',
  };
}

export function callQuestion(account: Account, buyer: Contact): Question {
  return {
    question: `How did the call with ${buyer.name} at ${account.name} go?`,
    choices: opened,
    due: { businessDays: 2 },
    escalateTo: 'sales-manager',
  };
}

export function reviewQuestion(
  account: Account,
  usage: Usage,
  buyer: Contact,
  introduction: string,
  preview: NonNullable<TaskCard['preview']>,
): Question {
  return {
    question: `Please review “${preview.title}” before it goes to the customer.`,
    why: `This is version ${preview.version}. Every reviewer has to approve the same version.`,
    evidence: evidenceOf(account, usage, buyer),
    preview,
    choices: [
      choice('approve', 'Approve', 'It goes out exactly as it is once all reviewers have approved.', {
        style: 'primary',
      }),
      choice('edit', 'Edit', 'You rewrite parts of it; the other reviewers see your version.', {
        fields: [
          { id: 'introduction', label: 'Introduction', kind: 'long-text', initial: introduction, required: true },
        ],
      }),
      choice('reject', 'Reject', 'Nothing is sent.', { style: 'danger', reason: 'required' }),
    ],
    due: { businessDays: 2 },
    escalateTo: 'sales-manager',
  };
}

export function followUpQuestion(account: Account, buyer: Contact): Question {
  return {
    question: `Please follow up with ${buyer.name} at ${account.name}. Have they decided about the proposal?`,
    choices: [
      choice('accepted', 'Accepted', 'The contract is updated and the new users are welcomed.', { style: 'primary' }),
      choice('declined', 'Declined', 'The play ends; no expansion ask for 90 days.', { reason: 'required' }),
      choice('waiting', 'Still deciding', 'You are asked again in ten business days.'),
    ],
    due: { businessDays: 2 },
  };
}

export function proposalData(account: Account, usage: Usage, buyer: Contact, preparedBy: string, date: string) {
  const { contract } = account;
  return {
    accountName: account.name,
    preparedFor: { name: buyer.name, title: buyer.title ?? '' },
    preparedBy,
    date,
    plan: contract.plan,
    ...offerFor(account, usage),
    seatPrice: contract.seatPrice,
    currency: contract.currency,
    limitName: usage.limit,
    used: usage.used,
    limit: usage.allowed,
    usedPercent: percent(usage),
    valueSoFar: account.valueSoFar,
    leaderName: buyer.name,
    leaderTitle: buyer.title ?? '',
    introduction: `Your team uses ${percent(usage)} % of its ${usage.limit}. This proposal gives it room to grow, so that nobody new has to wait for access.`,
    validUntil: new Date(Date.parse(date) + 45 * 86_400_000).toISOString(),
  };
}
