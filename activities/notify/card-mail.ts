/** @module A task as a mail: plain text, and the same in simple HTML. */
import type { Choice } from '../../src/domain/tasks';
import { escapeHtml, htmlMail, plainBlocks } from '../plain-to-html';
import { askedAsWords, cardText, consultedWords, known, passedOnWords } from './card-text';
import type { CardView, Recipient, Words } from './channel';
import { aboutAccount, shorten, spokenTime } from './plain-words';
import { sectionParts, type LinkTo } from './section-mail';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Where this person answers a task; each address is for them alone. */
export interface CardLinks {
  /** By choice. */
  readonly choices: readonly { readonly choice: Choice; readonly url: string }[];
  /** The task with all its choices. */
  readonly task: string;
  readonly expiresAt: string;
  /** An answer to the mail is kept as a note on the task. */
  readonly takesReplies: boolean;
}

/** The subject is the same for all mails of a task, so that mail programs keep them together. */
export function cardSubject({ card }: Pick<CardView, 'card'>): string {
  return shorten(aboutAccount(card.accountName, card.question), SUBJECT);
}

/** Characters of a subject. */
const SUBJECT = 120;

/** While the task is open and theirs it says where this person answers it; to who is only asked about it, how to reply. */
export function cardMail(to: Recipient, view: CardView, links?: CardLinks): MailText {
  const { card, state, askedAs, passedOn, consulted } = view;
  const isOpen = state.kind === 'open';
  return mailOf(cardSubject(view), [
    `Hello ${to.name},`,
    ...(isOpen && consulted ? [consultedWords(consulted)] : []),
    cardText(card, state, to.timeZone, !passedOn && !consulted),
    ...(isOpen && links ? [consulted ? howToReply(links) : howToAnswer(links, to)] : []),
    ...(isOpen && passedOn ? [passedOnWords(view)] : []),
    ...(isOpen && !passedOn && !consulted ? [askedAsWords(askedAs)] : []),
  ]);
}

/** `linkTo`: where the reader answers the tasks that are named; `links`: how they answer the one it asks for. */
export function wordsMail(
  to: Recipient,
  { title, subject = title, text, evidence = [], sections = [] }: Words,
  { linkTo, links }: { readonly linkTo?: LinkTo; readonly links?: CardLinks } = {},
): MailText {
  const facts = known(evidence)
    .map(({ label, value }) => `${label}: ${value}`)
    .join('\n');
  const paragraphs = [`Hello ${to.name},`, text, facts].filter(Boolean);
  const answer = links ? [howToAnswer(links, to)] : [];
  return mailOf(shorten(subject, SUBJECT), [...paragraphs, ...sectionParts(sections, linkTo), ...answer]);
}

/** A part of a mail that looks different in HTML. */
interface Part {
  readonly text: string;
  readonly html: string;
}

function howToReply({ task, takesReplies }: CardLinks): Part {
  const how = takesReplies ? 'To reply, answer this mail, or write a note here:' : 'To reply, write a note here:';
  return {
    text: `${how}\n${task}`,
    html: `<p>${how} <a href="${escapeHtml(task)}">See the task</a></p>`,
  };
}

/** Links in text, buttons in HTML. Opening one decides nothing yet, so that mail scanners can follow them. */
function howToAnswer({ choices, task, expiresAt, takesReplies }: CardLinks, { timeZone }: Recipient): Part {
  const how = 'To answer, choose here and confirm on the page that opens:';
  const until = `The links work until ${spokenTime(expiresAt, timeZone)}. They answer in your name, so please do not pass them on.`;
  const note = takesReplies ? ' If you reply to this mail, your reply is kept as a note on the task.' : '';
  const listed = choices.map(({ choice, url }) => `- ${choice.label}:\n  ${url}`).join('\n');
  return {
    text: [how, listed, `See the task: ${task}`, `${until}${note}`].join('\n\n'),
    html: [
      `<p>${how}</p>`,
      `<p>${choices.map(({ choice, url }) => button(choice, url)).join('\n')}</p>`,
      `<p><a href="${escapeHtml(task)}">See the task</a></p>`,
      plainBlocks(`${until}${note}`),
    ].join('\n'),
  };
}

const COLOURS: Readonly<Record<NonNullable<Choice['style']> | 'plain', string>> = {
  primary: 'background:#0b6b50;color:#ffffff;border:1px solid #0b6b50',
  danger: 'background:#ffffff;color:#a61b1b;border:1px solid #a61b1b',
  plain: 'background:#ffffff;color:#1f2933;border:1px solid #52606d',
};

function button({ label, style }: Choice, url: string): string {
  const look = `display:inline-block;margin:0 8px 8px 0;padding:10px 18px;border-radius:6px;font-weight:600;text-decoration:none;${COLOURS[style ?? 'plain']}`;
  return `<a href="${escapeHtml(url)}" style="${look}">${escapeHtml(label)}</a>`;
}

function mailOf(subject: string, parts: readonly (string | Part)[]): MailText {
  const both = parts.map((part) => (typeof part === 'string' ? { text: part, html: plainBlocks(part) } : part));
  return {
    subject,
    text: `${both.map(({ text }) => text).join('\n\n')}\n`,
    html: htmlMail(both.map(({ html }) => html)),
  };
}
