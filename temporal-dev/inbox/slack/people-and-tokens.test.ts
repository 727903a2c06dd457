import type { WebClient } from '@slack/web-api';
import { type Inbox, startInbox } from '../inbox';
import { ann, ben, clientOf } from '../workspace.fixture';

let inbox: Inbox;
let slack: WebClient;

beforeAll(async () => {
  inbox = await startInbox({ people: [ann] });
  slack = clientOf(inbox);
});
afterAll(() => inbox.stop());

it('says who the token belongs to', async () => {
  const answer = await slack.auth.test();
  expect(answer).toMatchObject({ ok: true, user: 'playmaker', url: `${inbox.url}/` });
  expect([answer.team_id, answer.user_id, answer.bot_id]).toEqual([
    expect.stringMatching(/^T/),
    expect.stringMatching(/^U/),
    expect.stringMatching(/^B/),
  ]);
});

it('finds people by address, whatever its case, and by id', async () => {
  const { user } = await slack.users.lookupByEmail({ email: 'Ann@Vendor.Example' });
  expect(user).toMatchObject({
    id: ann.id,
    real_name: 'Ann Archer',
    tz: 'Europe/Berlin',
    profile: { email: ann.email },
  });
  expect((await slack.users.info({ user: ann.id })).user?.name).toBe('ann');
});

it('knows people that are added later', async () => {
  await expect(slack.users.lookupByEmail({ email: ben.email })).rejects.toMatchObject({
    data: { error: 'users_not_found' },
  });
  inbox.addPeople([ben]);
  expect((await slack.users.lookupByEmail({ email: ben.email })).user?.id).toBe(ben.id);
});

it('has one account for an address', () => {
  expect(() => inbox.addPeople([{ id: 'U9', name: 'Other', email: 'ANN@vendor.example' }])).toThrow(
    'INBOX_DUPLICATE_EMAIL',
  );
});

it.each([
  ['users.info', { user: 'U404' }, 'user_not_found'],
  ['conversations.open', { users: 'U404' }, 'user_not_found'],
  ['conversations.open', {}, 'users_list_not_supplied'],
  ['conversations.open', { channel: 'D404' }, 'channel_not_found'],
  ['chat.nothing', {}, 'unknown_method'],
  ['users.lookupByEmail', {}, 'invalid_arguments'],
])('%s %j is refused with %s', async (method, args, error) => {
  await expect(slack.apiCall(method, args)).rejects.toMatchObject({ data: { ok: false, error } });
});

it('refuses a wrong token and a missing one', async () => {
  const wrong = clientOf(inbox, { token: 'xoxb-wrong' });
  await expect(wrong.auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
  const response = await fetch(`${inbox.slackApiUrl}auth.test`, { method: 'POST' });
  expect(await response.json()).toEqual({ ok: false, error: 'not_authed' });
});

it('takes JSON bodies as well as forms, and nothing else', async () => {
  const call = async (contentType: string, body: string) => {
    const headers = { Authorization: `Bearer ${inbox.botToken}`, 'Content-Type': contentType };
    const response = await fetch(`${inbox.slackApiUrl}chat.postMessage`, { method: 'POST', headers, body });
    return (await response.json()) as { ok: boolean; error?: string };
  };
  const metadata = { event_type: 'step', event_payload: { key: 'k' } };
  expect(
    await call('application/json; charset=utf-8', JSON.stringify({ channel: 'general', text: 'j', metadata })),
  ).toMatchObject({ ok: true });
  expect(inbox.messages({ channel: 'general' })[0]).toMatchObject({ text: 'j', metadata });
  expect(await call('text/csv', 'channel,text')).toMatchObject({ ok: false, error: 'invalid_post_type' });
  expect(await call('application/json', '{')).toMatchObject({ ok: false, error: 'invalid_json' });
});
