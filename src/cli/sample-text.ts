import { excerptOf } from '../../activities/proposals/excerpt';
import type { GallerySample } from '../../temporal-dev/inbox';

const KINDS = { message: 'in Slack', modal: 'dialog', home: 'Home tab', mail: 'mail', page: 'document' } as const;

/** What people read of a sample, under its title. */
export function sampleText({ title, content }: GallerySample): string {
  return `── ${title} (${KINDS[content.kind]})\n${wordsOf(content).trim()}\n\n`;
}

function wordsOf(content: GallerySample['content']): string {
  switch (content.kind) {
    case 'message':
      return unescaped(content.text);
    case 'mail':
      return `Subject: ${content.mail.subject}\n\n${content.mail.text}`;
    case 'page':
      return excerptOf(content.html, Infinity);
    case 'modal':
      return unescaped([content.view.title.text, ...textsIn(content.view.blocks)].join('\n'));
    case 'home':
      return unescaped(textsIn(content.blocks).join('\n'));
  }
}

/** Slack's control characters as people see them: https://docs.slack.dev/messaging/formatting-message-text#escaping */
const unescaped = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

/** The texts of blocks in the order in which they stand. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { text, initial_value: initial, ...rest } = value as { text?: unknown; initial_value?: unknown };
  const own = typeof text === 'string' ? [text] : textsIn(text);
  return [...own, ...textsIn(Object.values(rest)), ...(typeof initial === 'string' ? [initial] : [])];
}
