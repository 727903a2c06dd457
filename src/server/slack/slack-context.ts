import type { WebClient } from '@slack/web-api';
import type { FastifyBaseLogger } from 'fastify';
import type { Store } from '../../store/store';
import type { PlaysService } from '../plays/plays-service';

/** What the handling of one interaction works with. */
export interface SlackContext {
  /** Should try each call a few times at most: a click is worked on until its calls end, and a shutdown waits for it. */
  readonly client: WebClient;
  readonly plays: PlaysService;
  readonly store: Store;
  readonly now: () => Date;
  /** Of the request. */
  readonly log: FastifyBaseLogger;
  readonly requestId: string;
}

/** Where somebody acted, and whom to tell what came of it. */
export interface Place {
  /** Slack user id. */
  readonly user: string;
  /** Absent when Slack does not say: then it goes to the person's direct messages. */
  readonly channel?: string;
  /** Of what they clicked: takes an answer also while Slack takes no calls of ours. */
  readonly responseUrl?: string;
}
