/** Work that goes on after its request was answered, kept track of so that a shutdown can wait for it. */
export class Background {
  private readonly running = new Set<Promise<void>>();

  /** Starts the work. It must deal with its own failures; `failed` hears of those it did not. */
  start(work: () => Promise<void>, failed: (error: unknown) => void): void {
    const run = work().catch(failed);
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }

  /** Resolves when nothing is under way any more, also nothing that was started meanwhile. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
