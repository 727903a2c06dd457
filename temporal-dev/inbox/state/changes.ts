import { InboxError } from '../errors';

/** Tells listeners that something in the inbox changed, and waits for conditions without polling. */
export class Changes {
  private readonly listeners = new Set<() => void>();
  private readonly waiting = new Set<(reason: InboxError) => void>();

  /** Calls every listener; called after each change of state. */
  announce(): void {
    for (const listener of [...this.listeners]) listener();
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /**
   * Resolves with the first value of `read` that is neither undefined nor false; `read` runs now and after each change.
   * @throws InboxError `INBOX_UNTIL_TIMEOUT` with `describe()` in its message, `INBOX_STOPPED`; or what `read` throws
   */
  until<T>(read: () => T | undefined | false, timeoutMs: number, describe: () => string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        unsubscribe();
        this.waiting.delete(fail);
        settle();
      };
      const fail = (reason: unknown) =>
        finish(() => reject(reason instanceof Error ? reason : new Error(String(reason))));
      const check = () => {
        try {
          const value = read();
          if (value !== undefined && value !== false) finish(() => resolve(value));
        } catch (reason) {
          fail(reason);
        }
      };
      const timer = setTimeout(() => {
        fail(new InboxError('INBOX_UNTIL_TIMEOUT', `nothing matched within ${timeoutMs} ms. ${describe()}`));
      }, timeoutMs);
      const unsubscribe = this.subscribe(check);
      this.waiting.add(fail);
      check();
    });
  }

  /** Rejects everyone who waits. */
  stop(): void {
    const stopped = new InboxError('INBOX_STOPPED', 'the inbox was stopped while something waited for it');
    for (const fail of [...this.waiting]) fail(stopped);
    this.listeners.clear();
  }
}
