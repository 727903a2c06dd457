/**
 * What belongs together when everything within one set does, also by way of others (union-find).
 *
 * @example
 * groupsOf([['a', 'b'], ['c'], ['b', 'd']]); // [['a', 'b', 'd'], ['c']]
 */
export function groupsOf(sets: readonly (readonly string[])[]): string[][] {
  const parents = new Map<string, string>();
  for (const [first, ...others] of sets) {
    if (first === undefined) continue;
    root(parents, first);
    for (const other of others) join(parents, first, other);
  }
  const groups = new Map<string, string[]>();
  for (const member of parents.keys()) {
    const leader = root(parents, member);
    const group = groups.get(leader);
    if (group) group.push(member);
    else groups.set(leader, [member]);
  }
  return [...groups.values()];
}

function join(parents: Map<string, string>, a: string, b: string): void {
  const [x, y] = [root(parents, a), root(parents, b)];
  if (x !== y) parents.set(x < y ? y : x, x < y ? x : y);
}

/** Whoever leads the group of `member`; on the way there, paths are halved. */
function root(parents: Map<string, string>, member: string): string {
  if (!parents.has(member)) parents.set(member, member);
  let at = member;
  for (let parent = parents.get(at)!; parent !== at; parent = parents.get(at)!) {
    const next = parents.get(parent)!;
    parents.set(at, next);
    at = next;
  }
  return at;
}
