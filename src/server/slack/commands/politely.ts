import { sentence } from '../../../../activities/notify/plain-words';
import { escaped } from '../../../../activities/notify/slack-text';
import { ApiProblem } from '../../problems';
import { answer, withDates, type Surface } from '../desk';
import type { SlackContext } from '../slack-context';

/** Characters of an answer: what goes wrong can name many things. */
const MOST = 2500;

/** Does something for a person; what keeps it from being done is told to them alone, and the log when it is our fault. */
export async function politely(
  context: SlackContext,
  userId: string,
  surface: Surface,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    const beside: Surface = surface.on === 'message' ? { ...surface, replaces: false } : surface;
    await answer(context, userId, beside, { text: toldOf(context, error) });
  }
}

function toldOf({ log, requestId }: SlackContext, error: unknown): string {
  if (error instanceof ApiProblem && error.status < 500) return withDates(escaped(sentence(error.detail), MOST));
  log.error({ err: error }, 'a command or a button failed');
  const what =
    error instanceof ApiProblem && error.code === 'WORKER_SILENT'
      ? 'The play did not answer yet; what you asked for may still happen. Please look again in a few minutes.'
      : 'Something went wrong on our side. Please look whether it happened, and try again if not.';
  return `${what} If it stays like this, tell whoever runs playmaker this number: ${requestId}.`;
}
