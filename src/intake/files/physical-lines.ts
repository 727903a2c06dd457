import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** A longer line is refused: the limit of one event. */
export const MOST_BYTES_PER_LINE = 32 * 1024;

/** One line of a file, up to its end. */
export interface PhysicalLine {
  /** Without its end; only the beginning of a line that is too long. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
  /** Where the next line begins. */
  readonly end: number;
}

/** The byte that ends a line: a line feed, or a carriage return alone. */
export type LineEnd = 0x0a | 0x0d;

/**
 * How the lines of a file end. Programs of old Macs end them with a carriage return alone; the first line then has others
 * inside. What stands before a line feed belongs to the end of the line.
 */
export async function lineEndOf(path: string): Promise<LineEnd> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES_PER_LINE), 0, MOST_BYTES_PER_LINE, 0);
    const [first] = buffer.toString('latin1', 0, bytesRead).split('\n', 1);
    return first!.replace(/\r+$/, '').includes('\r') ? 0x0d : 0x0a;
  } finally {
    await file.close();
  }
}

/** The lines of a file from a byte on. Holds no more than one line and one piece of the file in memory. */
export async function* physicalLines(path: string, from: number, lineEnd: LineEnd): AsyncGenerator<PhysicalLine> {
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
  const line = (ended: number): PhysicalLine => {
    position += ended;
    const done = { bytes: Buffer.concat(pieces), tooLong: length > MOST_BYTES_PER_LINE, end: position };
    pieces = [];
    kept = 0;
    length = 0;
    return done;
  };
  for await (const chunk of createReadStream(path, { start: from }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let at = chunk.indexOf(lineEnd); at !== -1; at = chunk.indexOf(lineEnd, start)) {
      add(chunk.subarray(start, at));
      yield line(1);
      start = at + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield line(0);
}

/** How many lines end before a byte of a file. */
export async function linesBefore(path: string, end: number, lineEnd: LineEnd): Promise<number> {
  let count = 0;
  if (end === 0) return count;
  for await (const chunk of createReadStream(path, { end: end - 1 }) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(lineEnd); at !== -1; at = chunk.indexOf(lineEnd, at + 1)) count += 1;
  }
  return count;
}
