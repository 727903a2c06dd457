import { accountOf, holderOf } from '../account-team';
import { cardTitle } from './card-text';
import type { NotifyContext } from './notify-context';
import { aboutAccount, firstSentence, sentence, standInNote } from './plain-words';
import type { NewsRequest } from './port';

/** News without a question, to whoever answers for the role at that moment. */
export async function tell(context: NotifyContext, request: NewsRequest): Promise<void> {
  const { key, accountId, to, at, text, evidence } = request;
  const account = await accountOf(context.store, accountId);
  const { person, standsInFor } = await holderOf(context.store, account, to, at);
  const channel = await context.channelFor(key, person);
  const note = standsInFor ? `\n\n${sentence(standInNote(standsInFor, person))}` : '';
  const subject = aboutAccount(request.accountName, firstSentence(text));
  await channel.postWords(key, person, { title: cardTitle(request), subject, text: `${text}${note}`, evidence });
}
