/** @module A task as a mail: plain text, and the same in simple HTML. */
import type { Choice, TaskCard } from '../../src/domain/tasks';
import { plainToHtml } from '../plain-to-html';
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

/** While the task is open it says how this person answers it. */
export function cardMail(to: Recipient, view: CardView): MailText {
  const { card, state, askedAs } = view;
  const open = state.kind === 'open' ? [howToAnswer(to, card), askedAsWords(askedAs)] : [];
  return mailOf(cardSubject(view), [`Hello ${to.name},`, cardText(card, state, to.timeZone), ...open]);
}

export function wordsMail(to: Recipient, { title, text, evidence = [] }: Words): MailText {
  const facts = evidence.map(({ label, value }) => `${label}: ${value || '–'}`).join('\n');
  return mailOf(shorten(title, 120), [`Hello ${to.name},`, text, facts].filter(Boolean));
}

/** Mail goes to who is not in Slack: they answer by the command line, or somebody does it in their name. */
function howToAnswer({ email }: Recipient, card: TaskCard): string {
  const task = card.taskId.replace(`${card.runId}/`, '');
  const commands = card.choices.map((choice) => {
    const command = `npx playmaker decide ${card.runId} ${task} ${choice.id} --as ${email}`;
    return `- ${choice.label}: ${[command, ...needed(choice)].join(' ')}`;
  });
  const how = 'To answer, run one of these commands, or ask whoever runs playmaker for you to do so:';
  return [how, ...commands].join('\n');
}

function needed({ reason, fields }: Choice): string[] {
  const required = fields.filter((field) => field.required).map(({ id, label }) => `--field ${id}="${label}"`);
  return reason === 'required' ? [...required, '--reason "why"'] : required;
}

function mailOf(subject: string, parts: readonly string[]): MailText {
  const text = `${parts.join('\n\n')}\n`;
  return { subject, text, html: plainToHtml(text) };
}
