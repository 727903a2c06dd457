import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOLD_TYPES } from '../src/domain/observations';
import { readCloudEvents } from '../src/intake/cloudevents';
import { readLine } from '../src/intake/files';
import type { Read } from '../src/intake/incoming';
import { readSegment } from '../src/intake/segment';

const page = readFileSync(join(__dirname, '..', 'docs', 'sending-events.md'), 'utf8');
const block = (kind: string): string => page.split(`\`\`\`${kind}\n`)[1]!.split('\n```')[0]!;
const AT = '2026-03-03T09:00:00.000Z';
const said = (reads: readonly Read[]) =>
  reads.map((read) => (read.kind === 'incoming' ? read.incoming.observations.map(({ type }) => type) : read.reason));

describe('the page about sending events', () => {
  it('has a call of Segment, a CloudEvent and a file that are understood', () => {
    expect(said(readSegment('track', JSON.parse(block('json segment/track')), AT))).toEqual([['usage.measured']]);
    const headers = { 'content-type': 'application/cloudevents+json' };
    expect(said(readCloudEvents(headers, block('json cloudevents'), AT))).toEqual([['support.opened']]);
    const [header, ...lines] = block('csv').split('\n');
    const read = (line: string, index: number) =>
      readLine({ format: 'csv', header: header!.split(','), line, lineNumber: index + 2 });
    expect(said(lines.map(read))).toEqual([['usage.measured'], ['survey.answered']]);
  });

  it('names every type that can be sent', () => {
    for (const type of TOLD_TYPES) expect(page).toContain(`\`${type}\``);
  });
});
