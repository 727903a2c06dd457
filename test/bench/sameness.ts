import type { Call } from './activities';

/**
 * What two runs asked of their activities that the other did not, in words; empty when both did the same work. Run ids
 * and instants differ by nature and count as equal; calls of one step may come in either order.
 */
export function differences(one: readonly Call[], other: readonly Call[]): string[] {
  const [left, right] = [one.map(described).sort(), other.map(described).sort()];
  return [...without(left, right).map((call) => `+ ${call}`), ...without(right, left).map((call) => `- ${call}`)];
}

function described({ runId, activity, request }: Call): string {
  const text = JSON.stringify(request, sorted) ?? '';
  return `${activity} ${text.replaceAll(runId, 'RUN').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'AT')}`;
}

function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function without(these: readonly string[], those: readonly string[]): string[] {
  const left = [...those];
  return these.filter((call) => {
    const index = left.indexOf(call);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
