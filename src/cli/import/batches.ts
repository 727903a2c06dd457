import { MOST_IMPORT_BYTES, MOST_LINES, type ImportLine } from '../../client';
import type { FileLine } from '../../intake/files';

/** Some lines that go to the server in one request. */
export type Batch = readonly FileLine[];

/** What surrounds the lines in the body of a request, with room to spare. */
const AROUND = 1024;

/** What the server is sent of a line: nothing where its text is not known as it stands in the file. */
export function toSend({ kept }: FileLine): ImportLine | undefined {
  if (!kept || kept.line.includes('\0')) return undefined;
  return { ...kept, header: [...kept.header] };
}

/** Puts lines together up to the limits of one request. */
export async function* batches(lines: AsyncIterable<FileLine>): AsyncGenerator<Batch> {
  let batch: FileLine[] = [];
  let bytes = AROUND;
  for await (const line of lines) {
    const sent = toSend(line);
    const more = sent ? Buffer.byteLength(JSON.stringify(sent)) + 1 : 0;
    if (batch.length > 0 && (batch.length >= MOST_LINES || bytes + more > MOST_IMPORT_BYTES)) {
      yield batch;
      batch = [];
      bytes = AROUND;
    }
    batch.push(line);
    bytes += more;
  }
  if (batch.length > 0) yield batch;
}
