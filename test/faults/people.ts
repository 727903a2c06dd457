import type { Inbox, InboxMessage } from '../../temporal-dev/inbox';
import { hasButtons } from '../../src/cli/demo/cards';

/** What each kind of card is answered with. */
const ANSWERS: readonly { readonly when: RegExp; readonly choice: string }[] = [
  { when: /ready for a conversation/, choice: 'confirm' },
  { when: /open the conversation/, choice: 'book' },
  { when: /How did the call/, choice: 'opened' },
  { when: /Please review/, choice: 'approve' },
  { when: /cannot be done/, choice: 'retry' },
];

/** As long as a person looks at a card that does not change before pressing again. */
const PRESS_AGAIN_MS = 4_000;

/**
 * People who answer every card put before them, and press again when nothing happens, because the server was just gone.
 * Returns the function that sends them home.
 */
export function answerEverything(inbox: Inbox, emails: readonly string[]): () => Promise<void> {
  const pressed = new Map<string, number>();
  const open = new Set<Promise<unknown>>();
  let done = false;

  async function press(as: string, message: InboxMessage, choice: string): Promise<void> {
    try {
      await inbox.click({ as, message, actionId: `decide:${choice}` });
      const modal = inbox.openModal(as);
      if (modal) await inbox.submitModal({ as, values: {} });
    } catch {
      // The card changed under the finger, or nobody answered: the next look presses again if it is still there.
    }
  }

  function look(): void {
    if (done) return;
    for (const as of emails) {
      for (const message of inbox.messages({ to: as })) {
        if (!hasButtons(message) || Date.now() - (pressed.get(message.ts) ?? 0) < PRESS_AGAIN_MS) continue;
        const text = JSON.stringify(message.blocks);
        const answer = ANSWERS.find(({ when }) => when.test(text));
        if (!answer) continue;
        pressed.set(message.ts, Date.now());
        const pressing = press(as, message, answer.choice).finally(() => open.delete(pressing));
        open.add(pressing);
      }
    }
  }

  const stopListening = inbox.onChange(look);
  const again = setInterval(look, PRESS_AGAIN_MS / 4);
  look();
  return async () => {
    done = true;
    clearInterval(again);
    stopListening();
    await Promise.all(open);
  };
}
