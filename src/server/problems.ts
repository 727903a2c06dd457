import type { InputError, Problem } from '../client/wire';

/**
 * Every error of the HTTP API by its stable code: its status, and how to go on. The codes from TASK_UNKNOWN to
 * NOT_PAUSED are those with which a play refuses an update.
 */
export const PROBLEMS = {
  NOT_JSON: {
    status: 400,
    title: 'The body is not JSON',
    next: 'Send one JSON object with content-type application/json.',
  },
  INPUT_INVALID: { status: 400, title: 'The input is not valid', next: 'Correct what is named, then send it again.' },
  PAYLOAD_INVALID: { status: 400, title: 'The payload cannot be read', next: "Send what Slack's interactivity sends." },
  REQUEST_INVALID: { status: 400, title: 'The request cannot be read', next: 'Compare it with /api/openapi.json.' },
  KEY_MISSING: {
    status: 401,
    title: 'An API key is missing',
    next: 'Send `authorization: Bearer SECRET` with a secret of PLAYMAKER_API_KEYS.',
  },
  WRITE_KEY_UNKNOWN: {
    status: 401,
    title: 'The key may not send events',
    next: 'Send a write key of SEGMENT_WRITE_KEYS as the user of Basic authentication, or as `authorization: Bearer SECRET` a secret of PLAYMAKER_API_KEYS whose role is operator or admin.',
  },
  KEY_UNKNOWN: { status: 401, title: 'The API key is not known', next: 'Use a secret of PLAYMAKER_API_KEYS.' },
  SIGNATURE_INVALID: {
    status: 401,
    title: 'The signature is not valid',
    next: 'Check SLACK_SIGNING_SECRET and the clock of this machine.',
  },
  SENDER_UNKNOWN: {
    status: 401,
    title: 'The sender has not shown who it is',
    next: 'Check the secret of this sender (HUBSPOT_CLIENT_SECRET, SALESFORCE_TOKEN), PUBLIC_URL and the clock.',
  },
  KEY_FORBIDDEN: {
    status: 403,
    title: 'The API key may not do this',
    next: 'Use a key of a role that may.',
  },
  ROUTE_UNKNOWN: { status: 404, title: 'There is nothing at this address', next: 'See /api/openapi.json.' },
  PLAY_UNKNOWN: { status: 404, title: 'No such play', next: 'Choose one of those plays.' },
  ACCOUNT_UNKNOWN: {
    status: 404,
    title: 'No such account',
    next: 'Check the id, or load the account with `playmaker accounts load FILE`.',
  },
  RUN_UNKNOWN: { status: 404, title: 'No such run', next: 'See the runs with `playmaker list`.' },
  DEAD_LETTER_UNKNOWN: {
    status: 404,
    title: 'No such dead letter',
    next: 'See what could not be understood with `playmaker dead-letters list`.',
  },
  PERSON_UNKNOWN: {
    status: 404,
    title: 'No such person on our side',
    next: 'Check the address, or add the person with `playmaker accounts load FILE`.',
  },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large', next: 'Split it, and send the parts.' },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    title: 'The media type is not supported',
    next: 'Send JSON with content-type application/json.',
  },
  EVENT_FOREIGN: {
    status: 400,
    title: 'The event is about another account',
    next: "Send it to a run of the event's account.",
  },
  EVENT_UNHEARD: { status: 400, title: 'The play does not listen to this', next: 'Send one of those types.' },
  TASK_UNKNOWN: { status: 404, title: 'No such task', next: 'See the open tasks with `playmaker show RUN`.' },
  TASK_CLOSED: { status: 409, title: 'The task is closed', next: 'Nothing is left to do; see `playmaker show RUN`.' },
  CHOICE_UNKNOWN: { status: 400, title: 'The task has no such choice', next: 'Choose one of those.' },
  REASON_REQUIRED: {
    status: 400,
    title: 'The choice needs a reason',
    next: 'Send the choice again with a reason (`--reason TEXT` on the command line).',
  },
  KEY_REUSED: {
    status: 409,
    title: 'The Idempotency-Key belongs to another decision',
    next: 'Send the decision with an Idempotency-Key of its own.',
  },
  FIELD_INVALID: {
    status: 400,
    title: 'A field of the choice is not valid',
    next: 'Correct the field and send again.',
  },
  ACTION_INVALID: { status: 400, title: 'That cannot be done with this task', next: 'Do what the message names.' },
  NOT_ALLOWED: {
    status: 403,
    title: 'This person may not decide this',
    next: 'Have somebody who holds the role decide.',
  },
  PLAY_ENDED: { status: 409, title: 'The play has ended', next: 'See how it ended with `playmaker show RUN`.' },
  ALREADY_PAUSED: { status: 409, title: 'The play is paused already', next: 'Resume it with `playmaker resume RUN`.' },
  NOT_QUEUED: {
    status: 409,
    title: 'The start does not wait any more',
    next: 'See where it stands with `playmaker show RUN`; a run is stopped with `playmaker cancel RUN`.',
  },
  NOT_PAUSED: { status: 409, title: 'The play is not paused', next: 'Nothing is left to do.' },
  PLAY_HELD: {
    status: 409,
    title: 'The coordinator holds the play',
    next: 'Wait for the run that goes first: `playmaker show` tells where it stands. Where it is not needed, end it with `playmaker cancel`.',
  },
  PLAY_DECLINED: {
    status: 409,
    title: 'The play may not run there now',
    next: 'See `playmaker decisions ACCOUNT`; where a person insists: `playmaker start … --override REASON`.',
  },
  PLAY_HELD_OUT: {
    status: 409,
    title: 'The account is held out from this play',
    next: 'It is one of those that show what happens without the play; where a person insists: `playmaker start … --override REASON`.',
  },
  RUN_FAILED: {
    status: 409,
    title: 'The run ended without an outcome',
    next: 'See its history in the Temporal UI, then start it again with another key.',
  },
  INTERNAL: {
    status: 500,
    title: 'Something went wrong inside the server',
    next: 'Try again; when it stays, search the server log for the request id.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    title: 'The database does not answer',
    next: 'Check that the database of DATABASE_URL runs, or the data folder when there is none, then try again.',
  },
  STORE_FULL: {
    status: 503,
    title: 'The disk of the database is full',
    next: 'Free space on the disk that holds the database, then try again. Nothing that was stored is lost.',
  },
  TEMPORAL_UNAVAILABLE: {
    status: 503,
    title: 'Temporal does not answer',
    next: 'Check TEMPORAL_ADDRESS and that Temporal runs, then try again.',
  },
  WORKER_SILENT: {
    status: 503,
    title: 'No worker answered for the play',
    next: 'Check that a worker runs. What was asked may still be done when one comes: look with `playmaker show RUN` first.',
  },
} as const satisfies Record<string, { status: number; title: string; next: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

export function isProblemCode(code: string | null | undefined): code is ProblemCode {
  return code !== null && code !== undefined && Object.hasOwn(PROBLEMS, code);
}

/** An error that is told to whoever made the request. `detail` is a sentence that people read. */
export class ApiProblem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly errors?: readonly InputError[],
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'ApiProblem';
    this.status = PROBLEMS[code].status;
  }

  /** As problem details, RFC 9457. */
  toProblem(requestId?: string): Problem {
    const { status, title, next } = PROBLEMS[this.code];
    return {
      type: `urn:playmaker:error:${this.code}`,
      title,
      status,
      detail: this.detail,
      code: this.code,
      next,
      ...(this.errors && { errors: [...this.errors] }),
      ...(requestId !== undefined && { requestId }),
    };
  }
}
