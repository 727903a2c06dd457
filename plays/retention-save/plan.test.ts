import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTexts } from '../../activities/texts';
import { accountFileSchema } from '../../src/domain/account';
import { linesOf } from '../../src/domain/wording';
import {
  editableParts,
  missingInWords,
  partOf,
  partsAsEvidence,
  planData,
  planMailData,
  revised,
  type Part,
} from './plan';
import type { Talk } from './questions';

const PLAYS = join(__dirname, '..');
const file = readFileSync(join(PLAYS, '..', 'examples', 'acme.json'), 'utf8');
const account = accountFileSchema.parse(JSON.parse(file)).accounts[0]!;
const NOW = '2026-03-12T14:00:00.000Z';
const SILENT: Talk = { reason: 'Health fell.', heard: '', spoken: false };
const review = (became: NonNullable<Talk['review']>['became']): Talk => ({
  ...SILENT,
  review: { startsAt: NOW, day: '2026-03-12', became, words: 'We call them.' },
});
const MET = review('held');

const added = (role: Part['role'], items: string) =>
  partOf(role, { choice: 'add', by: 'Dana Reyes', fields: { items } });
const missing = (role: Part['role']) => partOf(role, { choice: 'no-answer', by: '', fields: {} });

it('reads what people write as a list of points', () => {
  expect(linesOf('- A call\r\n\n  • A visit \n* 3 - 4 trainings')).toEqual(['A call', 'A visit', '3 - 4 trainings']);
});

it.each([
  ['no-answer', '', '', 'nobody answered in time'],
  ['nothing', 'Priya Nair', '', 'Priya Nair had nothing to add'],
  ['add', 'Priya Nair', ' \n - ', 'Priya Nair had nothing to add'],
])('words a part that is missing: %s', (choice, by, items, words) => {
  const part = partOf('ae', { choice, by, fields: { items } });
  expect(part).toMatchObject({ items: [], missing: words });
  expect(partsAsEvidence([part])).toEqual([{ label: 'Account executive', value: `No part: ${words}.` }]);
  expect(missingInWords(part)).toBe(`No part from the account executive: ${words}.`);
});

it('keeps what reviewers rewrote, and the other parts as they were', () => {
  const parts = revised([added('csm', 'A call.'), missing('ae')], { agreementItems: '- A month on us' });
  expect(partsAsEvidence(parts).map(({ value }) => value)).toEqual(['A call.', 'A month on us.']);
});

describe('the plan as the customer reads it', () => {
  const texts = createTexts(PLAYS);
  const [reader] = account.contacts;
  const render = (parts: Part[], context: Partial<Parameters<typeof planData>[2]> = { reader, talk: MET }) =>
    texts.renderHtml('retention-save', 'save-plan', {
      ...planData(account, parts, { now: NOW, talk: SILENT, ...context }),
      preparedBy: 'Dana Reyes',
    });

  it('has a section for each part, and none for a missing one', async () => {
    const html = await render([added('csm', 'A call\nA visit'), missing('ae')]);
    expect(html.match(/<h2>[^<]*/g)).toEqual(['<h2>With your team', '<h2>How it goes on']);
    expect(html.match(/<li>[^<]*/g)).toEqual(['<li>A call', '<li>A visit']);
    expect(html).toContain('Prepared for Olivia Grant, VP of Operations');
    expect(html).toContain('after our review on Thursday, 12 March 2026');
  });

  it('has no gap without a review, a reader or their title', async () => {
    const html = await render([added('ae', 'A month on us')], {});
    expect(html).toContain('Prepared for Acme Logistics<br>by Dana Reyes on Thursday, 12 March 2026</p>');
    expect(html).not.toMatch(/In charge: <|, <|<ul>\s*<\/ul>/);
  });

  it('lets reviewers rewrite just what it is made of', async () => {
    const entries = await texts.variables('retention-save', 'save-plan');
    const fields = editableParts(
      [added('csm', 'A call'), missing('ae'), missing('support-lead'), missing('exec-sponsor')],
      'Hello.',
    );
    expect(fields.map(({ id }) => id).filter((id) => !entries.includes(id))).toEqual([]);
  });

  it.each([
    ['a review that took place', MET, 'Thank you for your time on Thursday, 12 March 2026. Attached is'],
    ['one that did not', review('not-held'), 'We want you to be able to rely on us. Attached is'],
    ['one of which nobody knows', review('unknown'), 'We want you to be able to rely on us. Attached is'],
    ['none', SILENT, 'We want you to be able to rely on us. Attached is'],
  ])('comes with a mail that thanks only for what took place: %s', async (_what, talk, words) => {
    const data = { ...planMailData(account, talk), senderName: 'Dana' };
    const { text } = await texts.renderMail('retention-save', 'save-plan-mail', data);
    expect(text.startsWith(words)).toBe(true);
    expect(text).not.toMatch(/ {2}| \.|:\n/);
  });

  it.each([
    [
      'what it was',
      SILENT,
      'the import failed all week',
      'We are sorry for what went wrong: the import failed all week. ',
    ],
    ['that they told us', MET, '', 'We are sorry for what went wrong, and thank you for telling us. '],
    ['that they told one of us', { ...SILENT, spoken: true }, '', 'We are sorry for what went wrong, and thank you'],
    ['nothing', SILENT, ' ', 'We want you to be able to rely on us. '],
  ])('says sorry as plainly as it is known what went wrong: %s', async (_what, talk, wrong, words) => {
    const part = partOf('csm', { choice: 'add', by: 'Dana Reyes', fields: { items: 'A call', wrong } });
    expect(await render([part], { talk })).toContain(`<p class="lead">${words}`);
  });
});
