import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot, type App } from '../../app';
import type { Verdict } from '../../intake/intake';

/** When a call of a stream happens: so many days after the story begins, or after a phase of the play began. */
const momentSchema = z.union([
  z.strictObject({ day: z.number() }),
  z.strictObject({ phase: z.string(), days: z.number().nonnegative() }),
]);

/** One line of a stream: a call of Segment's HTTP API, and what the reader of the demo is told. */
const lineSchema = z.strictObject({
  on: momentSchema,
  say: z.string().optional(),
  call: z.looseObject({ type: z.string() }),
});
type StreamLine = z.output<typeof lineSchema>;

interface StreamDeps {
  readonly app: App;
  readonly writeKey: string;
  /** When the story begins, in milliseconds. */
  readonly start: number;
}

/** When phases of plays began, by name, in milliseconds. */
export type Phases = ReadonlyMap<string, number>;

const DAY = 86_400_000;

/** The stream of a story, `examples/<story>.jsonl`, sent to playmaker as Segment's libraries do. */
export class Stream {
  private sent = 0;

  private constructor(
    private left: readonly StreamLine[],
    private readonly deps: StreamDeps,
  ) {}

  static async open(story: string, deps: StreamDeps): Promise<Stream> {
    const text = await readFile(join(packageRoot(), 'examples', `${story}.jsonl`), 'utf8');
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return new Stream(
      lines.map((line) => lineSchema.parse(JSON.parse(line))),
      deps,
    );
  }

  /** Sends over HTTP what is due; answers what the reader is told of it. */
  async send(now: number, phases: Phases): Promise<readonly string[]> {
    const due = this.left.filter(({ on }) => this.at(on, phases) <= now);
    if (due.length === 0) return [];
    this.left = this.left.filter((line) => !due.includes(line));
    const proposal = (await this.deps.app.store.documents.list({}))[0]?.documentId ?? '';
    const batch = due.map(({ on, call }) => {
      this.sent += 1;
      const timestamp = new Date(this.at(on, phases)).toISOString();
      return { ...filled(call, { now: timestamp, proposal }), timestamp, messageId: `demo-${this.sent}` };
    });
    await post(this.deps, { batch, sentAt: new Date(now).toISOString() });
    return due.flatMap(({ say }) => say ?? []);
  }

  private at(on: StreamLine['on'], phases: Phases): number {
    if ('day' in on) return this.deps.start + on.day * DAY;
    return (phases.get(on.phase) ?? Infinity) + on.days * DAY;
  }
}

/** The call with its values in place of `{now}` and `{proposal}`. */
function filled(call: StreamLine['call'], values: Readonly<Record<string, string>>): StreamLine['call'] {
  const text = JSON.stringify(call).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return JSON.parse(text) as StreamLine['call'];
}

async function post({ app, writeKey }: StreamDeps, body: object): Promise<void> {
  const response = await fetch(`${app.url}/v1/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
    },
    body: JSON.stringify(body),
  });
  const { verdicts } = (await response.json()) as { verdicts?: readonly Verdict[] };
  const refused = verdicts?.find(({ verdict }) => verdict !== 'stored');
  if (!response.ok || refused)
    throw new Error(`The stream was not taken: ${JSON.stringify(refused ?? response.status)}`);
}
