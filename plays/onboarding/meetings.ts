import type { ScheduledMeeting } from '../../activities/calendar/port';
import type { Contact } from '../../src/domain/account';
import { partnersAmong } from '../../src/domain/partners';
import type { Role } from '../../src/domain/roles';
import { businessDays } from '../../src/domain/waits';
import type { Onboarding } from './endings';

/** A meeting with people of theirs; days are business days. */
interface Meeting {
  readonly title: string;
  readonly agenda: string;
  readonly hosts: readonly Role[];
  readonly guests?: (contacts: readonly Contact[]) => readonly Contact[];
  readonly notBefore?: number;
  readonly within: number;
}

/** Sets a meeting of 45 minutes, with champion and economic buyer where nobody else is named; undefined when there is none. */
export async function meet(play: Onboarding, meeting: Meeting): Promise<ScheduledMeeting | undefined> {
  const { title, agenda, hosts, guests = partnersAmong, notBefore = 1, within } = meeting;
  const invited = guests(await play.contacts({})).map(({ id }) => id);
  if (invited.length === 0) {
    play.because(`“${title}” is not set: nobody at ${play.account.name} may be written to.`);
    return undefined;
  }
  const when = { notBefore: businessDays(notBefore), within: businessDays(within) };
  return play.scheduleReview({ title, agenda, minutes: 45, hosts, guests: invited, ...when });
}

/** Those who work with the product: the end users and their champion. */
export function usersAmong(contacts: readonly Contact[]): readonly Contact[] {
  const users = contacts.filter(({ committeeRole }) => committeeRole === 'end-user' || committeeRole === 'champion');
  return users.length > 0 ? users : partnersAmong(contacts);
}
