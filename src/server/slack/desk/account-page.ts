import type { KnownBlock } from '@slack/types';
import { sentence } from '../../../../activities/notify/plain-words';
import { escaped, slackDate } from '../../../../activities/notify/slack-text';
import type { Person } from '../../../domain/account';
import type { PlayContract } from '../../../domain/play-contract';
import { ROLE_TITLES, type Role } from '../../../domain/roles';
import type { Instant } from '../../../domain/waits';
import { dayInWords, listed } from '../../../domain/wording';
import type { HealthDay, QueuedStart, RunRow, TaskRow } from '../../../store/store';
import type { Preview } from '../../plays/preview';
import { healthLine, trajectoryInWords } from './account-lines';
import { heading, pageButton, paragraph, remark, row } from './buttons';
import { taskLine } from './task-lines';
import { becauseInWords, verdictInWords } from './verdict-words';

/** A message has 50 blocks and about 11,000 characters: so many of each are shown. */
const SHOWN = { runs: 5, queued: 3, plays: 10 };
export const TASKS_ON_ACCOUNT = 6;

/** All that the page of an account tells. */
export interface AccountDesk {
  readonly name: string;
  readonly health: HealthDay | undefined;
  /** Of the reader; with none they may look, and that is all. */
  readonly roles: readonly Role[];
  readonly accountId: string;
  /** Not ended, newest first. */
  readonly runs: readonly Pick<RunRow, 'runId' | 'play' | 'state' | 'phase' | 'requestedBy' | 'startedAt'>[];
  readonly queued: readonly QueuedStart[];
  /** Those due first, at most `TASKS_ON_ACCOUNT`. */
  readonly tasks: { readonly shown: readonly TaskRow[]; readonly total: number };
  readonly people: readonly Person[];
  readonly catalogue: readonly PlayContract[];
  /** What the coordinator would say to each play that is not running. */
  readonly previews: readonly Preview[];
  readonly at: Instant;
}

/** How an account is doing, what runs there, what waits for whom, and what could be started. */
export function accountPage(desk: AccountDesk): KnownBlock[] {
  return [
    heading(desk.name),
    paragraph(healthParagraph(desk.health)),
    remark(rolesInWords(desk.roles)),
    ...runBlocks(desk),
    ...queueBlocks(desk),
    ...taskBlocks(desk),
    ...(desk.roles.length > 0 ? startBlocks(desk) : []),
  ];
}

function healthParagraph(health: HealthDay | undefined): string {
  if (!health) return 'Nothing is known of its health yet.';
  return `*${trajectoryInWords(health.segment)}* · ${healthLine(health, 500)}\nAs of ${dayInWords(health.day)}.`;
}

function rolesInWords(roles: readonly Role[]): string {
  if (roles.length > 0) return `You act here as ${listed(roles.map((role) => ROLE_TITLES[role]))}.`;
  return 'You hold no role here: you can look, but not start, pause or stop anything.';
}

function runBlocks({ runs, roles, catalogue }: AccountDesk): KnownBlock[] {
  if (runs.length === 0) return [paragraph('*Plays*\nNo play runs here.')];
  const shown = runs.slice(0, SHOWN.runs);
  return [
    ...shown.flatMap(({ runId, play, state, phase, requestedBy, startedAt }) => [
      paragraph(
        `*${titleOf(catalogue, play)}* ${state === 'paused' ? 'is paused' : 'runs'}, in “${escaped(phase, 80)}”\n` +
          `Since ${slackDate(startedAt)}, asked for by ${escaped(requestedBy, 100)}`,
      ),
      ...(roles.length > 0 ? [steering(runId, state)] : []),
    ]),
    ...moreOf(runs.length - shown.length, 'run'),
  ];
}

const steering = (runId: string, state: RunRow['state']): KnownBlock =>
  row(
    state === 'paused' ? pageButton('resume', runId, 'Resume…') : pageButton('pause', runId, 'Pause…'),
    pageButton('stop', runId, 'Stop…', { style: 'danger' }),
  );

function queueBlocks({ queued, catalogue }: AccountDesk): KnownBlock[] {
  const lines = queued.slice(0, SHOWN.queued).map(({ request, until, because }) => {
    const what = `*${titleOf(catalogue, request.play)}* waits for its turn, until ${slackDate(until)} at the latest`;
    return `${what}: ${becauseInWords(because, 200)}`;
  });
  return lines.length > 0 ? [paragraph(lines.join('\n'))] : [];
}

function taskBlocks({ tasks: { shown, total }, people, at }: AccountDesk): KnownBlock[] {
  if (total === 0) return [];
  const nameOf = (email: string) =>
    people.find((each) => each.email.toLowerCase() === email.toLowerCase())?.name ?? email;
  return [
    paragraph(`*Open tasks* (${total})`),
    ...shown.map((task) => {
      const names = [
        ...new Set(
          task.assignments
            .filter(({ passedOn, consulted }) => !passedOn && !consulted)
            .map(({ email }) => nameOf(email)),
        ),
      ];
      return taskLine(task, at, names.length > 0 ? `asked: ${listed(names)}` : undefined);
    }),
    ...moreOf(total - shown.length, 'task'),
  ];
}

function startBlocks({ previews, catalogue, accountId }: AccountDesk): KnownBlock[] {
  if (previews.length === 0) return [];
  const shown = previews.slice(0, SHOWN.plays);
  return [
    { type: 'divider' },
    ...shown.map(({ play, verdict }) => {
      const title = titleOf(catalogue, play);
      const couldStart = verdict.kind === 'admitted' || verdict.kind === 'queued';
      const button = couldStart ? pageButton('start', `${play} ${accountId}`, 'Start…') : undefined;
      return paragraph(`*${title}* ${verdictInWords(verdict, 250)}`, button);
    }),
    ...moreOf(previews.length - shown.length, 'play', 'Type `/plays start PLAY ACCOUNT`.'),
  ];
}

const moreOf = (count: number, one: string, how = ''): KnownBlock[] =>
  count > 0 ? [remark(sentence(`… and ${count} more ${one}${count === 1 ? '' : 's'}`) + (how && ` ${how}`))] : [];

const titleOf = (catalogue: readonly PlayContract[], play: string): string =>
  escaped(catalogue.find(({ name }) => name === play)?.title ?? play, 60);
