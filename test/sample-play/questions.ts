import type { Account, Contact } from '../../src/domain/account';
import { businessDays } from '../../src/domain/waits';

/** What people are asked and told, in their words. */

export function wantedQuestion({ name }: Account, person: Contact) {
  return {
    question: `Shall we offer ${person.name} at ${name} help with what is new?`,
    why: 'They have got something new to look at.',
    choices: {
      yes: { label: 'Yes', effect: 'You review a mail once they have looked at it, or in ten days.', style: 'primary' },
      no: { label: 'No', effect: 'Nobody writes to them, and the play ends.', reason: 'required' },
    },
    due: businessDays(1),
    escalate: 'cs-manager',
  } as const;
}

/** What follows when the mail is rejected. */
export const ON_REJECT = 'Nothing is sent, and the play ends.';

export const nobodyNews = ({ name }: Account): string =>
  `Whom we wanted to offer help at ${name} gets no mail from us.`;
