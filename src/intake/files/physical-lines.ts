import { createReadStream } from 'node:fs';

/** A longer line is refused: the limit of one event. */
export const MOST_BYTES_PER_LINE = 32 * 1024;

/** One line of a file, up to its line feed. */
export interface PhysicalLine {
  /** Without the line feed; only the beginning of a line that is too long. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
  /** Where the next line begins. */
  readonly end: number;
}

const LINE_FEED = 0x0a;

/** The lines of a file from a byte on. Holds no more than one line and one piece of the file in memory. */
export async function* physicalLines(path: string, from: number): AsyncGenerator<PhysicalLine> {
  let pieces: Buffer[] = [];
  let kept = 0;
  let length = 0;
  let position = from;
  const add = (piece: Buffer): void => {
    const room = piece.subarray(0, Math.max(0, MOST_BYTES_PER_LINE - kept));
    if (room.length > 0) pieces.push(room);
    kept += room.length;
    length += piece.length;
    position += piece.length;
  };
  const line = (lineFeed: number): PhysicalLine => {
    position += lineFeed;
    const done = { bytes: Buffer.concat(pieces), tooLong: length > MOST_BYTES_PER_LINE, end: position };
    pieces = [];
    kept = 0;
    length = 0;
    return done;
  };
  for await (const chunk of createReadStream(path, { start: from }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, at));
      yield line(1);
      start = at + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield line(0);
}

/** How many lines end before a byte of a file. */
export async function linesBefore(path: string, end: number): Promise<number> {
  let count = 0;
  if (end === 0) return count;
  for await (const chunk of createReadStream(path, { end: end - 1 }) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) count += 1;
  }
  return count;
}
