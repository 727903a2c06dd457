import type { ApplicationFailure } from '@temporalio/common';
import { failure } from '../failures';

/** One recipient the server did not take, with its answer. */
export interface Rejection {
  readonly address: string;
  readonly answer: string;
  /** A 5xx answer: asking again would get the same. */
  readonly isFinal: boolean;
}

/**
 * What went wrong with a mail, as a typed failure. A permanent answer (5xx, RFC 5321 §4.2.1) is MAIL_REFUSED, all else
 * (4xx, time-outs, connection trouble) MAIL_UNAVAILABLE. A 503 complains about the session, not the mail: unavailable.
 */
export function mailFailure(error: unknown, to: string): ApplicationFailure {
  const words = error instanceof Error ? error.message : String(error);
  return property(error, 'permanent') === true
    ? failure('MAIL_REFUSED', `The mail to ${to} was refused: ${sentence(words)}`, { cause: error })
    : failure('MAIL_UNAVAILABLE', `The mail to ${to} could not be sent now: ${sentence(words)}`, { cause: error });
}

/**
 * Why the server took no mail at all: no connection, no answer, a session that it ends (421) or a login that it refuses
 * (RFC 5321 §3.8, RFC 4954 §6). Undefined when it answered about the mail.
 */
export function whyUnreachable(error: unknown): string | undefined {
  const answered = property(error, 'responseCode');
  if (typeof answered === 'number' && answered !== 421 && property(error, 'code') !== 'EAUTH') return undefined;
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}

/**
 * Whether a MAIL_REFUSED says that there is no such address: a 5xx answer to RCPT, unless that is about a full mailbox, the
 * message or a policy (RFC 3463 §3).
 */
export function isRefusedAddress(error: unknown): boolean {
  const cause = property(error, 'cause');
  if (property(cause, 'permanent') !== true || property(cause, 'command') !== 'RCPT TO') return false;
  const response = property(cause, 'response');
  const answer = typeof response === 'string' ? response : '';
  const [status] = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(answer) ?? [];
  return status === undefined ? /^55[013]\b/.test(answer) : isLostAddress(status);
}

/**
 * Whether an enhanced status code (RFC 3463) says for good that mail to the address cannot arrive. Not those about a full
 * mailbox (5.2.2), the length or content of a message, the system or a policy: another message may arrive.
 */
export function isLostAddress(status: string): boolean {
  return /^5\./.test(status) && !/^5\.(2\.[23]|[367]\.)/.test(status);
}

/** Reads nodemailer's `rejectedErrors`, of a mail that at least one recipient was accepted for. */
export function rejectionsOf(errors: unknown): readonly Rejection[] {
  if (!Array.isArray(errors)) return [];
  return errors.map((error: unknown) => ({
    address: String(property(error, 'recipient')),
    answer: String(property(error, 'response') ?? error),
    isFinal: property(error, 'permanent') === true,
  }));
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
