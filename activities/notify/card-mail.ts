/** @module A task as a mail: plain text, the same in simple HTML, and a link to the page where it is answered. */
import { askedAsWords, cardText } from './card-text';
import type { CardView, Recipient, Words } from './channel';
import { shorten } from './plain-words';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The subject is the same for all mails of a task, so that mail programs keep them together. */
export function cardSubject({ card }: CardView): string {
  return shorten(`${card.accountName}: ${card.question.replace(/\s+/g, ' ')}`, 120);
}

/** `taskUrl`: where this person answers the task; shown while it is open. */
export function cardMail(to: Recipient, view: CardView, taskUrl: string): MailText {
  const { card, state, askedAs } = view;
  const open = state.kind === 'open' ? [`Answer here: ${taskUrl}`, askedAsWords(askedAs)] : [];
  return mailOf(cardSubject(view), [`Hello ${to.name},`, cardText(card, state, to.timeZone), ...open], taskUrl);
}

export function wordsMail(to: Recipient, { title, text, evidence = [] }: Words): MailText {
  const facts = evidence.map(({ label, value }) => `${label}: ${value || '–'}`).join('\n');
  return mailOf(shorten(title, 120), [`Hello ${to.name},`, text, facts].filter(Boolean));
}

function mailOf(subject: string, parts: readonly string[], link?: string): MailText {
  const text = parts.join('\n\n');
  const paragraphs = text.split('\n\n').map((part) => `<p>${escapedHtml(part).replaceAll('\n', '<br>\n')}</p>`);
  const html = paragraphs.join('\n');
  const shownLink = link === undefined ? undefined : escapedHtml(link);
  return {
    subject,
    text: `${text}\n`,
    html: shownLink ? html.replace(`Answer here: ${shownLink}`, `<a href="${shownLink}">Answer here</a>`) : html,
  };
}

function escapedHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
