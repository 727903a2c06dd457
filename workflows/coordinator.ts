/**
 * @module
 * The coordinator of one account (design §4): asked before a play starts, before a customer is written to and before
 * marketing pauses. It decides nothing itself: `decide` of `src/domain/coordination` does, and this carries it out.
 */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CoordinatorActs, CoordinatorMemory, Surroundings } from '../activities/coordination/port';
import {
  decide,
  emptyCoordination,
  isIdle,
  nextWake,
  type CoordinationRequest,
  type Effect,
  type Verdict,
} from '../src/domain/coordination';
import {
  COORDINATOR,
  type Ask,
  type CoordinatorInput,
  type CoordinatorView,
  type Remembered,
} from '../src/domain/coordinator-messages';
import type { PlayRequest } from '../src/domain/play-messages';
import { now } from './run';

const askUpdate = defineUpdate<Verdict, [Ask]>(COORDINATOR.ask);
const viewQuery = defineQuery<CoordinatorView>(COORDINATOR.view);

const DAY_MS = 86_400_000;
/** How long an idle coordinator stays, so that requests that follow each other find it. */
const LINGER_MS = 60_000;
const MAX_HISTORY = 1_500;

const memory = proxyLocalActivities<CoordinatorMemory>({
  startToCloseTimeout: '20 seconds',
  localRetryThreshold: '1 second',
  retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});
const acts = proxyActivities<CoordinatorActs>({
  startToCloseTimeout: '60 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** One per account with something going on; ends when nothing runs, waits or pauses. */
export async function accountCoordinator({ accountId, remembered }: CoordinatorInput): Promise<void> {
  const coordinator = new Coordinator(accountId);
  setHandler(askUpdate, (ask) => coordinator.ask(ask), { description: 'A request of a play, of ops or of a trigger.' });
  setHandler(viewQuery, () => coordinator.view());
  await coordinator.begin(remembered);
  for (;;) {
    const idle = await coordinator.untilDue();
    await condition(allHandlersFinished);
    if (idle && coordinator.isIdle) return;
    if (workflowInfo().historyLength > MAX_HISTORY || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof accountCoordinator>({ version: 1, accountId, remembered: coordinator.remembered });
    }
  }
}

class Coordinator {
  private state;
  private envelopes: Readonly<Record<string, PlayRequest>> = {};
  private lastVerdict?: Verdict;
  private lastLook = Date.now();
  private turn: Promise<unknown>;
  private started!: () => void;

  constructor(private readonly accountId: string) {
    this.state = emptyCoordination(accountId);
    // Requests that came with the start wait until it is known what was before.
    this.turn = new Promise<void>((resolve) => (this.started = resolve));
  }

  get isIdle(): boolean {
    return isIdle(this.state);
  }

  get remembered(): Remembered {
    return { state: this.state, envelopes: this.envelopes };
  }

  view(): CoordinatorView {
    return { ...this.remembered, lastVerdict: this.lastVerdict };
  }

  /** What an earlier one left is taken up, and what it may not have carried out is looked after. */
  async begin(remembered: Remembered | undefined): Promise<void> {
    const before = remembered ?? (await memory.recall(this.accountId));
    if (before) {
      this.state = before.state;
      this.envelopes = before.envelopes;
    }
    this.started();
    if (before && !remembered && !this.isIdle) await this.inTurn(() => this.look());
  }

  ask(ask: Ask): Promise<Verdict> {
    return this.inTurn(() => this.decideOn(ask));
  }

  /** Waits until time changes something or the day is over. Answers whether it was idle all the while. */
  async untilDue(): Promise<boolean> {
    if (this.isIdle) {
      const busy = await condition(() => !this.isIdle || !allHandlersFinished(), LINGER_MS);
      return !busy;
    }
    const wake = nextWake(this.state);
    const due = Math.min(this.lastLook + DAY_MS, wake === undefined ? Infinity : Date.parse(wake));
    const left = due - Date.now();
    const changed = () => this.isIdle || nextWake(this.state) !== wake || workflowInfo().historyLength > MAX_HISTORY;
    if (left > 0 && (await condition(changed, left))) return false;
    await this.inTurn(() => this.look());
    return false;
  }

  /** Time has passed: what ended by itself is noticed, also plays that were ended from outside. */
  private async look(): Promise<void> {
    this.lastLook = Date.now();
    const runs = this.state.running.map(({ runId }) => runId);
    const aliveRuns = runs.length > 0 ? await acts.aliveRuns(runs) : [];
    const { plays, rules, account } = await this.surroundings();
    const at = now();
    await this.carryOut(
      decide(this.state, { type: 'tick', id: `tick/${at}`, at, aliveRuns, account }, { plays, rules }),
    );
  }

  private async decideOn(ask: Ask): Promise<Verdict> {
    const around = await this.surroundings(ask);
    if (ask.type === 'start') {
      const because = 'A run of this name exists, or existed.';
      if (around.known && !this.isWaiting(ask.runId)) return { kind: 'existing', runId: ask.runId, because };
      this.envelopes = { ...this.envelopes, [ask.runId]: ask.envelope };
    }
    const decision = decide(this.state, requestOf(ask, around), around);
    await this.carryOut(decision);
    this.lastVerdict = decision.verdict;
    return decision.verdict;
  }

  private surroundings(ask?: Ask): Promise<Surroundings> {
    const contactId = ask?.type === 'touch' ? ask.contactId : undefined;
    const runId = ask?.type === 'start' ? ask.runId : undefined;
    return memory.surroundings({ accountId: this.accountId, contactId, runId, at: now() });
  }

  private isWaiting(runId: string): boolean {
    return this.state.queue.some(({ request }) => request.runId === runId);
  }

  /** Kept before it is carried out: whoever takes over after a crash knows what was decided. */
  private async carryOut({ state, effects }: ReturnType<typeof decide>): Promise<void> {
    this.state = state;
    const toStart = effects.filter((effect) => effect.type === 'start-play');
    const starting = toStart.map(({ runId }) => this.envelopes[runId]);
    const waiting = new Set(state.queue.map(({ request }) => request.runId));
    this.envelopes = Object.fromEntries(Object.entries(this.envelopes).filter(([runId]) => waiting.has(runId)));
    const lines = effects.filter((effect) => effect.type === 'record').map(({ line }) => line);
    await memory.keep({ accountId: this.accountId, remembered: this.remembered, lines });
    for (const effect of effects) {
      const envelope = effect.type === 'start-play' ? starting[toStart.indexOf(effect)] : undefined;
      await this.act(effect, envelope);
    }
  }

  private async act(effect: Effect, envelope: PlayRequest | undefined): Promise<void> {
    switch (effect.type) {
      case 'start-play':
        return acts.startPlay({ play: effect.play, runId: effect.runId, envelope: envelope!, at: now() });
      case 'pause-play':
        return acts.steerPlay({ runId: effect.runId, message: 'pause', reason: effect.reason });
      case 'resume-play':
        return acts.steerPlay({ runId: effect.runId, message: 'resume', reason: effect.reason });
      case 'end-play':
        return acts.steerPlay({ runId: effect.runId, message: 'cancel', reason: effect.reason });
      case 'restore-promotion':
        return acts.liftLeases({
          accountId: this.accountId,
          keep: this.state.leases.map(({ key }) => key),
          at: now(),
        });
      case 'pause-promotion':
      case 'record':
        return;
    }
  }

  /** One request at a time: each is decided on what the one before has led to. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(work);
    this.turn = turn.catch(() => undefined);
    return turn;
  }
}

function requestOf(ask: Ask, { account, promotional, recipient }: Surroundings): CoordinationRequest {
  const at = now();
  switch (ask.type) {
    case 'start': {
      const { key, requestedBy } = ask.envelope;
      const { id, play, runId, chain, override } = ask;
      return { type: 'start', id, at, play, key, runId, requestedBy, chain, account, override };
    }
    case 'touch':
      return { ...ask, at, ...recipient! };
    case 'lease':
      return { ...ask, at, promotionalBefore: promotional };
    default:
      return { ...ask, at };
  }
}
