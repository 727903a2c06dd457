/** @module All of a card whose message had to be shortened, in a dialog. */
import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import type { CardState, TaskCard } from '../../src/domain/tasks';
import { cardTitle, known, noteWords } from './card-text';
import { partsOf } from './parts';
import { asTyped, plain } from './slack-text';

const ACTION = 'show-all';
/** Slack's most in one dialog. */
const BLOCKS = 100;
/** Characters of one block, of the 3,000 that Slack takes. */
const PART = 2900;

/** The button that shows all of it. */
export const showAllBlock = (taskId: string): ActionsBlock => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: ACTION, value: taskId, text: plain('Show it all', 75) }],
});

/** The task whose card is to be shown whole; undefined when the click was on something else. */
export const readShowAll = (action: { readonly action_id: string; readonly value?: string }): string | undefined =>
  action.action_id === ACTION ? action.value : undefined;

/** Everything a card says, for `views.open`. It asks nothing: that is done on the card. */
export function wholeCardModal(card: TaskCard, state: CardState): ModalView {
  const { preview, why } = card;
  const notes = state.kind === 'open' ? (state.notes ?? []) : [];
  const blocks = [
    ...titled(cardTitle(card), card.question),
    ...(why ? titled('Why now', why) : []),
    ...known(card.evidence).flatMap(({ label, value }) => titled(label, value)),
    ...(preview ? titled(`${preview.title}, version ${preview.version}`, preview.text) : []),
    ...(preview?.mail ? titled('The mail it comes with', mailText(preview.mail)) : []),
    ...(notes.length > 0 ? titled('Notes', notes.map(noteWords).join('\n')) : []),
    ...titled(
      'Your choices',
      card.choices.map(({ label, effect }) => (effect ? `${label}: ${effect}` : label)).join('\n'),
    ),
  ];
  const rest = 'There is more than a dialog of Slack can hold. Ask whoever runs playmaker for the rest.';
  return {
    type: 'modal',
    callback_id: ACTION,
    title: plain('All of it', 24),
    close: plain('Close', 24),
    blocks: blocks.length > BLOCKS ? [...blocks.slice(0, BLOCKS - 1), section(rest)] : blocks,
  };
}

const HEADER = 150;

/** A title that is too long for one stands above its text. */
const titled = (title: string, text: string): KnownBlock[] => [
  { type: 'header', text: plain(title, HEADER) },
  ...partsOf((title.length > HEADER ? `${title}\n\n${text}` : text).trim(), PART).map(section),
];

const mailText = ({ from, subject, text }: { from: string; subject: string; text: string }): string =>
  `From ${from}\n“${subject}”\n\n${text}`;

const section = (text: string): KnownBlock => ({ type: 'section', text: asTyped(text, PART + 100) });
