import { ROLE_TITLES, type Role } from '../../src/domain/roles';
import type { CardState, Evidence, TaskCard, TaskNote } from '../../src/domain/tasks';
import type { Instant } from '../../src/domain/waits';
import type { CardView } from './channel';
import { sentence, spokenTime } from './plain-words';

/** `Expansion for Acme`. */
export function cardTitle(card: Pick<TaskCard, 'playTitle' | 'accountName'>): string {
  return `${card.playTitle} for ${card.accountName}`;
}

/**
 * A task in plain words, for notifications, screen readers and mail: what is asked first, then all that helps to answer.
 *
 * @param asks whether it is the reader's to answer
 * @example
 * cardText(card, { kind: 'open', due: '2026-03-03T15:00:00.000Z' }, 'Europe/Berlin');
 */
export function cardText(card: TaskCard, state: CardState, timeZone = 'UTC', asks = true): string {
  const time = (at: Instant) => spokenTime(at, timeZone);
  const first = `${card.playTitle}: ${withAccount(card)}`;
  if (state.kind !== 'open') return [first, outcomeWords(state, time)].join('\n\n');
  return [
    first,
    asks && !state.onHold && dueWords(state.due, time),
    state.onHold && onHoldWords(state.onHold),
    state.note && sentence(state.note),
    (state.notes ?? []).map(noteWords).join('\n'),
    card.why && `Why now: ${card.why}`,
    known(card.evidence)
      .map(({ label, value }) => `${label}: ${value}`)
      .join('\n'),
    ...previewText(card.preview),
    asks &&
      !state.onHold &&
      ['Your choices:', ...card.choices.map(({ label, effect }) => `- ${label}${effect && `: ${effect}`}`)].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The question, with the account it is about, which is named once. */
const withAccount = ({ accountName, question }: TaskCard): string =>
  question.includes(accountName) ? question : `${accountName}: ${question}`;

/** How a task came out, in one paragraph. */
export function outcomeWords(state: Exclude<CardState, { kind: 'open' }>, time: (at: Instant) => string): string {
  if (state.kind === 'closed') return `Closed on ${time(state.at)}: ${sentence(state.why)}`;
  const reason = state.reason ? ` ${state.reasonLabel ?? 'Reason'}: ${sentence(state.reason)}` : '';
  return `${state.by} chose “${state.label}” on ${time(state.at)}.${reason}`;
}

/** Why nothing can be answered at present. */
export const onHoldWords = (why: string): string => `On hold: ${sentence(why)} Nothing is asked of you meanwhile.`;

export const noteWords = ({ by, text }: TaskNote): string => `${by} noted: ${sentence(text)}`;

/** What a colleague was asked, who does not decide. */
export const consultedWords = ({ by, text }: { by: string; text: string }): string =>
  `${by} asks you: ${text}\n\nYour reply becomes a note for whoever answers this; the decision stays theirs.`;

/**
 * What somebody who no longer has the task reads instead of the choices.
 *
 * @param whom their name, where others read it, too
 */
export function passedOnWords({ wentTo }: Pick<CardView, 'wentTo'>, whom?: string): string {
  const to = wentTo ? ` to ${wentTo.name}` : '';
  const what = wentTo?.moved
    ? `This is no longer ${whom === undefined ? 'yours' : `for ${whom}`}: it went${to}`
    : `${whom === undefined ? 'You have' : `${whom} has`} passed this on${to}`;
  return `${sentence(what)} Here you see what becomes of it.`;
}

/** To whoever reads it in a channel, when those it was for were silent. */
export const anybodyWords = ({ accountName }: Pick<TaskCard, 'accountName'>): string =>
  `Nobody has answered yet: anybody of the team of ${accountName} can.`;

export function dueWords(due: Instant, time: (at: Instant) => string): string {
  return `Please answer by ${time(due)}.`;
}

/** `You are asked as customer success manager.` */
export function askedAsWords(role: Role): string {
  return `You are asked as ${ROLE_TITLES[role]}.`;
}

/** What there is to say; a label without a value says nothing. */
export const known = (evidence: readonly Evidence[]): Evidence[] => evidence.filter(({ value }) => value.trim());

function previewText(preview: TaskCard['preview']): string[] {
  if (!preview) return [];
  const { title, version, text, mail } = preview;
  return [
    `${title}, version ${version}:\n${quoted(text)}`,
    ...(mail ? [`${mailWords(mail)}:\n${quoted(mail.text)}`] : []),
  ];
}

/** `It comes with a mail from Priya Nair, “Our proposal for Acme”`, to stand above the words of that mail. */
export const mailWords = ({ from, subject }: Omit<NonNullable<Preview['mail']>, 'text'>): string =>
  `It comes with a mail from ${from}, “${subject}”`;

type Preview = NonNullable<TaskCard['preview']>;

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
