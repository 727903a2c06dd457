/** Gives out Slack's message ids: `seconds.microseconds`, unique and ascending even when the clock stands still or goes back. */
export class MessageClock {
  private last = 0n;

  constructor(private readonly now: () => Date) {}

  next(): string {
    const micros = BigInt(this.now().getTime()) * 1000n;
    this.last = micros > this.last ? micros : this.last + 1n;
    return `${this.last / 1_000_000n}.${(this.last % 1_000_000n).toString().padStart(6, '0')}`;
  }

  /** Later ids come after this one (an id read from a file). */
  advanceTo(ts: string): void {
    const micros = microsOf(ts);
    if (micros > this.last) this.last = micros;
  }
}

/** Microseconds since 1970. */
export function microsOf(ts: string): bigint {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
}

/** The moment a message id stands for, to the millisecond. */
export function dateOf(ts: string): Date {
  return new Date(Number(microsOf(ts) / 1000n));
}
