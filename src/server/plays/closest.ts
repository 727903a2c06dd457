/**
 * The words by their likeness to one that was probably mistyped, the closest first.
 *
 * @example
 * closestFirst('amce', ['zenith', 'acme']); // ['acme', 'zenith']
 */
export function closestFirst(mistyped: string, words: readonly string[]): readonly string[] {
  return words
    .map((word) => ({ word, distance: editDistance(mistyped.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
}

/** How many characters to insert, delete or replace (Levenshtein 1966). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = row[j]! + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

/** `acme, zenith and 3 more`. */
export function listed(words: readonly string[], most = 20): string {
  const rest = words.length - most;
  return words.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
