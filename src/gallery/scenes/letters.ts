import type { Person } from '../../domain/account';
import { letterFields } from '../../domain/letter-review';
import { letterTo, type Letter } from '../../domain/letters';
import { reviewQuestion } from '../../domain/review-question';
import type { Studio } from '../studio';
import { question, type Setting } from './questions';

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

/**
 * A mail to the customer, as its reviewer sees it.
 *
 * @param onReject as the play says it in `approveLetter`
 */
export async function letterReview(
  studio: Studio,
  group: string,
  title: string,
  setting: Setting,
  { mail, onReject }: { readonly mail: Letter; readonly onReject: string },
): Promise<void> {
  const { leader } = studio;
  const asked = reviewQuestion({
    ...{ title: mail.subject, to: leader.name, reviewers: 1, number: 1, evidence: [], onReject },
    preview: { title: mail.subject, text: letterTo(leader.name, mail), version: 1 },
    fields: letterFields(mail),
  });
  await question(studio, group, title, setting, asked);
}
