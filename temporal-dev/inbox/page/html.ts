/** Markup that is safe to send: only {@link html} and {@link trusted} make it. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

type Part = Html | string | number | false | undefined | readonly Part[];

/**
 * A template whose insertions are escaped unless they are markup themselves, so that no text of a user can become markup.
 *
 * @example
 * html`<b title="${'"'}">${'<script>'}</b>`.text // <b title="&quot;">&lt;script&gt;</b>
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));
}

/** Marks a constant of this program as markup. Never for anything that came from outside. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** Text with the five characters that mean something in HTML replaced. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function render(part: Part): string {
  if (part === false || part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(render).join('');
}
