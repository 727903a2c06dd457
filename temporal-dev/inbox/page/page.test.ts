import type { WebClient } from '@slack/web-api';
import { createTransport } from 'nodemailer';
import { startApp } from '../app-receiver.fixture';
import { type Inbox, startInbox } from '../inbox';
import { ann, ben, button, clientOf, question, reasonModal } from '../workspace.fixture';

let inbox: Inbox;
let slack: WebClient;
const attack = '"><script>alert(1)</script>';

beforeEach(async () => {
  inbox = await startInbox({ people: [ann, ben], now: () => new Date('2026-03-03T09:00:00Z') });
  slack = clientOf(inbox);
});
afterEach(() => inbox.stop());

const get = async (query: Record<string, string> = {}) => {
  const response = await fetch(`${inbox.url}/?${new URLSearchParams(query).toString()}`);
  return response.text();
};
const post = async (path: string, body: unknown, contentType = 'application/json') => {
  const headers = { 'Content-Type': contentType };
  const response = await fetch(inbox.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

it('draws the blocks of a message with live buttons for the person addressed only', async () => {
  const text = { type: 'plain_text' as const, text: 'Hand over?' };
  const confirm = { title: text, text, confirm: text, deny: text };
  const { channel = '', ts } = await slack.chat.postMessage({
    channel: ann.id,
    text: 'fallback',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Globex' } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*92 %* used' },
        fields: [{ type: 'mrkdwn', text: '*Seats* 184' }],
      },
      { type: 'divider' },
      {
        type: 'actions',
        block_id: 'answers',
        elements: [button('yes', { style: 'primary' }), button('no', { style: 'danger', confirm })],
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'asked <@U1ANN>' }] },
      { type: 'rich_text', elements: [] },
    ],
  });
  const page = await get({ as: ann.id, open: channel });
  for (const part of [
    '<h3 class="b-header">Globex</h3>',
    '<strong>92 %</strong> used',
    '<strong>Seats</strong> 184',
    '<hr />',
    '@Ann Archer',
    '[rich_text: this page does not draw this block]',
    'class="btn primary"',
    'class="btn danger"',
    `data-ts="${ts}"`,
    'data-block="answers"',
    'Hand over?',
  ]) {
    expect(page).toContain(part);
  }
  expect(page).not.toContain('fallback');
  expect(page).toContain('title="3 Mar 2026, 10:00 Europe/Berlin"');
  expect(page).toMatch(/>10:00 CET<\/time/);
  const others = await get({ as: ben.id, open: channel });
  expect(others).not.toContain('data-click');
  expect(others).toContain('disabled');
});

it('escapes everything that people and apps write', async () => {
  inbox.addPeople([{ id: 'U9', name: attack, email: `x${attack}@vendor.example` }]);
  inbox.addChannel(attack);
  const { channel = '' } = await slack.chat.postMessage({
    channel: 'U9',
    text: attack,
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: attack } },
      {
        type: 'actions',
        block_id: attack,
        elements: [{ ...button(attack), text: { type: 'plain_text', text: attack } }],
      },
      { type: 'image', image_url: `https://x.example/${attack}`, alt_text: attack },
    ],
  });
  await createTransport(inbox.smtpUrl).sendMail({
    from: 'a@vendor.example',
    to: 'vp@globex.example',
    subject: attack,
    text: attack,
    html: `<p>mail</p><script>alert(2)</script>`,
    attachments: [{ filename: `${attack}.txt`, content: 'x' }],
  });
  for (const open of [channel, 'mail:vp@globex.example', `mail:${attack}`, attack]) {
    const page = await get({ as: 'U9', open });
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script src="/page.js">']);
    expect(page).toContain('&lt;script&gt;alert(1)');
  }
});

it('shows a mail in a frame without scripts and its attachments for download', async () => {
  await createTransport(inbox.smtpUrl).sendMail({
    ...{
      from: 'a@vendor.example',
      to: 'vp@globex.example',
      subject: 'Proposal',
      text: 'plain',
      html: '<p id="x">rich</p>',
    },
    ...{ messageId: '<m&1@x>', attachments: [{ filename: 'påge.html', content: '<script>1</script>' }] },
  });
  const page = await get({ open: 'mail:vp@globex.example' });
  expect(page).toMatch(/<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/);
  expect(page).toContain('&lt;p id=&quot;x&quot;&gt;rich');
  const href = /href="(\/attachment[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const download = await fetch(inbox.url + href);
  expect(download.headers.get('content-type')).toBe('application/octet-stream');
  expect(download.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''p%C3%A5ge.html");
  expect(await download.text()).toBe('<script>1</script>');
  expect((await fetch(`${inbox.url}/attachment?mail=none&index=0`)).status).toBe(404);
});

it('opens where there is something to read', async () => {
  expect(await get()).toContain('<h2 id="title"># general</h2>');
  await createTransport(inbox.smtpUrl).sendMail({ from: 'a@x.example', to: 'vp@globex.example', text: 'Hello' });
  expect(await get()).toContain('<h2 id="title">Mail to vp@globex.example</h2>');
  await slack.chat.postMessage({ channel: ben.id, text: 'Ready?' });
  for (const as of ['', ann.id, ben.id])
    expect(await get({ as })).toContain(`<h2 id="title">Direct messages with ${ben.name}</h2>`);
});

it('outlives an address that is none', async () => {
  const answer = await fetch(`${inbox.url}//`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'INBOX_REQUEST_INVALID' });
  expect((await fetch(inbox.url)).status).toBe(200);
});

it('runs no script but its own', async () => {
  const response = await fetch(inbox.url);
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  const script = await fetch(`${inbox.url}/page.js`);
  expect(script.headers.get('content-type')).toContain('text/javascript');
});

it('shows an ephemeral message to its reader only', async () => {
  const open = inbox.addChannel('general');
  await slack.chat.postEphemeral({ channel: open, user: ben.id, text: 'between us' });
  expect(await get({ as: ben.id, open })).toContain('Only visible to you');
  expect(await get({ as: ann.id, open })).not.toContain('between us');
});

describe('its buttons', () => {
  let app: Awaited<ReturnType<typeof startApp>>;
  beforeEach(async () => {
    app = await startApp(
      () => inbox.signingSecret,
      async (payload) => {
        if (payload.type === 'block_actions')
          await slack.views.open({ trigger_id: payload.trigger_id, view: reasonModal });
        return undefined;
      },
    );
    inbox.setInteractionsUrl(app.url);
  });
  afterEach(() => app.stop());

  it('click, fill in the modal and submit it', async () => {
    const { channel = '', ts } = await slack.chat.postMessage({ channel: ann.id, text: 'Ready?', blocks: question });
    const click = { as: ann.id, channel, ts, blockId: 'answers', actionId: 'task:not-yet' };
    expect(await post('/click', click)).toMatchObject({ status: 200, body: { answer: { status: 200 } } });
    const page = await get({ as: ann.id, open: channel });
    for (const part of [
      '<h2>Not ready</h2>',
      'type="date" value="2026-04-01"',
      '<option value="timing"',
      'Seats',
      '(optional)',
    ]) {
      expect(page).toContain(part);
    }
    const refused = await post('/modal/submit', { as: ann.id, values: { why: { text: '' } } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'INBOX_INPUT_INVALID' } });
    expect(await get({ as: ann.id })).toContain('Please complete this required field.');
    const values = { why: { text: 'budget' }, kind: { choice: '' }, seats: { count: '' }, day: { date: '' } };
    expect((await post('/modal/submit', { as: ann.id, values })).status).toBe(200);
    expect(app.received.at(-1)?.view.state.values).toMatchObject({ kind: { choice: { selected_option: null } } });
    expect(app.forged).toEqual([]);
  });

  it('close the modal', async () => {
    const { channel = '', ts } = await slack.chat.postMessage({ channel: ann.id, text: 'Ready?', blocks: question });
    await post('/click', { as: ann.id, channel, ts, actionId: 'task:not-yet' });
    expect((await post('/modal/close', { as: ann.id })).status).toBe(200);
    expect(inbox.openModal(ann.email)).toBeUndefined();
  });

  it('refuse what a page of another origin could send, and clicks of nobody', async () => {
    const { channel = '', ts } = await slack.chat.postMessage({ channel: ann.id, text: 'Ready?', blocks: question });
    const click = { as: ann.id, channel, ts, actionId: 'task:confirm' };
    expect(await post('/click', click, 'text/plain')).toMatchObject({
      status: 400,
      body: { code: 'INBOX_REQUEST_INVALID' },
    });
    expect(await post('/click', { ...click, as: '' })).toMatchObject({
      status: 400,
      body: { code: 'INBOX_NO_PERSON' },
    });
    expect(await post('/click', { ...click, as: ben.id })).toMatchObject({ status: 403 });
    expect(app.received).toEqual([]);
  });
});

it('switches faults on and off', async () => {
  expect(
    await post('/faults', { set: { slack: { serverError: 1 } }, next: { method: 'smtp', fault: 'hang' } }),
  ).toMatchObject({
    status: 200,
    body: { settings: { slack: { serverError: 1 } } },
  });
  await expect(slack.auth.test()).rejects.toMatchObject({ statusCode: 503 });
  expect(await get({ open: 'faults' })).toContain('⚡ Faults (on)');
  expect((await post('/faults', { set: { slack: { serverError: 2 } } })).status).toBe(400);
  await post('/faults', { clear: true });
  expect((await slack.auth.test()).ok).toBe(true);
});

it('hears of changes as they happen', async () => {
  const abort = new AbortController();
  const response = await fetch(`${inbox.url}/changes`, { signal: abort.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toContain(': connected');
  const next = reader.read();
  await slack.chat.postMessage({ channel: 'general', text: 'x' });
  expect((await next).value).toBe('data: changed\n\n');
  abort.abort();
});
