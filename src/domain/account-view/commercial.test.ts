import { on, viewAfter } from './history.fixture';

const moved = (at: string, stage: string, amount?: number) => on(at, 'deal.moved', { deal: '1', stage, amount });
const dealAfter = (...history: Parameters<typeof viewAfter>) => viewAfter(...history).deals['1'];

describe('a deal', () => {
  it('says since when it is in its stage', () => {
    const history = [
      moved('2026-01-01', 'discovery', 900),
      moved('2026-01-05', 'proposal'),
      moved('2026-01-09', 'proposal'),
    ];
    expect(dealAfter(...history)).toEqual({
      stage: 'proposal',
      since: '2026-01-05T00:00:00.000Z',
      openedAt: '2026-01-01T00:00:00.000Z',
      amount: 900,
    });
  });

  it('that is lost says why, and moving on it is open again', () => {
    const lost = [moved('2026-01-01', 'discovery'), on('2026-01-05', 'deal.lost', { deal: '1', reason: 'Price' })];
    expect(dealAfter(...lost)).toMatchObject({ result: 'lost', reason: 'Price', since: '2026-01-05T00:00:00.000Z' });
    expect(dealAfter(...lost, moved('2026-03-01', 'proposal'))).toEqual({
      stage: 'proposal',
      since: '2026-03-01T00:00:00.000Z',
      openedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  it('stays won when its last stage is reported at the same moment', () => {
    const won = on('2026-01-05', 'deal.won', { deal: '1' });
    const stages = ['a', 'z'].map((id) => ({ ...moved('2026-01-05', 'closedwon', 900), id }));
    for (const stage of stages) expect(dealAfter(won, stage)).toMatchObject({ result: 'won', amount: 900 });
  });
});

describe('engagement', () => {
  it('is what a contact did with marketing and sales last', () => {
    const { engagement, meetings } = viewAfter(
      on('2026-01-01', 'content.engaged', {}, 'ben'),
      on('2026-01-02', 'meeting.held', { with: ['ae'] }, 'ben'),
      on('2026-01-03', 'product.used', {}, 'ben'),
      on('2026-01-04', 'content.engaged', {}),
    );
    expect(engagement).toEqual({ ben: '2026-01-02T00:00:00.000Z' });
    expect(meetings).toEqual([{ at: '2026-01-02T00:00:00.000Z', with: ['ae'], contactId: 'ben' }]);
  });
});

test('of each kind of notice the latest counts', () => {
  const { notices } = viewAfter(
    on('2026-01-01', 'payment.failed', {}),
    on('2026-01-02', 'payment.received', {}),
    on('2026-02-01', 'payment.failed', {}),
  );
  expect(notices).toEqual({
    'payment.failed': '2026-02-01T00:00:00.000Z',
    'payment.received': '2026-01-02T00:00:00.000Z',
  });
});

test('the last 200 answers and meetings are kept', () => {
  const days = Array.from({ length: 250 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString());
  const view = viewAfter(
    ...days.map((at) => on(at, 'survey.answered', { kind: 'nps', score: 9 })),
    ...days.map((at) => on(at, 'meeting.held', {})),
  );
  expect([view.answers.length, view.meetings.length]).toEqual([200, 200]);
  expect([view.answers.at(-1)?.at, view.meetings[0]?.at]).toEqual([days.at(-1), days[50]]);
});
