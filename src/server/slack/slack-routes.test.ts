import { WebClient } from '@slack/web-api';
import { cardBlocks } from '../../../activities/notify';
import { signatureHeaders, type InboxMessage, type InteractionAnswer } from '../../../temporal-dev/inbox';
import { createServer } from '../create-server';
import { callServer } from '../testing/call-server.fixture';
import { startTestingServer, type TestingServer } from '../testing/testing-server.fixture';

const ANA = 'ana@example.com';
let server: TestingServer;
beforeAll(async () => {
  server = await startTestingServer();
});
afterAll(() => server?.close());

const ACKNOWLEDGED: InteractionAnswer = { status: 200, body: '' };
const click = (as: string, message: InboxMessage, choice: string) =>
  server.inbox.click({ as, message, actionId: `decide:${choice}` });
/** What the server told that person alone, about the run whose card this is or later. */
const told = (to: string, after: InboxMessage, about: RegExp) =>
  server.inbox.until((inbox) =>
    inbox.messages().find(({ ephemeralFor, ts, text }) => ephemeralFor === to && ts > after.ts && about.test(text)),
  );
/** The play's state as soon as it is as described; every look is a round trip, and there are enough of them for seconds. */
async function until(runId: string, described: (timeline: readonly string[]) => boolean): Promise<readonly string[]> {
  for (let look = 0; look < 1000; look++) {
    const timeline = (await server.status(runId)).timeline.map(({ what }) => what);
    if (described(timeline)) return timeline;
  }
  throw new Error('the play did not get there');
}
const signed = (body: string) => signatureHeaders(server.inbox.signingSecret, body, new Date());
const FORM = 'application/x-www-form-urlencoded';
const postTo = (path: string, body: string, headers: Record<string, string>, url = server.url) =>
  callServer(`${url}/slack/${path}`, { method: 'POST', body, headers });
const post = (body: string, headers: Record<string, string> = signed(body), url = server.url) =>
  postTo('interactions', body, { 'content-type': FORM, ...headers }, url);
/** Acts on a server of its own and closes it: everything it had begun is done then. */
async function untilClosed<T>(act: (url: string) => Promise<T>): Promise<T> {
  const other = await createServer(server.deps);
  const value = await act(await other.listen({ port: 0, host: '127.0.0.1' }));
  await other.close();
  return value;
}
const form = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const clickPayload = (taskId: string, choice: string, actionTs = '1.1') => ({
  type: 'block_actions',
  user: { id: 'UANA' },
  trigger_id: 't',
  channel: { id: 'C1' },
  message: { ts: '1.0' },
  actions: [{ action_id: `decide:${choice}`, value: taskId, action_ts: actionTs }],
});

describe('a click on a card', () => {
  it('is acknowledged with nothing, and decides in the name of whoever clicked', async () => {
    const { runId, card } = await server.withCard('clicked');
    expect(await click(ANA, card, 'confirm')).toEqual(ACKNOWLEDGED);
    expect(await until(runId, (timeline) => timeline.length > 0)).toEqual(['Ana chose Confirm {}']);
  });

  it('a second time is told who decided and when, to that person alone, and changes nothing', async () => {
    const { runId, card } = await server.withCard('twice');
    await click(ANA, card, 'confirm');
    await until(runId, (timeline) => timeline.length > 0);
    await click(ANA, card, 'confirm');
    const message = await told(ANA, card, /did not count/);
    expect(message.text).toMatch(
      /^Thank you, but this did not count: Ana already chose “Confirm” on <!date\^\d+\^[^|]+\|\d+ \w+ \d{4}, \d\d:\d\d UTC>\.$/,
    );
    expect((await server.status(runId)).timeline).toHaveLength(1);
    expect(await server.store.ledger.list({ runId, kind: 'refusal' })).toMatchObject([{ by: 'Ana' }]);
  });

  it('that Slack delivers again is the same decision, without a word', async () => {
    const { runId, taskId } = await server.withCard('redelivered');
    const body = form(clickPayload(taskId, 'confirm', '55.5'));
    const headers = signed(body);
    const before = server.inbox.messages().length;
    const answers = await untilClosed(async (url) => [
      await post(body, headers, url),
      await post(body, { ...headers, 'x-slack-retry-num': '1' }, url),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await server.status(runId)).timeline).toHaveLength(1);
    expect(await server.store.ledger.list({ runId, kind: 'refusal' })).toEqual([]);
    expect(server.inbox.messages()).toHaveLength(before);
  });

  it('that Slack delivers to two servers is one decision, without a word', async () => {
    const { runId, taskId } = await server.withCard('two-servers');
    const body = form(clickPayload(taskId, 'confirm', '66.6'));
    const before = server.inbox.messages().length;
    const deliver = () => untilClosed((url) => post(body, undefined, url));
    expect((await Promise.all([deliver(), deliver()])).map(({ status }) => status)).toEqual([200, 200]);
    expect((await deliver()).status).toBe(200);
    expect((await server.status(runId)).timeline).toHaveLength(1);
    expect(await server.store.ledger.list({ runId, kind: 'refusal' })).toEqual([]);
    expect(server.inbox.messages()).toHaveLength(before);
  });

  it('is worked on to its end when the server closes right after it', async () => {
    const { runId, taskId } = await server.withCard('closing');
    await untilClosed((url) => post(form(clickPayload(taskId, 'confirm')), undefined, url));
    expect((await server.status(runId)).timeline).toHaveLength(1);
  });

  it.each([
    ['without the role', 'dan@example.com', /Dan cannot answer this: it is for the csm/],
    ['not known to playmaker', 'eve@example.com', /Nobody on our side has the address eve@example\.com/],
  ])('by somebody %s is refused, to them alone', async (_who, as, words) => {
    const { runId, card } = await server.withCard(`by-${as.split('@')[0]}`, as);
    expect(await click(as, card, 'confirm')).toEqual(ACKNOWLEDGED);
    expect((await told(as, card, words)).ephemeralFor).toBe(as);
    expect((await server.status(runId)).timeline).toEqual([]);
    expect(await server.store.ledger.list({ runId, kind: 'refusal' })).toHaveLength(1);
  });

  it('on a task that is gone is refused', async () => {
    const { card } = await server.withCard('gone');
    const payload = { ...clickPayload('play/checkin/acme/nothing/task/1', 'confirm'), channel: { id: card.channel } };
    expect((await post(form(payload))).status).toBe(200);
    await told(ANA, card, /This task is not known any more/);
  });

  it('whose handling fails on our side says so, with a number for the log', async () => {
    const { runId, card } = await server.withCard('broken');
    server.inbox.faults.next({ method: 'users.info', fault: 'serverError' });
    expect(await click(ANA, card, 'confirm')).toEqual(ACKNOWLEDGED);
    await told(ANA, card, /Something went wrong on our side.*this number: [0-9a-f-]{36}/);
    expect((await server.status(runId)).timeline).toEqual([]);
  });
});

it('all of a card that was too long for its message opens in a dialog', async () => {
  const { runId, taskId, card } = await server.withCard('long');
  const text = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ');
  const task = (await server.store.tasks.get(taskId))!;
  const long = { ...task.card, preview: { title: 'Offer', version: 1, text } };
  await server.store.tasks.update(taskId, { card: long });
  const slack = new WebClient(server.inbox.botToken, { slackApiUrl: server.inbox.slackApiUrl });
  const { channel, ts } = card;
  await slack.chat.update({ channel, ts, text: 'Long', blocks: cardBlocks(long, task.state) });
  const message = await server.inbox.until((inbox) => inbox.messages().find((each) => each.ts === ts && each.edited));
  await server.inbox.click({ as: ANA, message, actionId: 'show-all' });
  const { view } = await server.inbox.until((inbox) => inbox.openModal(ANA));
  await server.inbox.closeModal(ANA);
  expect(JSON.stringify(view.blocks)).toContain('word2999');
  expect((await server.status(runId)).timeline).toEqual([]);
});

describe('a choice that needs more', () => {
  const openDialog = async (topic: string, choice: string) => {
    const opened = await server.withCard(topic);
    await click(ANA, opened.card, choice);
    return { ...opened, modal: await server.inbox.until((inbox) => inbox.openModal(ANA)) };
  };

  it('opens a dialog, which decides when it is sent', async () => {
    const { runId, modal } = await openDialog('dialog', 'not-yet');
    expect(modal.callbackId).toBe('decide');
    expect((await server.status(runId)).timeline).toEqual([]);
    expect(await server.inbox.submitModal({ as: ANA, values: { reason: { value: 'Budget in May' } } })).toEqual(
      ACKNOWLEDGED,
    );
    expect(await until(runId, (timeline) => timeline.length > 0)).toEqual(['Ana chose Not yet: Budget in May {}']);
    expect(server.inbox.openModal(ANA)).toBeUndefined();
  });

  it('keeps the dialog open with what is missing or wrong', async () => {
    const { runId, modal } = await openDialog('wrong-fields', 'adjust');
    const { view } = modal;
    const send = async (values: object) =>
      (await post(form({ type: 'view_submission', user: { id: 'UANA' }, view: { ...view, state: { values } } }))).body;
    const seats = (value: string | null) => ({ 'field:seats': { value: { type: 'number_input', value } } });
    expect(await send(seats(null))).toEqual({
      response_action: 'errors',
      errors: { 'field:seats': 'Please fill this in.' },
    });
    for (const wrong of ['many', '99.5', '0'])
      expect(await send(seats(wrong))).toEqual({
        response_action: 'errors',
        errors: { 'field:seats': 'Please enter a whole number of at least 1.' },
      });
    expect((await server.status(runId)).timeline).toEqual([]);
    await server.inbox.submitModal({
      as: ANA,
      values: { 'field:seats': { value: '120' }, reason: { value: 'growth' } },
    });
    expect(await until(runId, (timeline) => timeline.length > 0)).toEqual(['Ana chose Adjust: growth {"seats":"120"}']);
  });

  it('keeps of what was written what can be kept', async () => {
    const { runId, modal } = await openDialog('unfit', 'not-yet');
    const reason = { value: { value: 'Bud\0get \ud800in May 😀' } };
    const body = form({
      type: 'view_submission',
      user: { id: 'UANA' },
      view: { ...modal.view, state: { values: { reason } } },
    });
    expect((await post(body)).status).toBe(200);
    expect(await until(runId, (timeline) => timeline.length > 0)).toEqual(['Ana chose Not yet: Budget in May 😀 {}']);
    await server.inbox.closeModal(ANA);
  });

  it('needs its reason, whatever the client sends', async () => {
    const { modal } = await openDialog('no-reason', 'not-yet');
    const view = { ...modal.view, state: { values: { reason: { value: { value: '  ' } } } } };
    const answer = await post(form({ type: 'view_submission', user: { id: 'UANA' }, view }));
    expect(answer.body).toEqual({ response_action: 'errors', errors: { reason: 'Please give a reason.' } });
    await server.inbox.closeModal(ANA);
  });

  it.each([
    ['decides', 'Budget in May', ['Ana chose Not yet: Budget in May {}'], undefined],
    ['says what is missing', '  ', [], /did not count: Please give a reason\./],
  ] as const)('that cannot be read in time is acknowledged, and then %s', async (_what, value, timeline, words) => {
    const { runId, card, modal } = await openDialog(`slow-${timeline.length}`, 'not-yet');
    let read = (): void => undefined;
    const until = new Promise<void>((resolve) => (read = resolve));
    const { tasks } = server.store;
    const slow = { ...tasks, get: (taskId: string) => until.then(() => tasks.get(taskId)) };
    const other = await createServer({
      ...server.deps,
      store: { ...server.store, tasks: slow },
      slack: { ...server.deps.slack!, patienceMs: 1 },
    });
    const url = await other.listen({ port: 0, host: '127.0.0.1' });
    const view = { ...modal.view, state: { values: { reason: { value: { value } } } } };
    expect(await post(form({ type: 'view_submission', user: { id: 'UANA' }, view }), undefined, url)).toMatchObject({
      status: 200,
      body: '',
    });
    read();
    await other.close();
    await server.inbox.closeModal(ANA);
    expect((await server.status(runId)).timeline.map(({ what }) => what)).toEqual(timeline);
    const said = server.inbox.messages({ to: ANA }).filter(({ ts, text }) => ts > card.ts && words?.test(text));
    expect(said).toHaveLength(words ? 1 : 0);
  });

  it('sent twice decides once', async () => {
    const { runId, modal } = await openDialog('sent-twice', 'not-yet');
    const view = { ...modal.view, state: { values: { reason: { value: { value: 'later' } } } } };
    const body = form({ type: 'view_submission', user: { id: 'UANA' }, view });
    await untilClosed((url) => Promise.all([post(body, undefined, url), post(body, undefined, url)]));
    await server.inbox.closeModal(ANA);
    await untilClosed((url) => post(body, undefined, url));
    expect((await server.status(runId)).timeline).toHaveLength(1);
    expect(await server.store.ledger.list({ runId, kind: 'refusal' })).toEqual([]);
  });

  it('opens no dialog on a stale card: it is told who decided', async () => {
    const { runId, taskId, card } = await server.withCard('stale');
    await click(ANA, card, 'confirm');
    await until(runId, (timeline) => timeline.length > 0);
    const at = '2026-03-02T09:00:00.000Z';
    await server.store.tasks.update(taskId, {
      state: { kind: 'answered', by: 'Ana', choice: 'confirm', label: 'Confirm', at },
    });
    await click(ANA, card, 'not-yet');
    await told(ANA, card, /Ana already chose/);
    expect(server.inbox.openModal(ANA)).toBeUndefined();
  });
});

const command = (text: string) =>
  new URLSearchParams({
    ...{ command: '/plays', text, user_id: 'UANA', channel_id: 'C1', trigger_id: 't' },
    response_url: `${server.inbox.url}/response/none`,
  }).toString();
const opened = (eventId: string) =>
  JSON.stringify({
    type: 'event_callback',
    event_id: eventId,
    event: { type: 'app_home_opened', user: 'UANA', tab: 'home' },
  });
const JSON_BODY = { 'content-type': 'application/json' };

describe('the address of events', () => {
  it('is proved to be ours by the challenge that Slack sends there', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY', token: 'old' });
    const answer = await postTo('events', body, { ...JSON_BODY, ...signed(body) });
    expect(answer).toMatchObject({ status: 200, body: { challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY' } });
  });

  it('takes an event once, however often Slack delivers it', async () => {
    const before = server.inbox.home(ANA)?.published ?? 0;
    const body = opened('Ev0REPEATED');
    const headers = { ...JSON_BODY, ...signed(body) };
    const again = { ...headers, 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    const answers = await untilClosed(async (url) => [
      await postTo('events', body, headers, url),
      await postTo('events', body, again, url),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(server.inbox.home(ANA)?.published).toBe(before + 1);
  });

  it('leaves other events alone', async () => {
    for (const event of [{ type: 'team_join', user: { id: 'UANA' } }, { type: 'team_rename' }]) {
      const body = JSON.stringify({ type: 'event_callback', event_id: `Ev-${event.type}`, event });
      expect(await postTo('events', body, { ...JSON_BODY, ...signed(body) })).toMatchObject({ status: 200, body: '' });
    }
  });
});

it('a command is acknowledged with nothing, and answered where it was typed', async () => {
  expect(await server.inbox.command({ as: ANA, text: '/plays tasks', channel: 'general' })).toEqual(ACKNOWLEDGED);
  await server.inbox.until((inbox) => inbox.messages({ channel: 'general' }).find((each) => each.ephemeralFor === ANA));
});

describe('what does not come from Slack', () => {
  describe.each([
    ['interactions', FORM, () => form(clickPayload('t', 'confirm'))],
    ['commands', FORM, () => command('tasks')],
    ['events', 'application/json', () => opened('Ev0FORGED')],
  ])('to /slack/%s', (path, contentType, bodyOf) => {
    it.each([
      ['unsigned', () => ({})],
      ['signed with another secret', (body: string) => signatureHeaders('other', body, new Date())],
      [
        'signed six minutes ago',
        (body: string) => signatureHeaders(server.inbox.signingSecret, body, new Date(Date.now() - 360_000)),
      ],
      ['signed for another body', (body: string) => signed(`${body} `)],
    ])('is refused when %s', async (_what, headersFor) => {
      const body = bodyOf();
      const calls = server.inbox.faults.counts().slack.calls;
      expect(await postTo(path, body, { 'content-type': contentType, ...headersFor(body) })).toMatchObject({
        status: 401,
        body: { code: 'SIGNATURE_INVALID' },
      });
      expect(server.inbox.faults.counts().slack.calls).toBe(calls);
    });

    it('is refused in another form than Slack sends', async () => {
      const other = contentType === FORM ? 'application/json' : FORM;
      const body = bodyOf();
      expect(await postTo(path, body, { 'content-type': other, ...signed(body) })).toMatchObject({
        status: 415,
        body: { code: 'MEDIA_TYPE_UNSUPPORTED' },
      });
    });
  });

  it.each([
    ['commands', FORM, 'command=%2Fplays&text=tasks'],
    ['commands', FORM, ''],
    ['events', 'application/json', '{"type":"event_callback"}'],
    ['events', 'application/json', '{'],
    ['events', 'application/json', '[]'],
    ['events', 'application/json', `${'{"type":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ])('to /slack/%s is told as malformed (%s: %.60s)', async (path, contentType, body) => {
    expect(await postTo(path, body, { 'content-type': contentType, ...signed(body) })).toMatchObject({
      status: 400,
      body: { code: 'PAYLOAD_INVALID' },
    });
  });

  it.each([
    ['is not signed', () => ({})],
    ['is signed with another secret', (body: string) => signatureHeaders('other', body, new Date())],
    [
      'was signed six minutes ago',
      (body: string) => signatureHeaders(server.inbox.signingSecret, body, new Date(Date.now() - 360_000)),
    ],
    [
      'is signed for another body',
      (body: string) => signatureHeaders(server.inbox.signingSecret, `${body}&a=b`, new Date()),
    ],
  ])('or %s is refused, and nothing happens', async (_what, headersFor) => {
    const { runId, taskId } = await server.withCard(`forged-${_what.replaceAll(' ', '-')}`);
    const body = form(clickPayload(taskId, 'confirm'));
    const answer = await post(body, headersFor(body));
    expect(answer).toMatchObject({ status: 401, body: { code: 'SIGNATURE_INVALID' } });
    expect((await server.status(runId)).timeline).toEqual([]);
  });

  it.each([
    ['no payload', 'a=b'],
    ['a payload that is not JSON', 'payload=%7B'],
    ['a payload that is nested too deeply', `payload=${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['a payload of another kind', form(['click'])],
    ['a click without a button', form({ ...clickPayload('t', 'c'), actions: [] })],
    ['a dialog without its state', form({ type: 'view_submission', user: { id: 'U' }, view: { id: 'V' } })],
    ['nothing at all', ''],
  ])('%s is told as malformed', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { code: 'PAYLOAD_INVALID' } });
  });

  it('too much of it, or JSON instead of a form, does not get in', async () => {
    expect(await post(`payload=${'x'.repeat(1_100_000)}`)).toMatchObject({
      status: 413,
      body: { code: 'BODY_TOO_LARGE' },
    });
    const body = JSON.stringify(clickPayload('t', 'c'));
    const headers = {
      ...signatureHeaders(server.inbox.signingSecret, body, new Date()),
      'content-type': 'application/json',
    };
    expect(await post(body, headers)).toMatchObject({ status: 415, body: { code: 'MEDIA_TYPE_UNSUPPORTED' } });
  });

  it.each([
    ['an interaction of another kind', form({ type: 'shortcut', user: { id: 'UANA' } })],
    [
      'a dialog of another app',
      form({
        type: 'view_submission',
        user: { id: 'UANA' },
        view: { id: 'V', callback_id: 'other', private_metadata: '', state: { values: {} } },
      }),
    ],
    [
      'a button of something else',
      form({ ...clickPayload('t', 'c'), actions: [{ action_id: 'link', action_ts: '1.1' }] }),
    ],
  ])('%s is acknowledged and left alone', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 200, body: '' });
  });
});
