import { ApiProblem } from '../problems';
import type { SlackContext } from './slack-context';

/**
 * E-mail address of a Slack user, by which people are known here. Slack gives it to apps with the scope `users:read.email`.
 *
 * @throws ApiProblem PERSON_UNKNOWN when Slack tells none
 */
export async function emailOf({ client }: SlackContext, userId: string): Promise<string> {
  const { user } = await client.users.info({ user: userId });
  const email = user?.profile?.email;
  if (email) return email;
  throw new ApiProblem('PERSON_UNKNOWN', 'Slack does not tell your e-mail address, by which you are known here.');
}
