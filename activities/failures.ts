import { ApplicationFailure } from '@temporalio/common';

/**
 * Every failure an activity can end with, by its stable type (design §2). `retry: false` cannot be mended by trying
 * again: the play turns it into a task for a person. `next` says how to go on.
 */
export const FAILURES = {
  ACCOUNT_MERGED: { retry: false, next: 'Ask for the account that it became part of.' },
  UNKNOWN_ACCOUNT: { retry: false, next: 'Load the account with `playmaker accounts load FILE`, then choose retry.' },
  UNKNOWN_CONTACT: { retry: false, next: 'Add the contact to the account, then choose retry.' },
  UNKNOWN_PERSON: { retry: false, next: 'Add the person with `playmaker accounts load FILE`, then choose retry.' },
  ROLE_UNASSIGNED: { retry: false, next: 'Give somebody the role on this account, then choose retry.' },
  CONSENT_WITHDRAWN: { retry: false, next: 'Choose skip, or reach the contact by other means.' },
  CONTACT_UNREACHABLE: {
    retry: false,
    next: 'Choose skip, reach the contact by other means, or correct the address and choose retry.',
  },
  TOUCH_DECLINED: {
    retry: false,
    next: 'Reach them by other means and choose stop, or choose retry once they have consented.',
  },
  LEASE_DECLINED: { retry: false, next: 'See why with `playmaker decisions ACCOUNT`, then choose retry or skip.' },
  NO_FREE_SLOT: { retry: false, next: 'Free a slot in the calendars or choose skip and agree a time by hand.' },
  TEXT_MISSING: { retry: false, next: 'Add the template to the folder texts/ of the play, deploy, then choose retry.' },
  TEXT_INVALID: { retry: false, next: 'Mend the template or its data, deploy, then choose retry.' },
  DOCUMENT_CHANGED: { retry: false, next: 'The file differs from what was approved. Restore it, then choose retry.' },
  SLACK_REFUSED: { retry: false, next: "Mend what Slack's error names (scopes, channel, token), then choose retry." },
  SLACK_TOKEN_REFUSED: {
    retry: true,
    next: 'Install the Slack app again, set its new SLACK_BOT_TOKEN and restart; the step is tried again by itself.',
  },
  SLACK_UNAVAILABLE: { retry: true, next: 'Slack did not answer properly; the step is tried again by itself.' },
  MAIL_REFUSED: {
    retry: false,
    next: 'The mail server refused the recipient or the message. Correct it, then choose retry.',
  },
  MAIL_UNAVAILABLE: {
    retry: true,
    next: 'The mail server did not answer properly; the step is tried again by itself.',
  },
  EFFECT_UNDER_WAY: {
    retry: true,
    next: 'An earlier attempt still holds this effect; it is tried again when that has ended.',
  },
  INVALID_RECORD: { retry: false, next: 'Correct what the message names, then choose retry.' },
  RECORD_MISSING: { retry: false, next: 'Restore the record that is missing, then choose retry.' },
  STORE_UNAVAILABLE: { retry: true, next: 'The database did not answer; the step is tried again by itself.' },
} as const satisfies Record<string, { retry: boolean; next: string }>;
export type FailureCode = keyof typeof FAILURES;

/**
 * A typed failure: `throw failure('ROLE_UNASSIGNED', 'Nobody holds the role csm on acme.')`.
 * `retryAfterMs` honours what the other side asked for (Retry-After).
 */
export function failure(
  code: FailureCode,
  message: string,
  options: { cause?: unknown; retryAfterMs?: number } = {},
): ApplicationFailure {
  return ApplicationFailure.create({
    type: code,
    message: `${message} ${FAILURES[code].next}`,
    nonRetryable: !FAILURES[code].retry,
    cause: options.cause instanceof Error ? options.cause : undefined,
    nextRetryDelay: options.retryAfterMs,
  });
}
