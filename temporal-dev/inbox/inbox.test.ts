import { connect } from 'node:net';
import { type Inbox, startInbox } from './inbox';
import { ann, clientOf } from './workspace.fixture';

let inbox: Inbox;
beforeEach(async () => {
  inbox = await startInbox({ people: [ann] });
});
afterEach(() => inbox.stop().catch(() => undefined));

const post = (text: string) => clientOf(inbox).chat.postMessage({ channel: ann.id, text });

it('waits for a condition as it becomes true', async () => {
  const found = inbox.until((each) => each.messages({ to: ann.email }).find((message) => message.text === 'second'));
  await post('first');
  await post('second');
  expect((await found).text).toBe('second');
  expect((await inbox.until((each) => each.messages()[0])).text).toBe('first');
});

it('says what it holds when a condition does not become true', async () => {
  await post('something else');
  const waiting = inbox.until((each) => each.mails()[0], 20);
  await expect(waiting).rejects.toThrow(
    /INBOX_UNTIL_TIMEOUT: nothing matched within 20 ms.*ann@vendor.example: something else/s,
  );
});

it('passes on what goes wrong in the condition itself', async () => {
  const waiting = inbox.until((each) => {
    if (each.messages().length) throw new TypeError('wrong test');
    return undefined;
  });
  await Promise.all([post('x'), expect(waiting).rejects.toThrow('wrong test')]);
});

it('calls listeners until they unsubscribe', async () => {
  let changes = 0;
  const unsubscribe = inbox.onChange(() => (changes += 1));
  await post('x');
  const before = changes;
  expect(before).toBeGreaterThan(0);
  unsubscribe();
  await post('y');
  expect(changes).toBe(before);
});

it('hands out copies', async () => {
  await post('x');
  const [message] = inbox.messages();
  if (message) message.text = 'changed';
  expect(inbox.messages()[0]?.text).toBe('x');
});

it('lists by channel name, id and partner', async () => {
  const id = inbox.addChannel('#sales');
  await clientOf(inbox).chat.postMessage({ channel: '#sales', text: 'a' });
  await post('b');
  expect([
    inbox.messages({ channel: id }),
    inbox.messages({ channel: '#sales' }),
    inbox.messages({ to: ann.email }),
  ]).toMatchObject([[{ text: 'a', channelName: 'sales' }], [{ text: 'a' }], [{ text: 'b' }]]);
});

it('stops at once with hung calls, open streams and idle connections, and rejects who waits', async () => {
  inbox.faults.next({ method: 'auth.test', fault: 'hang' });
  const hung = expect(clientOf(inbox).auth.test()).rejects.toThrow();
  const stream = await fetch(`${inbox.url}/changes`);
  const closed = [Number(new URL(inbox.smtpUrl).port), Number(new URL(inbox.url).port)].map(
    (port) =>
      new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.resume();
        socket.once('close', () => resolve());
        // Being reset is one way of being closed.
        socket.on('error', () => undefined);
      }),
  );
  const waiting = expect(inbox.until((each) => each.mails()[0])).rejects.toMatchObject({ code: 'INBOX_STOPPED' });
  await inbox.until((each) => each.faults.counts().slack.hang === 1);
  await Promise.all([inbox.stop(), waiting, hung, ...closed, expect(stream.text()).rejects.toThrow()]);
});

it('frees what it took when a port is in use', async () => {
  await expect(startInbox({ httpPort: Number(new URL(inbox.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(startInbox({ smtpPort: Number(new URL(inbox.smtpUrl).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
