import { escapeHtml } from '../plain-to-html';
import type { WordsLine, WordsSection } from './channel';

/** Lines of each section in a mail, where nothing else shows the rest. */
const SHOWN = 50;

/** The address of the page on which the reader answers that task. */
export type LinkTo = (task: NonNullable<WordsLine['task']>) => string;

/** Lists under headings, as text and as HTML; lines about open tasks lead to them. */
export const sectionParts = (sections: readonly WordsSection[], linkTo?: LinkTo): { text: string; html: string }[] =>
  sections.map(({ title, lines }) => {
    const shown = lines.slice(0, SHOWN).map((line) => ({ ...line, url: line.task && linkTo?.(line.task) }));
    const more = lines.length > SHOWN ? `… and ${lines.length - SHOWN} more.` : undefined;
    const listed = shown.map(({ about, text, url }) => `- ${about}: ${text}${url ? `\n  ${url}` : ''}`);
    const items = shown.map(
      ({ about, text, url }) => `<li><strong>${escapeHtml(about)}</strong>: ${escapeHtml(text)}${openLink(url)}</li>`,
    );
    return {
      text: [title, ...listed, ...(more ? [more] : [])].join('\n'),
      html: [
        `<h2 style="font-size:17px;margin:24px 0 8px">${escapeHtml(title)}</h2>`,
        `<ul>\n${items.join('\n')}\n</ul>`,
        ...(more ? [`<p>${more}</p>`] : []),
      ].join('\n'),
    };
  });

const openLink = (url: string | undefined): string => (url ? ` <a href="${escapeHtml(url)}">See the task</a>` : '');
