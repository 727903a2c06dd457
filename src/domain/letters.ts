import { listed } from './wording';

/** A mail to people of the customer, as it is reviewed: greeting and signature are added when it goes to somebody. */
export interface Letter {
  readonly subject: string;
  /** Plain text; paragraphs are apart by an empty line. */
  readonly body: string;
  /** In whose name it goes out; answers reach them. */
  readonly sender: { readonly email: string; readonly name: string };
}

/**
 * As people greet each other in mails: by the first of two names, otherwise by the whole name, as it cannot be told which
 * part is the first.
 *
 * @example
 * greeting('Ben Ortiz'); // Hello Ben,
 * greeting('Dr. Ana María Ruiz'); // Hello Dr. Ana María Ruiz,
 * greeting('Ben Ortiz', 'Olivia Grant'); // Hello Ben and Olivia,
 */
export const greeting = (...names: readonly string[]): string => `Hello ${listed(names.map(called))},`;

function called(name: string): string {
  const [first, ...others] = name.trim().split(/\s+/);
  const isPlain = others.length === 1 && /^\p{Lu}[\p{Ll}’'-]+(?:-\p{Lu}\p{Ll}+)?$/u.test(first ?? '');
  return isPlain ? first! : name.trim();
}

/** The words as somebody reads them. */
export const letterTo = (name: string, { body, sender }: Letter): string =>
  `${greeting(name)}\n\n${body.trim()}\n\nKind regards,\n${sender.name}\n`;
