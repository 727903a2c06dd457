/** A mail to people of the customer, as it is reviewed: greeting and signature are added when it goes to somebody. */
export interface Letter {
  readonly subject: string;
  /** Plain text; paragraphs are apart by an empty line. */
  readonly body: string;
  /** In whose name it goes out; answers reach them. */
  readonly sender: { readonly email: string; readonly name: string };
}

/** The step under which a play asks somebody by survey; the key of the mail is made of it. */
export const SURVEY = 'survey';

/** Whether the key of a touch is that of a survey: `play/onboarding/acme/d-1/survey/2`. */
export const isSurveyKey = (key: string): boolean => key.split('/').at(-2) === SURVEY;

/**
 * As people greet each other in mails: by the first of two names, otherwise by the whole name, as it cannot be told which
 * part is the first.
 *
 * @example
 * greeting('Ben Ortiz'); // Hello Ben,
 * greeting('Dr. Ana María Ruiz'); // Hello Dr. Ana María Ruiz,
 */
export function greeting(name: string): string {
  const [first, ...others] = name.trim().split(/\s+/);
  const isPlain = others.length === 1 && /^\p{Lu}[\p{Ll}’'-]+(?:-\p{Lu}\p{Ll}+)?$/u.test(first ?? '');
  return `Hello ${isPlain ? first : name.trim()},`;
}

/** The words as somebody reads them. */
export const letterTo = (name: string, { body, sender }: Letter): string =>
  `${greeting(name)}\n\n${body.trim()}\n\nKind regards,\n${sender.name}\n`;
