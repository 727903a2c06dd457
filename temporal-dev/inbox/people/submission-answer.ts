import { z } from 'zod';
import type { ModalView } from '../model';
import { SlackRefusal } from '../slack/refusal';
import { readView } from '../slack/views';
import type { NewView } from '../state/modals';

const answerSchema = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

/** What an app wants to happen to the modal that was submitted. */
export type SubmissionOutcome =
  | { action: 'close' }
  | { action: 'clear' }
  | { action: 'errors'; errors: Record<string, string> }
  | { action: 'update' | 'push'; view: NewView }
  | { action: 'invalid'; reason: string };

/** Reads the body with which an app answered a submission; an empty one closes the view. */
export function readSubmissionAnswer(body: unknown, submitted: ModalView): SubmissionOutcome {
  if (body === '' || (typeof body === 'object' && body !== null && !Object.keys(body).length))
    return { action: 'close' };
  const result = answerSchema.safeParse(body);
  if (!result.success) return { action: 'invalid', reason: z.prettifyError(result.error) };
  const answer = result.data;
  if (answer.response_action === 'clear') return { action: 'clear' };
  if (answer.response_action === 'errors') return readErrors(answer.errors, submitted);
  try {
    return { action: answer.response_action, view: readView(answer.view) };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { action: 'invalid', reason: [error.error, ...error.reasons].join('; ') };
  }
}

/** Slack accepts errors for input blocks of the submitted view only. */
function readErrors(errors: Record<string, string>, view: ModalView): SubmissionOutcome {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const unknown = Object.keys(errors).filter((blockId) => !inputs.includes(blockId));
  if (unknown.length) return { action: 'invalid', reason: `errors for blocks without input: ${unknown.join(', ')}` };
  return { action: 'errors', errors };
}
