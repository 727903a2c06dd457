/** Slack says no: `{ ok: false, error }`, with the reasons where Slack gives any. */
export class SlackRefusal extends Error {
  constructor(
    /** Slack's name of the error, such as `channel_not_found`. */
    readonly error: string,
    /** Slack's explanations, such as `must be less than 151 characters [json-pointer:/blocks/0/text/text]`. */
    readonly reasons: readonly string[] = [],
  ) {
    super(error);
    this.name = 'SlackRefusal';
  }

  /** The answer as Slack words it. */
  toAnswer(): Record<string, unknown> {
    if (!this.reasons.length) return { ok: false, error: this.error };
    const messages = this.reasons.map((reason) => `[ERROR] ${reason}`);
    return { ok: false, error: this.error, errors: this.reasons, response_metadata: { messages } };
  }
}
