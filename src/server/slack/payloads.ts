import { z } from 'zod';
import { ApiProblem } from '../problems';

const user = z.object({ id: z.string().min(1) });

/** What is used of a click. Source: docs.slack.dev/reference/interaction-payloads/block_actions-payload. */
const blockActionsSchema = z.object({
  type: z.literal('block_actions'),
  user,
  trigger_id: z.string(),
  /** Absent for clicks outside of messages. */
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), action_ts: z.string(), value: z.string().optional() })).min(1),
});
export type BlockActions = z.infer<typeof blockActionsSchema>;

/** What is used of a dialog. Source: docs.slack.dev/reference/interaction-payloads/view-interactions-payload. */
const viewSubmissionSchema = z.object({
  type: z.literal('view_submission'),
  user,
  view: z.object({
    id: z.string().min(1),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))),
    }),
  }),
});
export type ViewSubmission = z.infer<typeof viewSubmissionSchema>;

/** Interactions that mean nothing here. */
interface OtherInteraction {
  readonly type: 'other';
  readonly name: string;
}
export type Interaction = BlockActions | ViewSubmission | OtherInteraction;

/**
 * Reads the form that Slack's interactivity posts: one field `payload` with JSON.
 *
 * @throws ApiProblem PAYLOAD_INVALID
 */
export function readInteraction(rawBody: Buffer): Interaction {
  const text = new URLSearchParams(rawBody.toString('utf8')).get('payload');
  if (text === null) throw new ApiProblem('PAYLOAD_INVALID', 'The form has no field `payload`.');
  const payload = parsed(text);
  const { type } = valid(z.object({ type: z.string() }), payload);
  if (type === 'block_actions') return valid(blockActionsSchema, payload);
  if (type === 'view_submission') return valid(viewSubmissionSchema, payload);
  return { type: 'other', name: type };
}

function valid<T extends z.ZodType>(schema: T, payload: unknown): z.output<T> {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({
    path: issue.path.join('.') || '(whole)',
    expected: issue.message,
  }));
  throw new ApiProblem('PAYLOAD_INVALID', 'The payload is not an interaction as Slack sends it.', errors);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiProblem('PAYLOAD_INVALID', 'The field `payload` is not JSON.', undefined, { cause });
  }
}
