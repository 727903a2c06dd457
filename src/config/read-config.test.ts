import { inspect } from 'node:util';
import pino from 'pino';
import { ConfigError } from './config-error';
import { readConfig } from './read-config';

const PRODUCTION = {
  NODE_ENV: 'production',
  SLACK_BOT_TOKEN: 'xoxb-very-secret',
  SLACK_SIGNING_SECRET: 'signing-very-secret',
  SLACK_APP_TOKEN: 'xapp-very-secret',
  SMTP_URL: 'smtps://me:mail-very-secret@mail.example.com',
  MAIL_FROM: 'Playmaker <plays@example.com>',
  PLAYMAKER_API_KEYS: 'ops:operator:very-secret-key-1',
  PLAYMAKER_LINK_SECRET: 'links-very-secret-0123456789abcdef',
  DATABASE_URL: 'postgres://me:base-very-secret@db/playmaker',
};

function problemsOf(env: Record<string, string | undefined>): Record<string, string> {
  try {
    readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.problems.map(({ variable, expected }) => [variable, expected]));
  }
  return {};
}

describe('an empty environment', () => {
  it('is enough for development: local inbox, embedded database, loopback address', () => {
    expect(readConfig({})).toEqual({
      environment: 'development',
      dataDir: '.playmaker',
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://127.0.0.1:8080',
      apiKeys: [],
      rulesFile: '.playmaker/rules.json',
      senders: { segmentWriteKeys: [] },
      waitScale: 1,
      messagesPerSecond: 20,
    });
  });

  it('takes a variable that is set to nothing as absent', () => {
    expect(readConfig({ PORT: '', SLACK_BOT_TOKEN: '', SMTP_URL: '' }).slack).toBeUndefined();
  });
});

describe('values', () => {
  it('read as what they mean', () => {
    const config = readConfig({ ...PRODUCTION, PORT: '9000', PUBLIC_URL: 'https://plays.example.com/' });
    expect(config.publicUrl).toBe('https://plays.example.com');
    expect(config.port).toBe(9000);
    expect(config.slack?.botToken.reveal()).toBe('xoxb-very-secret');
    expect(config.mail?.smtpUrl.reveal()).toContain('mail-very-secret');
    expect(config.apiKeys.map((key) => [key.name, key.role, key.secret.reveal()])).toEqual([
      ['ops', 'operator', 'very-secret-key-1'],
    ]);
  });

  it('open the server to the network in production, or where HOST says so', () => {
    expect(readConfig(PRODUCTION).host).toBe('0.0.0.0');
    expect(readConfig({ ...PRODUCTION, HOST: '10.0.0.7' }).host).toBe('10.0.0.7');
    expect(readConfig({ HOST: '::' }).host).toBe('::');
    expect(problemsOf({ HOST: 'http://plays' })).toEqual({ HOST: 'an address or host name such as 0.0.0.0' });
  });

  it('of mail that comes in are its port and domain', () => {
    expect(readConfig({ MAIL_INBOUND_PORT: '2525', MAIL_REPLY_DOMAIN: 'plays.example.com' }).inboundMail).toEqual({
      port: 2525,
      domain: 'plays.example.com',
    });
    expect(readConfig({ MAIL_REPLY_DOMAIN: 'plays.example.com' }).inboundMail).toBeUndefined();
    expect(
      problemsOf({ MAIL_INBOUND_PORT: '0', MAIL_REPLY_DOMAIN: 'a@b.example', PLAYMAKER_LINK_SECRET: 'short' }),
    ).toEqual({
      MAIL_INBOUND_PORT: 'a port number from 1 to 65535',
      MAIL_REPLY_DOMAIN: 'a domain such as plays.example.com',
      PLAYMAKER_LINK_SECRET: 'a random text of 32 or more characters that signs the links in mails',
    });
  });

  it('follow the port in the public address', () => {
    expect(readConfig({ PORT: '9000' }).publicUrl).toBe('http://127.0.0.1:9000');
  });

  it('that are wrong are all named at once, with what was expected', () => {
    const problems = problemsOf({
      PORT: '70000',
      PUBLIC_URL: 'playmaker.example.com',
      DATABASE_URL: 'mysql://db',
      PLAYMAKER_WAIT_SCALE: '0',
      PLAYMAKER_MESSAGES_PER_SECOND: 'many',
      NODE_ENV: 'staging',
      MAIL_FROM: 'nobody',
      SMTP_URL: 'mail.example.com',
    });
    expect(problems).toEqual({
      PORT: 'a port number from 1 to 65535',
      PUBLIC_URL: 'a URL such as https://playmaker.example.com',
      DATABASE_URL: 'a URL such as postgres://user:password@host:5432/playmaker',
      PLAYMAKER_WAIT_SCALE: 'a number above 0, at most 1',
      PLAYMAKER_MESSAGES_PER_SECOND: 'a number above 0',
      NODE_ENV: 'development, test or production',
      MAIL_FROM: 'an address such as `Playmaker <plays@example.com>`',
      SMTP_URL: 'a URL such as smtps://user:password@mail.example.com',
    });
  });

  it.each(['ops:operator', 'ops:root:0123456789abcdef', 'ops:viewer:short', 'a b:viewer:0123456789abcdef'])(
    'of API keys must have the form name:role:secret (%s has not)',
    (keys) => {
      expect(problemsOf({ PLAYMAKER_API_KEYS: keys })['PLAYMAKER_API_KEYS']).toContain('name:role:secret');
    },
  );

  it('of API keys name each key once', () => {
    const twice = 'ops:viewer:0123456789abcdef,ops:admin:fedcba9876543210';
    expect(problemsOf({ PLAYMAKER_API_KEYS: twice })).toEqual({ PLAYMAKER_API_KEYS: 'every name once' });
  });
});

describe('Socket Mode', () => {
  const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET } = PRODUCTION;
  const env = { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET };

  it('is used where the app has an app-level token', () => {
    expect(readConfig(env).slack?.appToken).toBeUndefined();
    expect(readConfig({ ...env, SLACK_APP_TOKEN: 'xapp-1-A1-2-3' }).slack?.appToken?.reveal()).toBe('xapp-1-A1-2-3');
  });

  it('takes no other token, and not without the rest of the app', () => {
    expect(problemsOf({ ...env, SLACK_APP_TOKEN: 'xoxb-1' })).toEqual({
      SLACK_APP_TOKEN: 'the app-level token of the Slack app with the scope connections:write, xapp-…',
    });
    expect(problemsOf({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual({
      SLACK_BOT_TOKEN: 'the token of the Slack app, xoxb-…, as SLACK_APP_TOKEN is set',
      SLACK_SIGNING_SECRET: 'the signing secret of the Slack app, as SLACK_APP_TOKEN is set',
    });
  });
});

describe('channels', () => {
  it('that are half configured are an error everywhere', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SMTP_URL: 'smtp://localhost' })).toEqual({
      SLACK_SIGNING_SECRET: 'the signing secret of the Slack app, as SLACK_BOT_TOKEN is set',
      MAIL_FROM: 'an address such as `Playmaker <plays@example.com>`, as SMTP_URL is set',
    });
  });

  it('and API keys that are missing are an error in production', () => {
    expect(Object.keys(problemsOf({ NODE_ENV: 'production' })).sort()).toEqual([
      'MAIL_FROM',
      'PLAYMAKER_API_KEYS',
      'PLAYMAKER_LINK_SECRET',
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'SMTP_URL',
    ]);
  });
});

describe('secrets', () => {
  it('do not show however the configuration is printed', () => {
    const config = readConfig(PRODUCTION);
    const logged: string[] = [];
    pino({}, { write: (line) => logged.push(line) }).info({ config }, 'started');
    const printed = [JSON.stringify(config), inspect(config, { depth: null, showHidden: true }), ...logged];
    for (const text of printed) expect(text).not.toContain('very-secret');
    expect(`${config.slack?.botToken.toString()}`).toBe('[secret]');
  });

  it('do not show in the error about them', () => {
    const env = { ...PRODUCTION, DATABASE_URL: 'mysql://me:very-secret@db', PLAYMAKER_API_KEYS: 'very-secret' };
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).not.toThrow(/very-secret/);
  });
});
