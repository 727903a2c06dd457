/**
 * The value that `share` of the values do not exceed, by nearest rank: the smallest one with at least `share` of all at or
 * below it. https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
 *
 * @param share above 0, at most 1
 * @throws RangeError when there are no values
 * @example
 * percentile([15, 20, 35, 40, 50], 0.4); // 20
 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('Nothing was measured.');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
