import type { Evidence, Letter } from '../evidence';
import { DAY_MS, instant, MOMENTS_MS, type Broken, type Rule } from './broken';

/** What customers and our people are asked: earned, and not twice. */

const FRESH_DAYS = 90;
const PULSE_DAYS = 30;
const SAME_DAYS = 60;
const SATISFIED = { nps: 9, csat: 4 } as const;
const PULSE = 'Pulse: asked';

const whose = ({ contact, runId, at }: Letter): Omit<Broken, 'what'> => ({
  ...{ account: contact.accountId, run: runId, contact: contact.email, at },
});
const favours = ({ letters }: Evidence) => letters.filter(({ asked }) => asked !== undefined && asked !== PULSE);
const pulses = ({ letters }: Evidence) => letters.filter(({ asked }) => asked === PULSE);

/** What stands against an ask: by the last of what they said themselves before it. */
function notEarned({ log }: Evidence, { contact, at }: Letter): string | undefined {
  const last = log.answers
    .filter((each) => each.email === contact.email && each.at <= at)
    .sort((one, other) => one.at - other.at)
    .at(-1);
  if (!last) return 'they never said how satisfied they are';
  if (at - last.at > FRESH_DAYS * DAY_MS + MOMENTS_MS) return `their last answer is of ${instant(last.at)}`;
  return last.score < SATISFIED[last.kind]
    ? `they answered ${last.score} (${last.kind}) on ${instant(last.at)}`
    : undefined;
}

/** Pairs that follow each other within a group. */
function pairs<T>(all: readonly T[], groupOf: (each: T) => string, timeOf: (each: T) => number): [T, T][] {
  const inTurn = [...all].sort((one, other) => timeOf(one) - timeOf(other));
  const last = new Map<string, T>();
  return inTurn.flatMap((each) => {
    const before = last.get(groupOf(each));
    last.set(groupOf(each), each);
    return before === undefined ? [] : [[before, each] as [T, T]];
  });
}

/** Cards of the same question before the same person, the second while the first was open. */
function askedTwice({ tasks }: Evidence): Broken[] {
  const asked = tasks.flatMap((task) =>
    task.assignments
      .filter(({ consulted }) => !consulted)
      .map(({ email, at }) => ({ task, email, from: Date.parse(at), until: endOf(task) })),
  );
  return pairs(
    asked,
    ({ task, email }) => [task.accountId, task.card.play, task.card.question, email].join('\n'),
    ({ from }) => from,
  )
    .filter(([first, second]) => first.task.taskId !== second.task.taskId && second.from < first.until)
    .map(([first, { task, email, from }]) => ({
      ...{ account: task.accountId, run: task.runId, contact: email, at: from },
      what: `“${task.card.question}” by ${task.taskId}, while ${first.task.taskId} was open`,
    }));
}

const endOf = ({ state }: Evidence['tasks'][number]): number =>
  state.kind === 'open' ? Infinity : Date.parse(state.at);

export const ASK_RULES: readonly Rule[] = [
  {
    rule: 'a favour is asked only of who said lately that they are satisfied',
    looked: (evidence) => favours(evidence).length,
    broken: (evidence) =>
      favours(evidence).flatMap((letter) => {
        const why = notEarned(evidence, letter);
        return why ? [{ ...whose(letter), what: `${letter.asked}: ${why}` }] : [];
      }),
  },
  {
    rule: 'nobody gets two pulses in 30 days',
    looked: (evidence) => pulses(evidence).length,
    broken: (evidence) =>
      pairs(
        pulses(evidence),
        ({ contact }) => contact.email,
        ({ at }) => at,
      )
        .filter(([one, other]) => other.at - one.at < PULSE_DAYS * DAY_MS - MOMENTS_MS)
        .map(([one, other]) => ({ ...whose(other), what: `the one before came on ${instant(one.at)}` })),
  },
  {
    rule: 'nobody at a customer gets the same mail twice',
    looked: ({ letters }) => letters.length,
    broken: ({ letters }) =>
      pairs(
        letters,
        ({ contact, mail }) => [contact.email, mail.subject, mail.text].join('\n'),
        ({ at }) => at,
      )
        .filter(([one, other]) => one.runId === other.runId || other.at - one.at < SAME_DAYS * DAY_MS)
        .map(([one, other]) => ({ ...whose(other), what: `“${other.mail.subject}”, as on ${instant(one.at)}` })),
  },
  {
    rule: 'none of us is asked the same while the question is open',
    looked: ({ tasks }) => tasks.length,
    broken: askedTwice,
  },
  {
    rule: 'no Slack message comes twice',
    looked: ({ messages }) => messages.length,
    broken({ messages }) {
      const keys = new Set<string>();
      return messages.flatMap(({ metadata, to, at, text }) => {
        const { key } = (metadata?.event_payload ?? {}) as { key?: string };
        if (key === undefined) return [];
        const isNew = !keys.has(key);
        keys.add(key);
        return isNew ? [] : [{ contact: to, at: at.getTime(), what: `${key}: ${text.slice(0, 80)}` }];
      });
    },
  },
];
