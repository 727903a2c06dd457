import { runCli } from '../run-cli';

async function manifest(args: readonly string[], env: Record<string, string> = {}) {
  const said = { out: '', err: '' };
  const code = await runCli(['slack', 'manifest', ...args], {
    env,
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    stdin: () => Promise.resolve(''),
  });
  return { code, ...said };
}
const interactivity = (out: string) =>
  (JSON.parse(out) as { settings: { interactivity: object; socket_mode_enabled: boolean } }).settings;

it.each([
  ['the address that is named', ['--url', 'https://plays.example.com/'], {}],
  ['the public address of the environment', [], { PUBLIC_URL: 'https://plays.example.com' }],
])('the manifest has Slack call %s', async (_what, args, env) => {
  const { code, out } = await manifest(args, env);
  expect(code).toBe(0);
  expect(interactivity(out)).toMatchObject({
    socket_mode_enabled: false,
    interactivity: { request_url: 'https://plays.example.com/slack/interactions' },
  });
});

it('the manifest for Socket Mode names no address', async () => {
  const { code, out } = await manifest(['--socket'], { PUBLIC_URL: 'https://plays.example.com' });
  expect(code).toBe(0);
  expect(interactivity(out)).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
  expect(out).not.toContain('plays.example.com');
});

it.each([
  ['no address', [], /where to reach playmaker/],
  ['an address that Slack does not call', ['--url', 'http://127.0.0.1:8080'], /not an https address/],
  ['both', ['--socket', '--url', 'https://plays.example.com'], /either --socket or --url/],
])('%s is wrong use, with how to go on', async (_what, args, words) => {
  const { code, out, err } = await manifest(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(words);
  expect(err).toContain('--socket');
});
