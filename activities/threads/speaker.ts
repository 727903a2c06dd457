import { ApplicationFailure } from '@temporalio/common';

export interface SpeakerDeps {
  /** Says all that a run has to say. */
  readonly speak: (runId: string) => Promise<void>;
  /** The runs that have something to say. */
  readonly runs: () => Promise<readonly string[]>;
  readonly failed: (what: string, error: unknown) => void;
}

/** What another process left unsaid, or a channel did not take, is tried again this often. */
const EVERY_MS = 10 * 60_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

/**
 * Lets each run say what it has to say, one line after the other; what fails is tried again: when Slack says so, else
 * after a while that doubles.
 */
export class Speaker {
  private readonly turns = new Map<string, Promise<void>>();
  private readonly retries = new Map<string, { readonly timer: NodeJS.Timeout; readonly after: number }>();
  private round?: NodeJS.Timeout;
  private state: 'waiting' | 'speaking' | 'stopped' = 'waiting';

  constructor(private readonly deps: SpeakerDeps) {}

  start(): void {
    if (this.state !== 'waiting') return;
    this.state = 'speaking';
    this.round = setInterval(() => this.wakeAll(), EVERY_MS).unref();
    this.wakeAll();
  }

  async stop(): Promise<void> {
    this.state = 'stopped';
    clearInterval(this.round);
    for (const { timer } of this.retries.values()) clearTimeout(timer);
    this.retries.clear();
    await Promise.allSettled(this.turns.values());
  }

  /** Lets the run speak when it can. */
  wake(runId: string): void {
    // Before a failure is over, each further line would only be one more attempt.
    if (this.state !== 'speaking' || this.retries.has(runId)) return;
    void this.hearOut(runId).catch((error: unknown) => this.later(runId, error));
  }

  /** Returns when the run has said all it had to say. Rejects with what keeps it from it. */
  hearOut(runId: string): Promise<void> {
    const before = this.turns.get(runId) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.deps.speak(runId));
    this.turns.set(runId, turn);
    const done = () => {
      if (this.turns.get(runId) === turn) this.turns.delete(runId);
    };
    turn.then(done, done);
    return turn;
  }

  private wakeAll(): void {
    this.deps.runs().then(
      (runs) => runs.forEach((runId) => this.wake(runId)),
      (error: unknown) => this.deps.failed('looking for what threads have to say', error),
    );
  }

  private later(runId: string, error: unknown, after = FIRST_RETRY_MS): void {
    if (this.state !== 'speaking') return;
    const failure = error instanceof ApplicationFailure ? error : undefined;
    if (!failure || failure.nonRetryable) this.deps.failed(`saying what happened in the thread of ${runId}`, error);
    // What retrying cannot mend waits for the next line, or the next round.
    if (failure?.nonRetryable) return;
    const delay = Math.max(after, Number(failure?.nextRetryDelay ?? 0));
    const timer = setTimeout(() => this.again(runId, after), delay).unref();
    this.retries.set(runId, { timer, after });
  }

  private again(runId: string, after: number): void {
    this.retries.delete(runId);
    if (this.state !== 'speaking') return;
    this.hearOut(runId).catch((error: unknown) => this.later(runId, error, Math.min(2 * after, LAST_RETRY_MS)));
  }
}
