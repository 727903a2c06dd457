import { z } from 'zod';
import { fitText, lineOf } from '../plain-text';
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
  /** Takes up to five answers within 30 minutes; absent for clicks outside of messages. */
  response_url: z.string().optional(),
  /** Set for a message that only one person sees. */
  container: z.object({ is_ephemeral: z.boolean().optional() }).optional(),
  /** Where the click was in a view: the Home tab (`home`) or a dialog (`modal`). */
  view: z
    .object({ id: z.string(), type: z.string(), hash: z.string().optional(), private_metadata: z.string().default('') })
    .optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).optional(),
      }),
    )
    .min(1),
});
export type BlockActions = z.infer<typeof blockActionsSchema>;

/** What an input holds, by its kind. Source: docs.slack.dev/reference/interaction-payloads/view-interactions-payload. */
const inputStateSchema = z.object({
  value: z.string().transform(fitText).nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_date: z.string().nullish(),
});

/** What is used of a dialog. Source: docs.slack.dev/reference/interaction-payloads/view-interactions-payload. */
const viewSubmissionSchema = z.object({
  type: z.literal('view_submission'),
  user,
  view: z.object({
    id: z.string().min(1),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), inputStateSchema)),
    }),
  }),
});
export type ViewSubmission = z.infer<typeof viewSubmissionSchema>;

/** A slash command that somebody typed: `/plays account acme` has the text `account acme`. */
export interface SlashCommand {
  /** With its slash: `/plays`. */
  readonly command: string;
  /** What follows the command, without space around it; may be empty. */
  readonly text: string;
  readonly userId: string;
  /** Opens one dialog within three seconds. */
  readonly triggerId: string;
  /** Takes up to five answers within 30 minutes. */
  readonly responseUrl: string;
  /** Where it was typed. */
  readonly channelId: string;
}

/** What is used of a command. Source: docs.slack.dev/interactivity/implementing-slash-commands. */
const slashCommandSchema = z
  .object({
    command: z.string().startsWith('/'),
    text: z.string().default(''),
    user_id: z.string().min(1),
    trigger_id: z.string(),
    response_url: z.url({ protocol: /^https?$/ }),
    channel_id: z.string().min(1),
  })
  .transform((form): SlashCommand => ({
    command: form.command,
    text: lineOf(form.text),
    userId: form.user_id,
    triggerId: form.trigger_id,
    responseUrl: form.response_url,
    channelId: form.channel_id,
  }));

/** Something that happened in Slack which the app subscribed to. */
export interface SlackEvent {
  /** The same for each delivery of an event. */
  readonly id: string;
  /** Such as `app_home_opened`. */
  readonly type: string;
  /** Who did it. */
  readonly userId: string;
  /** Of `app_home_opened`: `home` or `messages`. */
  readonly tab?: string;
}

/** What is used of an event and its envelope. Source: docs.slack.dev/apis/events-api, "Receiving events". */
const eventCallbackSchema = z.object({
  type: z.literal('event_callback'),
  event_id: z.string().min(1),
  event: z.object({
    type: z.string(),
    // Some events carry the whole person in this place, others nobody. Source: docs.slack.dev/reference/events/user_change.
    user: z.union([z.string().min(1), z.object({ id: z.string() }).transform(({ id }) => id)]).optional(),
    tab: z.string().optional(),
  }),
});

/** Slack's question whether the address of events is ours. Source: docs.slack.dev/reference/events/url_verification. */
const urlVerificationSchema = z.object({ type: z.literal('url_verification'), challenge: z.string() });

/** Interactions that mean nothing here. */
interface OtherInteraction {
  readonly type: 'other';
  readonly name: string;
}
export type Interaction = BlockActions | ViewSubmission | OtherInteraction;

/** What came for the address of events. */
export type EventDelivery =
  | { readonly type: 'event'; readonly event: SlackEvent }
  | { readonly type: 'challenge'; readonly challenge: string }
  | OtherInteraction;

/**
 * Reads an interaction: a click, a dialog that was sent.
 *
 * @throws ApiProblem PAYLOAD_INVALID
 */
export function readInteraction(payload: unknown): Interaction {
  const { type } = valid(typed, payload);
  if (type === 'block_actions') return valid(blockActionsSchema, payload);
  if (type === 'view_submission') return valid(viewSubmissionSchema, payload);
  return { type: 'other', name: type };
}

/**
 * Reads a slash command, whose fields come as a form over HTTP and as an object over a socket.
 *
 * @throws ApiProblem PAYLOAD_INVALID
 */
export const readSlashCommand = (payload: unknown): SlashCommand => valid(slashCommandSchema, payload);

/**
 * Reads what Slack's Events API delivers.
 *
 * @throws ApiProblem PAYLOAD_INVALID
 */
export function readEventDelivery(payload: unknown): EventDelivery {
  const { type } = valid(typed, payload);
  if (type === 'event_callback') return eventOf(valid(eventCallbackSchema, payload));
  if (type === 'url_verification')
    return { type: 'challenge', challenge: valid(urlVerificationSchema, payload).challenge };
  return { type: 'other', name: type };
}

function eventOf({ event_id: id, event }: z.output<typeof eventCallbackSchema>): EventDelivery {
  const { type, user: userId, tab } = event;
  // What nobody in particular caused means nothing here.
  return userId === undefined ? { type: 'other', name: type } : { type: 'event', event: { id, type, userId, tab } };
}

/**
 * The JSON in the form that Slack's interactivity posts: one field `payload`.
 *
 * @throws ApiProblem PAYLOAD_INVALID
 */
export function payloadOfForm(rawBody: Buffer): unknown {
  const text = new URLSearchParams(rawBody.toString('utf8')).get('payload');
  if (text === null) throw new ApiProblem('PAYLOAD_INVALID', 'The form has no field `payload`.');
  return parsed(text, 'The field `payload`');
}

/** The fields of the form that a slash command posts. */
export const fieldsOfForm = (rawBody: Buffer): unknown =>
  Object.fromEntries(new URLSearchParams(rawBody.toString('utf8')));

/**
 * The JSON that the Events API posts.
 *
 * @throws ApiProblem PAYLOAD_INVALID
 */
export const payloadOfJson = (rawBody: Buffer): unknown => parsed(rawBody.toString('utf8'), 'The body');

const typed = z.object({ type: z.string() });

function valid<T extends z.ZodType>(schema: T, payload: unknown): z.output<T> {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({
    path: issue.path.join('.') || '(whole)',
    expected: issue.message,
  }));
  throw new ApiProblem('PAYLOAD_INVALID', 'The payload is not as Slack sends it.', errors);
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiProblem('PAYLOAD_INVALID', `${what} is not JSON.`, undefined, { cause });
  }
}
