import type { Contact } from '../../account';
import { atLeast } from '../../roles';
import { dayInWords } from '../../wording';
import { derivedFact } from '../fact';
import { daysBetween } from '../moment';
import { also } from '../wording';
import type { Detector } from './detector';

/** `contact.leader-joined`: somebody of high rank who is known to have joined lately, once per person. */
export const leaderJoined: Detector = {
  name: 'contact.leader-joined',
  concerns: ({ before, view }) => before.account.contacts !== view.account.contacts,
  read: ({ view, at }, _course, { leaders: { from, joinedDays } }) =>
    view.account.contacts
      .filter(hasJoined)
      .filter(({ joinedAt }) => daysBetween(joinedAt, at) <= joinedDays)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((leader) => ({
        of: leader.id,
        raised: atLeast(leader.seniority, from) && daysBetween(leader.joinedAt, at) >= 0,
        // A title that is corrected back and forth is not a second joining.
        cleared: false,
        fact: () =>
          derivedFact('contact.leader-joined', view.account.id, at, {
            contactId: leader.id,
            data: {
              name: leader.name,
              seniority: leader.seniority,
              joinedAt: leader.joinedAt,
              ...(leader.title !== undefined && { title: leader.title }),
            },
            because: `${leader.name}${also(leader.title)}${leader.title ? ',' : ''} joined on ${dayInWords(new Date(leader.joinedAt).toISOString())}.`,
          }),
      })),
};

type Joined = Contact & { readonly joinedAt: string };

const hasJoined = (contact: Contact): contact is Joined => contact.joinedAt !== undefined;
