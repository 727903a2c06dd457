import { InboxError } from '../errors';
import type { InboxPerson } from '../model';

/** Who exists in the workspace. */
export class People {
  private readonly byId = new Map<string, InboxPerson>();

  /**
   * Adds people; one whose id is known already is replaced.
   * @throws InboxError `INBOX_DUPLICATE_EMAIL` when two ids share an e-mail address (Slack has one account per address)
   */
  add(people: readonly InboxPerson[]): void {
    for (const person of people) {
      const holder = this.byEmail(person.email);
      if (holder && holder.id !== person.id) {
        throw new InboxError(
          'INBOX_DUPLICATE_EMAIL',
          `${person.email} belongs to ${holder.id} already; give ${person.id} another address.`,
        );
      }
      this.byId.set(person.id, { ...person });
    }
  }

  /** In the order they were added. */
  all(): InboxPerson[] {
    return [...this.byId.values()];
  }

  find(id: string): InboxPerson | undefined {
    return this.byId.get(id);
  }

  /** Addresses compare without regard to case, as in Slack. */
  byEmail(email: string): InboxPerson | undefined {
    const wanted = email.trim().toLowerCase();
    return this.all().find((person) => person.email.toLowerCase() === wanted);
  }

  /** @throws InboxError `INBOX_NO_PERSON` */
  requireByEmail(email: string): InboxPerson {
    const person = this.byEmail(email);
    if (person) return person;
    throw new InboxError('INBOX_NO_PERSON', `nobody here has the address ${email}; add them with addPeople().`);
  }
}
