import { crowd, everyday, history, withoutLeaders, type SegmentCall } from './crowd';
import type { Ground } from './ground';
import { sendAll } from './sender';

/** Sent before anything is measured, so that the code is warm as in a process that has run for a while. */
const WARM_UP_SHARE = 0.1;

export interface Throughput {
  readonly events: number;
  readonly accounts: number;
  /** Until the last verdict was given: all are kept then. */
  readonly storedPerSecond: number;
  /** Until the last account was folded up to the last event. */
  readonly evaluatedPerSecond: number;
}

/** Sends batches over HTTP as fast as they are taken, and waits until every account is up to date. */
export async function measureThroughput(ground: Ground, events: number, accounts: number): Promise<Throughput> {
  const file = withoutLeaders(crowd(ground.example, 'Load', accounts));
  await ground.load(file);
  await run(ground, history(file.accounts));
  await run(ground, everyday(file.accounts, Math.ceil(events * WARM_UP_SHARE), 'warm-up'));
  const { stored, evaluated } = await run(ground, everyday(file.accounts, events, 'event'));
  const [started] = await ground.app.store.runs.list({ limit: 1 });
  if (started) throw new Error(`An everyday event started a play, which is measured elsewhere: ${started.runId}.`);
  return { events, accounts, storedPerSecond: events / stored, evaluatedPerSecond: events / evaluated };
}

/** Seconds until all were stored, and until all were evaluated. */
async function run(ground: Ground, calls: readonly SegmentCall[]): Promise<{ stored: number; evaluated: number }> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  await sendAll(ground, calls);
  const stored = seconds();
  do await ground.app.accounts.settled();
  while ((await ground.app.store.observations.unfolded(1)).length > 0);
  return { stored, evaluated: seconds() };
}
