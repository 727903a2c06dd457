import type { ActionsBlock, Button, KnownBlock, SectionBlock } from '@slack/types';
import { mrkdwn, plain } from '../../../../activities/notify/slack-text';

const PREFIX = 'plays:';

/** What the buttons of pages do; the value of a button names what it does it to. */
export const PAGE_ACTIONS = [
  'home',
  'earlier',
  'later',
  'task',
  'account',
  'start',
  'pause',
  'resume',
  'stop',
] as const;
export type PageAction = (typeof PAGE_ACTIONS)[number];

/** A button of a page. Slack shows 75 characters of its label. */
export function pageButton(action: PageAction, value: string, label: string, more: Partial<Button> = {}): Button {
  return { type: 'button', text: plain(label, 75), action_id: `${PREFIX}${action}`, value, ...more };
}

/** Which of them was clicked; undefined when the button belongs to something else. */
export function readPageButton(action: {
  readonly action_id: string;
  readonly value?: string;
}): { readonly action: PageAction; readonly value: string } | undefined {
  const name = PAGE_ACTIONS.find((each) => action.action_id === `${PREFIX}${each}`);
  return name && action.value !== undefined ? { action: name, value: action.value } : undefined;
}

/** A paragraph, of text that is escaped already, with a button beside it. */
export const paragraph = (text: string, accessory?: Button): SectionBlock => ({
  type: 'section',
  text: mrkdwn(text),
  ...(accessory && { accessory }),
});

export const heading = (text: string): KnownBlock => ({ type: 'header', text: plain(text, 150) });
export const remark = (text: string): KnownBlock => ({ type: 'context', elements: [mrkdwn(text)] });
export const row = (...elements: Button[]): ActionsBlock => ({ type: 'actions', elements });
