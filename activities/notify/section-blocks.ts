import type { Button, KnownBlock } from '@slack/types';
import type { WordsLine, WordsSection } from './channel';
import { escaped, mrkdwn, plain } from './slack-text';

/** The action that shows a task below the list it stands in; its value is the task's id. */
export const OPEN_TASK = 'plays:task';

/** Lines of each section; the rest is counted. */
const SHOWN = 10;
/**
 * Of a line, and of all lines together: Slack takes 3,000 characters in a block, and refuses messages of more than about
 * 11,000 (github.com/slackapi/bolt-js/issues/2509).
 */
const LINE = 270;
const TOTAL = 9000;

/** Lists under headings. Lines about open tasks have a button; the others of a section are one block. */
export function sectionBlocks(sections: readonly WordsSection[]): KnownBlock[] {
  const shown = sections.map((section) => ({ ...section, shown: section.lines.slice(0, SHOWN) }));
  const count = shown.reduce((sum, each) => sum + each.shown.length, 0);
  const room = Math.min(LINE, Math.floor(TOTAL / Math.max(1, count)));
  return shown.flatMap(({ title, lines, rest, shown: first }) => [
    block(`*${escaped(title, 150)}*`),
    ...lineBlocks(first, room),
    ...restBlocks(lines.length - first.length, rest),
  ]);
}

function lineBlocks(lines: readonly WordsLine[], room: number): KnownBlock[] {
  const plainLines = lines.filter(({ task }) => !task).map((line) => `• ${inMarkup(line, room - 3)}`);
  return [
    ...lines.flatMap((line) => (line.task ? [block(inMarkup(line, room), openButton(line, line.task.taskId))] : [])),
    ...(plainLines.length > 0 ? [block(plainLines.join('\n'))] : []),
  ];
}

function inMarkup({ about, text }: WordsLine, max: number): string {
  const head = `*${escaped(about, 60)}* · `;
  return `${head}${escaped(text, max - head.length)}`;
}

function openButton({ about }: WordsLine, taskId: string): Button {
  const label = plain(`Open the task for ${about}`, 75).text;
  return { type: 'button', text: plain('Open', 75), action_id: OPEN_TASK, value: taskId, accessibility_label: label };
}

/** What is not shown, and the command that shows it. */
function restBlocks(count: number, rest: string | undefined): KnownBlock[] {
  if (count === 0) return [];
  const how = rest === undefined ? '.' : `: type \`${rest}\` to see ${count === 1 ? 'it' : 'them'}.`;
  return [{ type: 'context', elements: [mrkdwn(`… and ${count} more${how}`)] }];
}

const block = (text: string, accessory?: Button): KnownBlock => ({
  type: 'section',
  text: mrkdwn(text),
  ...(accessory && { accessory }),
});
