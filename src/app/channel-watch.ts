import type { FastifyBaseLogger } from 'fastify';
import type { SlackNews } from '../../activities/notify';

type Log = Pick<FastifyBaseLogger, 'error' | 'info'>;

/** What keeps a channel from reaching people. */
export interface ChannelTrouble {
  readonly check: 'refused' | 'unreachable';
  /** What operations does. */
  readonly advice: string;
}

/** How a channel is, as what its last calls met with tells. */
export interface ChannelWatch<News> {
  heard(news: News): void;
  /** Undefined while all is well. */
  trouble(): ChannelTrouble | undefined;
}

/** A trouble as the log tells it. */
interface Known extends ChannelTrouble {
  readonly code: string;
  readonly error: string;
}

/** Whether Slack takes the bot's token, and answers at all. Operations hear of a trouble once, and once that it is over. */
export function watchSlack(logger?: Log): ChannelWatch<SlackNews> {
  const kept = keep(logger);
  return {
    trouble: kept.trouble,
    heard(news) {
      if (news.kind === 'refused') kept.begins(tokenRefused(news.error));
      else if (news.kind === 'unreachable') kept.begins(slackUnreachable(news.why));
      // An answer without a word on the token says that Slack is there, and no more.
      else if (news.kind === 'taken' || kept.trouble()?.check === 'unreachable')
        kept.ends(
          kept.trouble()?.check === 'refused'
            ? 'Slack takes SLACK_BOT_TOKEN again: what waited goes out now.'
            : 'Slack answers again: what waited goes out now.',
        );
    },
  };
}

/** Whether the mail server takes mails; told is why it does not. Operations hear of it as with Slack. */
export function watchMail(logger?: Log): ChannelWatch<string | undefined> {
  const kept = keep(logger);
  return {
    trouble: kept.trouble,
    heard(why) {
      if (why === undefined) kept.ends('The mail server answers again: what waited goes out now.');
      else kept.begins(mailUnreachable(why));
    },
  };
}

function keep(logger: Log | undefined) {
  let known: Known | undefined;
  return {
    trouble: (): ChannelTrouble | undefined => known && { check: known.check, advice: known.advice },
    begins(next: Known): void {
      const isNew = next.code !== known?.code || (next.check === 'refused' && next.error !== known.error);
      known = next;
      if (isNew) logger?.error({ code: next.code, error: next.error }, next.advice);
    },
    ends(words: string): void {
      if (!known) return;
      const { code } = known;
      known = undefined;
      logger?.info({ code, over: true }, words);
    },
  };
}

const LATER = 'What waits then goes out by itself, once.';

const tokenRefused = (error: string): Known => ({
  ...{ check: 'refused', code: 'SLACK_TOKEN_REFUSED', error },
  advice:
    `Slack refuses SLACK_BOT_TOKEN (${error}): nobody gets messages in Slack. Install the app again at api.slack.com/apps, ` +
    `set the new bot token and restart. ${LATER}`,
});

const slackUnreachable = (error: string): Known => ({
  ...{ check: 'unreachable', code: 'SLACK_UNREACHABLE', error },
  advice:
    `Slack cannot be reached (${error}): nobody gets messages in Slack. See slack-status.com, and check that this machine ` +
    `reaches slack.com through its network, firewall and proxy. ${LATER}`,
});

const mailUnreachable = (error: string): Known => ({
  ...{ check: 'unreachable', code: 'MAIL_UNREACHABLE', error },
  advice:
    `The mail server of SMTP_URL takes no mails (${error}): nobody gets mails. Check that it runs, that this machine reaches ` +
    `it, and the login in SMTP_URL. ${LATER}`,
});
