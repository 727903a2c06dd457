import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import { ROLE_TITLES } from '../../src/domain/roles';
import type { CardState, Choice, TaskCard, TaskNote } from '../../src/domain/tasks';
import {
  anybodyWords,
  askedAsWords,
  consultedWords,
  dueWords,
  known,
  noteWords,
  onHoldWords,
  outcomeWords,
  passedOnWords,
} from './card-text';
import type { CardView } from './channel';
import { needsModal, submitLabel } from './choice-modal';
import { moreMenu, replyBlock } from './more-menu';
import { sentence } from './plain-words';
import { previewBlocks } from './preview-blocks';
import { Shortening } from './shortening';
import { asTyped, escaped, mention, mrkdwn, plain, slackDate } from './slack-text';
import { showAllBlock } from './whole-card';

const ACTION = 'decide:';

/**
 * How much of each part is shown. Slack documents limits per object (header 150, section 3000, field 2000, button 75);
 * beyond those it refuses messages whose texts together exceed about 11,000 characters with `msg_blocks_too_long`
 * (github.com/slackapi/bolt-js/issues/2509 and 2867). The text under review gets what the other parts leave of 10,000.
 */
const TOTAL = 10_000;
const ROOMY = {
  question: 2000,
  why: 1000,
  evidence: 10,
  label: 100,
  value: 200,
  effect: 300,
  note: 300,
  notes: 5,
  confirm: 300,
};
/** Where the parts would leave too little to the text under review. */
const TIGHT: typeof ROOMY = {
  ...ROOMY,
  question: 1000,
  why: 500,
  value: 150,
  effect: 200,
  note: 200,
  notes: 3,
  confirm: 150,
};
/** What the parts beside the text under review may take before they are tightened. */
const PARTS = 7_500;
/** Evidence that is no longer in all is shown whole, whatever the length of one value. */
const EVIDENCE = 3000;
const FIELD = 1800;
const SECTION = 2900;
/** What somebody is asked who does not decide: they see no choices. */
const CONSULTED = 2000;

type OpenState = Extract<CardState, { kind: 'open' }>;

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
  const head = header(card);
  if (state.kind !== 'open') {
    const question: KnownBlock = { type: 'section', text: asTyped(card.question, ROOMY.question) };
    return [head, question, { type: 'section', text: mrkdwn(outcomeWords(escapedOutcome(state), slackDate)) }];
  }
  const roomy = partsOf(card, state, reader, ROOMY);
  const isLong = textLength([roomy.question, ...roomy.body, ...roomy.foot]) > PARTS;
  const { cut, question, body, foot } = isLong ? partsOf(card, state, reader, TIGHT) : roomy;
  const top = [head, question, ...body];
  const preview = previewBlocks(card, TOTAL - textLength([...top, ...foot]) - RESERVE, cut);
  return [...top, ...preview, ...(cut.isWhole ? [] : [showAllBlock(card.taskId)]), ...foot];
}

/** For the button that shows all of it. */
const RESERVE = 50;

/** What stands above and below the text under review. */
function partsOf(card: TaskCard, state: OpenState, reader: Reader, shown: typeof ROOMY) {
  const cut = new Shortening();
  const question: KnownBlock = { type: 'section', text: cut.asTyped(card.question, shown.question) };
  const body: KnownBlock[] = [
    ...(reader.inRoom && !reader.passedOn ? [section(forWhom(card, reader.inRoom, reader))] : []),
    ...(card.why ? [section(`*Why now:* ${cut.escaped(card.why, shown.why)}`)] : []),
    ...evidenceBlocks(card, cut, shown),
  ];
  const foot: KnownBlock[] = [
    ...notesBlocks(state.notes ?? [], cut, shown),
    ...answerBlocks(card, state, reader, { cut, shown }),
    ...(state.note ? [context(sentence(escaped(state.note, shown.note)))] : []),
  ];
  return { cut, question, body, foot };
}

/** Which choice of which task a button of a card stands for; undefined when the button belongs to something else. */
export function readCardAction(action: {
  readonly action_id: string;
  readonly value?: string;
}): { readonly taskId: string; readonly choice: string } | undefined {
  if (!action.action_id.startsWith(ACTION) || !action.value) return undefined;
  return { taskId: action.value, choice: action.action_id.slice(ACTION.length) };
}

/**
 * Evidence as fields, in two columns; what has no value is left out. Slack allows ten; the last one tells how much more
 * there is.
 */
export function evidenceBlocks(
  { evidence }: Pick<TaskCard, 'evidence'>,
  cut = new Shortening(),
  { evidence: most, label: labelMax, value: valueMax } = ROOMY,
): KnownBlock[] {
  const all = known(evidence);
  if (!all.length) return [];
  const shown = all.length > most ? all.slice(0, most - 1) : all;
  const more = all.length - shown.length;
  if (more > 0) cut.leftOut();
  const isShort = escaped(shown.map(({ label, value }) => label + value).join('')).length <= EVIDENCE;
  const fields = shown.map(({ label, value }) =>
    mrkdwn(`*${cut.escaped(label, labelMax)}*\n${cut.escaped(value, isShort ? FIELD : valueMax)}`),
  );
  return [{ type: 'section', fields: more ? [...fields, mrkdwn(`… and ${more} more`)] : fields }];
}

/** How to answer, while that is asked of whoever reads it. */
function answerBlocks(
  card: TaskCard,
  { due, onHold }: OpenState,
  { askedAs = card.role, passedOn, wentTo, consulted, inRoom }: Reader,
  { cut, shown }: { readonly cut: Shortening; readonly shown: typeof ROOMY },
): KnownBlock[] {
  if (passedOn) {
    const to = wentTo && { ...wentTo, name: escaped(wentTo.name, shown.note) };
    return [context(passedOnWords({ wentTo: to }, inRoom?.user && mention(inRoom.user)))];
  }
  if (consulted)
    return [{ type: 'section', text: asTyped(consultedWords(consulted), CONSULTED) }, replyBlock(card.taskId)];
  if (onHold) return [section(`*${escaped(onHoldWords(onHold), shown.why)}*`)];
  return [
    section(card.choices.map((choice) => choiceLine(choice, cut, shown.effect)).join('\n')),
    {
      type: 'actions',
      block_id: 'task',
      elements: [...card.choices.map((choice) => button(card.taskId, choice, shown.confirm)), moreMenu(card)],
    },
    context([dueWords(due, slackDate), ...(inRoom ? [] : [askedAsWords(askedAs)])].join(' ')),
  ];
}

const header = (card: TaskCard): KnownBlock => ({
  type: 'header',
  text: plain(`${card.playTitle} · ${card.accountName}`, 150),
});

/** Whose the task is, where others read it, too. */
function forWhom(card: TaskCard, { user }: NonNullable<Reader['inRoom']>, { askedAs = card.role }: Reader): string {
  if (user === undefined) return `*${escaped(anybodyWords(card), 300)}*`;
  return `${mention(user)} is asked as ${ROLE_TITLES[askedAs]}.`;
}

function notesBlocks(notes: readonly TaskNote[], cut: Shortening, shown: typeof ROOMY): KnownBlock[] {
  if (notes.length === 0) return [];
  if (notes.length > shown.notes) cut.leftOut();
  const lines = notes.slice(-shown.notes).map((each) => `💬 ${cut.shorten(noteWords(each), shown.note)}`);
  return [{ type: 'section', text: asTyped(lines.join('\n'), SECTION) }];
}

function choiceLine({ label, effect }: Choice, cut: Shortening, max: number): string {
  return `• *${cut.escaped(label, 100)}*${effect && `: ${cut.escaped(effect, max)}`}`;
}

function button(taskId: string, choice: Choice, confirmMax: number): Button {
  return {
    type: 'button',
    text: plain(choice.label, 75),
    action_id: `${ACTION}${choice.id}`,
    value: taskId,
    ...(choice.style ? { style: choice.style } : {}),
    // Where a dialog opens, it says so there.
    ...(choice.confirm && !needsModal(choice) ? { confirm: confirmation(choice, choice.confirm, confirmMax) } : {}),
  };
}

/** Slack asks it when the button is pressed. Source: docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object. */
function confirmation(choice: Choice, text: string, max: number): ConfirmationDialog {
  return {
    title: plain(`${choice.label}?`, 75),
    text: plain(text, max),
    confirm: plain(submitLabel(choice), 30),
    deny: plain('Cancel', 30),
    ...(choice.style ? { style: choice.style } : {}),
  };
}

function escapedOutcome(state: Exclude<CardState, { kind: 'open' }>): typeof state {
  if (state.kind === 'closed') return { ...state, why: escaped(state.why, 2000) };
  const { by, label, reason, reasonLabel } = state;
  const shown = { by: escaped(by, 200), label: escaped(label, 200), reason: reason && escaped(reason, 2000) };
  return { ...state, ...shown, ...(reasonLabel && { reasonLabel: escaped(reasonLabel, 150) }) };
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
