import type { PhysicalLine } from './physical-lines';
import { csvRecords } from './records';

it('gives up on a quote that is not closed after as many bytes as a record may have, not at the end of the file', async () => {
  let fed = 0;
  async function* lines(): AsyncGenerator<PhysicalLine> {
    for (; fed < 10_000; fed += 1) {
      yield { bytes: Buffer.from(fed === 0 ? '"open' : 'a,b,c,d'), tooLong: false, end: fed };
    }
  }
  for await (const { lines: first, unclosed } of csvRecords(lines(), 800, () => false)) {
    expect({ lines: first.length, unclosed }).toEqual({ lines: 1, unclosed: true });
    break;
  }
  expect(fed).toBe(100);
});
