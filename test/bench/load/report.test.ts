import { tablesOf, type LoadReport } from './report';

const MB = 1024 ** 2;
const REPORT: LoadReport = {
  pglite: { events: 10_000, accounts: 300, storedPerSecond: 1204.4, evaluatedPerSecond: 640 },
  postgres: { events: 10_000, accounts: 300, storedPerSecond: 3000, evaluatedPerSecond: 2999 },
  latency: { starts: 40, p50Ms: 251, p99Ms: 1000 },
  accounts: 1_000,
  memory: {
    ...{ accounts: 1_000, seconds: 61.7 },
    process: { before: 200 * MB, after: 300 * MB },
    temporal: { before: 100 * MB, after: 150 * MB },
  },
};

describe('the report of the load', () => {
  it('says of each figure what is aimed at, and whether it is met', () => {
    const text = tablesOf(REPORT);
    expect(text).toContain('1,204 (aim 1,000: met)');
    expect(text).toContain('640 (aim 1,000: missed)');
    expect(text).toContain('3,000 (aim 3,000: met)');
    expect(text).toContain('2,999 (aim 3,000: missed)');
    expect(text).toContain('251 (aim 250: missed)');
    expect(text).toContain('1,000 (aim 1,000: met)');
  });

  it('says how much memory an account takes, and how long it took to get there', () => {
    const text = tablesOf(REPORT);
    expect(text).toMatch(/inbox │\s+200 MB │\s+300 MB │\s+102 │/);
    expect(text).toContain('Built up in 62 s.');
  });

  it('says in words that there is no PostgreSQL, or that memory cannot be told', () => {
    const text = tablesOf({ ...REPORT, postgres: undefined, memory: { ...REPORT.memory!, temporal: {} } });
    expect(text).toContain('not measured: there is none on this machine');
    expect(text).toContain('TEST_DATABASE_URL');
    expect(text).toMatch(/dev server\s+│\s+not known/);
  });

  it('says in words that the accounts could not be built up, and what else to try', () => {
    const text = tablesOf({ ...REPORT, memory: undefined });
    expect(text).toContain('not measured: it failed before all of them waited');
    expect(text).toContain('--accounts 500');
  });

  it('lines up, also where something is missing', () => {
    for (const table of tablesOf({ ...REPORT, postgres: undefined, memory: undefined }).split('\n\n')) {
      const lines = table.split('\n').filter((line) => /^[┌│├└]/.test(line));
      expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
    }
  });
});
