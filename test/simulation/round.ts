import { PLAYS_QUEUE } from '../../src/domain/task-queues';
import { Customers } from './customers';
import { gather, type Evidence } from './evidence';
import { Ground } from './ground';
import { Log } from './log';
import type { SimulationOptions } from './options';
import { Operators } from './operators';
import { Reader } from './reader';
import { Staff } from './staff';
import { Stopwatch } from './stopwatch';
import { worldOf } from './world';

/** One world, lived through to its end. */
export interface Round {
  readonly seed: number;
  readonly accounts: number;
  readonly evidence: Evidence;
  /** Virtual days until no run was left, after those in which something happened. */
  readonly daysMore: number;
  /** Runs that were left when patience ended. */
  readonly left: number;
  readonly seconds: number;
  readonly spent: Stopwatch;
}

const DAY_MS = 86_400_000;
/** People look at their cards so often in a day: each time it is morning or afternoon for some of them. */
const LOOKS = 3;
/** What time alone brings is looked at so often; what is told is looked at at once. */
const EVALUATED_EVERY_DAYS = 5;
/** What has begun by then is over within so many days, with all the time that people and pauses may take. */
const MOST_DAYS_MORE = 400;
const TELL_EVERY_DAYS = 30;

/** Two virtual years of random accounts, then on without anything new until no run is left. */
export async function play(
  { seed, accounts: count, days }: Omit<SimulationOptions, 'minutes'>,
  say: (line: string) => void,
): Promise<Round> {
  const began = performance.now();
  const ground = await Ground.open((start) => worldOf(seed, count, start).people, say);
  try {
    const life = new Life(ground, seed, count, say);
    await life.begin();
    for (let day = 1; day <= days; day += 1) await life.day(day, began);
    await life.calmDown();
    let daysMore = 0;
    while (daysMore < MOST_DAYS_MORE && (await life.running()) > 0) await life.day(days + (daysMore += 1), began);
    const evidence = await life.evidence();
    const seconds = (performance.now() - began) / 1000;
    return { seed, accounts: count, evidence, daysMore, left: await life.running(), seconds, spent: life.spent };
  } finally {
    await ground.close();
  }
}

class Life {
  readonly spent = new Stopwatch();
  private readonly log = new Log();
  private readonly world;
  private readonly customers: Customers;
  private readonly staff: Staff;
  private readonly operators: Operators;
  private readonly reader: Reader;
  private isCalm = false;

  constructor(
    private readonly ground: Ground,
    seed: number,
    private readonly count: number,
    private readonly say: (line: string) => void,
  ) {
    this.world = worldOf(seed, count, ground.now);
    const { people, accounts } = this.world;
    this.customers = new Customers(seed, this.world, ground, this.log);
    this.staff = new Staff(seed, people, ground, this.log);
    this.operators = new Operators(seed, people, accounts, ground, this.staff, this.log);
    this.reader = new Reader(ground);
  }

  async begin(): Promise<void> {
    const { people, accounts } = this.world;
    await this.ground.app.client.loadAccounts({ people, accounts });
    for (const { id, contacts } of accounts)
      for (const contact of contacts) this.log.meet(id, contact, this.ground.now);
  }

  async day(day: number, began: number): Promise<void> {
    const { ground, spent } = this;
    for (let look = 0; look < LOOKS; look += 1) {
      // At odd moments: what falls due in the very moment in which a skip ends is sometimes lost.
      await spent.on('time passing', () => ground.skip(DAY_MS / LOOKS - (ground.now % 1_000) + 707));
      const mails = await spent.on('reading', async () => this.reader.read());
      if (!this.isCalm) await spent.on('customers', () => this.customers.read(mails));
      await spent.on('our people', () => this.staff.act());
    }
    if (!this.isCalm) {
      await spent.on('customers', () => this.customers.day(day));
      await spent.on('our people', () => this.operators.day(day));
    }
    if (day % EVALUATED_EVERY_DAYS === 0) await spent.on('evaluating accounts', () => this.sweep());
    if (day % TELL_EVERY_DAYS === 0) await this.tell(day, began);
  }

  /** As Temporal's schedule does, only more often. */
  private async sweep(): Promise<void> {
    const { temporal } = this.ground;
    const workflowId = 'account-sweep';
    await temporal.workflow.execute('accountSweep', { workflowId, taskQueue: PLAYS_QUEUE, args: [] });
    await this.ground.look();
  }

  /** Nothing new happens from now on. */
  async calmDown(): Promise<void> {
    this.isCalm = true;
    await this.operators.resumeAll();
  }

  async running(): Promise<number> {
    return (await this.ground.store.runs.list({ state: ['running', 'paused'], limit: 1000 })).length;
  }

  private async tell(day: number, began: number): Promise<void> {
    const seconds = (performance.now() - began) / 1000;
    const mails = this.ground.inbox.mails().length;
    const speed = ((this.count * day) / seconds).toFixed(1);
    this.say(
      `  day ${day}: ${await this.running()} runs, ${mails} mails, ${this.log.counts.get('cards answered') ?? 0} cards answered, ${Math.round(seconds)} s (${speed} accounts x days a second; ${this.spent.toString()})`,
    );
  }

  evidence(): Promise<Evidence> {
    this.reader.read();
    return this.spent.on('gathering', () => gather(this.ground, this.world, this.log, this.reader.faults));
  }
}
