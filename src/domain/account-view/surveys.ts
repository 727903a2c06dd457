import { given } from './entries';
import type { Steps } from './step';

const ANSWERS = 200;

/** What surveys say. */
export const surveySteps: Steps<'survey.answered'> = {
  'survey.answered': (view, { contactId, data, at }) => ({
    ...view,
    answers: [...view.answers, { ...given({ contactId }), ...given(data), at }].slice(-ANSWERS),
  }),
};
