/** `94 %`. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** `1 case`, `2 cases`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${figure(count)} ${count === 1 ? one : many}`;

/** `today`, `1 day ago`, `12 days ago`. */
export function ago(days: number): string {
  const whole = Math.floor(days);
  return whole < 1 ? 'today' : `${counted(whole, 'day')} ago`;
}

/** At most one decimal: `94`, `8.5`. */
export const figure = (value: number): string => String(Math.round(10 * value) / 10);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** `20 hours` up to two days, then `5 days`. */
export const lasting = (hours: number): string =>
  hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');
