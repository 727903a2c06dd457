const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/**
 * What reviewers get to read at most, in characters: all of what plays draft. A message that cannot hold it offers the
 * whole; the workflow carries it, so it has an end.
 */
export const EXCERPT_LENGTH = 30_000;

/** The words of a document: paragraphs apart, list items and table rows on a line each, cut at a word so that it fits a review message. */
export function excerptOf(html: string, length = EXCERPT_LENGTH): string {
  const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? html;
  const text = body
    .replace(/\s+/g, ' ')
    .replace(/<br\s*\/?>|<\/tr>|<\/li>/g, '\n')
    .replace(/<li[^>]*>/g, '- ')
    .replace(/<\/t[hd]>\s*(?=<t[hd])/g, ' | ')
    .replace(/<\/?(?:h\d|p|ul|ol|table)[^>]*>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (entity, code?: string, name?: string) =>
      code ? String.fromCodePoint(Number(code)) : (CHARACTERS[name ?? ''] ?? entity),
    )
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return text.length <= length ? text : `${text.slice(0, length - 2).replace(/\s\S*$/, '')} …`;
}
