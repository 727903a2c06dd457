import { escapeHtml } from '../../../activities/plain-to-html';

/** Markup that is safe to send. */
export class Html {
  constructor(readonly text: string) {}
}
type Part = Html | string | number | undefined | false | readonly Part[];

/**
 * Markup in which everything that is inserted is escaped, but what is markup itself.
 *
 * @example
 * html`<p>${'<script>'}</p>`.text; // <p>&lt;script&gt;</p>
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + inserted(parts[index - 1]) + string));
}

function inserted(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(inserted).join('');
}
