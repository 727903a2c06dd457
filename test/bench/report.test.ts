import type { Pair } from './measure';
import { reportOn, tableOf } from './report';

const pair = (play: number, byHand: number, events = 200): Pair => ({
  play: { runsPerSecond: play, cpuMs: 200, events },
  byHand: { runsPerSecond: byHand, cpuMs: 180, events: 190 },
});

describe('the report of the bench', () => {
  it('passes by the middle ratio, whatever one disturbed pair says', () => {
    const report = reportOn([pair(9, 10), pair(1, 10), pair(9.5, 10)]);
    expect(report).toMatchObject({ ratio: 0.9, failures: [] });
    expect(tableOf(report)).toContain('bench: passed');
  });

  it('fails below 0.85 of the speed of the same steps by hand', () => {
    const { failures } = reportOn([pair(8.4, 10)]);
    expect(failures).toEqual(['The ratio is 0.84; at least 0.85 is required.']);
  });

  it('fails when any expansion took more than 250 history events', () => {
    expect(reportOn([pair(10, 10, 250)]).failures).toEqual([]);
    const report = reportOn([pair(10, 10), pair(10, 10, 251)]);
    expect(report.failures).toHaveLength(1);
    expect(tableOf(report)).toContain('251 history events');
  });
});
