import { LogLevel, WebClient, type Logger } from '@slack/web-api';
import { slackErrorCode, slackFailure, tokenRefusal } from './slack-failure';

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

/** Hears Slack's error when it refuses the token, and undefined whenever it takes it. */
export type HearOfToken = (refusal: string | undefined) => void;

/** Slack's Web API with one attempt per call: Temporal does the repeating. */
export interface SlackApi {
  /** Rejects with SLACK_UNAVAILABLE or SLACK_REFUSED. Answers undefined for the error codes in `tolerated`. */
  call<Result>(
    method: string,
    perform: (client: WebClient) => Promise<Result>,
    tolerated?: readonly string[],
  ): Promise<Result | undefined>;
}

export function createSlackApi(
  token: string,
  slackApiUrl: string | undefined,
  timeoutMs: number,
  hearOfToken: HearOfToken = () => undefined,
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
        hearOfToken(undefined);
        return result;
      } catch (error) {
        const code = slackErrorCode(error);
        if (code !== undefined) hearOfToken(tokenRefusal(error));
        if (code !== undefined && tolerated.includes(code)) return undefined;
        throw slackFailure(error, method);
      }
    },
  };
}
