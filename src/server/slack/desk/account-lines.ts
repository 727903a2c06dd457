import type { KnownBlock } from '@slack/types';
import { escaped, plain } from '../../../../activities/notify/slack-text';
import type { Segment } from '../../../domain/trajectory';
import type { TeamAccount } from '../../../store/store';
import { pageButton, paragraph } from './buttons';

/** In the order in which they need a look. */
const TRAJECTORIES: readonly (readonly [Segment, string])[] = [
  ['at-risk', 'At risk'],
  ['expansion-ready', 'Ready to expand'],
  ['champion', 'Champions'],
  ['stable', 'Stable'],
];
const UNKNOWN = 'No trajectory yet';

/** `At risk`, for a segment as it is kept. */
export const trajectoryInWords = (segment: string | undefined): string =>
  TRAJECTORIES.find(([known]) => known === segment)?.[1] ?? UNKNOWN;

/** `health 42 of 100: Usage fell …`, in one line of at most so many characters of reasons. */
export function healthLine(health: TeamAccount['health'], max: number): string {
  if (!health) return 'nothing is known of its health yet';
  return `health ${health.score} of 100: ${escaped(health.because.replace(/\s+/g, ' '), max)}`;
}

/** Accounts under the heading of their trajectory, `most` of them at most, each with a button. */
export function accountsByTrajectory(accounts: readonly TeamAccount[], most: number): KnownBlock[] {
  const groups = [...TRAJECTORIES.map(([, title]) => title), UNKNOWN].map((title) => ({
    title,
    members: accounts.filter(({ health }) => trajectoryInWords(health?.segment) === title),
  }));
  let room = most;
  return groups.flatMap(({ title, members }) => {
    const shown = members.slice(0, room);
    room -= shown.length;
    if (shown.length === 0) return [];
    const more = shown.length < members.length ? `, ${shown.length} of them here` : '';
    return [paragraph(`*${title}* (${members.length}${more})`), ...shown.map(accountLine)];
  });
}

function accountLine({ id, name, health }: TeamAccount): KnownBlock {
  const label = plain(`Look at ${name}`, 75).text;
  const button = pageButton('account', id, 'Look', { accessibility_label: label });
  return paragraph(`*${escaped(name, 80)}* · ${healthLine(health, 140)}`, button);
}
