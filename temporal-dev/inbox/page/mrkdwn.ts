// Under another name, since Prettier lays out `html` templates with line breaks, which running text would show as spaces.
import { type Html, html as tight } from './html';

/** The names behind `<@U…>` and `<#C…>`. */
export type Names = (id: string) => string | undefined;

/** Common emoji of workspace messages; others show as `:name:`. */
const emoji: Readonly<Record<string, string>> = {
  alarm_clock: '⏰',
  arrow_right: '➡️',
  ballot_box_with_check: '☑️',
  bar_chart: '📊',
  bell: '🔔',
  bulb: '💡',
  calendar: '📅',
  chart_with_downwards_trend: '📉',
  chart_with_upwards_trend: '📈',
  clipboard: '📋',
  email: '✉️',
  envelope: '✉️',
  eyes: '👀',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  large_blue_circle: '🔵',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  mag: '🔍',
  memo: '📝',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  pushpin: '📌',
  red_circle: '🔴',
  rocket: '🚀',
  rotating_light: '🚨',
  stopwatch: '⏱️',
  tada: '🎉',
  thumbsdown: '👎',
  thumbsup: '👍',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  x: '❌',
};

/** One pattern for everything that is not plain text. A mark counts only at the edge of a word, as in Slack. */
const inlinePattern = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<control>[^<>\\n]+)>',
    '(?<![\\w*])\\*(?<bold>[^*\\s](?:[^*\\n]*[^*\\s])?)\\*(?![\\w*])',
    '(?<!\\w)_(?<italic>[^_\\s](?:[^_\\n]*[^_\\s])?)_(?!\\w)',
    '(?<![\\w~])~(?<strike>[^~\\s](?:[^~\\n]*[^~\\s])?)~(?![\\w~])',
    ':(?<emoji>[a-z0-9_+-]+):',
  ].join('|'),
  'g',
);

/** Slack's mrkdwn as HTML. Source: docs.slack.dev/messaging/formatting-message-text. */
export function mrkdwn(text: string, names: Names): Html {
  const parts = text.split(/```\n?([\s\S]*?)```/);
  return tight`${parts.map((part, index) => (index % 2 ? tight`<pre>${decode(part)}</pre>` : lines(part, names)))}`;
}

/** Text with emoji names replaced and line breaks kept; nothing else has a meaning. */
export function plain(text: string): Html {
  const named = text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emoji[name] ?? whole);
  return tight`${named.split('\n').map((line, index) => tight`${index > 0 && tight`<br>`}${line}`)}`;
}

function lines(text: string, names: Names): Html {
  const groups: { kind: 'quote' | 'list' | 'text'; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const kind = /^(&gt;|>) ?/.test(line) ? 'quote' : /^\s*([•◦▪-]|\*(?= )) /.test(line) ? 'list' : 'text';
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return tight`${groups.map((group) => {
    if (group.kind === 'quote') return tight`<blockquote>${broken(group.lines.map(unquoted), names)}</blockquote>`;
    if (group.kind === 'text') return broken(group.lines, names);
    return tight`<ul>${group.lines.map((line) => tight`<li>${inline(line.replace(/^\s*\S\s+/, ''), names)}</li>`)}</ul>`;
  })}`;
}

function unquoted(line: string): string {
  return line.replace(/^(&gt;|>) ?/, '');
}

function broken(texts: readonly string[], names: Names): Html {
  return tight`${texts.map((text, index) => tight`${index > 0 && tight`<br>`}${inline(text, names)}`)}`;
}

function inline(text: string, names: Names): Html {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(inlinePattern)) {
    parts.push(decode(text.slice(end, match.index)), marked(match[0], match.groups ?? {}, names));
    end = match.index + match[0].length;
  }
  return tight`${parts}${decode(text.slice(end))}`;
}

function marked(whole: string, groups: Record<string, string | undefined>, names: Names): Html {
  if (groups.code !== undefined) return tight`<code>${decode(groups.code)}</code>`;
  if (groups.control !== undefined) return control(groups.control, names);
  if (groups.bold !== undefined) return tight`<strong>${inline(groups.bold, names)}</strong>`;
  if (groups.italic !== undefined) return tight`<em>${inline(groups.italic, names)}</em>`;
  if (groups.strike !== undefined) return tight`<s>${inline(groups.strike, names)}</s>`;
  return tight`${emoji[groups.emoji ?? ''] ?? whole}`;
}

/** What stands between angle brackets: a link, a mention, a date. Anything else shows as it is. */
function control(text: string, names: Names): Html {
  const [target = '', label] = text.split('|', 2);
  if (/^(https?:\/\/|mailto:)/i.test(target)) {
    const name = decode(label ?? target.replace(/^mailto:/i, ''));
    return tight`<a href="${decode(target)}" target="_blank" rel="noopener noreferrer">${name}</a>`;
  }
  if (/^[@#]/.test(target)) {
    const sign = target.slice(0, 1);
    return tight`<span class="mention">${sign}${names(target.slice(1)) ?? label ?? target.slice(1)}</span>`;
  }
  if (/^!(here|channel|everyone)$/.test(target)) return tight`<span class="mention">@${target.slice(1)}</span>`;
  if (target.startsWith('!date^')) return tight`${decode(label ?? target)}`;
  return tight`&lt;${decode(text)}&gt;`;
}

/** Slack's three entities back into characters (they are escaped again as HTML afterwards). */
function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
