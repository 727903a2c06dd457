import type { Asked } from './questions';

/**
 * @module
 * What the building blocks of plays ask by themselves. Their words stand in `workflows/`, which only Temporal can run; a
 * test holds these to be the same.
 */

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
