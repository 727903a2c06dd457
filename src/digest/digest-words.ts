import type { Words } from '../../activities/notify/channel';
import type { Digest, DigestSection } from './digest';

/** How the rest is seen in Slack, where a message shows the first of many. */
const REST: Readonly<Record<DigestSection['kind'], string>> = {
  overdue: '/plays tasks',
  'due-today': '/plays tasks',
  'while-away': '/plays account NAME',
  happened: '/plays account NAME',
};

/** The digest as a channel takes it. */
export const digestWords = ({ title, summary, sections }: Digest): Words => ({
  title,
  text: summary,
  sections: sections.map(({ kind, title: heading, lines }) => ({ title: heading, lines, rest: REST[kind] })),
});
