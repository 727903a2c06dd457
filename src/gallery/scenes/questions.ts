import { cardBlocks, cardText, needsModal } from '../../../activities/notify';
import { escaped } from '../../../activities/notify/slack-text';
import type { PlayContract } from '../../domain/play-contract';
import type { Role } from '../../domain/roles';
import {
  taskCardSchema,
  type CardState,
  type Choice,
  type Evidence,
  type Field,
  type TaskCard,
} from '../../domain/tasks';
import { businessDays, businessHours } from '../../domain/waits';
import type { InboxMessage } from '../../../temporal-dev/inbox';
import { AT } from '../cast';
import type { Studio } from '../studio';

/** What a play asks, as its `questions.ts` gives it. */
export interface Asked {
  readonly question: string;
  readonly why?: string;
  readonly evidence?: readonly Evidence[];
  readonly preview?: TaskCard['preview'];
  readonly choices: Readonly<
    Record<
      string,
      Partial<Pick<Choice, 'style' | 'reason' | 'reasonLabel' | 'submit' | 'confirm'>> & {
        readonly label: string;
        readonly effect: string;
        readonly fields?: readonly Field[];
      }
    >
  >;
}

/** Where in which play it is asked, and whom. */
export interface Setting {
  readonly contract: Pick<PlayContract, 'name' | 'title'>;
  readonly phase: string;
  readonly role: Role;
}

let minted = 0;

/** The card of a question, with an id of its own. */
export function cardOf({ account }: Studio, { contract, phase, role }: Setting, asked: Asked): TaskCard {
  minted += 1;
  const runId = `play/${contract.name}/${account.id}/sample`;
  const { question, why, evidence = [], preview } = asked;
  return {
    ...{ taskId: `${runId}/task/${minted}`, runId, play: contract.name, playTitle: contract.title },
    ...{ accountId: account.id, accountName: account.name, phase, role, question, why, preview },
    evidence: [...evidence],
    choices: Object.entries(asked.choices).map(([id, { fields = [], ...spec }]) => ({
      ...{ id, reason: 'none' as const },
      ...spec,
      fields: fields.map((field) => taskCardSchema.shape.choices.element.shape.fields.unwrap().element.parse(field)),
    })),
  };
}

/** Asks the person who holds the role, and keeps what they see. */
export async function ask(studio: Studio, group: string, title: string, card: TaskCard): Promise<InboxMessage> {
  const request = { card, at: AT, due: businessDays(1), remindBefore: businessHours(2) };
  const [message] = await studio.camera.shoot(group, title, () => studio.notify.openTask(request));
  return message!;
}

/** Everything that belongs to a question: its card, the dialogs of its choices, and the card with an answer. */
export async function question(
  studio: Studio,
  group: string,
  title: string,
  setting: Setting,
  asked: Asked,
): Promise<void> {
  const card = cardOf(studio, setting, asked);
  const message = await ask(studio, group, title, card);
  const as = message.to!;
  for (const choice of card.choices.filter(needsModal)) {
    const actionId = `decide:${choice.id}`;
    await studio.camera.dialog(group, `${title} – “${choice.label}”`, as, () =>
      studio.inbox.click({ as, message, actionId }),
    );
  }
  const last = card.choices.at(-1)!;
  const reason = last.reason === 'none' ? undefined : studio.text('Their budget is frozen until the summer');
  const answered = {
    kind: 'answered',
    by: studio.people.dana.name,
    choice: last.id,
    label: last.label,
    reason,
    at: AT,
  } as const;
  pure(studio, group, `${title} – answered`, card, answered);
}

/** Keeps a card in a state, as whoever was asked first sees it. */
export function pure({ camera }: Studio, group: string, title: string, card: TaskCard, state: CardState): void {
  const text = escaped(cardText(card, state, 'America/New_York'), 3000);
  camera.message(group, title, { text, blocks: cardBlocks(card, state) });
}

/** News without a question, to whoever holds the role. */
export async function news(
  { notify, camera, account }: Studio,
  group: string,
  title: string,
  {
    contract,
    to,
    text,
    evidence,
  }: { contract: Setting['contract']; to: Role; text: string; evidence?: readonly Evidence[] },
): Promise<void> {
  minted += 1;
  const about = { runId: `play/${contract.name}/${account.id}/sample`, play: contract.name, playTitle: contract.title };
  await camera.shoot(group, title, () =>
    notify.tell({
      ...{ key: `sample/news/${minted}`, ...about, accountId: account.id, accountName: account.name, to, at: AT },
      ...{ text, evidence },
    }),
  );
}
