import type { GalleryContent, GallerySample } from '../../temporal-dev/inbox';

/** Every text of a sample that somebody reads, with what it is. */
export function textsOf({ content }: GallerySample): { readonly what: string; readonly text: string }[] {
  switch (content.kind) {
    case 'message':
      return [{ what: 'text', text: content.text }, ...textsIn(content.blocks, 'blocks')];
    case 'modal':
      return [
        ...textsIn(content.view, 'view'),
        ...Object.values(content.errors ?? {}).map((text) => ({ what: 'error', text })),
      ];
    case 'home':
      return textsIn(content.blocks, 'blocks');
    case 'mail':
      return mailTexts(content);
    case 'page':
      return [{ what: 'page', text: shownBy(content.html) }];
  }
}

const mailTexts = ({ mail }: Extract<GalleryContent, { kind: 'mail' }>) => [
  { what: 'subject', text: mail.subject },
  { what: 'plain text', text: mail.text },
  { what: 'HTML', text: shownBy(mail.html) },
];

/** What is no text for people, by the name of its property. */
const NO_TEXT = [
  'type',
  'value',
  'action_id',
  'block_id',
  'callback_id',
  'private_metadata',
  'url',
  'style',
  'min_value',
];

function textsIn(value: unknown, what: string): { what: string; text: string }[] {
  if (typeof value === 'string') return [{ what, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => !NO_TEXT.includes(key))
    .flatMap(([key, each]) => textsIn(each, `${what}/${key}`));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a browser shows of HTML, blocks on lines of their own; line breaks and blanks in the markup count as one blank. */
export function shownBy(markup: string): string {
  return markup
    .replace(/<(style|head|title)\b[\s\S]*?<\/\1>/g, '')
    .replace(
      /<(textarea|pre)\b[^>]*>([\s\S]*?)<\/\1>/g,
      (_whole, _tag, text: string) => `<p>${text.replaceAll(/\s+/g, ' ')}</p>`,
    )
    .replace(/\s+/g, ' ')
    .replace(
      /<\/?(?:p|h\d|li|ul|ol|dl|dt|dd|section|form|label|button|br|tr|td|th|table|div|main|body|input)\b[^>]*>/g,
      '\n',
    )
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/ *\n */g, '\n')
    .trim();
}

/** The texts that Slack reads as its markup. */
export function mrkdwnOf({ content }: GallerySample): string[] {
  if (content.kind === 'message') return [content.text, ...markupIn(content.blocks)];
  if (content.kind === 'home') return markupIn(content.blocks);
  return content.kind === 'modal' ? markupIn(content.view) : [];
}

function markupIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(markupIn);
}
