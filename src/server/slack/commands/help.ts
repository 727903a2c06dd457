import type { Content } from '../desk';
import { paragraph } from '../desk';

const LINES: readonly (readonly [string, string])[] = [
  ['/plays tasks', 'what waits for you, by due time'],
  ['/plays account NAME', 'how an account is doing, what runs there, what could be started'],
  ['/plays start PLAY ACCOUNT', 'start a play; first you see what the coordinator would say'],
  ['/plays pause ACCOUNT', 'let a play rest; `resume` lets it go on'],
  ['/plays stop ACCOUNT', 'end a play; it cleans up after itself'],
];

/** What can be typed; `first` is said before it. */
export function help(first?: string): Content {
  const lines = LINES.map(([command, meaning]) => `• \`${command}\`: ${meaning}`);
  const end = 'Names need not be exact, and only you see the answers. My Home tab shows your tasks and accounts, too.';
  return {
    text: first ?? 'What you can type',
    blocks: [paragraph([...(first ? [first] : []), ...lines, end].join('\n'))],
  };
}
