import type { Content } from '../desk';
import { paragraph } from '../desk';

const LINES: readonly (readonly [string, string])[] = [
  ['/plays tasks', 'your open tasks, those due first on top'],
  ['/plays account NAME', 'how an account is doing, which plays run there, and which you could start'],
  ['/plays start PLAY ACCOUNT', 'start a play; before it starts you see whether it may'],
  ['/plays pause ACCOUNT', 'pause a play; nothing is asked or sent meanwhile'],
  ['/plays resume ACCOUNT', 'let a paused play go on'],
  ['/plays stop ACCOUNT', 'end a play for good; its open tasks are closed'],
];

/** What can be typed; `first` is said before it. */
export function help(first?: string): Content {
  const lines = LINES.map(([command, meaning]) => `• \`${command}\`: ${meaning}`);
  const end = 'Part of a name is enough. Only you see the answers. Your tasks and accounts are on my Home tab, too.';
  return {
    text: first ?? 'What you can type',
    blocks: [paragraph([...(first ? [first] : []), ...lines, end].join('\n'))],
  };
}
