/** @module Texts for Slack: escaped, within its limits, dates in the zone of each reader. */
import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import type { Instant } from '../../src/domain/waits';
import { shorten, spokenTime } from './plain-words';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const NOTHING = '–';

/** What looks like the marks of mrkdwn and is none: ∗ (U+2217), ˍ (U+02CD), ∼ (U+223C), ˋ (U+02CB). */
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '\u2217', _: '\u02CD', '~': '\u223C', '`': '\u02CB' };
/** Within a word `*`, `_` and `~` mean nothing to Slack: `snake_case` stays. Code may begin anywhere. */
const ANY_MARK = /[*_~`]/;
const MARKS = /`|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu;

/**
 * The text so that Slack shows it as it was typed: no mention, no link, no date and no formatting comes of it.
 * At most `max` characters after escaping; what is longer ends in an ellipsis.
 *
 * mrkdwn has no way to escape the marks of formatting, so those that would format get a look-alike (docs/decisions/0015).
 * Where a text stands alone, {@link asTyped} keeps every character.
 * Source: docs.slack.dev/messaging/formatting-message-text, "Escaping text".
 */
export function escaped(text: string, max = Infinity): string {
  let result = '';
  const characters = [...(ANY_MARK.test(text) ? text.replace(MARKS, (mark) => LOOKALIKES[mark] ?? mark) : text)];
  for (const [index, character] of characters.entries()) {
    const next = ENTITIES[character] ?? character;
    const isLast = index === characters.length - 1;
    if (result.length + next.length > (isLast ? max : max - 1)) return `${result}…`;
    result += next;
  }
  return result;
}

/**
 * A mrkdwn object of text that is escaped already. `verbatim`: Slack makes no links or mentions of what looks like one.
 * Slack refuses empty texts, so nothing becomes a dash.
 */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: text.trim() ? text : NOTHING, verbatim: true };
}

/** A text of its own, every character of which is shown as it was typed, with its line ends. */
export const asTyped = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: shorten(text.trim(), max) || NOTHING,
});

/** Names somebody, who hears of it. Source: docs.slack.dev/messaging/formatting-message-text, "Mentioning users". */
export const mention = (user: string): string => `<@${user}>`;

/** A plain text object; needs no escaping. */
export function plain(text: string, max: number): PlainTextElement {
  const line = text.replace(/\s+/g, ' ').trim();
  return { type: 'plain_text', text: shorten(line, max) || NOTHING };
}

/**
 * A moment that every reader sees in their own zone; programs that cannot do that show UTC.
 * Source: docs.slack.dev/messaging/formatting-message-text, "Date formatting".
 */
export function slackDate(at: Instant): string {
  return `<!date^${Math.floor(Date.parse(at) / 1000)}^{date_short_pretty} {time}|${spokenTime(at)}>`;
}
