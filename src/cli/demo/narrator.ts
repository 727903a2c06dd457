import { DateTime } from 'luxon';
import type { App } from '../../app';
import type { RunView } from '../../client';
import type { TimelineEntry } from '../../domain/play-messages';
import type { Instant } from '../../domain/waits';
import type { Store } from '../../store';
import type { Phases } from './stream';

const WIDTH = 110;
const INDENT = 36;

/** Prints what happens, day by day, in the account's time zone. */
export class Narrator {
  private day = 0;
  private readonly told = new Map<string, number>();
  private readonly began = new Map<string, number>();
  private readonly verdicts = new Set<string>();

  constructor(
    private readonly write: (text: string) => void,
    private readonly first: Instant,
    private readonly zone: string,
  ) {}

  /** When each phase of a play began. */
  get phases(): Phases {
    return this.began;
  }

  /** Tells what is new at the account, in the order in which it happened; answers where its runs stand. */
  async tell({ client, store }: App, accountId: string): Promise<readonly RunView[]> {
    const rows = await store.runs.list({ accountId });
    const runs = await Promise.all(rows.map(({ runId }) => client.get(runId)));
    const news = [...(await this.decided(store, accountId)), ...runs.flatMap((run) => this.newsOf(run))];
    for (const { at, phase, what } of news.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)))
      this.line(at, phase, what);
    return runs;
  }

  /** What the coordinator decided about plays. */
  private async decided(store: Store, accountId: string): Promise<TimelineEntry[]> {
    const lines = await store.ledger.list({ accountId, kind: 'verdict' });
    const fresh = lines.filter(({ key, what }) => what.startsWith('Start of ') && !this.verdicts.has(key));
    for (const { key } of fresh) this.verdicts.add(key);
    return fresh.map(({ at, what, reason, by }) => ({
      at,
      phase: 'Coordinator',
      what: `${what}, asked by ${by}. ${reason}`,
    }));
  }

  private newsOf({ runId, timeline }: RunView): TimelineEntry[] {
    const fresh = timeline.slice(this.told.get(runId) ?? 0);
    this.told.set(runId, timeline.length);
    for (const { at, phase } of fresh) if (!this.began.has(phase)) this.began.set(phase, Date.parse(at));
    return [...fresh];
  }

  /** Something outside the play: what the customer does, what arrives somewhere. */
  aside(at: Instant, what: string): void {
    this.line(at, '', what);
  }

  private line(at: Instant, phase: string, what: string): void {
    const moment = DateTime.fromISO(at, { zone: this.zone });
    const day = Math.floor(moment.startOf('day').diff(this.begin, 'days').days) + 1;
    if (day !== this.day) {
      this.day = day;
      this.write(`\nDay ${day}, ${moment.toFormat('cccc d LLLL')}\n`);
    }
    const head = `  ${moment.toFormat('HH:mm')}  ${phase.padEnd(16)}  `;
    this.write(`${head}${wrapped(what, head.length)}\n`);
  }

  private get begin(): DateTime {
    return DateTime.fromISO(this.first, { zone: this.zone }).startOf('day');
  }
}

/** Words wrapped to the width of a terminal, under one another. */
function wrapped(text: string, indent: number = INDENT): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/\s+/g, ' ').split(' ')) {
    if (line && line.length + 1 + word.length > WIDTH - indent) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
