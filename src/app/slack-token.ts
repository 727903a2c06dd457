import type { FastifyBaseLogger } from 'fastify';

/** Whether Slack takes the bot's token, as its answers tell. */
export interface SlackToken {
  /** Takes note of Slack's error by which it refuses the token; undefined: it takes the token. */
  heard(refusal: string | undefined): void;
  /** What operations does; undefined while all is well. */
  problem(): string | undefined;
}

/** Operations hear of a refusal once, and once that it is over. */
export function watchSlackToken(logger?: Pick<FastifyBaseLogger, 'error' | 'info'>): SlackToken {
  let refusal: string | undefined;
  const problem = () => refusal && adviceOn(refusal);
  return {
    heard(next) {
      if (next === refusal) return;
      refusal = next;
      if (next === undefined) logger?.info('Slack takes SLACK_BOT_TOKEN again: what waited goes out now.');
      else logger?.error({ code: 'SLACK_TOKEN_REFUSED', error: next }, adviceOn(next));
    },
    problem,
  };
}

const adviceOn = (refusal: string): string =>
  `Slack refuses SLACK_BOT_TOKEN (${refusal}): nobody gets messages in Slack. Install the app again at api.slack.com/apps, ` +
  'set the new bot token and restart. What waits then goes out by itself, once.';
