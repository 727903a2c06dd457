/** One of the things a component of health is told from, such as the seats in use. */
export interface HealthPart {
  readonly name: string;
  /** Among the parts of its component. 0: said, but not counted. */
  readonly weight: number;
  /** 0–100; absent when there is no data. */
  readonly score?: number;
  /** 0–1: how far the data behind the score can be trusted. 0 without data. */
  readonly confidence: number;
  /** A clause that reads well after a colon: `a severity 1 case is open`. */
  readonly says: string;
  /** For what is told by one figure: `seats in use`, `94 %`. */
  readonly measure?: { readonly what: string; readonly value: string };
}

/** One of the five components of health. */
export interface HealthComponent {
  /** 0–100, not rounded; absent when there is no data. */
  readonly score?: number;
  readonly weight: number;
  /** 0–1: the share of its parts, by weight, that there is data for. */
  readonly confidence: number;
  /** Why, and what is not known, in sentences. */
  readonly because: readonly string[];
  readonly parts: readonly HealthPart[];
}

type Extra = Partial<Pick<HealthPart, 'confidence' | 'measure'>>;

/** A part that there is data for; its score is brought into 0–100. */
export const told = (name: string, weight: number, score: number, says: string, extra: Extra = {}): HealthPart => ({
  name,
  weight,
  score: Math.min(100, Math.max(0, score)),
  confidence: 1,
  says,
  ...extra,
});

/** A part without data. `says` names what is not known. */
export const untold = (name: string, weight: number, says: string): HealthPart => ({
  name,
  weight,
  confidence: 0,
  says,
});

/** 100 at `best` and beyond, 0 at `worst` and beyond, a straight line between. */
export const between = (value: number, worst: number, best: number): number =>
  Math.min(100, Math.max(0, (100 * (value - worst)) / (best - worst)));

interface Weighed {
  readonly weight: number;
  readonly score?: number;
  readonly confidence: number;
}

/**
 * The weighted mean of what there is data for, and the share of the weights behind it:
 * score = Σ weight·score / Σ weight over those with data; confidence = Σ weight·confidence / Σ weight over all.
 */
export function meanOf(all: readonly Weighed[]): { score?: number; confidence: number } {
  let [total, counted, sum, trusted] = [0, 0, 0, 0];
  for (const { weight, score, confidence } of all) {
    total += weight;
    if (score === undefined) continue;
    counted += weight;
    sum += weight * score;
    trusted += weight * confidence;
  }
  const confidence = total > 0 ? trusted / total : 0;
  return counted > 0 ? { score: sum / counted, confidence } : { confidence };
}

/** The component that these parts make. */
export const componentOf = (weight: number, parts: readonly HealthPart[]): HealthComponent => ({
  ...meanOf(parts),
  weight,
  because: parts.map(({ says }) => `${says.charAt(0).toUpperCase()}${says.slice(1)}.`),
  parts,
});
