import { createMailer, type SmtpMailer } from '../../../activities/mail';
import { createMailChannel } from '../../../activities/notify/mail-channel';
import { Secret } from '../../config';
import { createMailLinks } from '../../mail-links';
import type { InboxMail } from '../../../temporal-dev/inbox';
import { createServer } from '../create-server';
import { startTestingServer, type TestingServer } from '../testing/testing-server.fixture';

const DAY = 86_400_000;
const secret = new Secret('the-secret-of-the-tests-0123456789');
const ana = { email: 'ana@example.com', name: 'Ana', timeZone: 'Europe/Berlin' };

let server: TestingServer;
let mailer: SmtpMailer;
let url: string;
/** How far the clock of links is ahead. */
let ahead = 0;
const closing: (() => Promise<unknown>)[] = [];
const links = () => createMailLinks({ secret, publicUrl: url, now: () => new Date(Date.now() + ahead) });

beforeAll(async () => {
  server = await startTestingServer();
  mailer = createMailer({ smtpUrl: server.inbox.smtpUrl, outbox: server.store.outbox, domain: 'example.com' });
  // Nobody here uses Slack.
  const mailLinks = createMailLinks({ secret, publicUrl: '', now: () => new Date(Date.now() + ahead) });
  const app = await createServer({ ...server.deps, slack: undefined, mailLinks });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  closing.push(() => app.close());
});
afterEach(() => {
  ahead = 0;
});
afterAll(async () => {
  mailer?.close();
  for (const close of closing) await close();
  await server?.close();
});

interface Mailed {
  readonly runId: string;
  readonly taskId: string;
  readonly mail: InboxMail;
  /** By label of the choice. */
  readonly link: (label: string) => string;
  readonly see: string;
}

/** A task of the check-in whose card went to somebody by mail, over real SMTP. */
async function mailed(topic: string, to = ana): Promise<Mailed> {
  const { runId, taskId } = await server.withCard(topic, to.email);
  const { card, state } = (await server.store.tasks.get(taskId))!;
  const from = { name: 'Playmaker', address: 'plays@example.com' };
  const channel = createMailChannel({ mailer, outbox: server.store.outbox, from, links: links() });
  await channel.postCard(`${taskId}/card/csm`, to, { card, state, askedAs: 'csm' });
  const mail = await server.inbox.until((inbox) =>
    inbox.mails({ to: to.email }).find(({ text }) => text.includes(url) && !seen.has(text)),
  );
  seen.add(mail.text);
  const addresses = new Map(
    [...mail.html.matchAll(/<a href="([^"]+)"[^>]*>([^<]+)<\/a>/g)].map(([, address, label]) => [label!, address!]),
  );
  return { runId, taskId, mail, link: (label) => addresses.get(label)!, see: addresses.get('See the task')! };
}
const seen = new Set<string>();

interface Got {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}
async function got(response: Promise<Response>): Promise<Got> {
  const { status, headers } = await response;
  return { status, headers, text: await (await response).text() };
}
const get = (address: string, method = 'GET') => got(fetch(address, { method }));
const confirm = (address: string, values: Record<string, string> = {}) =>
  got(fetch(address, { method: 'POST', body: new URLSearchParams({ confirm: 'yes', ...values }) }));
const timeline = async (runId: string) => (await server.status(runId)).timeline.map(({ what }) => what);
const refusals = (runId: string) => server.store.ledger.list({ runId, kind: 'refusal' });

describe('a link of a task mail', () => {
  it('shows what is asked, why, and what its choice does, in a page that loads and runs nothing', async () => {
    const { link } = await mailed('shown');
    const { status, text, headers } = await get(link('Not yet'));
    expect(status).toBe(200);
    expect(text).toMatch(/Check-in for Acme[\s\S]*Shall we meet them\?[\s\S]*Your answer: Not yet[\s\S]*We wait\./);
    expect(text).toMatch(/<textarea\s+id="reason"\s+name="reason"\s+maxlength="3000"\s+required/);
    expect(text).toMatch(/<label for="reason">Their reason\s*<\/label>/);
    expect(text).toContain('lang="en"');
    expect(text).toContain('width=device-width');
    expect(text).not.toMatch(/<script|http:|https:/);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
      ) as string,
    });
  });

  it('decides nothing when a scanner opens all of them twice, by GET and HEAD, or posts without what the page has', async () => {
    const { runId, mail, link } = await mailed('scanned');
    const all = [...new Set(mail.text.match(/http:\S+/g))];
    expect(all).toHaveLength(4);
    for (const address of [...all, ...all]) {
      expect((await get(address)).status).toBe(200);
      expect(await get(address, 'HEAD')).toMatchObject({ status: 200, text: '' });
    }
    expect((await got(fetch(link('Confirm'), { method: 'POST' }))).status).toBe(400);
    expect(
      (
        await got(
          fetch(link('Confirm'), { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
        )
      ).status,
    ).toBe(415);
    expect(await timeline(runId)).toEqual([]);
    expect(await refusals(runId)).toEqual([]);
  });

  it('decides in the name of whom it was sent to once confirmed, and then says so to everybody who opens it', async () => {
    const { runId, link } = await mailed('confirmed');
    const first = await confirm(link('Not yet'), { reason: 'Budget <b>in</b> May' });
    expect(first.status).toBe(200);
    expect(first.text).toMatch(/You chose “Not yet” on \d+ \w+ \d{4}, \d\d:\d\d Berlin time, as Ana\./);
    expect(await timeline(runId)).toEqual(['Ana chose Not yet: Budget <b>in</b> May {}']);
    expect((await get(link('Not yet'))).text).toMatch(/this is answered/);
    // The other links of the mail hear from the play that it is decided.
    const other = await confirm(link('Confirm'));
    expect(other.status).toBe(409);
    expect(other.text).toMatch(/Ana already chose “Not yet” on \d+ \w+ \d{4}, \d\d:\d\d Berlin time/);
    expect(await timeline(runId)).toHaveLength(1);
  });

  it('decides once when it is confirmed many times at once, and again later', async () => {
    const { runId, link } = await mailed('at-once');
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(link('Confirm'))));
    answers.push(await confirm(link('Confirm')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await timeline(runId)).toEqual(['Ana chose Confirm {}']);
    expect(await refusals(runId)).toEqual([]);
  });

  it('leads one decision to its end when two different choices are confirmed at once', async () => {
    const { runId, link } = await mailed('race');
    const answers = await Promise.all([confirm(link('Confirm')), confirm(link('Not yet'), { reason: 'later' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await timeline(runId)).toHaveLength(1);
  });

  it('to the whole task leads to a page per choice, which decides', async () => {
    const { runId, see } = await mailed('whole');
    const { text } = await get(see);
    const [, address] = /<a class="choice" href="([^"]+)">Confirm<\/a>/.exec(text)!;
    expect((await confirm(see)).status).toBe(400);
    expect((await confirm(new URL(address!, see).href)).status).toBe(200);
    expect(await timeline(runId)).toEqual(['Ana chose Confirm {}']);
  });

  it('to the whole task takes notes, each once, and offers no choices to who is only asked about it', async () => {
    const { runId, taskId, see } = await mailed('noted');
    for (let time = 0; time < 2; time += 1) {
      const { status, text } = await confirm(see, { note: 'Ask <Olivia> first' });
      expect([status, text]).toEqual([200, expect.stringContaining('“Ask &lt;Olivia&gt; first”')]);
    }
    expect(await timeline(runId)).toEqual(['Ana noted: Ask <Olivia> first']);
    const { assignments } = (await server.store.tasks.get(taskId))!;
    const consulted = { by: 'Ben', text: 'What do you think?' };
    await server.store.tasks.update(taskId, { assignments: assignments.map((each) => ({ ...each, consulted })) });
    const { text } = await get(see);
    expect(text).not.toContain('class="choice"');
    expect(text).toContain('Ben asks you: What do you think?');
    expect(text).toContain('Add a note');
  });

  it('of somebody who passed it on says who has it, since when and what they can do, and takes no choice', async () => {
    const { runId, taskId, link, see } = await mailed('passed-on');
    const { assignments } = (await server.store.tasks.get(taskId))!;
    const ben = { ...assignments[0]!, email: 'ben@example.com', role: 'cs-manager' as const };
    const at = '2026-03-02T09:00:00.000Z';
    await server.store.tasks.update(taskId, {
      assignments: [
        { ...assignments[0]!, passedOn: true, wentTo: { name: 'Ben' } },
        { ...ben, at },
      ],
    });
    for (const address of [see, link('Confirm')]) {
      const { status, text } = await get(address);
      expect(status).toBe(200);
      expect(text).toContain('You passed this on to Ben on 2 March 2026, 10:00 Berlin time.');
      expect(text).toMatch(/Ben has it now, with time to answer until \d+ \w+ \d{4}/);
      expect(text).toContain('You can add a note below');
      expect(text).not.toMatch(/Please answer by|class="choice"|Your answer/);
    }
    expect((await confirm(link('Confirm'))).status).toBe(400);
    expect(await timeline(runId)).toEqual([]);
    expect((await confirm(link('Confirm'), { note: 'They called me' })).status).toBe(200);
    expect(await timeline(runId)).toEqual(['Ana noted: They called me']);
  });

  it('keeps what was filled in when something is missing or wrong, and says what', async () => {
    const { runId, link } = await mailed('wrong');
    const wrong = await confirm(link('Adjust'), { 'field:seats': 'many"><script>', reason: 'growth' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toMatch(/value="many&quot;&gt;&lt;script&gt;"/);
    expect(wrong.text).toContain('Please enter a whole number of at least 1.');
    expect(wrong.text).toMatch(/growth<\/textarea/);
    const missing = await confirm(link('Not yet'), { reason: '  ' });
    expect(missing).toMatchObject({ status: 400, text: expect.stringContaining('Please give a reason.') as string });
    expect(await timeline(runId)).toEqual([]);
    await confirm(link('Adjust'), { 'field:seats': '120', reason: 'gr\0owth' });
    expect(await timeline(runId)).toEqual(['Ana chose Adjust: growth {"seats":"120"}']);
  });

  it('that somebody else opens decides in the name of whom it was sent to', async () => {
    // Whoever holds the link is not asked who they are: docs/decisions/0009.
    const { runId, link } = await mailed('forwarded');
    const page = await get(link('Confirm'));
    expect(page.text).toContain('Confirming answers in the name of Ana.');
    await confirm(link('Confirm'));
    expect(await timeline(runId)).toEqual(['Ana chose Confirm {}']);
  });

  it('of somebody without the role is refused, with why, and stays in the ledger', async () => {
    const { runId, link } = await mailed('dan', { email: 'dan@example.com', name: 'Dan', timeZone: 'Europe/Berlin' });
    const { status, text } = await confirm(link('Confirm'));
    expect(status).toBe(403);
    expect(text).toContain('Dan cannot answer this: it is for the csm.');
    expect(await timeline(runId)).toEqual([]);
    expect(await refusals(runId)).toHaveLength(1);
  });

  it('says who decided what when that happened elsewhere', async () => {
    const { runId, taskId, link } = await mailed('elsewhere');
    const at = '2026-03-02T09:00:00.000Z';
    await server.store.tasks.update(taskId, {
      state: { kind: 'answered', by: 'Marcus Hill', choice: 'confirm', label: 'Confirm', at },
    });
    const page = await get(link('Not yet'));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Marcus Hill chose “Confirm” on 2 March 2026, 10:00 Berlin time.');
    expect((await confirm(link('Not yet'), { reason: 'no' })).status).toBe(409);
    expect(await timeline(runId)).toEqual([]);
  });

  it('of a text that has changed since the page was opened asks to read it first', async () => {
    const { runId, taskId, link } = await mailed('changed');
    const { card } = (await server.store.tasks.get(taskId))!;
    await server.store.tasks.update(taskId, {
      card: { ...card, preview: { title: 'Offer', text: 'New text', version: 2 } },
    });
    const stale = await confirm(link('Confirm'), { version: '1' });
    expect(stale.status).toBe(400);
    expect(stale.text).toMatch(/The text has changed[\s\S]*New text/);
    expect(await timeline(runId)).toEqual([]);
    expect((await confirm(link('Confirm'), { version: '2' })).status).toBe(200);
  });

  it('of a play that stands still says so', async () => {
    const { taskId, link } = await mailed('held');
    const { state } = (await server.store.tasks.get(taskId))!;
    if (state.kind !== 'open') throw new Error('it is open');
    await server.store.tasks.update(taskId, { state: { ...state, onHold: 'Ben paused the play' } });
    expect((await get(link('Confirm'))).text).toContain('On hold: Ben paused the play.');
    expect((await confirm(link('Confirm'))).text).not.toContain('answered for');
  });
});

describe('a link that is none any more, or never was', () => {
  it('has expired', async () => {
    const { runId, link } = await mailed('expired');
    ahead = 15 * DAY;
    expect(await get(link('Confirm'))).toMatchObject({
      status: 410,
      text: expect.stringContaining('has expired') as string,
    });
    expect((await confirm(link('Confirm'))).status).toBe(410);
    expect(await timeline(runId)).toEqual([]);
  });

  it('was cut, changed, made with another secret, or names the task of another run', async () => {
    const { runId, link } = await mailed('forged');
    const { runId: other } = await mailed('other-run');
    const address = link('Confirm');
    const about = {
      taskId: `${runId}/task/1`,
      email: ana.email,
      due: new Date().toISOString(),
      key: 'k',
      choice: 'confirm',
    };
    const theirs = createMailLinks({ secret: new Secret('x'.repeat(32)), publicUrl: url, now: () => new Date() });
    const others = [
      address.slice(0, -1),
      address.replace('/t/', '/t/x'),
      `${url}/t/`,
      `${url}/t/%00`,
      theirs.task({ runId, ...about }).url,
      links().task({ runId: other, ...about }).url,
    ];
    for (const each of others) {
      expect([each, (await get(each)).status]).toEqual([each, 404]);
      const { status, text } = await confirm(each);
      expect([each, status]).toEqual([each, 404]);
      expect(text).toContain('Nothing was changed.');
    }
    expect(await timeline(runId)).toEqual([]);
    expect(await timeline(other)).toEqual([]);
  });
});
