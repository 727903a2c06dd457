import { ROLE_TITLES, type Role } from '../../src/domain/roles';
import type { CardState, TaskCard } from '../../src/domain/tasks';
import type { Instant } from '../../src/domain/waits';
import { sentence, spokenTime } from './plain-words';

/** `Expansion for Acme`. */
export function cardTitle(card: Pick<TaskCard, 'playTitle' | 'accountName'>): string {
  return `${card.playTitle} for ${card.accountName}`;
}

/**
 * A task in plain words, for notifications, screen readers and mail: what is asked first, then all that helps to answer.
 *
 * @example
 * cardText(card, { kind: 'open', due: '2026-03-03T15:00:00.000Z' }, 'Europe/Berlin');
 */
export function cardText(card: TaskCard, state: CardState, timeZone = 'UTC'): string {
  const time = (at: Instant) => spokenTime(at, timeZone);
  const first = `${cardTitle(card)}: ${card.question}`;
  if (state.kind !== 'open') return [first, outcomeWords(state, time)].join('\n\n');
  return [
    first,
    dueWords(state.due, time),
    state.note && sentence(state.note),
    card.why && `Why now: ${card.why}`,
    card.evidence.map(({ label, value }) => `${label}: ${value || '–'}`).join('\n'),
    card.preview && `${card.preview.title}, version ${card.preview.version}:\n${quoted(card.preview.text)}`,
    ['Your choices:', ...card.choices.map(({ label, effect }) => `- ${label}${effect && `: ${effect}`}`)].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** How a task came out, in one paragraph. */
export function outcomeWords(state: Exclude<CardState, { kind: 'open' }>, time: (at: Instant) => string): string {
  if (state.kind === 'closed') return `Closed on ${time(state.at)}: ${sentence(state.why)}`;
  const reason = state.reason ? ` Reason: ${sentence(state.reason)}` : '';
  return `${state.by} chose “${state.label}” on ${time(state.at)}.${reason}`;
}

export function dueWords(due: Instant, time: (at: Instant) => string): string {
  return `Please answer by ${time(due)}.`;
}

/** `You are asked as customer success manager.` */
export function askedAsWords(role: Role): string {
  return `You are asked as ${ROLE_TITLES[role]}.`;
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
