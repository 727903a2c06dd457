import { fnv1a } from '../src/domain/fnv1a';

/** Mulberry32: small, and the same numbers from 0 to below 1 for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Chance about one thing, named by its parts: the same for the same name, whatever else was drawn before.
 *
 * @example
 * new Chance(7, 'answer', taskId).happens(0.1);
 */
export class Chance {
  private readonly next: () => number;

  constructor(...about: readonly (string | number)[]) {
    this.next = seeded(fnv1a(about.join('\n')));
    // What differs in one letter has seeds that lie close together.
    this.next();
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  /** From `least` up to, but not including, `most`. */
  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!;
  }

  /** One of them, more often those of more weight. */
  weighted<T>(list: readonly T[], weightOf: (each: T) => number): T {
    let left = this.between(
      0,
      list.reduce((sum, each) => sum + weightOf(each), 0),
    );
    return list.find((each) => (left -= weightOf(each)) < 0) ?? list.at(-1)!;
  }
}
