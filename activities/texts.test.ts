import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createTexts, type Texts } from './texts';

let playsDir: string;
let texts: Texts;

beforeAll(async () => {
  playsDir = await mkdtemp(join(tmpdir(), 'texts-'));
  texts = createTexts(playsDir);
});
afterAll(() => rm(playsDir, { recursive: true, force: true }));

async function template(name: string, content: string): Promise<string> {
  const path = join(playsDir, 'expansion', 'texts', `${name}.liquid`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return name;
}

/** The text of a mail with that content. */
async function plain(content: string, data: Record<string, unknown>): Promise<string> {
  const name = await template('plain', `Subject: A text\n${content}`);
  return (await texts.renderMail('expansion', name, data)).text.trimEnd();
}

describe('a text', () => {
  it('shows its data', async () => {
    expect(await plain('Dear {{ contact.name }}, {{ seats }} seats', { contact: { name: 'Dana' }, seats: 12 })).toBe(
      'Dear Dana, 12 seats',
    );
  });

  it.each([
    ["{{ 12000 | money: 'USD' }}", '$12,000'],
    ["{{ 1199.5 | money: 'EUR' }}", '€1,199.50'],
    ["{{ '1,200' | money: 'USD' }}", '$1,200'],
    ['{{ 1234567 | number }}', '1,234,567'],
    ["1 {{ 1 | plural: 'seat', 'seats' }}, 0 {{ 0 | plural: 'seat', 'seats' }}", '1 seat, 0 seats'],
    ['{{ names | list }}', 'Ana, Ben and Cem'],
    ["{{ names | list: 'or' }}", 'Ana, Ben or Cem'],
    ['{{ one | list }}', 'Ana'],
    ["{{ '2026-03-02T23:30:00.000Z' | day: 'Europe/Berlin' }}", 'Tuesday, 3 March 2026'],
    ["{{ '2026-03-31' | day: 'America/New_York' }}", 'Tuesday, 31 March 2026'],
    ["{{ '2026-03-02T14:00:00.000Z' | time: 'Europe/Berlin' }}", 'Monday, 2 March 2026, 15:00 Berlin time'],
    ['{% if nickname %}x{% else %}no nickname{% endif %}', 'no nickname'],
  ])('formats %s as %s', async (content, expected) => {
    expect(await plain(content, { names: ['Ana', 'Ben', 'Cem'], one: ['Ana'] })).toBe(expected);
  });

  it.each([
    ['missing', 'line 3: undefined variable: contact.name', 'Hi\n{{ contact.name }}', { contact: {} }],
    ['null', 'undefined variable: contact.name', '{{ contact.name }}', { contact: { name: null } }],
    ['inherited', 'undefined variable: constructor', '{{ constructor }}', {}],
    ['no number', '"many" is not a number', "{{ seats | money: 'USD' }}", { seats: 'many' }],
    ['no date', '"soon" is not a date', '{{ at | day }}', { at: 'soon' }],
    ['no list', 'list needs a list', '{{ names | list }}', { names: 'Ana' }],
    ['given to an unknown filter', 'undefined filter: shout', '{{ name | shout }}', { name: 'Ana' }],
    ['in a broken template', 'not closed', '{% if name %}', { name: 'Ana' }],
  ])('is refused when a value is %s', async (_, problem, content, data) => {
    await expect(plain(content, data)).rejects.toMatchObject({
      type: 'TEXT_INVALID',
      nonRetryable: true,
      message: expect.stringMatching(new RegExp(`^plays/expansion/texts/plain.liquid, .*${problem}`)) as string,
    });
  });

  it.each([
    ['expansion', 'nowhere'],
    ['expansion', '../../../etc/passwd'],
    ['..', 'plain'],
    ['expansion/../expansion', 'plain'],
    ['expansion', 'plain\0'],
    ['Expansion', 'plain'],
    ['', 'plain'],
  ])('is not found under %j, %j', async (play, text) => {
    await template('plain', 'Hello');
    await expect(texts.renderMail(play, text, {})).rejects.toMatchObject({ type: 'TEXT_MISSING', nonRetryable: true });
  });

  it('tells which entries it uses', async () => {
    const name = await template('uses', '{% assign total = a | times: b %}{{ total }} {{ c.d }}');
    expect([...(await texts.variables('expansion', name))].sort()).toEqual(['a', 'b', 'c']);
  });
});

const hostile = `{{ secret }}{% include 'x' %}<script>alert("1")</script>`;

describe('data that looks like code', () => {
  it('comes out as text', async () => {
    expect(await plain('{{ name }}', { name: hostile, secret: 'leaked' })).toBe(hostile);
  });

  it('is escaped in HTML, also within filters', async () => {
    const name = await template('html', '<p title="{{ name }}">{{ names | list }}</p>');
    const html = await texts.renderHtml('expansion', name, { name: hostile, names: [hostile, 'b'], secret: 'leaked' });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('leaked');
    expect(html.match(/"/g)).toHaveLength(2);
    expect(html).toContain('{{ secret }}');
  });
});

describe('a mail', () => {
  const mail = async (content: string, data: Record<string, unknown>) =>
    texts.renderMail('expansion', await template('mail', content), data);

  it('has its subject in the first line, and its text as HTML too', async () => {
    const { subject, text, html } = await mail(
      `{% comment %} name, url {% endcomment %}
Subject: Seats for {{ name }}

Dear {{ name }},
you are close to the limit.

- 94 of 100 seats
- since March

See {{ url }}. Best, Ana
`,
      { name: 'Ana & Co', url: 'https://app.example/a?b=1&c=2' },
    );
    expect(subject).toBe('Seats for Ana & Co');
    expect(text.startsWith('Dear Ana & Co,\nyou are close to the limit.\n\n- 94')).toBe(true);
    expect(html).toContain('<p>Dear Ana &amp; Co,<br>\nyou are close to the limit.</p>');
    expect(html).toContain('<ul>\n<li>94 of 100 seats</li>\n<li>since March</li>\n</ul>');
    expect(html).toContain(
      'See <a href="https://app.example/a?b=1&amp;c=2">https://app.example/a?b=1&amp;c=2</a>. Best, Ana',
    );
  });

  it('lets no data into its subject but one line, and none into its HTML but text', async () => {
    const { subject, text, html } = await mail('Subject: For {{ name }}\n{{ name }} javascript:alert(1)', {
      name: `Ana\r\nBcc: all@example.com ${hostile}`,
    });
    expect(subject).toBe(`For Ana Bcc: all@example.com ${hostile}`);
    expect(text).toContain(hostile);
    expect(html).not.toMatch(/<script|<a /);
    expect(html).toContain('&lt;script&gt;');
  });

  it('is refused without a subject, or with a subject whose data is missing', async () => {
    await expect(mail('Hello\nSubject: late', {})).rejects.toMatchObject({ type: 'TEXT_INVALID' });
    await expect(mail('Subject: {{ name }}\nHello', {})).rejects.toThrow(/mail.liquid, line 1: .*name/);
    await expect(mail('Subject: x\nHello\n{{ name }}', {})).rejects.toThrow(/mail.liquid, line 3: .*name/);
  });
});
