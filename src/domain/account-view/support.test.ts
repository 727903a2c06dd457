import { on, viewAfter } from './history.fixture';

const opened = (at: string, severity = 1) => on(at, 'support.opened', { case: '7', severity, subject: 'Down' });
const resolved = (at: string) => on(at, 'support.resolved', { case: '7' });
const reopened = (at: string) => on(at, 'support.reopened', { case: '7' });
const caseAfter = (...history: Parameters<typeof viewAfter>) => viewAfter(...history).cases['7'];

describe('a support case', () => {
  it('is open until it is resolved', () => {
    const open = { severity: 1, subject: 'Down', openedAt: '2026-01-01T00:00:00.000Z', reopened: 0 };
    expect(caseAfter(opened('2026-01-01'))).toEqual(open);
    expect(caseAfter(opened('2026-01-01'), resolved('2026-01-02'), resolved('2026-01-03'))).toEqual({
      ...open,
      resolvedAt: '2026-01-02T00:00:00.000Z',
    });
  });

  it.each([
    ['reopened', reopened('2026-01-03')],
    ['opened again', opened('2026-01-03')],
  ])('is open again when %s, and counts it', (_how, again) => {
    const after = caseAfter(opened('2026-01-01'), resolved('2026-01-02'), again);
    expect(after).toMatchObject({ reopened: 1, openedAt: '2026-01-01T00:00:00.000Z' });
    expect(after).not.toHaveProperty('resolvedAt');
  });

  it('takes another severity while it is open', () => {
    expect(caseAfter(opened('2026-01-01', 3), opened('2026-01-02', 1))).toMatchObject({ severity: 1, reopened: 0 });
  });

  it('is over when clocks dated its resolution a little before its opening', () => {
    expect(caseAfter(resolved('2026-01-01T10:00:00Z'), opened('2026-01-01T10:05:00Z'))).toMatchObject({
      resolvedAt: '2026-01-01T10:05:00.000Z',
    });
  });

  it('is open when its resolution lies long before its opening', () => {
    expect(caseAfter(resolved('2026-01-01'), opened('2026-01-09'))).not.toHaveProperty('resolvedAt');
  });

  it('that was never seen before is of medium severity when it is reopened', () => {
    expect(caseAfter(reopened('2026-01-01'))).toMatchObject({ severity: 3, reopened: 1 });
  });

  it('is forgotten 400 days after it was resolved, not while it is open', () => {
    const other = on('2027-06-01', 'support.opened', { case: '8', severity: 4 });
    expect(caseAfter(opened('2026-01-01'), resolved('2026-01-02'), other)).toBeUndefined();
    expect(caseAfter(opened('2026-01-01'), other)).toBeDefined();
  });
});
