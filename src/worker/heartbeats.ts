import type { Context } from '@temporalio/activity';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

const EVERY_MS = 3_000;

/**
 * Heartbeats for every activity while it runs, so that Temporal notices within seconds when its worker is gone, instead
 * of waiting for the activity's time to run out.
 */
export const heartbeats: ActivityInterceptorsFactory = (context: Context) => ({
  inbound: {
    async execute(input, next) {
      const beat = context.info.isLocal ? undefined : setInterval(() => context.heartbeat(), EVERY_MS);
      try {
        return await next(input);
      } finally {
        clearInterval(beat);
      }
    },
  },
});
