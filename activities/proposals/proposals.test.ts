import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { accountFileSchema } from '../../src/domain/account';
import { openStore, type Store } from '../../src/store';
import { createTexts } from '../texts';
import { createProposalActivities, type DraftRequest, type ProposalActivities } from '.';
import { docxOf } from './docx';
import { EXCERPT_LENGTH } from './excerpt';

const data = {
  accountName: 'Acme Logistics',
  preparedFor: { name: 'Olivia Grant', title: 'VP of Operations' },
  preparedBy: 'Marc Weber',
  date: '2026-03-02T09:00:00.000Z',
  plan: 'Team',
  currentSeats: 100,
  recommendedSeats: 125,
  seatPrice: 480,
  currency: 'USD',
  limitName: 'seats',
  used: 94,
  limit: 100,
  usedPercent: 94,
  valueSoFar: ['Order lead time fell from 6 to 4 days.', '41 teams plan in one place.'],
  leaderName: 'Priya Shah',
  leaderTitle: 'Head of Planning',
  introduction: 'Your team uses 94 % of its seats.\n\nThis gives it room to grow.',
};

let store: Store;
let folder: string;
let proposals: ProposalActivities;
let documents = 0;

beforeAll(async () => {
  [store, folder] = await Promise.all([openStore({}), mkdtemp(join(tmpdir(), 'proposals-'))]);
  proposals = activitiesFor('plays');
  const file = accountFileSchema.parse(JSON.parse(await readFile('examples/acme.json', 'utf8')));
  for (const person of file.people) await store.people.save(person);
  for (const account of file.accounts) await store.accounts.save(account);
});
afterAll(async () => {
  await Promise.all([store.close(), rm(folder, { recursive: true, force: true })]);
});

const activitiesFor = (playsDir: string) =>
  createProposalActivities({ store, texts: createTexts(playsDir), dataDir: folder });

function request(more: Partial<DraftRequest> = {}): DraftRequest {
  documents += 1;
  return {
    documentId: `play/expansion/acme/${documents}/proposal`,
    runId: `play/expansion/acme/${documents}`,
    play: 'expansion',
    accountId: 'acme',
    text: 'proposal',
    title: 'Expansion proposal for Acme Logistics',
    author: 'ae',
    data,
    at: '2026-03-02T09:00:00.000Z',
    ...more,
  };
}

/** One file of a zip archive, by its central directory (PKWARE APPNOTE §4.3). */
function entryOf(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    if (zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)) !== name) continue;
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    return (zip.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content)).toString('utf8');
  }
  throw new Error(`The archive holds no ${name}.`);
}

const read = (path: string) => readFile(join(folder, path), 'utf8');
const revision = (documentId: string, changes: Record<string, string>, version = 2) => ({
  ...{ documentId, version, changes },
  ...{ by: 'Ana Ruiz', at: '2026-03-03T09:00:00.000Z' },
});

describe('a draft', () => {
  it('is a whole page, a Word document and an excerpt with the same words', async () => {
    const draft = await proposals.draft(request());
    expect(draft).toMatchObject({ version: 1, title: 'Expansion proposal for Acme Logistics' });
    const html = await read(draft.files.html);
    expect(html.startsWith('<!doctype html>')).toBe(true);
    expect(html).not.toMatch(/\{\{|\{%|undefined|NaN|(?:src|href)=/);
    expect(createHash('sha256').update(html).digest('hex')).toBe(draft.sha256);
    const docx = await readFile(join(folder, draft.files.docx));
    const inWord = entryOf(docx, 'word/document.xml').replace(/<[^>]*>/g, '');
    for (const words of ['Room for your next 25 seats', 'Priya Shah joined you as Head of Planning', '41 teams plan'])
      for (const rendering of [html, inWord, draft.excerpt]) expect(rendering).toContain(words);
    expect(draft.excerpt).toContain('Total per year | $48,000 | $60,000 | + $12,000');
    expect(draft.excerpt).toContain('- Order lead time fell from 6 to 4 days.');
    expect(draft.excerpt).toContain('This proposal is valid for 45 days from the day on which you get it.');
  });

  it('holds names as they are, whatever characters they have', async () => {
    const title = 'Proposal for <b>R&D ]]> \u0001Inc</dc:title>';
    const leaderName = 'Pri\u0002ya \u0007<i>';
    const { files } = await proposals.draft(request({ title, data: { ...data, leaderName } }));
    const docx = await readFile(join(folder, files.docx));
    const properties = entryOf(docx, 'docProps/core.xml');
    expect(properties.match(/<dc:title>/g)).toHaveLength(1);
    const parsed = new XMLParser().parse(properties) as Record<string, Record<string, string>>;
    expect(parsed['cp:coreProperties']?.['dc:title']?.replace(/\s+/g, ' ').trim()).toBe(
      'Proposal for <b>R&D ]]> Inc</dc:title>',
    );
    const inWord = entryOf(docx, 'word/document.xml');
    expect(inWord).toContain('Priya &lt;i&gt; joined you');
    for (const character of ['\u0002', '\u0007']) expect(inWord).not.toContain(character);
    const poor = entryOf(
      await docxOf('\0', '<p>a\0b\ud800c&#1;d&#x2;e&#9731;</p>', '\ud800', data.date),
      'word/document.xml',
    );
    expect(poor).toContain('abcde☃');
  });

  it('that no Word document can be made of is refused for good', async () => {
    const impossible = docxOf('Proposal', '<p>Words</p>', 'Ana Ruiz', 'no instant');
    await expect(impossible).rejects.toMatchObject({ type: 'TEXT_INVALID', nonRetryable: true });
  });

  it('asked for again is the same, even after a change of the template', async () => {
    const asked = request();
    const draft = await proposals.draft(asked);
    const modified = async () => (await stat(join(folder, draft.files.docx))).mtimeMs;
    const before = await modified();
    const playsDir = join(folder, 'plays');
    await mkdir(join(playsDir, 'expansion', 'texts'), { recursive: true });
    await writeFile(join(playsDir, 'expansion', 'texts', 'proposal.liquid'), '<p>Other words</p>');
    expect(await activitiesFor(playsDir).draft(asked)).toEqual(draft);
    expect(await modified()).toBe(before);
  });

  it('made at two places at once is one', async () => {
    const asked = request();
    const [one, two] = await Promise.all([proposals.draft(asked), proposals.draft(asked)]);
    expect(one).toEqual(two);
    const names = await readdir(join(folder, one.files.html, '..'));
    expect(names.sort()).toEqual(['v1.docx', 'v1.html']);
  });

  it('leaves out what is not known, and shows data as text', async () => {
    const { files, excerpt } = await proposals.draft(
      request({
        data: {
          ...data,
          accountName: 'A<script>alert(1)</script> & {{ plan }}',
          preparedFor: { name: 'Olivia', title: '' },
          leaderName: '',
          leaderTitle: '',
          valueSoFar: [],
        },
      }),
    );
    const html = await read(files.html);
    expect(html).not.toMatch(/<script|What you have achieved|joined|Olivia,/);
    expect(html).toContain('A&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ plan }}');
    expect(excerpt).toContain('A<script>alert(1)</script> & {{ plan }}');
  });

  it('is refused when an entry is missing, and leaves nothing behind', async () => {
    const { seatPrice: _, ...incomplete } = data;
    const asked = request({ data: incomplete });
    await expect(proposals.draft(asked)).rejects.toMatchObject({
      type: 'TEXT_INVALID',
      message: expect.stringMatching(/plays\/expansion\/texts\/proposal\.liquid.*seatPrice/) as string,
    });
    expect(await store.documents.get(asked.documentId)).toBeUndefined();
  });

  it('is shown to reviewers whole, and where it has no end cut at a word', async () => {
    const introduction = 'many words '.repeat(500).trim();
    expect((await proposals.draft(request({ data: { ...data, introduction } }))).excerpt).toContain(introduction);
    const { excerpt } = await proposals.draft(request({ data: { ...data, introduction: 'many words '.repeat(5000) } }));
    expect(excerpt.length).toBeLessThanOrEqual(EXCERPT_LENGTH);
    expect(excerpt.endsWith('words …') || excerpt.endsWith('many …')).toBe(true);
  });

  it('stays within the data folder whatever its ids look like', async () => {
    const account = await store.accounts.get('acme');
    await store.accounts.save({ ...account!, id: '..' });
    const { files } = await proposals.draft(request({ accountId: '..', documentId: '../../../escape' }));
    expect(files.html).toMatch(/^proposals\/[\w-]+\/[\w-]+\/v1\.html$/);
    expect(files.html).not.toContain('..');
  });
});

describe('a revision', () => {
  it('is a new version with the changes; the earlier one stays', async () => {
    const first = await proposals.draft(request());
    const second = await proposals.revise(
      revision(first.documentId, {
        introduction: 'Hello Olivia.',
        recommendedSeats: '1,150',
        valueSoFar: '- One\n\nTwo',
      }),
    );
    expect(second).toMatchObject({ documentId: first.documentId, version: 2 });
    expect(second.excerpt).toContain('Hello Olivia.');
    expect(second.excerpt).toContain('Room for your next 1,050 seats');
    expect(second.excerpt).toContain('Total per year | $48,000 | $552,000 | + $504,000');
    expect(second.excerpt).toContain('- One\n- Two\n');
    expect(await proposals.draft(request({ documentId: first.documentId }))).toEqual(first);
    expect(await store.documents.get(first.documentId)).toMatchObject({ version: 2, by: 'Ana Ruiz' });
  });

  it('asked for again is the same, and further ones build on it', async () => {
    const { documentId } = await proposals.draft(request());
    const second = await proposals.revise(revision(documentId, { introduction: 'Second.' }));
    expect(await proposals.revise(revision(documentId, { introduction: 'Something else.' }))).toEqual(second);
    const third = await proposals.revise(revision(documentId, { recommendedSeats: '150' }, 3));
    expect(third.excerpt).toContain('Second.');
    expect(third.excerpt).toContain('150 seats');
  });

  it.each([
    ['an entry the template does not use', { annualPrice: '1' }, /does not use "annualPrice"/],
    ['a number that is none', { recommendedSeats: 'many' }, /"recommendedSeats" must be a number, not "many"/],
    ['an entry of several parts', { preparedFor: 'Olivia' }, /several parts/],
  ])('is refused for %s', async (_, changes, message) => {
    const { documentId } = await proposals.draft(request());
    await expect(proposals.revise(revision(documentId, changes))).rejects.toMatchObject({
      type: 'TEXT_INVALID',
      message: expect.stringMatching(message) as string,
    });
  });

  it('is refused when the version it changes is not there', async () => {
    await expect(proposals.revise(revision('nothing', {}))).rejects.toMatchObject({ type: 'DOCUMENT_CHANGED' });
  });
});

it('tells when a file is no longer what was drafted', async () => {
  const asked = request();
  const { files } = await proposals.draft(asked);
  await writeFile(join(folder, files.html), 'tampered');
  await expect(proposals.draft(asked)).rejects.toMatchObject({ type: 'DOCUMENT_CHANGED', nonRetryable: true });
  await rm(join(folder, files.html));
  await expect(proposals.draft(asked)).rejects.toMatchObject({ type: 'DOCUMENT_CHANGED' });
});

describe('a letter', () => {
  const letter = (more: object = {}) =>
    proposals.draftLetter({
      ...{ play: 'expansion', accountId: 'acme', text: 'second-approach', from: 'csm', at: '2026-03-02T09:00:00.000Z' },
      data: { accountName: 'Acme Logistics', isNew: true },
      ...more,
    });

  it('is in the name of whoever holds the role, without greeting and signature', async () => {
    const { subject, body, sender } = await letter();
    expect(subject).toBe(`A short hello from ${sender.name}`);
    expect(body).toContain('Congratulations on your new role at Acme Logistics.');
    expect(body).not.toMatch(/Hello|Kind regards|\{\{/);
  });

  it('is not drafted when nobody holds the role, or without its template', async () => {
    await expect(letter({ from: 'marketer' })).rejects.toMatchObject({ type: 'ROLE_UNASSIGNED', nonRetryable: true });
    await expect(letter({ text: 'unwritten' })).rejects.toMatchObject({ type: 'TEXT_MISSING', nonRetryable: true });
  });
});
