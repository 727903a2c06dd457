import type { InputError, Problem } from './wire';

/** Codes of errors that arise on the client's own side; all others are the server's. */
export type ClientErrorCode =
  'INPUT_INVALID' | 'SERVER_UNREACHABLE' | 'SERVER_SILENT' | 'ANSWER_UNREADABLE' | 'WAIT_TIMED_OUT';

export interface PlaymakerErrorInit {
  /** Stable: a {@link ClientErrorCode} or a code of the server such as `TASK_CLOSED`. */
  readonly code: string;
  /** What happened, in a sentence. */
  readonly detail: string;
  /** How to go on. */
  readonly next?: string;
  /** The HTTP status of the server's answer. */
  readonly status?: number;
  /** Which values of the input are wrong. */
  readonly errors?: readonly InputError[];
  /** Names the request in the server's log. */
  readonly requestId?: string;
}

/**
 * Everything that can go wrong with a call of the client.
 *
 * @example
 * try {
 *   await client.decide(runId, { taskId, choice: 'confirm', as: 'ana@example.com' });
 * } catch (error) {
 *   if (error instanceof PlaymakerError && error.code === 'TASK_CLOSED') console.log(error.detail); // who decided, when
 *   else throw error;
 * }
 */
export class PlaymakerError extends Error implements PlaymakerErrorInit {
  readonly code: string;
  readonly detail: string;
  readonly next?: string;
  readonly status?: number;
  readonly errors: readonly InputError[];
  readonly requestId?: string;

  constructor(init: PlaymakerErrorInit, options?: ErrorOptions) {
    const wrong = (init.errors ?? []).map(({ path, expected }) => `${path}: ${expected}`).join('; ');
    super([init.detail, wrong, init.next].filter(Boolean).join(' '), options);
    this.name = 'PlaymakerError';
    this.code = init.code;
    this.detail = init.detail;
    this.next = init.next;
    this.status = init.status;
    this.errors = init.errors ?? [];
    this.requestId = init.requestId;
  }

  /** From the server's problem details. */
  static from({ code, detail, next, status, errors, requestId }: Problem): PlaymakerError {
    return new PlaymakerError({ code, detail, next, status, errors, requestId });
  }
}
