import { MOST_LETTERS, PlaymakerError, type PlaysClient } from '../client';
import { WrongUse } from './wrong-use';

/** As much of a key as tables show. */
export const shortKey = (key: string): string => key.slice(0, 12);

/**
 * The key of the dead letter that is meant: a whole key as it is, else the one whose key begins with the text.
 *
 * @throws PlaymakerError DEAD_LETTER_UNKNOWN when none matches, WrongUse when several do
 */
export async function findLetter(client: PlaysClient, text: string): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  const letters = await client.deadLetters({ limit: MOST_LETTERS, all: true });
  const [only, ...others] = letters.map(({ key }) => key).filter((key) => key.startsWith(text));
  if (only === undefined) {
    throw new PlaymakerError({
      code: 'DEAD_LETTER_UNKNOWN',
      detail: `No dead letter has a key that begins with "${text}".`,
      next: 'See them with `playmaker dead-letters list --all`.',
    });
  }
  if (others.length > 0)
    throw new WrongUse(`${others.length + 1} dead letters have a key that begins with "${text}".`, 'Write more of it.');
  return only;
}
