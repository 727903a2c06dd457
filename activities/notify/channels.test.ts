import { randomUUID } from 'node:crypto';
import type { CardState } from '../../src/domain/tasks';
import type { CardView, Channel, Posted, Recipient } from './channel';
import { createMailChannel } from './mail-channel';
import { card, keyOf, PEOPLE, shownBy, startNotifyStage, TIMEOUT_MS, type NotifyStage } from './notify-stage.fixture';
import { createSlackChannel, type SlackChannel } from './slack-channel';

const open: CardState = { kind: 'open', due: '2026-03-03T15:00:00.000Z' };
const answered: CardState = {
  kind: 'answered',
  ...{ by: 'Marcus Hill', choice: 'confirm', label: 'Confirm', at: '2026-03-03T10:00:00.000Z' },
};

let stage: NotifyStage;
beforeAll(async () => {
  stage = await startNotifyStage();
});
afterEach(() => stage.inbox.faults.clear());
afterAll(() => stage.stop());

/** What one person sees of a channel: one string per message or mail, in order. */
interface Probe {
  readonly channel: Channel;
  readonly to: Recipient;
  readonly unavailable: string;
  /** Fails the next message in this way. */
  fail(fault: 'serverError' | 'hang' | 'dropAfterAccept' | 'rateLimited'): void;
  /** Everything that mentions the word, as people see it now. */
  seen(word: string): readonly string[];
  /** The messages under that one. */
  under(key: string): readonly string[];
}

const probes: Record<Channel['name'], () => Probe> = {
  slack: () => ({
    channel: stage.slack,
    to: PEOPLE.dana,
    unavailable: 'SLACK_UNAVAILABLE',
    fail: (fault) => stage.inbox.faults.next({ method: 'chat.postMessage', fault }),
    seen: (word) =>
      stage.inbox
        .messages({ to: PEOPLE.dana.email })
        .map(shownBy)
        .filter((text) => text.includes(word)),
    under: (key) => {
      const messages = stage.inbox.messages({ to: PEOPLE.dana.email });
      const parent = messages.find((message) => keyOf(message) === key);
      return messages.filter(({ threadTs }) => parent && threadTs === parent.ts).map(({ text }) => text);
    },
  }),
  mail: () => ({
    channel: createMailChannel({
      mailer: stage.mailer,
      outbox: stage.store.outbox,
      from: { name: 'Playmaker', address: 'plays@vendor.example' },
      links: stage.links,
    }),
    to: PEOPLE.priya,
    unavailable: 'MAIL_UNAVAILABLE',
    fail: (fault) => stage.inbox.faults.next({ method: 'smtp', fault }),
    seen: (word) =>
      stage.inbox
        .mails({ to: PEOPLE.priya.email })
        .map(({ text }) => text)
        .filter((text) => text.includes(word)),
    under: (key) => {
      const mails = stage.inbox.mails({ to: PEOPLE.priya.email });
      const parent = mails.find(({ text }) => text.includes(key));
      return mails
        .filter(({ headers }) => parent && headers['in-reply-to'] === parent.messageId)
        .map(({ text }) => text);
    },
  }),
};

describe.each(['slack', 'mail'] as const)('a card by %s', (name) => {
  let probe: Probe;
  let key: string;
  beforeEach(() => {
    probe = probes[name]();
    key = randomUUID();
  });
  /** A card whose question and id name its key. */
  const view = (state: CardState = open): CardView => ({
    card: card(key, { question: `Is ${key} ready?` }),
    ...{ state, askedAs: 'csm' },
  });
  const post = () => probe.channel.postCard(key, probe.to, view());
  const posted = async (): Promise<Posted> => ({ key, to: probe.to, receipt: (await post()) ?? {} });

  it('reaches its reader, with the question', async () => {
    expect(await probe.channel.reaches(probe.to)).toBe(true);
    const receipt = await post();
    expect(probe.channel.owns(receipt ?? {})).toBe(true);
    expect(probe.seen(`Is ${key} ready?`)).toHaveLength(1);
  });

  it('is posted once by many attempts, one after the other and at the same time', async () => {
    const results = await Promise.allSettled([post(), post(), post()]);
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }): unknown => reason);
    for (const reason of refused) expect(reason).toMatchObject({ type: 'EFFECT_UNDER_WAY' });
    expect(await post()).toEqual(await post());
    expect(probe.seen(key)).toHaveLength(1);
  });

  it('is one card when the answer to the first attempt was lost', async () => {
    probe.fail('dropAfterAccept');
    await expect(post()).rejects.toMatchObject({ type: probe.unavailable, nonRetryable: false });
    await post();
    expect(probe.seen(key)).toHaveLength(1);
  });

  it.each(['rateLimited', 'serverError', 'hang'] as const)('comes with a later attempt after: %s', async (fault) => {
    probe.fail(fault);
    await expect(post()).rejects.toMatchObject({ type: probe.unavailable, nonRetryable: false });
    expect(probe.seen(key)).toHaveLength(0);
    await post();
    expect(probe.seen(key)).toHaveLength(1);
  });

  it('never appears once it was withdrawn', async () => {
    expect(await probe.channel.withdraw(key, probe.to)).toBeUndefined();
    expect(await post()).toBeUndefined();
    expect(probe.seen(key)).toEqual([]);
  });

  it('is not withdrawn but known when it is out', async () => {
    const receipt = await post();
    expect(await probe.channel.withdraw(key, probe.to)).toEqual(receipt);
  });

  it('never appears when an attempt had failed before it was withdrawn', async () => {
    probe.fail('serverError');
    await post().catch(() => undefined);
    expect(await probe.channel.withdraw(key, probe.to)).toBeUndefined();
    expect(await post()).toBeUndefined();
    expect(probe.seen(key)).toEqual([]);
  });

  it('tells its reader the outcome, once', async () => {
    const out = await posted();
    await probe.channel.updateCard(out, view(answered), 'close');
    await probe.channel.updateCard(out, view(answered), 'close');
    expect(probe.seen(key).filter((text) => text.includes('Marcus Hill chose'))).toHaveLength(1);
  });

  it('has words about it under it, once', async () => {
    const out = await posted();
    const say = () => probe.channel.postWords(`${key}/remind`, probe.to, { title: 'Acme', text: 'A reminder' }, out);
    probe.fail('dropAfterAccept');
    await expect(say()).rejects.toMatchObject({ type: probe.unavailable });
    await say();
    await say();
    expect(probe.under(key)).toEqual([expect.stringContaining('A reminder')]);
  });

  it('is news when it asks nothing', async () => {
    const evidence = [{ label: 'Seats', value: '94' }];
    await probe.channel.postWords(key, probe.to, { title: 'Expansion for Acme', text: `News ${key}`, evidence });
    expect(probe.seen(`News ${key}`)).toEqual([expect.stringContaining('94')]);
  });
});

describe('a card in Slack', () => {
  let key: string;
  const to = PEOPLE.ben;
  beforeEach(() => {
    key = randomUUID();
  });
  const view = (state: CardState = open): CardView => ({ card: card(key), state, askedAs: 'csm' });
  const post = (channel: SlackChannel = stage.slack) => channel.postCard(key, to, view());
  const messages = (wanted = key) => stage.inbox.messages({ to: to.email }).filter((each) => keyOf(each) === wanted);
  const slackWith = (token: string, slackApiUrl: string) =>
    createSlackChannel({ token, slackApiUrl, outbox: stage.store.outbox, timeoutMs: TIMEOUT_MS });

  it('waits as long as Slack asks for when there were too many calls', async () => {
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'rateLimited', retryAfterSeconds: 17 });
    await expect(post()).rejects.toMatchObject({ type: 'SLACK_UNAVAILABLE', nextRetryDelay: 17_000 });
  });

  it('is found when it is withdrawn although the answer to posting it was lost', async () => {
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'dropAfterAccept' });
    await post().catch(() => undefined);
    const [message] = messages();
    expect(await stage.slack.withdraw(key, to)).toEqual({ channel: message?.channel, ts: message?.ts });
  });

  it('is found among hundreds of later messages', async () => {
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'dropAfterAccept' });
    await post().catch(() => undefined);
    for (let count = 0; count < 210; count += 1) stage.inbox.say({ as: to.email, text: `message ${count}` });
    await post();
    expect(messages()).toHaveLength(1);
  });

  it('does not look into its past on a first attempt, nor ask twice who somebody is', async () => {
    const fresh = slackWith(stage.inbox.botToken, stage.inbox.slackApiUrl);
    const calls = () => stage.inbox.faults.counts().slack.calls;
    const before = calls();
    await post(fresh);
    expect(calls() - before).toBe(3);
    await fresh.postWords(`${key}/more`, to, { title: 'Acme', text: 'more' });
    expect(calls() - before).toBe(4);
  });

  it('is posted anew, once, when it cannot be changed; the new one is then kept up to date', async () => {
    const channel = (await post())?.channel ?? '';
    const gone: Posted = { key, to, receipt: { channel, ts: '1700000000.000100' } };
    await stage.slack.updateCard(gone, view({ ...open, note: 'Escalated to Marcus Hill' }), '1');
    await stage.slack.updateCard(gone, view({ ...open, note: 'Escalated to Marcus Hill' }), '1');
    expect(messages(`${key}/anew`).map(shownBy)).toEqual([expect.stringContaining('Escalated to Marcus Hill')]);
    await stage.slack.updateCard(gone, view(answered), 'close');
    expect(messages(`${key}/anew`).map(shownBy)).toEqual([expect.stringContaining('Marcus Hill chose')]);
  });

  it('is answered outside a thread that is gone', async () => {
    const channel = (await post())?.channel ?? '';
    const gone: Posted = { key, to, receipt: { channel, ts: '1700000000.000100' } };
    await stage.slack.postWords(`${key}/remind`, to, { title: 'Acme', text: 'A reminder' }, gone);
    expect(messages(`${key}/remind`)).toMatchObject([{ text: 'A reminder' }]);
  });

  it('is refused for good, with the error Slack names, when Slack says no', async () => {
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'refused', error: 'msg_too_long' });
    await expect(post()).rejects.toMatchObject({
      type: 'SLACK_REFUSED',
      nonRetryable: true,
      message: expect.stringContaining('msg_too_long') as string,
    });
  });

  it('says after each call whether Slack was there, and took the token', async () => {
    const news: string[] = [];
    const listening = (token: string, slackApiUrl: string) =>
      createSlackChannel({
        ...{ token, slackApiUrl, outbox: stage.store.outbox, timeoutMs: TIMEOUT_MS },
        hearOfSlack: ({ kind }) => void news.push(kind),
      });
    const { botToken, slackApiUrl } = stage.inbox;
    const told = async (slack: SlackChannel) => {
      await post(slack).catch(() => undefined);
      return news.at(-1);
    };
    expect(await told(listening(botToken, 'http://127.0.0.1:9/'))).toBe('unreachable');
    expect(await told(listening('xoxb-wrong', slackApiUrl))).toBe('refused');
    stage.inbox.faults.next({ method: 'users.lookupByEmail', fault: 'serverError' });
    expect(await told(listening(botToken, slackApiUrl))).toBe('unreachable');
    stage.inbox.faults.next({ method: 'users.lookupByEmail', fault: 'rateLimited', retryAfterSeconds: 1 });
    expect(await told(listening(botToken, slackApiUrl))).toBe('reached');
    expect(await told(listening(botToken, slackApiUrl))).toBe('taken');
  });

  it('waits for another token when Slack takes this one no more', async () => {
    await expect(post(slackWith('xoxb-wrong', stage.inbox.slackApiUrl))).rejects.toMatchObject({
      type: 'SLACK_TOKEN_REFUSED',
      nonRetryable: false,
      message: expect.stringContaining('invalid_auth') as string,
    });
    await post();
    expect(messages()).toHaveLength(1);
  });

  it('is tried again when something other than Slack answers, or nothing', async () => {
    const somewhereElse = slackWith('xoxb-any', `${stage.inbox.url}/nothing-here/`);
    await expect(post(somewhereElse)).rejects.toMatchObject({ type: expect.stringMatching(/^SLACK_/) as string });
    await expect(post(slackWith('xoxb-any', 'http://127.0.0.1:9/'))).rejects.toMatchObject({
      type: 'SLACK_UNAVAILABLE',
      nonRetryable: false,
    });
  });

  it('has nobody to go to when the person is not in Slack', async () => {
    expect(await stage.slack.reaches(PEOPLE.priya)).toBe(false);
  });
});

describe('a card by mail', () => {
  const to = PEOPLE.priya;
  let key: string;
  beforeEach(() => {
    key = randomUUID();
  });
  const view = (state: CardState, more: Partial<CardView> = {}): CardView => ({
    card: card(key, { question: `Is ${key} ready?` }),
    ...{ state, askedAs: 'ae' as const },
    ...more,
  });
  const mails = () => stage.inbox.mails({ to: to.email }).filter(({ text }) => text.includes(key));
  const linksOf = (text: string) =>
    [...text.matchAll(/https:\/\/plays\.vendor\.example\/t\/(\S+)/g)].map(([, token]) => stage.links.readTask(token!));

  it('has a link for each choice and one to the task, for this person and this task alone, in text and HTML', async () => {
    await probes.mail().channel.postCard(key, to, view(open));
    const [mail] = mails();
    const about = { runId: `play/expansion/acme/${key}`, taskId: key, email: to.email };
    expect(linksOf(mail!.text)).toMatchObject([
      { kind: 'valid', link: { ...about, choice: 'confirm' } },
      { kind: 'valid', link: { ...about, choice: 'not-yet' } },
      { kind: 'valid', link: about },
    ]);
    const addresses = [...mail!.html.matchAll(/href="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses).toEqual(mail!.text.match(/https:\S+/g));
    expect(mail!.html).toMatch(/<a href="[^"]+" style="[^"]+">Not yet<\/a>/);
    expect(mail).not.toHaveProperty('replyTo', expect.stringContaining('reply+'));
  });

  it('has the same links when it is sent again after a lost answer', async () => {
    const first = stage.links.task({
      ...view(open).card,
      choice: 'confirm',
      email: to.email,
      due: '2026-03-03T15:00:00.000Z',
      key,
    });
    const again = stage.links.task({
      ...view(open).card,
      choice: 'confirm',
      email: to.email,
      due: '2026-03-03T15:00:00.000Z',
      key,
    });
    const ids = [first, again].map(({ url }) => linksOf(url)).flat();
    expect(ids[0]).toMatchObject({ link: { id: (ids[1] as { link: { id: string } }).link.id } });
  });

  it.each([
    ['was given away', view(open, { passedOn: true })],
    ['stands still', view({ ...open, onHold: 'Marcus paused the play.' })],
    ['is answered', view(answered)],
  ])('has no links while it %s', async (_what, seen) => {
    await probes.mail().channel.postCard(key, to, { ...seen, card: view(open).card });
    expect(linksOf(mails()[0]!.text)).toEqual([]);
  });

  it('is answered to an address of its own when replies are taken, and so are the mails under it', async () => {
    const { mailer, links, addresses } = stage;
    const channel = createMailChannel({
      ...{ mailer, links, addresses, outbox: stage.store.outbox },
      from: { name: 'Playmaker', address: 'plays@vendor.example' },
    });
    const receipt = (await channel.postCard(key, to, view(open))) ?? {};
    await channel.postWords(`${key}/remind`, to, { title: 'Acme', text: `Reminder of ${key}` }, { key, to, receipt });
    await channel.updateCard({ key, to, receipt }, view(answered), 'close');
    const replies = mails().map(({ replyTo }) => replyTo);
    expect(replies).toHaveLength(3);
    expect(new Set(replies).size).toBe(1);
    expect(replies[0]!.split('@')[0]!.length).toBeLessThanOrEqual(64);
    expect(await addresses.read(replies[0]!)).toEqual({
      ...{ kind: 'reply', taskId: key, runId: `play/expansion/acme/${key}`, email: to.email },
    });
  });

  it('stays silent towards who answered', async () => {
    const { channel } = probes.mail();
    const receipt = (await channel.postCard(key, to, view(open))) ?? {};
    const before = stage.inbox.mails({ to: to.email }).length;
    await channel.updateCard({ key, to, receipt }, view({ ...answered, by: to.email.toUpperCase() }), 'close');
    await channel.updateCard({ key, to, receipt }, view({ ...answered, by: to.name }), 'close');
    expect(stage.inbox.mails({ to: to.email })).toHaveLength(before);
  });
});
