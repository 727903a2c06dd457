import { whyHeld, type RunningPlay } from '../../domain/coordination';
import type { Store } from '../../store/store';
import { partsOfRunId } from './run-id';

/** What keeps a run standing still, whatever a person says. */
export interface Held {
  /** The run that goes first. */
  readonly by: RunningPlay;
  /** In words: `a retention save runs on the account and goes first; …`. */
  readonly why: string;
  /** A person paused it as well. */
  readonly byPersonToo: boolean;
}

/** For which other run the account's coordinator holds this one; undefined: it does not. It keeps that before it acts. */
export async function heldFor(store: Store, runId: string): Promise<Held | undefined> {
  const accountId = await store.merges.current(partsOfRunId(runId).accountId);
  const running = (await store.coordination.load(accountId))?.state.running ?? [];
  const run = running.find((each) => each.runId === runId);
  const by = run && running.find((each) => each.runId === run.pausedFor);
  return by && { by, why: whyHeld(by), byPersonToo: run.pausedByPerson };
}
