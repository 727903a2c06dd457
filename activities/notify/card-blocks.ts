import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import { ROLE_TITLES } from '../../src/domain/roles';
import type { CardState, Choice, TaskCard, TaskNote } from '../../src/domain/tasks';
import {
  anybodyWords,
  askedAsWords,
  consultedWords,
  dueWords,
  noteWords,
  onHoldWords,
  outcomeWords,
  passedOnWords,
} from './card-text';
import type { CardView } from './channel';
import { needsModal } from './choice-modal';
import { moreMenu, replyBlock } from './more-menu';
import { sentence, shorten } from './plain-words';
import { asTyped, escaped, mention, mrkdwn, plain, quotation, slackDate } from './slack-text';

const ACTION = 'decide:';

/**
 * How much of each part is shown. Slack documents limits per object (header 150, section 3000, field 2000, button 75);
 * beyond those it refuses messages whose texts together exceed about 11,000 characters with `msg_blocks_too_long`
 * (github.com/slackapi/bolt-js/issues/2509 and 2867). The parts without the preview stay below 9,300 characters;
 * the preview gets what is left of 10,000.
 */
const SHOWN = {
  total: 10_000,
  question: 2000,
  why: 1000,
  evidence: 10,
  label: 100,
  value: 200,
  effect: 300,
  note: 300,
  notes: 5,
};
const SECTION = 2900;

/** Who reads a card: whoever was asked first when nothing is said. */
type Reader = Partial<Pick<CardView, 'askedAs' | 'passedOn' | 'wentTo' | 'consulted' | 'inRoom'>>;

/**
 * A task as Slack shows it: with buttons while it is open, with the outcome afterwards. Long texts are shortened.
 * The button's `action_id` is `decide:<choice>`, its `value` the task's id; see `readCardAction`.
 *
 * @example
 * cardBlocks(card, { kind: 'open', due: '2026-03-03T15:00:00.000Z', note: 'Escalated to Ben Ode' });
 */
export function cardBlocks(card: TaskCard, state: CardState, reader: Reader = {}): KnownBlock[] {
  const head: KnownBlock[] = [
    { type: 'header', text: plain(`${card.playTitle} · ${card.accountName}`, 150) },
    { type: 'section', text: asTyped(card.question, SHOWN.question) },
  ];
  if (state.kind !== 'open')
    return [...head, { type: 'section', text: mrkdwn(outcomeWords(escapedOutcome(state), slackDate)) }];

  const body: KnownBlock[] = [
    ...(reader.inRoom && !reader.passedOn ? [section(forWhom(card, reader.inRoom, reader))] : []),
    ...(card.why ? [section(`*Why now:* ${escaped(card.why, SHOWN.why)}`)] : []),
    ...evidenceBlocks(card),
  ];
  const foot: KnownBlock[] = [
    ...notesBlocks(state.notes ?? []),
    ...answerBlocks(card, state, reader),
    ...(state.note ? [context(sentence(escaped(state.note, SHOWN.note)))] : []),
  ];
  const used = textLength([...head, ...body, ...foot]);
  return [...head, ...body, ...previewBlocks(card, SHOWN.total - used), ...foot];
}

/** Which choice of which task a button of a card stands for; undefined when the button belongs to something else. */
export function readCardAction(action: {
  readonly action_id: string;
  readonly value?: string;
}): { readonly taskId: string; readonly choice: string } | undefined {
  if (!action.action_id.startsWith(ACTION) || !action.value) return undefined;
  return { taskId: action.value, choice: action.action_id.slice(ACTION.length) };
}

/** Evidence as fields, in two columns. Slack allows ten; the last one tells how much more there is. */
export function evidenceBlocks({ evidence }: Pick<TaskCard, 'evidence'>): KnownBlock[] {
  if (!evidence.length) return [];
  const shown = evidence.length > SHOWN.evidence ? evidence.slice(0, SHOWN.evidence - 1) : evidence;
  const more = evidence.length - shown.length;
  const fields = shown.map(({ label, value }) =>
    mrkdwn(`*${escaped(label, SHOWN.label)}*\n${escaped(value, SHOWN.value) || '–'}`),
  );
  return [{ type: 'section', fields: more ? [...fields, mrkdwn(`… and ${more} more`)] : fields }];
}

function previewBlocks({ preview }: TaskCard, room: number): KnownBlock[] {
  if (!preview) return [];
  const title = `*${escaped(preview.title, 150)}*, version ${preview.version}`;
  return [section(`${title}\n${quotation(preview.text, Math.min(SECTION, room) - title.length - 1)}`)];
}

/** How to answer, while that is asked of whoever reads it. */
function answerBlocks(
  card: TaskCard,
  { due, onHold }: Extract<CardState, { kind: 'open' }>,
  { askedAs = card.role, passedOn, wentTo, consulted, inRoom }: Reader,
): KnownBlock[] {
  if (passedOn) {
    const to = wentTo && { ...wentTo, name: escaped(wentTo.name, SHOWN.note) };
    return [context(passedOnWords({ wentTo: to }, inRoom?.user && mention(inRoom.user)))];
  }
  if (consulted)
    return [{ type: 'section', text: asTyped(consultedWords(consulted), SHOWN.why) }, replyBlock(card.taskId)];
  if (onHold) return [section(`*${escaped(onHoldWords(onHold), SHOWN.why)}*`)];
  return [
    section(card.choices.map(choiceLine).join('\n')),
    {
      type: 'actions',
      block_id: 'task',
      elements: [...card.choices.map((choice) => button(card.taskId, choice)), moreMenu(card)],
    },
    context([dueWords(due, slackDate), ...(inRoom ? [] : [askedAsWords(askedAs)])].join(' ')),
  ];
}

/** Whose the task is, where others read it, too. */
function forWhom(card: TaskCard, { user }: NonNullable<Reader['inRoom']>, { askedAs = card.role }: Reader): string {
  if (user === undefined) return `*${escaped(anybodyWords(card), SHOWN.note)}*`;
  return `${mention(user)} is asked as ${ROLE_TITLES[askedAs]}.`;
}

function notesBlocks(notes: readonly TaskNote[]): KnownBlock[] {
  if (notes.length === 0) return [];
  const lines = notes.slice(-SHOWN.notes).map((each) => `💬 ${shorten(noteWords(each), SHOWN.note)}`);
  return [{ type: 'section', text: asTyped(lines.join('\n'), SECTION) }];
}

function choiceLine({ label, effect }: Choice): string {
  return `• *${escaped(label, 100)}*${effect && `: ${escaped(effect, SHOWN.effect)}`}`;
}

function button(taskId: string, choice: Choice): Button {
  return {
    type: 'button',
    text: plain(choice.label, 75),
    action_id: `${ACTION}${choice.id}`,
    value: taskId,
    ...(choice.style ? { style: choice.style } : {}),
    ...(choice.confirm !== undefined && !needsModal(choice) ? { confirm: confirmation(choice, choice.confirm) } : {}),
  };
}

/** Slack asks this before it tells of the click; it limits title, text and buttons to 100, 300 and 30 characters. */
const confirmation = ({ label }: Choice, text: string): ConfirmationDialog => ({
  title: plain(label, 100),
  text: plain(text, 300),
  confirm: plain(label, 30),
  deny: plain('Cancel', 30),
});

function escapedOutcome(state: Exclude<CardState, { kind: 'open' }>): typeof state {
  if (state.kind === 'closed') return { ...state, why: escaped(state.why, 2000) };
  const { by, label, reason } = state;
  return { ...state, by: escaped(by, 200), label: escaped(label, 200), reason: reason && escaped(reason, 2000) };
}

function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) };
}

function context(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

/** The characters of all texts within. */
function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]: [string, unknown]) =>
      sum + (key === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  );
}
