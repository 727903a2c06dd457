import type { Account, Contact } from './account';
import { businessDays } from './waits';

/** What an answer to a pulse, and none, means for the play that asked. */
export interface PulseEffects {
  /** After `It counts like an answer to a survey`: `; with 9 or 10 they may be asked to speak for us.` */
  readonly answered: string;
  readonly silent: string;
}

/** The question to whoever gets the reply to a pulse, which asks how likely they are to recommend us. */
export function pulseQuestion({ name }: Account, person: Contact, { answered, silent }: PulseEffects) {
  return {
    question: `What does ${person.name} at ${name} answer to our one question?`,
    why: 'They were asked how likely they are to recommend us, and their reply reaches you.',
    choices: {
      answered: {
        label: 'They answered',
        effect: `It counts like an answer to a survey${answered}`,
        style: 'primary',
        fields: [
          { id: 'score', label: 'From 0 to 10', kind: 'number', integer: true, min: 0, max: 10, required: true },
          { id: 'comment', label: 'What they wrote', kind: 'long-text', required: false },
        ],
      },
      silent: { label: 'No answer comes', effect: silent },
    },
    due: businessDays(10),
  } as const;
}
