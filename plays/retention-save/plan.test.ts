import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTexts } from '../../activities/texts';
import { accountFileSchema } from '../../src/domain/account';
import { linesOf } from '../../src/domain/wording';
import { editableParts, missingInWords, partOf, partsAsEvidence, planData, revised, type Part } from './plan';

const PLAYS = join(__dirname, '..');
const file = readFileSync(join(PLAYS, '..', 'examples', 'acme.json'), 'utf8');
const account = accountFileSchema.parse(JSON.parse(file)).accounts[0]!;
const NOW = '2026-03-12T14:00:00.000Z';

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
  const render = (parts: Part[], context: Partial<Parameters<typeof planData>[2]> = { reader, reviewOn: NOW }) =>
    texts.renderHtml('retention-save', 'save-plan', {
      ...planData(account, parts, { now: NOW, ...context }),
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

  it.each([NOW, ''])('comes with a mail that reads well, with a review and without (%s)', async (reviewOn) => {
    const data = {
      accountName: account.name,
      zone: account.timeZone,
      reviewOn,
      senderName: 'Dana',
    };
    const { text } = await texts.renderMail('retention-save', 'save-plan-mail', data);
    expect(text).toContain(reviewOn ? 'Thank you for your time on Thursday, 12 March 2026. ' : 'You should know');
    expect(text).not.toMatch(/ {2}| \.|:\n/);
  });
});
