import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slackManifest } from './manifest';

const ROOT = join(__dirname, '..', '..', '..');

/** Bot scopes by method, as the page of each method names them (docs.slack.dev/reference/methods/<method>). */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  // Of im:, channels:, groups: and mpim:history each opens one kind of conversation; nobody is written to in groups of people.
  'conversations.history': ['im:history', 'channels:history', 'groups:history'],
  'conversations.replies': ['im:history', 'channels:history', 'groups:history'],
  // Of channels:, groups:, im: and mpim:read each lists one kind of conversation.
  'conversations.list': ['channels:read', 'groups:read'],
  // Direct messages with one person need im:write.
  'conversations.open': ['im:write'],
  // The address comes with users:read.email.
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};
/** docs.slack.dev/interactivity/implementing-slash-commands. */
const FOR_COMMANDS = ['commands'];

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true });
  const files = entries.filter((name) => name.endsWith('.ts') && !/\.(test|fixture|contract)\.ts$/.test(name));
  return Promise.all(files.map((name) => readFile(join(ROOT, folder, name), 'utf8')));
}

it('asks for the scopes that the methods in use need, and no others', async () => {
  const sources = (await Promise.all(['activities', 'src/server', 'src/app', 'src/digest'].map(ifThere))).flat();
  const families = [...new Set(Object.keys(NEEDED).map((method) => method.split('.')[0]))].join('|');
  const call = new RegExp(`\\b(?:client|web|slack)(?:\\(\\))?\\.((?:${families})\\.[a-zA-Z]+)\\(`, 'g');
  const used = new Set(sources.flatMap((source) => [...source.matchAll(call)].map(([, method]) => method!)));
  expect([...used].filter((method) => !(method in NEEDED))).toEqual([]);
  expect(used).toContain('chat.postMessage');
  const needed = new Set([...FOR_COMMANDS, ...[...used].flatMap((method) => NEEDED[method]!)]);
  const { oauth_config } = slackManifest({ socket: true });
  expect([...oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
});

const ifThere = (folder: string): Promise<string[]> =>
  sourcesIn(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });

it('has Slack call the address that is given, at every path', () => {
  const { features, settings } = slackManifest({ publicUrl: 'https://plays.example.com' });
  expect(features.slash_commands).toEqual([
    expect.objectContaining({ command: '/plays', url: 'https://plays.example.com/slack/commands' }),
  ]);
  expect(settings).toMatchObject({
    socket_mode_enabled: false,
    event_subscriptions: {
      request_url: 'https://plays.example.com/slack/events',
      bot_events: ['app_home_opened'],
    },
    interactivity: { is_enabled: true, request_url: 'https://plays.example.com/slack/interactions' },
  });
  expect(features.app_home.home_tab_enabled).toBe(true);
});

it('names no address for Socket Mode', () => {
  const manifest = slackManifest({ socket: true });
  expect(manifest.settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(manifest)).not.toMatch(/url"/);
});

it('keeps to Slack’s limits', () => {
  // docs.slack.dev/reference/app-manifest: characters of each field.
  const { display_information, features } = slackManifest({ publicUrl: 'https://plays.example.com' });
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description.length).toBeLessThanOrEqual(140);
  expect(features.bot_user.display_name).toMatch(/^[\w .-]{1,80}$/);
  for (const { command, description, usage_hint } of features.slash_commands) {
    expect(command).toMatch(/^\/[a-z-]{1,31}$/);
    expect(description.length).toBeLessThanOrEqual(2000);
    expect(usage_hint.length).toBeLessThanOrEqual(1000);
  }
});
