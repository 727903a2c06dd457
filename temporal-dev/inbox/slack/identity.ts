/** Who the app is in the workspace of the inbox. Fixed, so that messages kept in a file still belong to it. */
export const app = {
  name: 'Playmaker',
  userName: 'playmaker',
  appId: 'A0PLAYMAKER',
  botId: 'B0PLAYMAKER',
  botUserId: 'U0PLAYMAKER',
} as const;

export const team = { id: 'T0INBOX', domain: 'inbox', name: 'Local inbox' } as const;
