/** @module A mail to the customer under review: how a reviewer sees it and rewrites it. */
import type { Letter } from './letters';
import type { Field, TaskCard } from './tasks';

const SUBJECT = 'mail-subject';
const WORDS = 'mail-words';

/** The inputs by which a mail is rewritten that is reviewed by itself. */
export const letterFields = (letter: Letter): Field[] =>
  fieldsOf(letter, { subject: 'Subject', words: 'Words, without greeting and signature', required: true });

/** The same of the mail with which a document goes out; what is left empty stays as it was. */
export const coverFields = (cover: Letter): Field[] =>
  fieldsOf(cover, {
    subject: 'Subject of the mail it comes with',
    words: 'Words of that mail, without greeting and signature',
    required: false,
  });

const fieldsOf = (
  { subject, body }: Letter,
  { subject: label, words, required }: { subject: string; words: string; required: boolean },
): Field[] => [
  { id: SUBJECT, label, kind: 'text', initial: subject, required },
  { id: WORDS, label: words, kind: 'long-text', initial: body.trim(), required },
];

/** The mail with which a document goes out, as its reviewers see it; whom it greets is known when it is sent. */
export const coverMail = ({
  subject,
  body,
  sender,
}: Letter): NonNullable<NonNullable<TaskCard['preview']>['mail']> => ({
  ...{ from: sender.name, subject, text: `${body.trim()}\n\nKind regards,\n${sender.name}` },
});

/** The mail with what was filled in. */
export const rewritten = (letter: Letter, fields: Readonly<Record<string, string>>): Letter => ({
  ...letter,
  subject: fields[SUBJECT]?.trim() || letter.subject,
  body: fields[WORDS]?.trim() || letter.body,
});
