import { coverFields, coverMail } from './letter-review';
import type { Letter } from './letters';
import { theRole, type Role } from './roles';
import type { Choice, Evidence, Field, TaskCard } from './tasks';
import { opening, quoted } from './wording';

type Preview = NonNullable<TaskCard['preview']>;

/** What somebody is asked in a review. */
export interface ReviewAsked {
  readonly question: string;
  readonly why?: string;
  readonly evidence?: readonly Evidence[];
  readonly preview: Preview;
  /** By their ids; `send-back` only where it is offered. */
  readonly choices: Readonly<Record<string, ReviewChoice>>;
}

interface ReviewChoice extends Pick<Choice, 'label' | 'effect' | 'style' | 'reasonLabel' | 'submit'> {
  readonly reason?: Choice['reason'];
  readonly fields?: readonly Field[];
}

/** What a reviewer is asked about. */
export interface ReviewQuestion {
  /** `Proposal for Acme`. */
  readonly title: string;
  /** To whom it goes: `the customer`. */
  readonly to: string;
  /** How many review it. */
  readonly reviewers: number;
  /** Which version it is, 1 for the first. */
  readonly number: number;
  /** Name of whoever made this version of an earlier one. */
  readonly editor?: string;
  /** That it was sent back, and what came of it, in sentences. */
  readonly sentBack?: string;
  /** To whom this reviewer may send it back; absent: to nobody. */
  readonly author?: Role;
  readonly preview: Preview;
  readonly evidence: readonly Evidence[];
  /** What a reviewer may rewrite. */
  readonly fields: readonly Field[];
  /** What follows when somebody rejects it, in a sentence. */
  readonly onReject: string;
}

/** The question whether something may go to the customer, in its words. */
export function reviewQuestion(asked: ReviewQuestion): ReviewAsked {
  const { title, to, reviewers, number, editor, sentBack, author, preview, evidence, fields, onReject } = asked;
  const alone = reviewers === 1;
  const version = alone && number === 1 ? '' : `, version ${number},`;
  const why = [editor && `${editor} made this version.`, sentBack];
  return {
    question: `Please review “${title}”${version} before it goes to ${to}.`,
    why: why.filter(Boolean).join(' ') || undefined,
    ...{ evidence, preview },
    choices: {
      approve: {
        label: 'Approve',
        effect: alone ? 'It goes out exactly as it is.' : 'It goes out exactly as it is once all have approved.',
        style: 'primary',
      },
      edit: {
        label: 'Edit',
        effect: alone
          ? 'You rewrite parts of it; your version goes out.'
          : 'You rewrite parts of it and so approve your version; the others review it again.',
        submit: 'Approve my version',
        fields,
      },
      ...(author ? { 'send-back': sendBack(author) } : {}),
      reject: { label: 'Reject', effect: onReject, style: 'danger', reason: 'required' },
    },
  };
}

const sendBack = (author: Role): ReviewChoice => ({
  label: 'Send back',
  effect: `${opening(theRole(author))} gets it with what you write, and you review what comes back.`,
  reason: 'required',
  reasonLabel: 'What should change?',
});

/** What the author is asked whose text was sent back. */
export interface ReturnedQuestion extends Pick<ReviewQuestion, 'title' | 'to' | 'preview' | 'fields' | 'onReject'> {
  /** Who sent it back, and why. */
  readonly by: string;
  readonly reason: string;
}

/** The question to the author of a text that a reviewer sent back. */
export function returnedQuestion({ title, to, preview, fields, onReject, by, reason }: ReturnedQuestion): ReviewAsked {
  return {
    question: `“${title}” came back to you. What should go to ${to}?`,
    why: `${by} sent it back: ${quoted(reason)}`,
    preview,
    choices: {
      revise: {
        label: 'Write a new version',
        effect: 'You rewrite parts of it; your version goes to review.',
        style: 'primary',
        submit: 'Send my version',
        fields,
      },
      keep: {
        label: 'Keep it as it is',
        effect: 'It goes to review again, unchanged, with your reason.',
        reason: 'required',
        submit: 'Keep it as it is',
      },
      withdraw: { label: 'Withdraw it', effect: onReject, style: 'danger', reason: 'required' },
    },
  };
}

/** A document under review: the text of a version, with the mail it goes out with. */
export interface DocumentReview {
  readonly title: string;
  readonly version: number;
  readonly text: string;
  readonly cover: Letter;
  /** Entries of the document that a reviewer may rewrite. */
  readonly editable: readonly Field[];
}

/** What reviewers see of a document, and what they may rewrite: entries of it, and its mail. */
export const documentReview = ({ title, version, text, cover, editable }: DocumentReview) => ({
  preview: { title, version, text, mail: coverMail(cover) } satisfies Preview,
  fields: [...editable, ...coverFields(cover)],
});
