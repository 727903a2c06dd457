import type { Evidence, Field, TaskCard } from './tasks';

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
  readonly preview: NonNullable<TaskCard['preview']>;
  readonly evidence: readonly Evidence[];
  /** What a reviewer may rewrite. */
  readonly fields: readonly Field[];
  /** What follows when somebody rejects it, in a sentence. */
  readonly onReject: string;
}

/** The question whether something may go to the customer, in its words. */
export function reviewQuestion(asked: ReviewQuestion) {
  const { title, to, reviewers, number, editor, preview, evidence, fields, onReject } = asked;
  const alone = reviewers === 1;
  const version = alone && number === 1 ? '' : `, version ${number},`;
  const why = [editor && `${editor} made this version.`, !alone && 'Every reviewer has to approve the same version.'];
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
        fields,
      },
      reject: { label: 'Reject', effect: onReject, style: 'danger', reason: 'required' },
    },
  } as const;
}
