import { Secret } from '../../config';
import { ApiProblem } from '../problems';
import { checkSlackSignature } from './signature';

// The worked example of docs.slack.dev/authentication/verifying-requests-from-slack.
const SECRET = new Secret('8f742231b10e8888abcd99yyyzzz85a5');
const BODY = Buffer.from(
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
);
const HEADERS = {
  'x-slack-request-timestamp': '1531420618',
  'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const at = (seconds: number) => new Date((1531420618 + seconds) * 1000);

function refusalOf(headers: Record<string, unknown>, body = BODY, now = at(0), secret = SECRET): string | undefined {
  try {
    checkSlackSignature(headers, body, secret, now);
    return undefined;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'SIGNATURE_INVALID') return error.detail;
    throw error;
  }
}

it('accepts the example of Slack’s documentation, for five minutes', () => {
  expect(refusalOf(HEADERS)).toBeUndefined();
  expect(refusalOf(HEADERS, BODY, at(299))).toBeUndefined();
  expect(refusalOf(HEADERS, BODY, at(-299))).toBeUndefined();
});

it.each([
  ['an old signature', HEADERS, BODY, at(301), SECRET],
  ['one from the future', HEADERS, BODY, at(-301), SECRET],
  ['another body', HEADERS, Buffer.concat([BODY, Buffer.from('x')]), at(0), SECRET],
  ['another secret', HEADERS, BODY, at(0), new Secret('other')],
  ['another timestamp', { ...HEADERS, 'x-slack-request-timestamp': '1531420619' }, BODY, at(0), SECRET],
  ['a timestamp that is no number', { ...HEADERS, 'x-slack-request-timestamp': 'NaN' }, BODY, at(0), SECRET],
  ['a short signature', { ...HEADERS, 'x-slack-signature': 'v0=' }, BODY, at(0), SECRET],
  ['no signature', { 'x-slack-request-timestamp': '1531420618' }, BODY, at(0), SECRET],
  ['no headers', {}, BODY, at(0), SECRET],
])('refuses %s', (_what, headers, body, now, secret) => {
  expect(refusalOf(headers, body, now, secret)).toMatch(/signature|signed/);
});
