/** How deep values may be nested; an account file needs five levels, what Slack sends about ten. */
export const MAX_DEPTH = 100;

/** Whether a value is nested deeper than {@link MAX_DEPTH}. Not recursive: the depth is not ours. */
export function isTooDeep(root: unknown): boolean {
  const left: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) return true;
    for (const member of Object.values(value)) left.push({ value: member, depth: depth + 1 });
  }
  return false;
}
