import type { Person } from '../../src/domain/account';
import type { Instant } from '../../src/domain/waits';
import { sentence } from '../../src/domain/wording';

/** At most `max` UTF-16 units; what is longer ends in an ellipsis. Never cuts a character in two. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** The words in one line, with the account they are about, which is named once. */
export function aboutAccount(accountName: string, words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.includes(accountName) ? line : `${accountName}: ${line}`;
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The first sentence of a text, without its full stop. */
export function firstSentence(text: string): string {
  const [first] = SENTENCES.segment(text.trim());
  return (first?.segment ?? '').trim().replace(/\.$/, '');
}

/** `4 March 2026, 09:00 UTC`, or the time in the reader's zone: `4 March 2026, 10:00 Berlin time`. */
export function spokenTime(at: Instant, timeZone = 'UTC'): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')} ${zoneName(timeZone)}`;
}

/** `America/New_York` is New York time: cities are known to people, offsets such as GMT-5 are not. */
export function zoneName(timeZone: string): string {
  const city = timeZone.split('/').at(-1)!.replaceAll('_', ' ');
  return timeZone.includes('/') && !timeZone.startsWith('Etc/') ? `${city} time` : city;
}

/** `Ana Pop is away until 4 March; Ben Ode stands in`: the day on which Ana is back, where she lives. */
export function standInNote(absent: Person, standIn: Person): string {
  const until = absent.away && spokenDay(absent.away.until, absent.timeZone);
  return `${absent.name} is away${until ? ` until ${until}` : ''}; ${standIn.name} stands in`;
}

function spokenDay(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long' }).format(new Date(at));
}

export { sentence };
