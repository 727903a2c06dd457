const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it must stand in HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const BODY_STYLE = 'font:15px/1.5 -apple-system,Segoe UI,Helvetica,Arial,sans-serif;color:#1f2933;max-width:38em';

/**
 * The HTML part of a mail, made from its text: paragraphs at empty lines, lists from lines that begin with `- `,
 * web addresses as links. Everything else is escaped.
 */
export const plainToHtml = (text: string): string => htmlMail([plainBlocks(text)]);

/** A mail's HTML part of some markup. */
export const htmlMail = (parts: readonly string[]): string =>
  `<!doctype html>\n<html lang="en"><body style="${BODY_STYLE}">\n${parts.join('\n')}\n</body></html>\n`;

/** The text as markup, as {@link plainToHtml} makes it, without the document around it. */
export function plainBlocks(text: string): string {
  const blocks = text
    .trim()
    .split(/\n\s*\n/)
    .map(blockToHtml);
  return blocks.join('\n');
}

function blockToHtml(block: string): string {
  const lines = block.split('\n');
  const parts: string[] = [];
  let paragraph: string[] = [];
  let items: string[] = [];
  const close = () => {
    if (paragraph.length) parts.push(`<p>${paragraph.join('<br>\n')}</p>`);
    if (items.length) parts.push(`<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`);
    [paragraph, items] = [[], []];
  };
  for (const line of lines) {
    const isItem = line.startsWith('- ');
    if (isItem ? paragraph.length : items.length) close();
    if (isItem) items.push(inlineToHtml(line.slice(2)));
    else paragraph.push(inlineToHtml(line));
  }
  close();
  return parts.join('\n');
}

/** A sentence's closing punctuation does not belong to an address in it. */
function inlineToHtml(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}])/)
    .map((part, index) => (index % 2 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part)))
    .join('');
}
