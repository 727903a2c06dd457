/** @module The text under review, and the mail it goes out with, as a message of Slack shows them. */
import type { KnownBlock } from '@slack/types';
import type { TaskCard } from '../../src/domain/tasks';
import type { Shortening } from './shortening';
import { escaped, mrkdwn } from './slack-text';

/** Characters of one block, of the 3,000 that Slack takes. */
const SECTION = 2900;
const TITLE = 200;

/** Both as quotations over as many blocks as they need, whole where `room` characters are enough. */
export function previewBlocks({ preview }: TaskCard, room: number, cut: Shortening): KnownBlock[] {
  if (!preview) return [];
  const { title, version, text, mail } = preview;
  if ([title, mail?.from ?? '', mail?.subject ?? ''].some((each) => escaped(each).length > TITLE)) cut.leftOut();
  const head = `*${escaped(title, TITLE)}*, version ${version}`;
  if (!mail) return sections(quoted(head, text, room, cut));
  const mailHead = `*The mail it comes with*, from ${escaped(mail.from, TITLE)}: “${escaped(mail.subject, TITLE)}”`;
  // The mail is the shorter of the two as a rule, and is shown whole before the document is.
  const needed = lengthOf(quoted(mailHead, mail.text, Infinity));
  const document = quoted(head, text, Math.max(room - needed, room / 3), cut);
  return [...sections(document), ...sections(quoted(mailHead, mail.text, room - lengthOf(document), cut))];
}

/** The lines of a text as a quotation under its head, in markup; those that have no room are left out. */
function quoted(head: string, text: string, room: number, cut?: Shortening): string[] {
  const lines = [head];
  let left = room - head.length - 1;
  const all = text.trim().split('\n').flatMap(inPieces);
  for (const [index, line] of all.entries()) {
    const shown = `>${escaped(line)}`;
    // Before the last line there has to be room for the mark that there is more.
    if (shown.length + 1 > left - (index === all.length - 1 ? 0 : 3)) {
      cut?.leftOut();
      return [...lines, `>${escaped(line, Math.max(1, left - 3))}`.replace(/(?<!…)$/, '…')];
    }
    left -= shown.length + 1;
    lines.push(shown);
  }
  return lines;
}

/** A line, or the parts of one that no block could hold, parted between words. */
function inPieces(line: string): string[] {
  if (escaped(line).length < SECTION - TITLE * 3) return [line];
  const middle = Math.ceil(line.length / 2);
  const blank = line.lastIndexOf(' ', middle);
  const at = blank > 0 ? blank : /[\uD800-\uDBFF]$/.test(line.slice(0, middle)) ? middle + 1 : middle;
  return [line.slice(0, at), line.slice(blank > 0 ? at + 1 : at)].flatMap(inPieces);
}

const lengthOf = (lines: readonly string[]): number => lines.join('\n').length;

/** Lines in blocks, each as full as it can be. */
function sections(lines: readonly string[]): KnownBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= SECTION) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map((text) => ({ type: 'section', text: mrkdwn(text) }));
}
