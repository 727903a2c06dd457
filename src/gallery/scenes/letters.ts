import type { Person } from '../../domain/account';
import type { Letter } from '../../domain/letters';
import type { Studio } from '../studio';

/** A mail to the customer, as a play drafts it. */
export async function letter(
  { texts }: Pick<Studio, 'texts'>,
  play: string,
  text: string,
  { name, email }: Pick<Person, 'name' | 'email'>,
  data: Readonly<Record<string, unknown>>,
): Promise<Letter> {
  const { subject, text: body } = await texts.renderMail(play, text, { ...data, senderName: name });
  return { subject, body, sender: { name, email } };
}
