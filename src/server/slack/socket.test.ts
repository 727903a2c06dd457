import type { FastifyInstance } from 'fastify';
import { Secret } from '../../config';
import type { InboxMessage } from '../../../temporal-dev/inbox';
import { createServer } from '../create-server';
import { callServer } from '../testing/call-server.fixture';
import { startTestingServer, type TestingServer } from '../testing/testing-server.fixture';

const ANA = 'ana@example.com';
const ACKNOWLEDGED = { status: 200, body: '' };
let server: TestingServer;
let connected: { app: FastifyInstance; url: string };
/** What the inbox takes for time where a trigger_id expires; each look moves it on by `step`. */
const clock = { now: 0, step: 0 };

beforeAll(async () => {
  server = await startTestingServer({ elapsed: () => (clock.now += clock.step), ackTimeoutMs: 3_000 });
});
afterAll(() => server?.close());
beforeEach(async () => {
  connected = await connect();
  await server.inbox.until(({ socket }) => socket.connections() === 1);
});
afterEach(() => connected.app.close());

/** A server that Slack reaches by Socket Mode, beside the one it reaches over HTTP. */
async function connect() {
  const { slack } = server.deps;
  const socket = { appToken: new Secret(server.inbox.appToken), slackApiUrl: server.inbox.slackApiUrl };
  const app = await createServer({ ...server.deps, slack: { ...slack!, socket } });
  return { app, url: await app.listen({ port: 0, host: '127.0.0.1' }) };
}
const click = (message: InboxMessage, choice: string) =>
  server.inbox.click({ as: ANA, message, actionId: `decide:${choice}` });
const timeline = async (runId: string) => (await server.status(runId)).timeline.map(({ what }) => what);
/** The timeline once all that the connected server has begun is done. */
async function inTheEnd(runId: string): Promise<readonly string[]> {
  await connected.app.close();
  return timeline(runId);
}
/** What /readyz says as soon as it is as described. */
async function untilReady(described: RegExp): Promise<unknown> {
  for (let look = 0; look < 2000; look += 1) {
    const { body } = await callServer(`${connected.url}/readyz`, {});
    if (described.test(JSON.stringify(body))) return body;
  }
  throw new Error('the server did not get there');
}
/** What Ana alone was told after a card was sent. */
const told = (after: InboxMessage, about: RegExp) =>
  server.inbox.until((inbox) =>
    inbox.messages().find(({ ephemeralFor, ts, text }) => ephemeralFor === ANA && ts > after.ts && about.test(text)),
  );

describe('by Socket Mode', () => {
  it('a click is acknowledged and decides, and the process says that it is connected', async () => {
    const { runId, card } = await server.withCard('socket-click');
    expect(await click(card, 'confirm')).toEqual(ACKNOWLEDGED);
    expect(await inTheEnd(runId)).toEqual(['Ana chose Confirm {}']);
  });

  it('a dialog opens, shows what is wrong with it, and decides', async () => {
    const { runId, card } = await server.withCard('socket-dialog');
    await click(card, 'not-yet');
    await server.inbox.until((inbox) => inbox.openModal(ANA));
    const send = (value: string) => server.inbox.submitModal({ as: ANA, values: { reason: { value } } });
    const errors = { reason: 'Please give a reason.' };
    expect((await send('   ')).body).toEqual({ response_action: 'errors', errors });
    expect(server.inbox.openModal(ANA)?.errors).toEqual(errors);
    expect(await send('Budget in May')).toEqual(ACKNOWLEDGED);
    expect(server.inbox.openModal(ANA)).toBeUndefined();
    expect(await inTheEnd(runId)).toEqual(['Ana chose Not yet: Budget in May {}']);
  });

  it.each([
    ['is delivered again', 'repeat', 0],
    ['is delivered again because its acknowledgement was lost with the connection', 'lostAcknowledgement', 1],
    ['is lost with the connection before it arrives', 'lostEnvelope', 1],
  ] as const)('an envelope that %s counts once', async (_what, fault, reconnections) => {
    const { runId, card } = await server.withCard(`socket-${fault}`);
    const before = server.inbox.socket.connectionsSoFar();
    const said = server.inbox.messages().length;
    server.inbox.socket.next(fault);
    expect(await click(card, 'confirm')).toEqual(ACKNOWLEDGED);
    expect(server.inbox.socket.connectionsSoFar() - before).toBe(reconnections);
    expect(await inTheEnd(runId)).toEqual(['Ana chose Confirm {}']);
    expect(await server.store.ledger.list({ runId, kind: 'refusal' })).toEqual([]);
    expect(server.inbox.messages()).toHaveLength(said);
  });

  it('a command and an opened Home tab are answered, once, however often they are delivered', async () => {
    const published = () => server.inbox.home(ANA)?.published ?? 0;
    const answers = () =>
      server.inbox.messages({ channel: 'general' }).filter(({ ephemeralFor }) => ephemeralFor === ANA);
    const before = { published: published(), answers: answers().length };
    server.inbox.socket.next('repeat');
    expect(await server.inbox.openHome(ANA)).toEqual(ACKNOWLEDGED);
    server.inbox.socket.next('lostAcknowledgement');
    expect(await server.inbox.command({ as: ANA, text: '/plays tasks', channel: 'general' })).toEqual(ACKNOWLEDGED);
    await connected.app.close();
    expect({ published: published(), answers: answers().length }).toEqual({
      published: before.published + 1,
      answers: before.answers + 1,
    });
  });

  it('a connection that is lost or replaced is followed by another, and no click is lost meanwhile', async () => {
    const { runId, card } = await server.withCard('socket-drop');
    const before = server.inbox.socket.connectionsSoFar();
    server.inbox.socket.drop();
    expect(await click(card, 'confirm')).toEqual(ACKNOWLEDGED);
    server.inbox.socket.refresh('warning');
    const { runId: later, card: another } = await server.withCard('socket-refresh');
    server.inbox.socket.refresh();
    expect(await click(another, 'confirm')).toEqual(ACKNOWLEDGED);
    expect(server.inbox.socket.connectionsSoFar() - before).toBeGreaterThanOrEqual(2);
    expect(await inTheEnd(runId)).toEqual(['Ana chose Confirm {}']);
    expect(await timeline(later)).toEqual(['Ana chose Confirm {}']);
  });

  it('a click that arrives too late for its dialog is told to be made again', async () => {
    const { runId, card } = await server.withCard('socket-late');
    server.inbox.socket.next('delay');
    const answer = click(card, 'not-yet');
    clock.now += 3_001;
    server.inbox.socket.release();
    expect(await answer).toEqual(ACKNOWLEDGED);
    await told(card, /That took too long\. Please click once more\./);
    expect(server.inbox.openModal(ANA)).toBeUndefined();
    expect(await inTheEnd(runId)).toEqual([]);
  });

  it('an envelope that comes while the server closes is left to the next connection', async () => {
    const { runId, card } = await server.withCard('socket-closing');
    const answer = click(card, 'confirm');
    await connected.app.close();
    connected = await connect();
    expect(await answer).toEqual(ACKNOWLEDGED);
    expect(await inTheEnd(runId)).toEqual(['Ana chose Confirm {}']);
  });
});

describe('a refused app token', () => {
  afterEach(() => server.inbox.socket.refuseToken(undefined));

  it('is told by /readyz with what to do, while HTTP goes on', async () => {
    await untilReady(/"slackSocket":"ok"/);
    server.inbox.socket.refuseToken('token_revoked');
    expect(await untilReady(/refused/)).toMatchObject({
      status: 'ready',
      checks: { slackSocket: 'refused' },
      advice: [
        expect.stringMatching(/^Slack refuses SLACK_APP_TOKEN \(token_revoked\): make an app-level token .*HTTP/),
      ],
    });
    const { runId, card } = await server.withCard('socket-refused');
    expect(await click(card, 'confirm')).toEqual(ACKNOWLEDGED);
    for (let look = 0; look < 1000 && (await timeline(runId)).length === 0; look += 1);
    expect(await timeline(runId)).toEqual(['Ana chose Confirm {}']);
  });

  it('is tried again, and taken when it is good', async () => {
    server.inbox.socket.refuseToken('invalid_auth');
    await untilReady(/refused/);
    server.inbox.socket.refuseToken(undefined);
    await server.inbox.until(({ socket }) => socket.connections() === 1);
    await untilReady(/"slackSocket":"ok"/);
  });
});

it('a trigger_id that expired on its way over HTTP is told to the person too', async () => {
  await connected.app.close();
  await server.inbox.until(({ socket }) => socket.connections() === 0);
  const { card } = await server.withCard('http-late');
  clock.step = 3_001;
  try {
    expect(await click(card, 'not-yet')).toEqual(ACKNOWLEDGED);
    await told(card, /That took too long/);
  } finally {
    clock.step = 0;
  }
});
