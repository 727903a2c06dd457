import type { Inbox, InboxMessage } from '../../../temporal-dev/inbox';

/** How a person answers a card. */
export interface CardAnswer {
  /** E-mail address of the person. */
  readonly as: string;
  readonly card: InboxMessage;
  readonly choice: string;
  readonly reason?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Whether somebody can still press something on the message. */
export const hasButtons = ({ blocks }: InboxMessage): boolean => blocks.some(({ type }) => type === 'actions');

/** Presses a button as a person, fills the dialog when there is a reason or a field, and resolves when the card shows the outcome. */
export async function answerCard(inbox: Inbox, { as, card, choice, reason, fields }: CardAnswer): Promise<void> {
  await inbox.click({ as, message: card, actionId: `decide:${choice}` });
  if (reason !== undefined || fields) {
    await inbox.until(() => inbox.openModal(as));
    const values: Record<string, Record<string, string>> = {};
    if (reason !== undefined) values['reason'] = { value: reason };
    for (const [id, value] of Object.entries(fields ?? {})) values[`field:${id}`] = { value };
    await inbox.submitModal({ as, values });
  }
  await inbox.until(() =>
    inbox.messages({ to: as, since: card.at }).some((now) => now.ts === card.ts && !hasButtons(now)),
  );
}
