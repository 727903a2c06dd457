import type { KnownBlock } from '@slack/types';
import { setTimeout as pause } from 'node:timers/promises';
import type { SlackContext } from '../slack-context';
import { pageButton, row } from './buttons';
import { homeView } from './overview';
import type { Surface } from './surface';

/** What is shown: blocks, and a text for notifications and screen readers. */
export interface Content {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

/** Puts blocks on the Home tab of a person; all but the overview have a way back to it. */
export async function showHome(
  { client }: SlackContext,
  userId: string,
  blocks: readonly KnownBlock[],
  isOverview = false,
): Promise<void> {
  const back = isOverview ? [] : [row(pageButton('home', 'back', '‹ My tasks and accounts'))];
  await client.views.publish({ user_id: userId, view: homeView([...back, ...blocks]) });
}

/**
 * Answers a person where they asked, so that only they see it. What cannot be said there any more, such as after half an
 * hour, is said in their direct messages; so are single remarks of somebody on the Home tab, which has no place for them.
 */
export async function answer(context: SlackContext, userId: string, surface: Surface, content: Content): Promise<void> {
  if (surface.on === 'message' && (await respond(surface, content))) return;
  const { text, blocks } = content;
  await context.client.chat.postMessage({ channel: userId, text, ...(blocks && { blocks: [...blocks] }) });
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 5_000;
const LONGEST_WAIT_MS = 30_000;

/** Whether Slack took it. Source: docs.slack.dev/interactivity/handling-user-interaction, "Responding to interactions". */
async function respond(
  { responseUrl, replaces }: Extract<Surface, { on: 'message' }>,
  content: Content,
): Promise<boolean> {
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: replaces, ...content });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const response = await post(responseUrl, body);
    if (response?.ok) return true;
    const mayPass = !response || response.status === 429 || response.status >= 500;
    if (!mayPass || attempt === ATTEMPTS) return false;
    const asked = Number(response?.headers.get('retry-after') ?? 0) * 1000;
    await pause(Math.min(Math.max(asked, 200 * attempt), LONGEST_WAIT_MS));
  }
  return false;
}

/** Undefined when no answer came. */
async function post(url: string, body: string): Promise<Response | undefined> {
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    return await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    return undefined;
  }
}
