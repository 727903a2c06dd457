import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FastifyBaseLogger } from 'fastify';
import { isTooDeep, MAX_DEPTH } from '../nesting';
import { ApiProblem } from '../problems';
import { Background } from './background';
import { dispatch, type SlackDelivery } from './dispatch';
import { Once } from './once';
import type { SlackContext } from './slack-context';

/** By what a delivery is found in the log. */
export interface DeliveryOrigin {
  readonly log: FastifyBaseLogger;
  readonly requestId: string;
}

/** Takes what Slack delivers over HTTP and over sockets, each thing once. */
export class Deliveries {
  private readonly background = new Background();
  private readonly once = new Once<object | undefined>();

  /** @param patienceMs how long a dialog may be read before it is acknowledged unread; two seconds when absent */
  constructor(
    private readonly context: Omit<SlackContext, 'log' | 'requestId'>,
    private readonly patienceMs?: number,
  ) {}

  /**
   * Resolves with what to acknowledge with, if with anything; the work that follows is under way then. A thing that Slack
   * delivers again, by the same way or another, gets the same answer and no further work.
   *
   * @throws ApiProblem PAYLOAD_INVALID
   */
  async take(delivery: SlackDelivery, { log, requestId }: DeliveryOrigin): Promise<object | undefined> {
    if (isTooDeep(delivery.payload))
      throw new ApiProblem('PAYLOAD_INVALID', `The payload is nested more than ${MAX_DEPTH} levels deep.`);
    return this.once.do(keyOf(delivery), async () => {
      const { answer, work } = await dispatch({ ...this.context, log, requestId }, delivery, this.patienceMs);
      if (work) this.background.start(work, (error) => log.error({ err: error }, 'the person could not be told'));
      return answer;
    });
  }

  /** Resolves when nothing is worked on any more. */
  settled(): Promise<void> {
    return this.background.settled();
  }
}

const identified = z.object({ event_id: z.string().min(1) });

/**
 * The same for each delivery of one thing. An event has an id. Interactions and commands have none, but their payload
 * holds a trigger_id or the moment of the click, so that no two of them are alike.
 */
function keyOf({ kind, payload }: SlackDelivery): string {
  const event = kind === 'event' ? identified.safeParse(payload) : undefined;
  if (event?.success) return `event/${event.data.event_id}`;
  return `${kind}/${createHash('sha256').update(JSON.stringify(payload)).digest('base64')}`;
}
