import { z } from 'zod';
import type { Secret } from '../config/secret';
import type { Instant } from '../domain/waits';
import { macOf, readToken, signToken } from './signed-token';

/** What a link in a task mail stands for. */
export interface TaskLink {
  readonly runId: string;
  readonly taskId: string;
  /** Absent: the link shows the task with all its choices. */
  readonly choice?: string;
  /** In whose name it decides: the person the mail was sent to. */
  readonly email: string;
  readonly expiresAt: Instant;
  /** Names the link: what it decides, it decides once. */
  readonly id: string;
}

/** Whom an unsubscribe link is about. It does not expire: a mail may be found again after years. */
export interface UnsubscribeLink {
  readonly accountId: string;
  readonly contactId: string;
  /** To which the mail went. */
  readonly email: string;
}

export type LinkRead =
  | { readonly kind: 'valid' | 'expired'; readonly link: TaskLink } /** Malformed, or not made here. */
  | { readonly kind: 'unknown' };

/** Makes and reads the links in our mails. */
export interface MailLinks {
  /**
   * The address of the page on which a person answers a task, or with `choice` confirms that choice. The same mail again
   * has the same links.
   */
  task(to: TaskLinkRequest): { readonly url: string; readonly expiresAt: Instant };
  readTask(token: string): LinkRead;
  /** From the page with all choices to that of one of them, for the same person and as long; relative to that page. */
  choiceOf(link: TaskLink, choice: string): string;
  unsubscribe(link: UnsubscribeLink): string;
  /** Undefined: malformed, or not made here. */
  readUnsubscribe(token: string): UnsubscribeLink | undefined;
}

export interface TaskLinkRequest {
  readonly runId: string;
  readonly taskId: string;
  readonly choice?: string;
  readonly email: string;
  readonly due: Instant;
  /** The key of the mail. */
  readonly key: string;
}

export interface MailLinksDeps {
  readonly secret: Secret;
  /** Where people reach the server; without a slash at its end. */
  readonly publicUrl: string;
  readonly now: () => Date;
}

const DAY_MS = 86_400_000;
/** So long after the task was due. */
const AFTER_DUE_MS = 14 * DAY_MS;
/** So long at least. */
const LEAST_MS = 7 * DAY_MS;

const text = z.string().min(1);
const taskParts = z.tuple([text, text, z.string(), text, z.int(), text]);
const unsubscribeParts = z.tuple([text, text, text]);

/**
 * Links are signed and hold everything they stand for, so nothing has to be kept for mails that nobody answers.
 *
 * @example
 * const links = createMailLinks({ secret, publicUrl: 'https://plays.example.com', now: () => new Date() });
 * links.task({ runId, taskId, choice: 'confirm', email: 'ana@example.com', due, key }).url; // https://plays.example.com/t/…
 */
export function createMailLinks({ secret, publicUrl, now }: MailLinksDeps): MailLinks {
  const tokenOf = ({ runId, taskId, choice = '', email, expiresAt, id }: TaskLink) => {
    const seconds = Math.floor(Date.parse(expiresAt) / 1000);
    return signToken(secret, 'task', [runId, shortened(taskId, runId), choice, email, seconds, id]);
  };
  const idOf = (from: string, choice = '') => macOf(secret, `link.${choice}.${from}`);
  return {
    task({ key, due, ...about }) {
      const expiresAt = expiryOf(due, now());
      const id = idOf(`${about.email} ${key}`, about.choice);
      return { url: `${publicUrl}/t/${tokenOf({ ...about, expiresAt, id })}`, expiresAt };
    },
    readTask(token) {
      const parts = taskParts.safeParse(readToken(secret, 'task', token));
      if (!parts.success) return { kind: 'unknown' };
      const [runId, task, choice, email, seconds, id] = parts.data;
      const expiresAt = new Date(seconds * 1000).toISOString();
      const link = { runId, taskId: fullOf(task, runId), ...(choice && { choice }), email, expiresAt, id };
      return { kind: now().getTime() < seconds * 1000 ? 'valid' : 'expired', link };
    },
    choiceOf: (link, choice) => tokenOf({ ...link, choice, id: idOf(link.id, choice) }),
    unsubscribe: ({ accountId, contactId, email }) =>
      `${publicUrl}/u/${signToken(secret, 'unsubscribe', [accountId, contactId, email])}`,
    readUnsubscribe(token) {
      const parts = unsubscribeParts.safeParse(readToken(secret, 'unsubscribe', token));
      if (!parts.success) return undefined;
      const [accountId, contactId, email] = parts.data;
      return { accountId, contactId, email };
    },
  };
}

/** Whole seconds, as tokens have them. */
function expiryOf(due: Instant, now: Date): Instant {
  // A task without a due time has none to count from.
  const at = Math.max((Date.parse(due) || 0) + AFTER_DUE_MS, now.getTime() + LEAST_MS);
  return new Date(Math.floor(at / 1000) * 1000).toISOString();
}

/** Ids of tasks begin with that of their run: links need not say it twice. */
const shortened = (taskId: string, runId: string): string =>
  taskId.startsWith(`${runId}/`) ? `~${taskId.slice(runId.length)}` : `=${taskId}`;
const fullOf = (task: string, runId: string): string => (task.startsWith('~') ? runId + task.slice(1) : task.slice(1));
