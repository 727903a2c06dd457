import type { AccountEvent, Trigger } from '../src/domain/events';
import type { PlayContract } from '../src/domain/play-contract';

/** Which facts a wait is for: any of the types, from any of the contacts, about the entity. */
export interface FactMatch {
  readonly types: readonly Trigger[];
  readonly contacts?: readonly string[];
  readonly entity?: string;
}

/**
 * The facts a run has heard and not yet used. A fact counts once, whenever it arrived during the run: one that comes
 * before its wait begins, or while the play is paused, is not lost.
 */
export class Facts {
  private readonly seen = new Set<string>();
  private readonly unused: AccountEvent[] = [];

  constructor(private readonly contract: Pick<PlayContract, 'listensTo'>) {}

  /** Whether it is heard for the first time. */
  isNew({ id }: AccountEvent): boolean {
    return !this.seen.has(id);
  }

  /** Answers false for a fact that was heard before or that this play does not listen to. */
  hear(event: AccountEvent): boolean {
    if (this.seen.has(event.id)) return false;
    this.seen.add(event.id);
    if (!this.contract.listensTo.includes(event.type)) return false;
    this.unused.push(event);
    return true;
  }

  has(match: FactMatch): boolean {
    return this.unused.some((event) => matches(event, match));
  }

  /** All matching facts that nobody took, in the order in which they came; they stay. */
  all(match: FactMatch): readonly AccountEvent[] {
    return this.unused.filter((event) => matches(event, match));
  }

  /** Takes the oldest matching fact, so that no other wait uses it again. */
  take(match: FactMatch): AccountEvent | undefined {
    const index = this.unused.findIndex((event) => matches(event, match));
    return index < 0 ? undefined : this.unused.splice(index, 1)[0];
  }
}

function matches(event: AccountEvent, match: FactMatch): boolean {
  return (
    match.types.includes(event.type) &&
    (!match.contacts || (event.contactId !== undefined && match.contacts.includes(event.contactId))) &&
    (match.entity === undefined || event.entity === match.entity)
  );
}
