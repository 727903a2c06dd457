/** How Slack is to reach the app. */
export type ManifestMode =
  /** Over HTTP at this address, without a slash at its end. */
  | { readonly publicUrl: string }
  /** Over a connection that the app opens. */
  | { readonly socket: true };

/**
 * What the app asks of Slack: each scope with what it is for. Source: docs.slack.dev/reference/methods, where the page of
 * each method names its scopes; a test holds these against the methods in the code.
 */
export const BOT_SCOPES: Readonly<Record<string, string>> = {
  'chat:write': 'send cards and bring them up to date',
  commands: 'offer /plays',
  'im:write': 'open the direct messages of a person',
  'im:history': 'look for a card in direct messages before it is sent again',
  'channels:history': 'look for a card in public channels before it is sent again',
  'groups:history': 'look for a card in private channels before it is sent again',
  'channels:read': 'know public channels by their names',
  'groups:read': 'know private channels by their names',
  'users:read': 'find people',
  'users:read.email': 'know people by their e-mail address',
};

const EVENTS = ['app_home_opened'];
const DESCRIPTION = 'Plays ask the right person at the right time, and remember what was said.';

/**
 * The manifest by which a Slack app is made at api.slack.com/apps. Source: docs.slack.dev/reference/app-manifest.
 *
 * @example
 * JSON.stringify(slackManifest({ publicUrl: 'https://playmaker.example.com' }), null, 2);
 */
export function slackManifest(mode: ManifestMode) {
  const at = (path: string) => ('publicUrl' in mode ? `${mode.publicUrl}/slack/${path}` : undefined);
  const requestUrl = (path: string) => ({ ...('publicUrl' in mode && { request_url: at(path) }) });
  return {
    display_information: { name: 'Playmaker', description: DESCRIPTION, background_color: '#1f3a5f' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Playmaker', always_online: true },
      slash_commands: [
        {
          command: '/plays',
          ...('publicUrl' in mode && { url: at('commands') }),
          description: 'Your tasks, an account, and its plays',
          usage_hint: 'tasks | account NAME | start PLAY ACCOUNT | pause ACCOUNT | stop ACCOUNT',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(BOT_SCOPES) } },
    settings: {
      event_subscriptions: { ...requestUrl('events'), bot_events: EVENTS },
      interactivity: { is_enabled: true, ...requestUrl('interactions') },
      org_deploy_enabled: false,
      socket_mode_enabled: 'socket' in mode,
      token_rotation_enabled: false,
    },
  };
}
