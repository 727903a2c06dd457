import fc from 'fast-check';
import { asStored, histories } from '../observations/observation.fixture';
import { describeView } from './describe';
import { emptyView } from './empty-view';
import { ACME, on, viewAfter } from './history.fixture';
import { observe } from './observe';

const at = '2026-03-02T09:00:00.000Z';
const pageOf = (...args: Parameters<typeof describeView>) =>
  Object.fromEntries(describeView(...args).map(({ title, lines }) => [title, lines]));

describe('the page of an account', () => {
  it('tells a customer in plain words', () => {
    const view = viewAfter(
      on('2026-01-01', 'account.loaded', { account: { ...ACME, domains: ['acme.example'] } }),
      on(
        '2026-01-02',
        'contact.described',
        { email: 'olivia.grant@acme.example', title: 'VP of Operations' },
        'olivia',
      ),
      on('2026-01-03', 'contact.described', { email: 'eve@acme.example', committeeRole: 'procurement' }, 'eve'),
      on('2026-02-20', 'contact.left', {}, 'eve'),
      on('2026-03-01', 'usage.measured', { limit: 'seats', used: 94 }),
      on('2026-03-01', 'usage.measured', { limit: 'projects', used: 1200 }),
      on('2026-03-01', 'product.used', {}, 'ben'),
      on('2026-02-01', 'milestone.reached', { milestone: 'first value' }),
      on('2026-02-25', 'support.opened', { case: '7', severity: 2, subject: 'Slow "search"' }),
      on('2026-02-18', 'survey.answered', { kind: 'nps', score: 9, comment: 'Fast.' }, 'ben'),
      on('2026-02-27', 'meeting.held', { with: ['ae', 'csm'] }, 'olivia'),
      on('2026-02-27', 'deal.moved', { deal: '1', stage: 'proposal', amount: 12_000 }),
      on('2026-02-28', 'competitor.evaluated', {}),
    );
    expect(pageOf(view, at)).toEqual({
      Account: [
        'Acme Logistics (acme) is a customer of tier one-to-few, in time zone America/New_York (US).',
        'Its domains: acme.example.',
        'Our team: customer success manager dana@vendor.example.',
        'Shipments leave a day earlier.',
      ],
      Contract: [
        'Team with 100 seats for $48,000 a year, to be renewed on 31 January 2027 (in 335 days).',
        'Seats: 94 of 100 used (94 %).',
        'Projects: 1,200 used.',
      ],
      'Buying committee': [
        '1 of 6 committee roles engaged within 30 days; nobody known as economic buyer, technical evaluator, end user, procurement or blocker.',
        'Ben Ortiz, champion, ben@acme.example, heard of yesterday.',
        'Olivia Grant, VP of Operations, no role known, olivia.grant@acme.example, heard of 3 days ago.',
        'Eve, procurement, left on 20 February 2026 (10 days ago).',
      ],
      Product: ['Used on 1 of the last 30 days, by 1 known person.', 'Milestones: first value on 1 February 2026.'],
      Support: ['1 open case.', 'Case 7, severity 2 about "Slow \\"search\\"", opened 5 days ago.'],
      Surveys: ['NPS 9 of 10 from Ben Ortiz, 12 days ago.', '"Fast."'],
      'Marketing and sales': [
        '1 person engaged within 30 days.',
        'Last meeting with the account executive and customer success manager on 27 February 2026 (3 days ago).',
        'Deal 1 over $12,000: in proposal since 27 February 2026 (3 days ago).',
        'On 28 February 2026 (2 days ago) they looked at a competitor.',
      ],
    });
  });

  it('tells that they gave notice, and what somebody who left had answered', () => {
    const view = viewAfter(
      on('2026-01-01', 'account.loaded', { account: ACME }),
      on('2026-02-18', 'survey.answered', { kind: 'nps', score: 7 }, 'ben'),
      on('2026-02-28', 'survey.answered', { kind: 'nps', score: 2 }, 'ben'),
      on('2026-03-01', 'contact.left', {}, 'ben'),
      on('2026-03-01', 'churn.notified', {}),
    );
    const page = pageOf(view, at);
    expect(page['Surveys']).toEqual([
      'NPS 2 of 10 from Ben Ortiz, who has left, 2 days ago, the latest of 2 answers within 90 days.',
    ]);
    expect(page['Marketing and sales']).toEqual(['On 1 March 2026 (yesterday) they gave notice.']);
  });

  it('does not call silent of whom nobody can tell whether they engage', () => {
    const view = viewAfter(on('2026-01-01', 'account.loaded', { account: ACME }));
    expect(pageOf(view, at)['Buying committee']?.[0]).toBe(
      'Nothing is known of who engages; known: champion; nobody known as economic buyer, technical evaluator, end user, procurement or blocker.',
    );
  });

  it('says of an unknown account only that it is there', () => {
    expect(describeView(emptyView('acme'), at)).toEqual([
      { title: 'Account', lines: ['Acme is a target of tier one-to-many, in time zone UTC (US).'] },
    ]);
  });

  it('lets nobody steer the terminal by a name', () => {
    const view = viewAfter(on('2026-01-01', 'account.described', { name: 'Acme\u001b[2J\r\nInc' }));
    expect(describeView(view, at)[0]?.lines[0]).toContain('Acme [2J Inc (acme)');
  });

  it('has a sentence in every line, whatever was observed', () => {
    fc.assert(
      fc.property(histories('acme'), (history) => {
        const ordered = asStored(history);
        const view = ordered.reduce(observe, emptyView('acme'));
        for (const { lines } of describeView(view, view.lastSeen ?? at)) {
          expect(lines.length).toBeGreaterThan(0);
          for (const line of lines) expect(line).not.toMatch(/undefined|null|NaN|Invalid|\[object|^$|, ,|\.\.$/);
        }
      }),
    );
  });
});
