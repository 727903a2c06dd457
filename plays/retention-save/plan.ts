import type { Account, Contact } from '../../src/domain/account';
import { AUTHORS, type Author } from './authors';
import { ROLE_TITLES, theRole } from '../../src/domain/roles';
import type { Evidence, Field } from '../../src/domain/tasks';
import type { Instant } from '../../src/domain/waits';
import { capital, linesOf } from '../../src/domain/wording';
import { haveTold, metOn, type Talk } from './questions';

/** The entry of the template's data that holds a part. */
const ENTRIES = {
  'exec-sponsor': 'sponsorItems',
  csm: 'csmItems',
  'support-lead': 'supportItems',
  ae: 'agreementItems',
} as const satisfies Record<Author, string>;

/** What one of us will do, line by line. */
export interface Part {
  readonly role: Author;
  /** Name of whoever wrote it; empty when nobody did. */
  readonly by: string;
  readonly items: readonly string[];
  /** Why there is none: `nobody answered in time`. */
  readonly missing?: string;
  /** What went wrong, in words for the customer. */
  readonly wrong?: string;
}

/** What the follow-through builds on: how the plan stands in a sentence, and its parts. */
export interface Plan {
  readonly standing: string;
  readonly parts: readonly Evidence[];
}

/** The answer to the task of adding a part. */
export function partOf(
  role: Author,
  answer: { choice: string; by: string; fields: Readonly<Record<string, string>> },
): Part {
  const items = answer.choice === 'add' ? linesOf(answer.fields['items'] ?? '') : [];
  const wrong = answer.fields['wrong']?.trim();
  if (items.length > 0) return { role, by: answer.by, items, ...(wrong && { wrong }) };
  const missing = answer.by ? `${answer.by} had nothing to add` : 'nobody answered in time';
  return { role, by: '', items, missing };
}

/** `No part from the support lead: nobody answered in time.` */
export const missingInWords = ({ role, missing }: Part): string | undefined =>
  missing && `No part from ${theRole(role)}: ${missing}.`;

/** The parts as reviewers left them: `changes` are the entries that they rewrote. */
export const revised = (parts: readonly Part[], changes: Readonly<Record<string, string>>): Part[] =>
  parts.map((part) => ({ ...part, items: linesOf(changes[ENTRIES[part.role]] ?? part.items.join('\n')) }));

/** The inputs with which a reviewer rewrites the plan, or adds a part that is missing. */
export const editableParts = (parts: readonly Part[], introduction: string): Field[] => [
  { id: 'introduction', label: 'Introduction', kind: 'long-text', initial: introduction, required: true },
  ...parts.map(({ role, items }): Field => ({
    id: ENTRIES[role],
    label: `Part of ${theRole(role)}, one line each`,
    kind: 'long-text',
    initial: items.join('\n'),
    required: false,
  })),
];

/** Parts as evidence, and those that are missing by name. */
export const partsAsEvidence = (parts: readonly Part[]): Evidence[] =>
  parts.map(({ role, items, missing }) => ({
    label: capital(ROLE_TITLES[role]),
    value:
      items.length > 0
        ? items.map(sentence).join(' ').slice(0, MOST)
        : `No part: ${missing ?? 'it was taken out in the review'}.`,
  }));

/** Characters of one line of evidence; a card shows fewer, a page all of them. */
const MOST = 1500;

/** The data of `texts/save-plan.liquid`. */
export function planData(account: Account, parts: readonly Part[], { reader, talk, now }: PlanContext) {
  const partBy = (role: Author) => parts.find((part) => part.role === role);
  const items = Object.fromEntries(AUTHORS.map((role) => [ENTRIES[role], partBy(role)?.items ?? []]));
  return {
    ...items,
    accountName: account.name,
    zone: account.timeZone,
    preparedFor: { name: reader?.name ?? account.name, title: reader?.title ?? '' },
    date: now,
    reviewOn: metOn(talk),
    introduction: introductionFor(parts, talk),
    inCharge: {
      sponsor: partBy('exec-sponsor')?.by ?? '',
      csm: partBy('csm')?.by ?? '',
      support: partBy('support-lead')?.by ?? '',
      agreement: partBy('ae')?.by ?? '',
    },
  };
}

export interface PlanContext {
  readonly reader?: Contact;
  readonly talk: Talk;
  readonly now: Instant;
}

/** The data of `texts/save-plan-mail.liquid`. */
export const planMailData = ({ name: accountName, timeZone: zone }: Account, talk: Talk) => ({
  accountName,
  zone,
  reviewOn: metOn(talk),
});

/** Sorry for what went wrong, as plainly as it is known. */
function introductionFor(parts: readonly Part[], talk: Talk): string {
  const wrong = parts.find((part) => part.wrong)?.wrong;
  const opening = wrong
    ? `We are sorry for what went wrong: ${sentence(wrong)}`
    : haveTold(talk)
      ? 'We are sorry for what went wrong, and thank you for telling us.'
      : 'We want you to be able to rely on us.';
  return `${opening} This plan says what we will do, point by point, and who is in charge.`;
}

const sentence = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);
