import { LogLevel, WebClient, type Logger } from '@slack/web-api';
import { slackErrorCode, slackFailure, tokenRefusal, whyUnreachable } from './slack-failure';

/** What goes wrong is thrown, so the client has nothing to log. */
const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/**
 * What a call tells of Slack: it takes the token; it refuses the token; it answered, without a word on the token; it does not
 * answer, or something between us and Slack does.
 */
export type SlackNews =
  | { readonly kind: 'taken' | 'reached' }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'unreachable'; readonly why: string };

/** Hears after each call how Slack is. */
export type HearOfSlack = (news: SlackNews) => void;

/** Slack's Web API with one attempt per call: Temporal does the repeating. */
export interface SlackApi {
  /** Rejects with SLACK_UNAVAILABLE or SLACK_REFUSED. Answers undefined for the error codes in `tolerated`. */
  call<Result>(
    method: string,
    perform: (client: WebClient) => Promise<Result>,
    tolerated?: readonly string[],
  ): Promise<Result | undefined>;
}

function newsOf(error: unknown): SlackNews {
  const refusal = tokenRefusal(error);
  if (refusal !== undefined) return { kind: 'refused', error: refusal };
  if (slackErrorCode(error) !== undefined) return { kind: 'taken' };
  const why = whyUnreachable(error);
  return why === undefined ? { kind: 'reached' } : { kind: 'unreachable', why };
}

export function createSlackApi(
  token: string,
  slackApiUrl: string | undefined,
  timeoutMs: number,
  hearOfSlack: HearOfSlack = () => undefined,
): SlackApi {
  const client = new WebClient(token, {
    slackApiUrl,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: SILENT,
  });
  return {
    async call(method, perform, tolerated = []) {
      try {
        const result = await perform(client);
        hearOfSlack({ kind: 'taken' });
        return result;
      } catch (error) {
        hearOfSlack(newsOf(error));
        const code = slackErrorCode(error);
        if (code !== undefined && tolerated.includes(code)) return undefined;
        throw slackFailure(error, method);
      }
    },
  };
}
