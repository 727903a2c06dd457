import { hasButtons } from '../../../src/cli/demo/cards';
import { instant, type Rule } from './broken';

/** What is left behind, and what people read. */
export const CLOSING_RULES: readonly Rule[] = [
  {
    rule: 'every task is closed',
    looked: ({ tasks }) => tasks.length,
    broken: ({ tasks }) =>
      tasks
        .filter(({ state }) => state.kind === 'open')
        .map(({ accountId, runId, openedAt, card }) => ({
          ...{ account: accountId, run: runId, at: Date.parse(openedAt), what: `“${card.question}” is still open` },
        })),
  },
  {
    rule: 'no card has buttons any more',
    looked: ({ messages }) => messages.length,
    broken: ({ messages }) =>
      messages
        .filter(hasButtons)
        .map(({ to, at, text }) => ({ contact: to, at: at.getTime(), what: text.slice(0, 120) })),
  },
  {
    rule: 'no text has a gap, a placeholder or a wrong plural',
    looked: ({ messages, mails }) => messages.length + mails.length,
    broken: ({ words }) => words.map(({ at, where, fault }) => ({ at, contact: where, what: fault })),
  },
  {
    rule: 'every click is answered',
    looked: ({ log }) => log.counts.get('cards answered') ?? 0,
    broken: ({ log }) => log.idle.map((what) => ({ what })),
  },
  {
    rule: 'nothing of ours fails',
    looked: ({ at }) => (Number.isFinite(at) ? 1 : 0),
    broken: ({ errors, at }) => errors.map((line) => ({ what: `${line.slice(0, 600)} (until ${instant(at)})` })),
  },
];
