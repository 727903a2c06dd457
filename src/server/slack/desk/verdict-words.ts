import { sentence } from '../../../../activities/notify/plain-words';
import { escaped, slackDate } from '../../../../activities/notify/slack-text';
import type { Verdict } from '../../../domain/coordination';

/**
 * What a start would lead to now, in Slack's markup, to follow the name of the play.
 *
 * @example
 * verdictInWords({ kind: 'declined', code: 'resting', because: '…' }, 300); // 'would be declined, because …'
 */
export function verdictInWords(verdict: Verdict, max: number): string {
  const because = becauseInWords(verdict.because, max);
  switch (verdict.kind) {
    case 'admitted':
      return `would start now: ${becauseInWords(verdict.because.replace(/^.* starts; /, ''), max)}`;
    case 'queued':
      return `would wait, until ${slackDate(verdict.until)} at the latest: ${because}`;
    case 'existing':
      return `would not be started again: ${because}`;
    case 'held-out':
      return `would not start: ${because}`;
    default:
      return `would be declined: ${because}`;
  }
}

/** A reason as a sentence; moments in it appear in the reader's own zone. */
export function becauseInWords(because: string, max: number): string {
  const text = sentence(because);
  return withDates(escaped(`${text.charAt(0).toUpperCase()}${text.slice(1)}`, max));
}

/** `2026-03-02 09:00 UTC` and `2026-03-02T09:00:00.000Z` as Slack's dates. */
export const withDates = (text: string): string =>
  text
    .replace(/\b(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) UTC\b/g, (_whole, day: string, time: string) =>
      slackDate(`${day}T${time}:00.000Z`),
    )
    .replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z\b/g, (instant) => slackDate(instant));
