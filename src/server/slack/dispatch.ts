import { setTimeout as pause } from 'node:timers/promises';
import { ApiProblem } from '../problems';
import { handleCommand, planCommandSubmission } from './commands';
import { handleClick } from './handle-click';
import { planSubmission, type SubmissionPlan } from './handle-submission';
import { handleEvent, handleHomeAction, refreshAfterSubmission } from './home';
import {
  readEventDelivery,
  readInteraction,
  readSlashCommand,
  type BlockActions,
  type SlashCommand,
  type ViewSubmission,
} from './payloads';
import type { SlackContext } from './slack-context';
import { carryOut } from './tell';

/** Something that Slack delivers, whatever it came by: an HTTP request or an envelope of a socket. */
export interface SlackDelivery {
  readonly kind: 'interaction' | 'command' | 'event';
  readonly payload: unknown;
}

/** What follows from a delivery. */
export interface Dispatched {
  /** Goes back with the acknowledgement; absent: an empty acknowledgement. */
  readonly answer?: object;
  /** What is done once Slack has its acknowledgement, which it wants within three seconds. */
  readonly work?: () => Promise<void>;
}

/** Of the three seconds that Slack waits for an acknowledgement, those in which a dialog may be read. */
const PATIENCE_MS = 2_000;

/**
 * Says what to answer to a delivery at once, and what to do after that.
 *
 * @throws ApiProblem PAYLOAD_INVALID
 */
export async function dispatch(
  context: SlackContext,
  { kind, payload }: SlackDelivery,
  patienceMs = PATIENCE_MS,
): Promise<Dispatched> {
  if (kind === 'interaction') return dispatchInteraction(context, payload, patienceMs);
  if (kind === 'command') return { work: commandWork(context, readSlashCommand(payload)) };
  const delivery = readEventDelivery(payload);
  if (delivery.type === 'challenge') return { answer: { challenge: delivery.challenge } };
  if (delivery.type === 'event') return { work: () => handleEvent(context, delivery.event) };
  context.log.debug({ event: delivery.name }, 'an event that means nothing here');
  return {};
}

async function dispatchInteraction(context: SlackContext, payload: unknown, patienceMs: number): Promise<Dispatched> {
  const interaction = readInteraction(payload);
  if (interaction.type === 'block_actions') return { work: clickWork(context, interaction) };
  if (interaction.type === 'view_submission') return dispatchSubmission(context, interaction, patienceMs);
  context.log.debug({ interaction: interaction.name }, 'an interaction that means nothing here');
  return {};
}

/**
 * What is wrong with a dialog can be shown in it only by the answer. When that cannot be told in time, the dialog closes
 * and the person hears of it afterwards.
 */
async function dispatchSubmission(
  context: SlackContext,
  submission: ViewSubmission,
  patienceMs: number,
): Promise<Dispatched> {
  const planned = planOf(context, submission);
  const plan = await Promise.race([planned, pause(patienceMs, undefined, { ref: false })]);
  if (plan?.kind === 'complain') return { answer: { response_action: 'errors', errors: plan.errors } };
  if (plan?.kind === 'foreign') context.log.debug('a dialog of something else');
  if (plan?.kind === 'foreign') return {};
  return { work: () => submissionWork(context, submission, planned) };
}

async function planOf(context: SlackContext, submission: ViewSubmission): Promise<SubmissionPlan> {
  const plan = await planSubmission(context, submission);
  return plan.kind === 'foreign' ? planCommandSubmission(context, submission) : plan;
}

async function submissionWork(
  context: SlackContext,
  submission: ViewSubmission,
  planned: Promise<SubmissionPlan>,
): Promise<void> {
  await carryOut(context, { user: submission.user.id }, async () => {
    const plan = await planned;
    if (plan.kind === 'complain') throw new ApiProblem('FIELD_INVALID', Object.values(plan.errors).join(' '));
    if (plan.kind === 'decide') await plan.work();
  });
  await refreshAfterSubmission(context, submission);
}

function clickWork(context: SlackContext, click: BlockActions): () => Promise<void> {
  const place = { user: click.user.id, channel: click.channel?.id, responseUrl: click.response_url };
  return () =>
    carryOut(context, place, async () => {
      if (!(await handleHomeAction(context, click))) await handleClick(context, click);
    });
}

/** In the channel of the command the app may be a stranger: what went wrong is told in the person's direct messages. */
function commandWork(context: SlackContext, command: SlashCommand): () => Promise<void> {
  return () => carryOut(context, { user: command.userId }, () => handleCommand(context, command));
}
