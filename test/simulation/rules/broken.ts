import type { Evidence } from '../evidence';

/** A rule that was broken: where, by which run, towards whom, and when. */
export interface Broken {
  readonly account?: string;
  readonly run?: string;
  readonly contact?: string;
  readonly at?: number;
  readonly what: string;
}

/** One rule between plays, in words, and what broke it. */
export interface Rule {
  readonly rule: string;
  /** How often it could have been broken. */
  readonly looked: (evidence: Evidence) => number;
  readonly broken: (evidence: Evidence) => readonly Broken[];
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** Between a permission and the arrival of what it permits some moments may pass. */
export const MOMENTS_MS = MINUTE_MS;

export const instant = (at: number): string => new Date(at).toISOString();
