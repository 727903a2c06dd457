import { inZone, moment, readable, readersZone, time } from './times';

describe('an instant', () => {
  it('is shown as the clock of its reader has it, in summer and in winter', () => {
    expect(time('2026-01-02T23:30:00.000Z', 'Europe/Berlin')).toBe('2026-01-03 00:30');
    expect(time('2026-07-02T23:30:00.000Z', 'Europe/Berlin')).toBe('2026-07-03 01:30');
    expect(time('2026-07-02T23:30:00.000Z', 'America/New_York')).toBe('2026-07-02 19:30');
    expect(time('2026-07-02T23:30:00.000Z', 'UTC')).toBe('2026-07-02 23:30');
  });

  it('names its zone where no heading does', () => {
    expect(moment('2026-01-02T23:30:00.000Z', 'Asia/Kolkata')).toBe('2026-01-03 05:00 Asia/Kolkata');
    expect(inZone('when', 'Asia/Kolkata')).toBe('when (Asia/Kolkata)');
    expect(moment('2026-01-02T23:30:00.000Z')).toContain(readersZone());
  });

  it('that is none stays as it was told', () => {
    expect([time('soon', 'UTC'), moment('soon', 'UTC')]).toEqual(['soon', 'soon']);
  });
});

it('the instants in a sentence are those of its reader, however the server wrote them', () => {
  const inTokyo = (instant: string) => time(instant, 'Asia/Tokyo');
  expect(
    readable('Closed on 2026-03-02T09:00:00.123Z; possible at 2026-03-09 20:00 UTC, by 2026-03-31.', inTokyo),
  ).toBe('Closed on 2026-03-02 18:00; possible at 2026-03-10 05:00, by 2026-03-31.');
});
