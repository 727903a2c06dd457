import { counted } from '../wording';

/** `94 %`. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** `today`, `1 day ago`, `12 days ago`. */
export function ago(days: number): string {
  const whole = Math.floor(days);
  return whole < 1 ? 'today' : `${counted(whole, 'day')} ago`;
}

/** `less than an hour`, `20 hours` up to two days, then `5 days`. */
export const lasting = (hours: number): string =>
  hours < 1
    ? 'less than an hour'
    : hours < 48
      ? counted(Math.round(hours), 'hour')
      : counted(Math.round(hours / 24), 'day');
