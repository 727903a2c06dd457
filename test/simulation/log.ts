import type { Contact } from '../../src/domain/account';

/** What the simulation itself did: by this the rules are checked, not by what the software believes. */
export interface Said {
  readonly at: number;
  readonly accountId: string;
  /** The contact's e-mail address. */
  readonly email: string;
}

export interface ConsentSaid extends Said {
  readonly consent: Contact['consent'];
}

export interface AnswerSaid extends Said {
  readonly kind: 'nps' | 'csat';
  readonly score: number;
}

/** One contact of one account. */
export interface Known {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly country: string;
}

/** Everything that was told, and by whom it can be told apart. */
export class Log {
  readonly contacts: Known[] = [];
  readonly consents: ConsentSaid[] = [];
  readonly answers: AnswerSaid[] = [];
  readonly bounces: Said[] = [];
  private readonly told: Omit<ConsentSaid, 'at'>[] = [];
  readonly counts = new Map<string, number>();
  /** What people did that led to nothing. */
  readonly idle: string[] = [];

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  meet(accountId: string, contact: Contact, at: number): void {
    const { id, name, email, timeZone, country, consent, mail } = contact;
    this.contacts.push({ accountId, id, name, email, timeZone, country });
    this.consents.push({ at, accountId, email, consent });
    if (mail === 'bounced') this.bounces.push({ at, accountId, email });
  }

  /** A consent that is about to be told. */
  telling(consent: Omit<ConsentSaid, 'at'>): void {
    this.told.push(consent);
  }

  /** What was about to be told has been, and counts from now on. */
  wasTold(at: number): void {
    for (const each of this.told.splice(0)) this.consents.push({ ...each, at });
  }

  /** The consent of a contact as it was known at a moment. */
  consentAt(email: string, at: number): Contact['consent'] | undefined {
    return this.consents.filter((each) => each.email === email && each.at <= at).at(-1)?.consent;
  }
}
