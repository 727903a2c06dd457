import type { Field } from '../../domain/tasks';
import type { Asked } from './questions';

/**
 * @module
 * What the building blocks of plays ask by themselves. Their words stand in `workflows/`, which only Temporal can run; a
 * test holds these to be the same.
 */

/** The review of a draft, see `workflows/approval.ts`. */
export function reviewQuestion(
  draft: { readonly title: string; readonly version: number; readonly text: string },
  editable: readonly Field[],
  { evidence, editor }: { evidence?: Asked['evidence']; editor?: string } = {},
): Asked {
  const made = editor === undefined ? [] : [`${editor} made this version.`];
  return {
    question: `Please review “${draft.title}”, version ${draft.version}, before it goes to the customer.`,
    why: [...made, 'Every reviewer has to approve the same version.'].join(' '),
    evidence,
    preview: draft,
    choices: {
      approve: {
        label: 'Approve',
        effect: 'It goes out exactly as it is once all reviewers have approved.',
        style: 'primary',
      },
      edit: {
        label: 'Edit',
        effect: 'You rewrite parts of it and so approve your version; the others review it again.',
        fields: [...editable],
      },
      reject: { label: 'Reject', effect: 'Nothing is sent and the play ends.', style: 'danger', reason: 'required' },
    },
  };
}

/** A step that cannot be done, see `workflows/repair.ts`. */
export const repairQuestion = (what: string, failure: string): Asked => ({
  question: `A step of this play cannot be done: ${what}. How should it go on?`,
  why: failure,
  choices: {
    retry: {
      label: 'Retry',
      effect: 'The step is tried again; choose this when the cause is mended.',
      style: 'primary',
    },
    skip: { label: 'Skip', effect: 'The play goes on without this step.' },
    stop: { label: 'Stop the play', effect: 'The play ends and cleans up.', style: 'danger' },
  },
});
