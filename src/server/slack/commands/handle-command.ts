import { escaped } from '../../../../activities/notify/slack-text';
import { closestFirst } from '../../plays/closest';
import { answer, readAccountPage, readTasksPage, type Surface } from '../desk';
import { knownPerson } from '../known-person';
import type { SlashCommand } from '../payloads';
import type { SlackContext } from '../slack-context';
import { findAccount } from './find';
import { help } from './help';
import { politely } from './politely';
import { openStartByWords } from './start';
import { openSteerByWords } from './steer';
import { FIRST_WORDS, readWords } from './words';

/** Answers a command, after it was acknowledged; only who typed it sees the answer. */
export async function handleCommand(context: SlackContext, command: SlashCommand): Promise<void> {
  const { userId, triggerId, responseUrl } = command;
  const surface: Surface = { on: 'message', responseUrl, replaces: false };
  await politely(context, userId, surface, async () => {
    const words = readWords(command.text);
    if (words.kind === 'help') return answer(context, userId, surface, help());
    if (words.kind === 'unknown') return answer(context, userId, surface, help(notUnderstood(words.word)));
    const person = await knownPerson(context, userId);
    const asker = { person, userId, triggerId, surface };
    switch (words.kind) {
      case 'tasks':
        return answer(context, userId, surface, {
          text: 'Your tasks',
          blocks: await readTasksPage(context, person),
        });
      case 'account': {
        if (!words.name) return answer(context, userId, surface, { text: 'Say which one: `/plays account NAME`.' });
        const account = await findAccount(context.store, words.name);
        const blocks = await readAccountPage(context, person, account);
        return answer(context, userId, surface, { text: escaped(account.name, 200), blocks });
      }
      case 'start':
        return openStartByWords(context, asker, words.what);
      case 'steer':
        return openSteerByWords(context, asker, words.how, words.what);
    }
  });
}

function notUnderstood(word: string): string {
  const [closest] = closestFirst(word, FIRST_WORDS);
  return `I do not know “${escaped(word, 50)}”. Did you mean \`/plays ${closest}\`?`;
}
