/** @module What a thread shows, as Slack's messages. */
import type { KnownBlock } from '@slack/types';
import { sentence } from '../notify/plain-words';
import type { SlackMessage } from '../notify/slack-posts';
import { asTyped, escaped, mrkdwn, slackDate } from '../notify/slack-text';
import type { RunRow } from '../../src/store/store';

const MAX = 2900;

/** A run as the first message of its thread shows it. */
export interface ThreadRoot extends Pick<RunRow, 'state' | 'phase' | 'reason' | 'requestedBy' | 'startedAt'> {
  /** What its outcome means. */
  readonly ended?: string;
  readonly playTitle: string;
  readonly accountName: string;
}

/**
 * `Expansion of Acme · Discovery`; at the end its outcome. Edited whenever it would no longer be true.
 *
 * @example
 * rootMessage({ playTitle: 'Expansion', accountName: 'Acme', state: 'running', phase: 'Discovery', … });
 */
export function rootMessage(root: ThreadRoot): SlackMessage {
  const title = `${root.playTitle} of ${root.accountName}`;
  const standing = standingOf(root);
  const foot = `Began ${slackDate(root.startedAt)}. What happens is told in this thread.`;
  const reason = root.state === 'ended' && root.reason ? [words(sentence(root.reason))] : [];
  return {
    text: escaped(`${title} · ${standing}`, MAX),
    blocks: [
      section(`*${escaped(title, 300)}* · ${escaped(standing, 300)}`),
      ...reason,
      { type: 'context', elements: [mrkdwn(foot)] },
    ],
  };
}

/** Something that happened. Moments in the text are shown in the zone of each reader. */
export function lineMessage(text: string): SlackMessage {
  const safe = escaped(text, MAX / 2);
  const shown = safe.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (at) => slackDate(at));
  return { text: shown, blocks: [shown === safe ? words(text) : section(shown)] };
}

function standingOf({ state, phase, ended }: ThreadRoot): string {
  if (state === 'ended') return ended === undefined ? 'ended' : `ended: ${ended}`;
  return state === 'paused' ? `${phase} (paused)` : phase;
}

const section = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(text) });
const words = (text: string): KnownBlock => ({ type: 'section', text: asTyped(text, MAX) });
