import pino from 'pino';
import { watchMail, watchSlack } from './channel-watch';

interface Line {
  readonly level: number;
  readonly code: string;
  readonly over?: true;
  readonly msg: string;
}
const [ERROR, INFO] = [50, 30];
function log() {
  const lines: Line[] = [];
  return { lines, logger: pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as Line) }) };
}

it('tells operations once that Slack is out of reach, and once that it answers again', () => {
  const { lines, logger } = log();
  const slack = watchSlack(logger);
  for (const why of ['connect ECONNREFUSED', 'HTTP status 503', 'timeout of 5000ms exceeded'])
    slack.heard({ kind: 'unreachable', why });
  expect(lines).toMatchObject([
    { level: ERROR, code: 'SLACK_UNREACHABLE', msg: expect.stringContaining('firewall') as string },
  ]);
  expect(slack.trouble()).toMatchObject({ check: 'unreachable', advice: expect.stringContaining('timeout') as string });
  slack.heard({ kind: 'reached' });
  slack.heard({ kind: 'taken' });
  expect(slack.trouble()).toBeUndefined();
  expect(lines.slice(1)).toMatchObject([{ level: INFO, code: 'SLACK_UNREACHABLE', over: true }]);
});

it('does not take too many calls for a token that works', () => {
  const { lines, logger } = log();
  const slack = watchSlack(logger);
  slack.heard({ kind: 'refused', error: 'token_revoked' });
  slack.heard({ kind: 'reached' });
  expect(slack.trouble()?.check).toBe('refused');
  slack.heard({ kind: 'taken' });
  expect(lines.map(({ level, code }) => [level, code])).toEqual([
    [ERROR, 'SLACK_TOKEN_REFUSED'],
    [INFO, 'SLACK_TOKEN_REFUSED'],
  ]);
});

it('tells operations once that the mail server takes nothing, and once that it does again', () => {
  const { lines, logger } = log();
  const mail = watchMail(logger);
  mail.heard(undefined);
  mail.heard('connect ECONNREFUSED');
  mail.heard('Greeting never received');
  expect(mail.trouble()).toMatchObject({ check: 'unreachable', advice: expect.stringContaining('SMTP_URL') as string });
  mail.heard(undefined);
  mail.heard(undefined);
  expect(mail.trouble()).toBeUndefined();
  expect(lines.map(({ level, code }) => [level, code])).toEqual([
    [ERROR, 'MAIL_UNREACHABLE'],
    [INFO, 'MAIL_UNREACHABLE'],
  ]);
});
