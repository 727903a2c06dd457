import type { InboxPerson } from '../model';
import { app, team } from './identity';
import type { SlackMethod } from './method';
import { SlackRefusal } from './refusal';

/** `auth.test`: who the token belongs to. */
export const authTest: SlackMethod = (_args, { url }) => ({
  url: `${url()}/`,
  team: team.name,
  user: app.userName,
  team_id: team.id,
  user_id: app.botUserId,
  bot_id: app.botId,
  is_enterprise_install: false,
});

/** `users.lookupByEmail` */
export const lookupByEmail: SlackMethod = (args, { workspace }) => {
  const person = workspace.people.byEmail(args.requiredText('email'));
  if (!person) throw new SlackRefusal('users_not_found');
  return { user: wireUser(person) };
};

/** `users.info` */
export const info: SlackMethod = (args, { workspace }) => {
  const person = workspace.people.find(args.requiredText('user'));
  if (!person) throw new SlackRefusal('user_not_found');
  return { user: wireUser(person) };
};

/** The handle Slack would show: the part of the address before the @. */
export function handleOf(person: InboxPerson): string {
  return person.email.split('@')[0] ?? person.id;
}

function wireUser(person: InboxPerson): Record<string, unknown> {
  return {
    id: person.id,
    team_id: team.id,
    name: handleOf(person),
    real_name: person.name,
    deleted: false,
    is_bot: false,
    is_app_user: false,
    tz: person.tz ?? 'Etc/UTC',
    profile: { real_name: person.name, display_name: person.name, email: person.email, team: team.id },
  };
}
