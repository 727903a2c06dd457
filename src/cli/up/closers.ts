/** What has been opened, in that order. */
export class Closers {
  private readonly all: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.all.push(close);
  }

  /** Closes everything, the last first. One that fails does not keep the others open; the first failure is thrown. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.all.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
