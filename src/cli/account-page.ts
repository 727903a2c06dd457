import type { AccountPage } from '../client';
import { HEALTH_COMPONENTS } from '../domain/health';
import { moment, readable, table } from './print';

/** How many of the last changes of health are shown. */
const RECENT = 10;
/** How many names of contacts are shown. */
const CONTACT_NAMES = 20;

/** An account as people read it: how it is doing and why, what is known, and how other systems call it. */
export function accountPage(page: AccountPage): string {
  const { account, sections } = page;
  const facts = [healthLine(page), movedLine(page), segmentLine(page), readinessLine(page)].filter(
    (line) => line !== undefined,
  );
  const called = account.name === account.id ? account.id : `${account.name} (${account.id})`;
  return [
    `${[called, ...facts].join('\n')}\n`,
    ...sections.map(({ title, lines }) => section(title, lines)),
    section('Health', componentLines(page)),
    ...readinessSection(page),
    historyTable(page),
    namesTable(page),
  ]
    .filter(Boolean)
    .join('\n');
}

const section = (title: string, lines: readonly string[]): string =>
  `${[title, ...lines.map((line) => `  ${readable(line)}`)].join('\n')}\n`;

const fact = (name: string, value: string): string => `${`${name}:`.padEnd(11)}${readable(value)}`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function healthLine({ health: { score, confidence } }: AccountPage): string {
  return fact('Health', score === undefined ? 'not known' : `${score} of 100, known to ${percent(confidence)}`);
}

/** Why it moved today, else when and why it moved last. */
function movedLine({ at, health, history }: AccountPage): string {
  const last = history.findLast(({ score }, index) => score !== history[index - 1]?.score);
  const stays = last !== undefined && last.day < at.slice(0, 10) && last.score === health.score;
  return fact('Moved', stays ? `${last.day}. ${last.because}` : health.moved);
}

function segmentLine({ segment }: AccountPage): string | undefined {
  return segment && fact('Segment', `${segment.segment} since ${moment(segment.since)}. ${segment.because.join(' ')}`);
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
  return HEALTH_COMPONENTS.flatMap((name) => {
    const { score, weight, confidence, because } = components[name];
    const told = score === undefined ? 'not known' : `${Math.round(score)} of 100`;
    return [
      `${name}: ${told}, weight ${weight}, known to ${percent(confidence)}`,
      ...because.map((sentence) => `  ${sentence}`),
    ];
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
    ['day', 'health', 'known', 'segment', 'why'],
    shown.map(({ day, score, confidence, segment, because }) => [
      ...[day, String(score), percent(confidence), segment],
      readable(because),
    ]),
  )}${rest}`;
}

function namesTable({ names }: AccountPage): string {
  const contacts = names.filter(({ kind }) => kind === 'contact');
  const shown = [...names.filter(({ kind }) => kind !== 'contact'), ...contacts.slice(0, CONTACT_NAMES)];
  const others = names.length - shown.length;
  const rest = others > 0 ? `${others} other names of contacts: see --json.\n` : '';
  return `${table(
    ['called', 'name of'],
    shown.map(({ name, kind }) => [name, kind === 'contact' ? 'a contact' : 'the account']),
  )}${rest}`;
}
