import { z } from 'zod';
import type { Account } from './account';

/** A channel by its name, `#customer-success`, or by its id, which stays when the channel is renamed. */
const channelSchema = z
  .string()
  .regex(
    /^(#[\p{Ll}\p{Lo}\p{N}_-]{1,80}|[CG][A-Z0-9]{2,20})$/u,
    'expected a channel such as #customer-success, or its id such as C0123456789',
  );

function refuseOtherKeys(teams: Readonly<Record<string, string>>, context: z.RefinementCtx): void {
  for (const key of Object.keys(teams)) {
    if (z.email().safeParse(key).success) continue;
    const message = 'expected the e-mail address of a customer success manager or their lead';
    context.addIssue({ code: 'custom', path: [key], message });
  }
}

/**
 * The section `messages` of the house rules: where in Slack tasks and the threads of plays stand. The channel of the
 * account comes first, then that of its customer success manager or their lead, then the default.
 */
export const messageRulesSchema = z.strictObject({
  /** `channel`: a task stands in the thread of its play and mentions whose it is; where there is no channel it is sent directly. */
  tasks: z.enum(['direct', 'channel']).default('direct'),
  /** The default; absent: accounts without a channel of their own or their team's have none, and no thread. */
  channel: channelSchema.optional(),
  /** By the e-mail address of a customer success manager or their lead. */
  teams: z.record(z.string(), channelSchema).superRefine(refuseOtherKeys).default({}),
  /** By account id. */
  accounts: z.record(z.string().min(1).max(100), channelSchema).default({}),
});
export type MessageRules = z.output<typeof messageRulesSchema>;

/** Every channel that is named. */
export const channelsIn = ({ channel, teams, accounts }: MessageRules): readonly string[] => [
  ...new Set([...(channel === undefined ? [] : [channel]), ...Object.values(teams), ...Object.values(accounts)]),
];

/**
 * The channel for an account; undefined when it has none. `alias`: an id under which the account was known before.
 *
 * @example
 * channelFor({ ...rules, channel: '#cs', accounts: { acme: '#acme' } }, account); // '#acme'
 */
export function channelFor(
  { channel, teams, accounts }: MessageRules,
  { id, team }: Pick<Account, 'id' | 'team'>,
  alias: string = id,
): string | undefined {
  const own = [id, alias].find((each) => Object.hasOwn(accounts, each));
  if (own !== undefined) return accounts[own];
  const byLead = new Map(Object.entries(teams).map(([email, theirs]) => [email.toLowerCase(), theirs]));
  const of = (email: string | undefined) => (email === undefined ? undefined : byLead.get(email.toLowerCase()));
  return of(team.csm) ?? of(team['cs-manager']) ?? channel;
}
