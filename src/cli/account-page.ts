import type { AccountPage } from '../client';
import { HEALTH_COMPONENTS } from '../domain/health';
import { dayInWords, listed } from '../domain/wording';
import { decidedLines, goingOnLines } from './account-going-on';
import { certainty, inWords, percent } from './certainty';
import { table } from './print';
import { moment, readable } from './times';

/** How many of the last changes of health are shown. */
const RECENT = 10;

/** An account as people read it: how it is doing and why, what goes on there, and what is known. */
export function accountPage(page: AccountPage): string {
  const { account, sections } = page;
  const facts = [healthLine(page), movedLine(page), segmentLine(page), readinessLine(page)].filter(
    (line) => line !== undefined,
  );
  const called = account.name === account.id ? account.id : `${account.name} (${account.id})`;
  return [
    `${[called, ...facts].join('\n')}\n`,
    section('Going on', goingOnLines(page)),
    section('Decided lately', decidedLines(page)),
    ...sections.map(({ title, lines }) => section(title, lines)),
    section('Health', componentLines(page)),
    ...readinessSection(page),
    historyTable(page),
    namesLine(page),
  ]
    .filter(Boolean)
    .join('\n');
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${[title, ...lines.map((line) => `  ${readable(line)}`)].join('\n')}\n`;

const fact = (name: string, value: string): string => `${`${name}:`.padEnd(11)}${readable(value)}`;

function healthLine({ health }: AccountPage): string {
  return fact('Health', `${health.score === undefined ? 'not known' : `${health.score} of 100`}. ${certainty(health)}`);
}

/** Why it moved today, else when and why it moved last. */
function movedLine({ at, health, history }: AccountPage): string {
  const last = history.findLast(({ score }, index) => score !== history[index - 1]?.score);
  const stays = last !== undefined && last.day < at.slice(0, 10) && last.score === health.score;
  return fact('Moved', stays ? `On ${dayInWords(last.day)}: ${last.because}` : health.moved);
}

function segmentLine({ segment: spell, health: { score } }: AccountPage): string | undefined {
  if (!spell) return undefined;
  const { segment, because, since } = spell;
  const named = segment.charAt(0).toUpperCase() + segment.slice(1).replaceAll('-', ' ');
  // A low or falling health is among the reasons then; otherwise a good one must not seem to contradict them.
  const although =
    segment === 'at-risk' && score !== undefined && because.every((why) => !why.startsWith('Health'))
      ? ` although health is ${score}`
      : '';
  const [first = '', ...others] = because;
  const why = [first.charAt(0).toLowerCase() + first.slice(1), ...others].join(' ');
  return fact('Segment', `${named}${although}: ${why} Since ${moment(since)}.`);
}

function readinessLine({ readiness }: AccountPage): string | undefined {
  if (!readiness) return undefined;
  const { ready, fit, intent } = readiness;
  return fact(
    'Readiness',
    `${ready ? 'ready for sales' : 'not ready for sales'}, fit ${fit}, intent ${intent} of 100.`,
  );
}

function componentLines({ health: { components } }: AccountPage): string[] {
  const known = HEALTH_COMPONENTS.map((name) => components[name]).filter(({ score }) => score !== undefined);
  const whole = known.reduce((sum, { weight }) => sum + weight, 0);
  return HEALTH_COMPONENTS.flatMap((name) => {
    const { score, weight, confidence, because } = components[name];
    const called = name.charAt(0).toUpperCase() + name.slice(1);
    const counts = weight === 0 ? 'does not count' : `counts for ${percent(weight / whole)}`;
    const told = score === undefined ? 'no data' : `${Math.round(score)} of 100, ${inWords(confidence)}; ${counts}`;
    return [`${called}: ${told}`, ...because.map((sentence) => `  ${sentence}`)];
  });
}

function readinessSection({ readiness }: AccountPage): string[] {
  if (!readiness) return [];
  return [
    section(
      'Readiness',
      readiness.conditions.map(({ met, because }) => `${met ? '[x]' : '[ ]'} ${because}`),
    ),
  ];
}

function historyTable({ history }: AccountPage): string {
  const shown = history.slice(-RECENT);
  const earlier = history.length - shown.length;
  const rest = earlier > 0 ? `${earlier} earlier: see --json.\n` : '';
  return `${table(
    ['day (UTC)', 'health', 'confidence', 'segment', 'why'],
    shown.map(({ day, score, confidence, segment, because }) => [
      ...[day, String(score), percent(confidence), segment],
      readable(because),
    ]),
  )}${rest}`;
}

/** Not the names of contacts, of whom there can be hundreds, nor our own; `--json` has all. */
function namesLine({ names, account }: AccountPage): string {
  const others = names.filter(({ name, kind }) => kind === 'account' && name !== `playmaker:${account.id}`);
  return others.length > 0 ? `Other systems call it ${listed(others.map(({ name }) => name))}.\n` : '';
}
