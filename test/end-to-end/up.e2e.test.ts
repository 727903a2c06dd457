import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir, type NetworkInterfaceInfo } from 'node:os';
import { join } from 'node:path';
import { PlaysClient, type RunView } from '../../src/client';
import { readDevApiKey } from '../../src/config';
import { freePort } from '../../temporal-dev';
import { BuiltCommand, type RunningCommand } from './built-command';

const READY = 'Ctrl-C stops';
const DANA = 'dana.reyes@playmaker.example';
const RUN = 'play/expansion/acme/seats-olivia-grant';
const PATIENCE = 2_000;

let folder: string;
let command: BuiltCommand;
beforeAll(() => (command = BuiltCommand.make()));
afterAll(() => command?.remove());
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'playmaker-up-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const up = (env: Record<string, string> = {}): RunningCommand =>
  command.start(['up'], { PLAYMAKER_DATA_DIR: folder, ...env });

/** An address that it has printed, by the word in front. */
const address = (running: RunningCommand, name: string): string =>
  new RegExp(`^ *${name} +(http\\S+)`, 'm').exec(running.out)![1]!;

async function until<T>(read: () => Promise<T>, described: (value: T) => boolean): Promise<T> {
  let value = await read();
  for (let look = 0; look < PATIENCE && !described(value); look += 1) value = await read();
  if (!described(value)) throw new Error(`It did not come to that. Last seen: ${JSON.stringify(value, null, 1)}`);
  return value;
}

/** The page of the inbox as somebody, once it shows a button. */
async function pageWithButtons(url: string): Promise<string> {
  return until(
    async () => (await fetch(url)).text(),
    (page) => page.includes('data-click'),
  );
}

const attributeOf = (page: string, name: string): string => new RegExp(`data-${name}="([^"]*)"`).exec(page)![1]!;

/** Presses a button of the page, as its script does. */
async function press(pageUrl: string, page: string, actionId: string): Promise<void> {
  const { origin, searchParams } = new URL(pageUrl);
  const body = {
    as: searchParams.get('as'),
    channel: attributeOf(page, 'channel'),
    ts: attributeOf(page, 'ts'),
    blockId: attributeOf(page, 'block'),
    actionId,
  };
  const response = await fetch(`${origin}/click`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(await response.json()).toMatchObject({ answer: { status: 200 } });
}

/** The process id of the Temporal server that it has started. */
function temporalOf({ child }: RunningCommand): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const own = processes
    .map((line) => line.trim().split(/\s+/))
    .find(([, parent, ...args]) => {
      return Number(parent) === child.pid && args.includes('start-dev');
    });
  return Number(own![0]);
}

const isOutward = ({ family, internal }: NetworkInterfaceInfo): boolean => family === 'IPv4' && !internal;

/** Whether something answers at the address. */
const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe('playmaker up', () => {
  it('starts the example, stops in order, and goes on with the old card at the next start', async () => {
    const PORT = String(await freePort());
    const first = up({ PORT });
    await first.says(READY);
    expect(first.out).toContain(`The expansion of Acme Logistics has begun: ${RUN}`);
    const temporalPage = address(first, 'Temporal');
    const before = await pageWithButtons(address(first, DANA));
    expect(before).toContain('Is Acme Logistics ready for a conversation about growing?');
    expect(await first.signal('SIGINT')).toBe(0);
    expect(first.out).toContain('Stopped.');
    expect(first.err).toBe('');
    expect(await Promise.all([answers(temporalPage), answers(`http://127.0.0.1:${PORT}/healthz`)])).toEqual([
      false,
      false,
    ]);

    const second = up({ PORT });
    await second.says(READY);
    expect(second.out).not.toContain('has begun');
    expect(second.out).toContain(`${RUN}   running, CS confirms`);
    const page = await pageWithButtons(address(second, DANA));
    expect(attributeOf(page, 'ts')).toBe(attributeOf(before, 'ts'));
    await press(address(second, DANA), page, 'decide:confirm');
    const client = new PlaysClient({
      url: address(second, 'playmaker'),
      apiKey: readDevApiKey(folder)!.reveal(),
    });
    const run: RunView = await until(
      () => client.get(RUN),
      ({ phase }) => phase === 'Discovery',
    );
    expect(run.timeline.filter(({ what }) => what.includes('is asked'))).toHaveLength(1);
    expect(await client.list({})).toHaveLength(1);

    const third = up({ PORT: String(await freePort()) });
    expect(await third.ended).toBe(1);
    expect(third.err).toMatch(/^playmaker: .* can be open only once\. Process \d+ has it open: .*\n$/);
    expect(await second.signal('SIGTERM')).toBe(0);
  });

  it('starts the Temporal server again when that is killed, and ends when it is killed again and again', async () => {
    const running = up({ PORT: String(await freePort()) });
    await running.says(READY);
    const client = new PlaysClient({ url: address(running, 'playmaker'), apiKey: readDevApiKey(folder)!.reveal() });
    process.kill(temporalOf(running), 'SIGKILL');
    await running.says('runs again');
    const run = await until(
      () => client.get(RUN),
      ({ source }) => source === 'play',
    );
    expect(run).toMatchObject({ state: 'running', phase: 'CS confirms' });
    process.kill(temporalOf(running), 'SIGKILL');
    expect(await running.ended).toBe(1);
    expect(running.err).toMatch(
      /^playmaker: The Temporal server ended twice within 10 seconds\.\nLook for what ends it/m,
    );
    const log = running.err.slice(0, running.err.indexOf('playmaker: The')).split('\n').slice(0, -1);
    const levels = log.map((line) => (JSON.parse(line) as { level: number }).level);
    for (const level of levels) expect(level).toBeGreaterThanOrEqual(40);
  });

  it('ends at once at a second Ctrl-C, and leaves nothing behind that holds port or data', async () => {
    const PORT = String(await freePort());
    const running = up({ PORT });
    await running.says(READY);
    running.child.kill('SIGINT');
    await running.says('Stopping');
    expect(await running.signal('SIGINT')).toBe(130);
    const next = up({ PORT });
    await next.says(READY);
    expect(await next.signal('SIGTERM')).toBe(0);
  });

  it.each([
    [
      'variables that cannot be used',
      { PORT: 'abc', SMTP_URL: 'mail.example.com' },
      2,
      /^playmaker: The environment is not usable:\n {2}PORT: expected a port .*\n {2}SMTP_URL: expected .*\n {2}MAIL_FROM: expected .*\nCorrect these variables/,
    ],
    [
      'a Temporal profile that does not exist',
      { TEMPORAL_PROFILE: 'nowhere' },
      2,
      /^playmaker: The configuration of Temporal cannot be used: .*nowhere.*\nCorrect TEMPORAL_PROFILE/,
    ],
    [
      'a Temporal server that does not answer',
      { TEMPORAL_ADDRESS: '127.0.0.1:1' },
      1,
      /^playmaker: The Temporal server at 127\.0\.0\.1:1 does not answer: .*\nStart it, or correct TEMPORAL_ADDRESS/,
    ],
    [
      'a Temporal program that does not exist',
      { TEMPORAL_CLI: '/no/temporal' },
      1,
      /^playmaker: Temporal server could not be found\. Any one of these is enough:\n {2}1\. TEMPORAL_CLI: .*\/no\/temporal\n/,
    ],
  ])('says in a few lines what is wrong with %s', async (_what, env, code, message) => {
    const running = up({ PORT: String(await freePort()), ...env });
    expect(await running.ended).toBe(code);
    expect(running.err).toMatch(message);
    expect(running.err).not.toMatch(/^ +at /m);
  });

  it('listens where HOST says, and names HOST when that is no address of this machine', async () => {
    const PORT = String(await freePort());
    const open = up({ PORT, HOST: '0.0.0.0' });
    await open.says(READY);
    expect(address(open, 'playmaker')).toBe(`http://127.0.0.1:${PORT}`);
    expect(await answers(`http://127.0.0.1:${PORT}/healthz`)).toBe(true);
    const [other] = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(isOutward);
    if (other) expect(await answers(`http://${other.address}:${PORT}/healthz`)).toBe(true);
    expect(await open.signal('SIGTERM')).toBe(0);

    const nowhere = up({ PORT, HOST: '203.0.113.1' });
    expect(await nowhere.ended).toBe(1);
    expect(nowhere.err).toMatch(/^playmaker: The server cannot listen on 203\.0\.113\.1: .*\nSet HOST to/);
  });

  it('names PORT when another program listens there, and the folder when it cannot be used', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const taken = up({ PORT: String(port) });
    expect(await taken.ended).toBe(1);
    expect(taken.err).toMatch(new RegExp(`^playmaker: Port ${port} cannot be used: .*\\n.*set PORT to another`));
    other.close();

    const file = join(folder, 'file');
    writeFileSync(file, '');
    const unusable = up({ PORT: String(port), PLAYMAKER_DATA_DIR: file });
    expect(await unusable.ended).toBe(1);
    expect(unusable.err).toMatch(/^playmaker: The data folder .*file cannot be made: .*\nSet PLAYMAKER_DATA_DIR/);
  });
});
