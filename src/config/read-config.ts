import { join } from 'node:path';
import { isIP } from 'node:net';
import { z } from 'zod';
import { apiKeysSchema, type ApiKey } from './api-keys';
import { ConfigError, type ConfigProblem } from './config-error';
import { Secret } from './secret';

/** What the environment says (design §6). Safe to log: secrets show as `[secret]`. */
export interface Config {
  readonly environment: 'development' | 'test' | 'production';
  /** Folder for everything kept locally: database, documents, the development key. */
  readonly dataDir: string;
  /** What differs from the default house rules; need not exist. */
  readonly rulesFile: string;
  /** Who may send events. */
  readonly senders: SenderConfig;
  /** Absent: the embedded database in `dataDir`. Holds a password. */
  readonly databaseUrl?: Secret;
  /** What the server listens on: loopback, but in production every address of the machine. */
  readonly host: string;
  readonly port: number;
  /** Where people and Slack reach the server; without a slash at its end. */
  readonly publicUrl: string;
  readonly apiKeys: readonly ApiKey[];
  /** Absent: the local inbox stands in (never in production). */
  readonly slack?: SlackConfig;
  /** Absent: the local inbox stands in (never in production). */
  readonly mail?: MailConfig;
  /** Replies, bounces and complaints that come by SMTP; absent: nothing listens for them. */
  readonly inboundMail?: InboundMailConfig;
  /** Signs the links in our mails; absent in development only, where `ensureLinkSecret` makes one. */
  readonly linkSecret?: Secret;
  /** Every wait of a play is multiplied by this: 1 but for rehearsals. */
  readonly waitScale: number;
  readonly messagesPerSecond: number;
}

/** How senders of events show who they are; where a secret is missing, that door is closed. */
export interface SenderConfig {
  /** Segment's write keys, which CloudEvents may use as well. */
  readonly segmentWriteKeys: readonly Secret[];
  readonly hubspotSecret?: Secret;
  /** Part of the address that Salesforce calls: its outbound messages carry no signature. */
  readonly salesforceToken?: Secret;
}

export interface SlackConfig {
  readonly botToken: Secret;
  readonly signingSecret: Secret;
  /** Has the app connect to Slack by Socket Mode; absent: Slack reaches it over HTTP only. */
  readonly appToken?: Secret;
  /** Absent: Slack itself. */
  readonly apiUrl?: string;
}

export interface MailConfig {
  /** May hold a password. */
  readonly smtpUrl: Secret;
  /** Sender of what comes from nobody in particular. */
  readonly from: string;
}

export interface InboundMailConfig {
  readonly port: number;
  /** Of the addresses that replies and bounces go to; the domain of MAIL_FROM when absent. */
  readonly domain?: string;
}

const url = (protocol: RegExp, expected: string) =>
  z.string().refine((text) => URL.canParse(text) && protocol.test(new URL(text).protocol), expected);
const httpUrl = url(/^https?:$/, 'a URL such as https://playmaker.example.com');
const secret = (min: number, expected: string) =>
  z
    .string()
    .min(min, expected)
    .transform((text) => new Secret(text));
const number = (expected: string, accept: (value: number) => boolean) =>
  z
    .string()
    .refine((text) => /^\d+(\.\d+)?$/.test(text) && accept(Number(text)), expected)
    .transform(Number);

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production'], 'development, test or production').default('development'),
  PLAYMAKER_DATA_DIR: z.string().default('.playmaker'),
  PLAYMAKER_RULES: z.string().optional(),
  SEGMENT_WRITE_KEYS: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every((key) => key.length >= 8), 'write keys of 8 or more characters, separated by commas')
    .transform((keys) => keys.map((key) => new Secret(key)))
    .default([]),
  HUBSPOT_CLIENT_SECRET: secret(8, "the client secret of HubSpot's app").optional(),
  SALESFORCE_TOKEN: secret(
    16,
    'a token of 16 or more characters that is part of the address Salesforce calls',
  ).optional(),
  DATABASE_URL: url(/^postgres(ql)?:$/, 'a URL such as postgres://user:password@host:5432/playmaker')
    .transform((text) => new Secret(text))
    .optional(),
  HOST: z
    .string()
    .refine((text) => isIP(text) > 0 || /^[\w.-]+$/.test(text), 'an address or host name such as 0.0.0.0')
    .optional(),
  PORT: number(
    'a port number from 1 to 65535',
    (port) => Number.isInteger(port) && port >= 1 && port <= 65_535,
  ).default(8080),
  PUBLIC_URL: httpUrl.transform((text) => text.replace(/\/+$/, '')).optional(),
  PLAYMAKER_API_KEYS: apiKeysSchema.default([]),
  SLACK_BOT_TOKEN: secret(1, 'the token of the Slack app, xoxb-…').optional(),
  SLACK_SIGNING_SECRET: secret(1, 'the signing secret of the Slack app').optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-\S+$/, 'the app-level token of the Slack app with the scope connections:write, xapp-…')
    .transform((text) => new Secret(text))
    .optional(),
  SLACK_API_URL: url(/^https?:$/, "the address of Slack's Web API, such as https://slack.com/api/").optional(),
  SMTP_URL: url(/^smtps?:$/, 'a URL such as smtps://user:password@mail.example.com')
    .transform((text) => new Secret(text))
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'an address such as `Playmaker <plays@example.com>`')
    .optional(),
  PLAYMAKER_LINK_SECRET: secret(32, 'a random text of 32 or more characters that signs the links in mails').optional(),
  MAIL_INBOUND_PORT: number(
    'a port number from 1 to 65535',
    (port) => Number.isInteger(port) && port >= 1 && port <= 65_535,
  ).optional(),
  MAIL_REPLY_DOMAIN: z
    .string()
    .regex(
      /^(?=.{1,190}$)([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
      'a domain such as plays.example.com',
    )
    .optional(),
  PLAYMAKER_WAIT_SCALE: number('a number above 0, at most 1', (scale) => scale > 0 && scale <= 1).default(1),
  PLAYMAKER_MESSAGES_PER_SECOND: number('a number above 0', (rate) => rate > 0).default(20),
});
type Variables = z.output<typeof variables>;

/**
 * Reads the configuration from the environment; an empty variable counts as absent.
 *
 * @throws ConfigError which lists every wrong variable with what was expected
 * @example
 * const config = readConfig(process.env);
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(given);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), expected: issue.message }));
  const named = new Set(wrong.map((problem) => problem.variable));
  const problems = [...wrong, ...missing(given).filter((problem) => !named.has(problem.variable))];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return configOf(parsed.data);
}

/** Variables that belong together, and those production cannot do without. */
function missing(given: Readonly<Record<string, string | undefined>>): readonly ConfigProblem[] {
  const production = given['NODE_ENV'] === 'production';
  const need = (variable: string, expected: string, others: readonly string[]) => {
    const partner = others.find((other) => given[other] !== undefined);
    if (given[variable] !== undefined) return [];
    if (partner) return [{ variable, expected: `${expected}, as ${partner} is set` }];
    return production ? [{ variable, expected: `${expected}; production needs it` }] : [];
  };
  return [
    ...need('SLACK_BOT_TOKEN', 'the token of the Slack app, xoxb-…', ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN']),
    ...need('SLACK_SIGNING_SECRET', 'the signing secret of the Slack app', ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']),
    ...need('SMTP_URL', 'a URL such as smtps://user:password@mail.example.com', []),
    ...need('MAIL_FROM', 'an address such as `Playmaker <plays@example.com>`', ['SMTP_URL']),
    ...need('PLAYMAKER_LINK_SECRET', 'a random text of 32 or more characters that signs the links in mails', []),
    ...need('PLAYMAKER_API_KEYS', '`name:role:secret` separated by commas', []),
  ];
}

function configOf(values: Variables): Config {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SMTP_URL: smtpUrl, MAIL_FROM: from } = values;
  return {
    environment: values.NODE_ENV,
    dataDir: values.PLAYMAKER_DATA_DIR,
    rulesFile: values.PLAYMAKER_RULES ?? join(values.PLAYMAKER_DATA_DIR, 'rules.json'),
    senders: {
      segmentWriteKeys: values.SEGMENT_WRITE_KEYS,
      hubspotSecret: values.HUBSPOT_CLIENT_SECRET,
      salesforceToken: values.SALESFORCE_TOKEN,
    },
    databaseUrl: values.DATABASE_URL,
    host: values.HOST ?? (values.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://127.0.0.1:${values.PORT}`,
    apiKeys: values.PLAYMAKER_API_KEYS,
    slack: botToken && signingSecret ? slackOf(values, botToken, signingSecret) : undefined,
    mail: smtpUrl && from ? { smtpUrl, from } : undefined,
    inboundMail: values.MAIL_INBOUND_PORT
      ? { port: values.MAIL_INBOUND_PORT, domain: values.MAIL_REPLY_DOMAIN }
      : undefined,
    linkSecret: values.PLAYMAKER_LINK_SECRET,
    waitScale: values.PLAYMAKER_WAIT_SCALE,
    messagesPerSecond: values.PLAYMAKER_MESSAGES_PER_SECOND,
  };
}

const slackOf = (values: Variables, botToken: Secret, signingSecret: Secret): SlackConfig => ({
  ...{ botToken, signingSecret, appToken: values.SLACK_APP_TOKEN, apiUrl: values.SLACK_API_URL },
});
