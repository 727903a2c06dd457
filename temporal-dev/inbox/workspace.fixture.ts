import { LogLevel, WebClient } from '@slack/web-api';
import type { Inbox } from './inbox';
import type { InboxPerson } from './model';

export const ann: InboxPerson = { id: 'U1ANN', name: 'Ann Archer', email: 'ann@vendor.example', tz: 'Europe/Berlin' };
export const ben: InboxPerson = { id: 'U2BEN', name: 'Ben Bright', email: 'ben@vendor.example' };

/** Slack's own client, as playmaker uses it: no retries of its own. */
export function clientOf(inbox: Inbox, options: { token?: string; timeout?: number } = {}): WebClient {
  return new WebClient(options.token ?? inbox.botToken, {
    slackApiUrl: inbox.slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: { ...silent, getLevel: () => LogLevel.ERROR },
    timeout: options.timeout,
  });
}

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing };

export function button(actionId: string, more: Record<string, unknown> = {}) {
  return {
    type: 'button' as const,
    action_id: actionId,
    text: { type: 'plain_text' as const, text: actionId },
    ...more,
  };
}

/** A question with two buttons. */
export const question = [
  { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Ready?' } },
  {
    type: 'actions' as const,
    block_id: 'answers',
    elements: [button('task:confirm', { value: 'task-1' }), button('task:not-yet', { value: 'task-1' })],
  },
];

export const reasonModal = {
  type: 'modal' as const,
  callback_id: 'reason',
  private_metadata: 'task-1',
  title: { type: 'plain_text' as const, text: 'Not ready' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      label: { type: 'plain_text' as const, text: 'Why?' },
      element: { type: 'plain_text_input' as const, action_id: 'text', min_length: 3, max_length: 20 },
    },
    {
      type: 'input' as const,
      block_id: 'kind',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Kind' },
      element: {
        type: 'static_select' as const,
        action_id: 'choice',
        options: ['budget', 'timing'].map((value) => ({ value, text: { type: 'plain_text' as const, text: value } })),
      },
    },
    {
      type: 'input' as const,
      block_id: 'seats',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Seats' },
      element: { type: 'number_input' as const, action_id: 'count', is_decimal_allowed: false, min_value: '1' },
    },
    {
      type: 'input' as const,
      block_id: 'day',
      optional: true,
      label: { type: 'plain_text' as const, text: 'Ask again on' },
      element: { type: 'datepicker' as const, action_id: 'date', initial_date: '2026-04-01' },
    },
  ],
};
