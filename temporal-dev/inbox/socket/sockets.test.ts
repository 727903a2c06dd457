import { WebSocket } from 'ws';
import { type Inbox, startInbox } from '../inbox';
import { ann, clientOf, question } from '../workspace.fixture';

let inbox: Inbox;
beforeEach(async () => {
  inbox = await startInbox({ people: [ann] });
});
afterEach(() => inbox.stop());

interface Message {
  type: string;
  envelope_id?: string;
  retry_attempt?: number;
  accepts_response_payload?: boolean;
  payload?: { type: string };
  reason?: string;
}

/** An app at the other end of a socket, without any library: what arrives, and what it answers. */
async function connect(answer: (message: Message) => object | undefined = () => ({})) {
  const { url } = await clientOf(inbox, { token: inbox.appToken }).apps.connections.open({});
  const socket = new WebSocket(url!);
  const received: Message[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse((data as Buffer).toString()) as Message;
    received.push(message);
    const payload = message.envelope_id && answer(message);
    if (payload) socket.send(JSON.stringify({ envelope_id: message.envelope_id, payload }));
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise((resolve) => socket.once('message', resolve));
  return { socket, received, closed, url: url! };
}
async function click() {
  const slack = clientOf(inbox);
  const { ts } = await slack.chat.postMessage({ channel: ann.id, text: 'Ready?', blocks: question });
  const message = inbox.messages().find((each) => each.ts === ts)!;
  return inbox.click({ as: ann.email, message, actionId: 'task:confirm' });
}

it('says hello, delivers by the socket, and takes what comes with the acknowledgement', async () => {
  const { received } = await connect(() => ({ response_action: 'clear' }));
  expect(await click()).toEqual({ status: 200, body: { response_action: 'clear' } });
  expect(received).toMatchObject([
    { type: 'hello', num_connections: 1, connection_info: { app_id: 'A0PLAYMAKER' } },
    { type: 'interactive', accepts_response_payload: true, payload: { type: 'block_actions' } },
  ]);
  expect(received[1]?.envelope_id).toMatch(/^[0-9a-f-]{36}$/);
});

it('delivers commands and events alike', async () => {
  const { received } = await connect();
  expect(await inbox.command({ as: ann.email, text: '/plays tasks' })).toEqual({ status: 200, body: '' });
  expect(await inbox.openHome(ann.email)).toEqual({ status: 200, body: '' });
  expect(received.slice(1)).toMatchObject([
    { type: 'slash_commands', payload: { command: '/plays', text: 'tasks' } },
    { type: 'events_api', accepts_response_payload: false, retry_attempt: 0, payload: { type: 'event_callback' } },
  ]);
});

it('gives an address for one connection only, and to the app token only', async () => {
  const { url } = await connect();
  const again = new WebSocket(url);
  await new Promise((resolve) => again.once('error', resolve));
  const open = (token: string) => clientOf(inbox, { token }).apps.connections.open({});
  await expect(open(inbox.botToken)).rejects.toThrow('not_allowed_token_type');
  await expect(open('xapp-other')).rejects.toThrow('invalid_auth');
  inbox.socket.refuseToken('token_revoked');
  await expect(open(inbox.appToken)).rejects.toThrow('token_revoked');
});

it('delivers an event that is not acknowledged three times more, with the number of each attempt', async () => {
  await inbox.stop();
  inbox = await startInbox({ people: [ann] }, { elapsed: () => performance.now(), ackTimeoutMs: 20 });
  const { received } = await connect(() => undefined);
  expect(await inbox.openHome(ann.email)).toMatchObject({ status: 0, body: { error: 'operation_timeout' } });
  expect(received.slice(1).map(({ retry_attempt }) => retry_attempt)).toEqual([0, 1, 2, 3]);
  expect(new Set(received.slice(1).map(({ envelope_id }) => envelope_id)).size).toBe(1);
});

it('delivers by another connection what the lost one did not acknowledge', async () => {
  const silent = await connect(() => undefined);
  const arrived = new Promise((resolve) => silent.socket.once('message', resolve));
  const answer = click();
  await arrived;
  const next = await connect();
  silent.socket.terminate();
  expect(await answer).toEqual({ status: 200, body: '' });
  expect(next.received.at(-1)).toMatchObject({ type: 'interactive', retry_attempt: 1 });
});

it('announces that it replaces a connection, and sends nothing more by it', async () => {
  const first = await connect();
  inbox.socket.refresh('warning');
  await new Promise<void>((resolve) => first.socket.once('message', () => resolve()));
  expect(first.received.at(-1)).toMatchObject({ type: 'disconnect', reason: 'warning' });
  const second = await connect();
  await click();
  expect(first.received.filter(({ type }) => type === 'interactive')).toEqual([]);
  expect(second.received.filter(({ type }) => type === 'interactive')).toHaveLength(1);
});

it('goes back to HTTP when the app says goodbye', async () => {
  const { socket } = await connect();
  socket.close(1000);
  await inbox.until((now) => now.socket.connections() === 0);
  await expect(click()).rejects.toThrow('INBOX_NO_INTERACTIONS_URL');
});
