/** Where time goes. */
export class Stopwatch {
  private readonly seconds = new Map<string, number>();

  async on<T>(what: string, act: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await act();
    } finally {
      this.seconds.set(what, (this.seconds.get(what) ?? 0) + (performance.now() - began) / 1000);
    }
  }

  toString(): string {
    return [...this.seconds].map(([what, seconds]) => `${what} ${Math.round(seconds)} s`).join(', ');
  }
}
