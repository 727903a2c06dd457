/** One call of Segment's HTTP API. */
export type Call = Readonly<Record<string, unknown>> & { readonly timestamp: string };

interface Someone {
  readonly id: string;
  readonly email: string;
}

/** Makes the calls of one account, each with an id of its own. */
export class Calls {
  private count = 0;

  constructor(private readonly accountId: string) {}

  /** Something happened; without somebody, a system tells it. */
  track(at: number, event: string, properties: object = {}, who?: Someone): Call {
    const context = { groupId: this.accountId, ...(who && { traits: { email: who.email } }) };
    return this.stamped(at, { type: 'track', event, properties, context, userId: this.userOf(who) });
  }

  /** Somebody is there. */
  identify(at: number, who: Someone, traits: object): Call {
    const company = { id: this.accountId };
    return this.stamped(at, {
      type: 'identify',
      userId: this.userOf(who),
      traits: { ...traits, email: who.email, company },
    });
  }

  /** What is known of the account itself. */
  group(at: number, traits: object): Call {
    return this.stamped(at, { type: 'group', userId: this.userOf(), groupId: this.accountId, traits });
  }

  /** Ids of users are of one account only. */
  private userOf(who?: Someone): string {
    return `${this.accountId}-${who?.id ?? 'system'}`;
  }

  private stamped(at: number, call: object): Call {
    this.count += 1;
    return { ...call, messageId: `${this.accountId}-${this.count}`, timestamp: new Date(at).toISOString() };
  }
}
