import type { WebClient } from '@slack/web-api';
import { startApp } from '../app-receiver.fixture';
import { type Inbox, startInbox } from '../inbox';
import { ann, ben, button, clientOf } from '../workspace.fixture';

let inbox: Inbox;
let slack: WebClient;
let app: Awaited<ReturnType<typeof startApp>>;

beforeEach(async () => {
  inbox = await startInbox({ people: [ann, ben] });
  slack = clientOf(inbox);
  app = await startApp(
    () => inbox.signingSecret,
    () => undefined,
  );
  inbox.setInteractionsUrl(app.url);
});
afterEach(async () => {
  await inbox.stop();
  await app.stop();
});

const text = (words: string) => ({ type: 'mrkdwn' as const, text: words });
const section = (words: string) => ({ type: 'section' as const, text: text(words) });
const home = (...blocks: object[]) => ({ type: 'home' as const, blocks: blocks as never[] });
const publish = (view: object, more: object = {}) =>
  slack.apiCall('views.publish', { user_id: ann.id, view, ...more }).catch((error: { data?: unknown }) => error.data);

describe('views.publish', () => {
  it('shows a person their Home tab, each time anew under the same id', async () => {
    expect(inbox.home(ann.email)).toBeUndefined();
    const first = await slack.views.publish({ user_id: ann.id, view: home(section('one')) });
    const second = await slack.views.publish({ user_id: ann.id, view: home(section('two')), hash: first.view?.hash });
    expect(second.view?.id).toBe(first.view?.id);
    expect(inbox.home(ann.email)).toMatchObject({
      published: 2,
      hash: second.view?.hash,
      blocks: [{ text: text('two') }],
    });
    expect(inbox.home(ben.email)).toBeUndefined();
  });

  it.each([
    ['a hundred and one blocks', home(...Array.from({ length: 101 }, () => section('x'))), 'invalid_arguments'],
    ['a text that is too long', home(section('x'.repeat(3001))), 'invalid_arguments'],
    [
      'two blocks of one id',
      home({ ...section('a'), block_id: 'a' }, { ...section('b'), block_id: 'a' }),
      'invalid_arguments',
    ],
    ['a dialog', { ...home(), type: 'modal', title: text('x') }, 'invalid_arguments'],
    ['more than 250 kB', home(...Array.from({ length: 99 }, () => section('x'.repeat(2900)))), 'view_too_large'],
  ])('refuses %s', async (_what, view, error) => {
    expect(await publish(view)).toMatchObject({ ok: false, error });
    expect(inbox.home(ann.email)).toBeUndefined();
  });

  it('refuses somebody who does not exist, and a hash that is not the latest', async () => {
    expect(await publish(home(), { user_id: 'U0NOBODY' })).toMatchObject({ error: 'user_not_found' });
    await publish(home(section('one')));
    expect(await publish(home(section('two')), { hash: 'old' })).toMatchObject({ error: 'hash_conflict' });
  });
});

it('a click on the Home tab names the view and no message', async () => {
  await publish(home({ type: 'actions', block_id: 'a', elements: [button('go', { value: 'v' })] }));
  expect(await inbox.clickHome({ as: ann.email, actionId: 'go' })).toEqual({ status: 200, body: '' });
  const { view, actions, trigger_id, ...rest } = app.received[0]!;
  expect(view.id).toBe(inbox.home(ann.email)?.id);
  expect(actions).toMatchObject([{ action_id: 'go', value: 'v' }]);
  expect(rest).not.toHaveProperty('message');
  expect(rest).not.toHaveProperty('response_url');
  const modal = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'T' }, blocks: [] };
  await slack.views.open({ trigger_id, view: modal });
  expect(inbox.openModal(ann.email)).toBeDefined();
  await expect(inbox.clickHome({ as: ben.email, actionId: 'go' })).rejects.toMatchObject({ code: 'INBOX_NO_HOME' });
  expect(app.forged).toEqual([]);
});

it('opening the Home tab is an event, signed, with what the person saw before', async () => {
  await publish(home(section('before')));
  expect(await inbox.openHome(ann.email)).toEqual({ status: 200, body: '' });
  const [event] = app.events;
  expect(event).toMatchObject({
    ...{ type: 'event_callback', event_id: expect.stringMatching(/^Ev/) as string },
    event: { type: 'app_home_opened', user: ann.id, tab: 'home', view: { blocks: [{ text: text('before') }] } },
  });
  expect(app.forged).toEqual([]);
});

it('a command is sent as a signed form, and its response_url takes five answers that only its sender sees', async () => {
  const channel = inbox.addChannel('sales');
  expect(await inbox.command({ as: ann.email, text: ' /plays account  Acme Corp ', channel: 'sales' })).toMatchObject({
    status: 200,
  });
  const [command] = app.commands;
  expect(command).toMatchObject({
    ...{ command: '/plays', text: 'account  Acme Corp', user_id: ann.id, channel_id: channel, channel_name: 'sales' },
  });
  const answer = () =>
    fetch(command!.response_url!, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: 'Here.' }),
    });
  const statuses: number[] = [];
  for (let use = 0; use < 6; use++) statuses.push((await answer()).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  expect(inbox.messages({ channel: 'sales' })).toMatchObject(Array(5).fill({ text: 'Here.', ephemeralFor: ann.email }));
  expect(app.forged).toEqual([]);
});

it('what is no command, or typed where the person cannot write, is refused', async () => {
  await expect(inbox.command({ as: ann.email, text: 'plays' })).rejects.toMatchObject({
    code: 'INBOX_REQUEST_INVALID',
  });
  await slack.chat.postMessage({ channel: ben.id, text: 'hello' });
  const { channel } = inbox.messages({ to: ben.email })[0]!;
  await expect(inbox.command({ as: ann.email, text: '/plays', channel })).rejects.toMatchObject({
    code: 'INBOX_NOT_VISIBLE',
  });
});

it('the page shows the Home tab with live buttons to its person, and takes commands', async () => {
  await publish(home(section('*Mine*'), { type: 'actions', elements: [button('go')] }));
  const page = await (await fetch(`${inbox.url}/?as=${ann.id}&open=home`)).text();
  for (const part of ['Home of Ann Archer', '<strong>Mine</strong>', 'data-action="go"', 'data-command'])
    expect(page).toContain(part);
  const bens = await (await fetch(`${inbox.url}/?as=${ben.id}&open=home`)).text();
  expect(bens).toContain('has published nothing here yet');
  expect(bens).not.toContain('<strong>Mine</strong>');
  const post = (path: string, body: object) =>
    fetch(inbox.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post('/home/open', { as: ann.id })).status).toBe(200);
  expect((await post('/home/click', { as: ann.id, actionId: 'go' })).status).toBe(200);
  expect((await post('/command', { as: ann.id, text: '/plays tasks' })).status).toBe(200);
  expect((await post('/command', { as: '', text: '/plays tasks' })).status).toBe(400);
  expect([app.events.length, app.received.length, app.commands.length]).toEqual([1, 1, 1]);
});

it('what goes over HTTP comes twice, or after what was sent later, when that is asked for', async () => {
  const type = (words: string) => inbox.command({ as: ann.email, text: `/plays ${words}` });
  inbox.http.next('repeat');
  await type('one');
  inbox.http.next('delay');
  const late = type('two');
  await type('three');
  inbox.http.release();
  await late;
  expect(app.commands.map((command) => command['text'])).toEqual(['one', 'one', 'three', 'two']);
});
