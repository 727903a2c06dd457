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
  type AccountFacts,
  type CoordinationRequest,
  type Effect,
  type StartRequest,
  type Verdict,
} from '../src/domain/coordination';
import {
  COORDINATOR,
  type AbsorbAsk,
  type Ask,
  type CoordinatorInput,
  type CoordinatorView,
  type Remembered,
  type StartAsk,
} from '../src/domain/coordinator-messages';
import { fnv1a } from '../src/domain/fnv1a';
import type { PlayRequest } from '../src/domain/play-messages';
import { now } from './run';

const askUpdate = defineUpdate<Verdict, [Ask]>(COORDINATOR.ask);
const retireUpdate = defineUpdate(COORDINATOR.retire);
const viewQuery = defineQuery<CoordinatorView>(COORDINATOR.view);

const HOUR_MS = 3_600_000;
/** Once a day, at a time of its own: thousands of coordinators do not all look at the same moment. */
const DAY_MS = 24 * HOUR_MS;
/** How long an idle coordinator stays, so that requests that follow each other find it. */
const LINGER_MS = 60_000;
const MAX_HISTORY = 1_500;
const STILL_HELD = 'What goes first on the account still runs.';

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
  setHandler(retireUpdate, () => coordinator.retire());
  setHandler(viewQuery, () => coordinator.view());
  await coordinator.begin(remembered);
  for (;;) {
    const idle = await coordinator.untilDue();
    await condition(allHandlersFinished);
    if (coordinator.retired || (idle && coordinator.isIdle)) return;
    if (workflowInfo().historyLength > MAX_HISTORY || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof accountCoordinator>({ version: 1, accountId, remembered: coordinator.remembered });
    }
  }
}

/** A request that waits for its verdict. */
interface Pending {
  readonly ask: Ask;
  readonly settle: (verdict: Verdict) => void;
  readonly fail: (error: unknown) => void;
}

class Coordinator {
  private state;
  private envelopes: Readonly<Record<string, PlayRequest>> = {};
  private lastVerdict?: Verdict;
  /** Its account became part of another one. */
  retired = false;
  private lastLook = Date.now();
  private readonly lookEvery: number;
  private readonly pending: Pending[] = [];
  private turn: Promise<unknown>;
  private started!: () => void;

  constructor(private readonly accountId: string) {
    this.state = emptyCoordination(accountId);
    this.lookEvery = DAY_MS + HOUR_MS / 4 + (fnv1a(accountId) % HOUR_MS);
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
    if (before && !remembered) await this.inTurn(() => this.takeOver(before));
  }

  /** The one before may have been killed between its decision and what follows from it; doing that twice changes nothing. */
  private async takeOver({ envelopes }: Remembered): Promise<void> {
    await this.startWhatIsLet(envelopes);
    for (const { runId, state } of this.state.running)
      if (state === 'paused-by-coordinator') await acts.steerPlay({ runId, message: 'pause', reason: STILL_HELD });
    await this.liftLeases();
    if (!this.isIdle) await this.look();
  }

  /** Runs that were let in and may not have begun; one that has stays as it is. */
  private async startWhatIsLet(envelopes: Remembered['envelopes']): Promise<void> {
    for (const { runId, play } of this.state.running) {
      const envelope = envelopes[runId];
      if (envelope) await acts.startPlay({ play, runId, envelope, at: now() });
    }
  }

  /** What is under way is finished first. */
  retire(): Promise<void> {
    return this.inTurn(async () => {
      this.retired = true;
    });
  }

  /** Requests that come together are decided together, one after the other, so that hundreds take no longer than a few. */
  ask(ask: Ask): Promise<Verdict> {
    return new Promise<Verdict>((settle, fail) => {
      this.pending.push({ ask, settle, fail });
      void this.inTurn(() => this.decideOnPending());
    });
  }

  /** Waits until time changes something or the day is over. Answers whether it was idle all the while. */
  async untilDue(): Promise<boolean> {
    if (this.retired) return false;
    if (this.isIdle) {
      const busy = await condition(() => !this.isIdle || this.retired || !allHandlersFinished(), LINGER_MS);
      return !busy;
    }
    const wake = nextWake(this.state);
    const due = Math.min(this.lastLook + this.lookEvery, wake === undefined ? Infinity : Date.parse(wake));
    const left = due - Date.now();
    const changed = () =>
      this.retired || this.isIdle || nextWake(this.state) !== wake || workflowInfo().historyLength > MAX_HISTORY;
    if (left > 0 && (await condition(changed, left))) return false;
    await this.inTurn(() => this.look());
    return false;
  }

  /** Time has passed: what ended by itself is noticed, also plays that were ended from outside. */
  private async look(): Promise<void> {
    this.lastLook = Date.now();
    const { alive } = await this.whoIsAlive();
    const around = await this.surroundings([]);
    await this.carryOut(this.timePasses(alive, around));
  }

  /** The runs that count as running and are; those that somebody ended in Temporal are noted as lost. */
  private async whoIsAlive(): Promise<{ readonly alive: readonly string[]; readonly lost: readonly string[] }> {
    const runs = this.state.running.map(({ runId }) => runId);
    if (runs.length === 0) return { alive: [], lost: [] };
    await this.startWhatIsLet(this.envelopes);
    const alive = await acts.aliveRuns(runs);
    const lost = runs.filter((runId) => !alive.includes(runId));
    if (lost.length > 0) await acts.noteLost({ runIds: lost, at: now() });
    return { alive, lost };
  }

  private timePasses(aliveRuns: readonly string[], around: Surroundings): readonly Effect[] {
    const at = now();
    const tick = { type: 'tick' as const, id: `tick/${at}`, at, aliveRuns, account: around.account };
    const { state, effects } = decide(this.state, tick, around);
    this.state = state;
    return effects;
  }

  private async decideOnPending(): Promise<void> {
    const batch = this.pending.splice(0);
    if (batch.length === 0) return;
    try {
      const around = await this.surroundings(batch.map(({ ask }) => ask));
      const { decided, effects } = await this.decideOnAll(batch, around);
      await this.carryOut(effects);
      for (const { ask } of batch) if (ask.type === 'absorb') await this.absorbed(ask);
      for (const { verdict, settle } of decided) settle(verdict);
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  }

  /** Before anybody is turned away for a run, it is made sure that the run is alive; decided anew when it is not. */
  private async decideOnAll(batch: readonly Pending[], around: Surroundings) {
    const { state, envelopes, lastVerdict } = this;
    const decideAll = () => batch.map((each) => ({ ...each, ...this.decideOn(each.ask, around) }));
    const effectsOf = (all: ReturnType<typeof decideAll>) => all.flatMap(({ effects }) => effects);
    const first = decideAll();
    if (!first.some(({ ask, verdict }) => isTurnedAway(ask, verdict, state.running)))
      return { decided: first, effects: effectsOf(first) };
    const decidedOn = { state: this.state, envelopes: this.envelopes, lastVerdict: this.lastVerdict };
    Object.assign(this, { state, envelopes, lastVerdict });
    const { alive, lost } = await this.whoIsAlive();
    if (lost.length === 0) {
      Object.assign(this, decidedOn);
      return { decided: first, effects: effectsOf(first) };
    }
    const released = this.timePasses(alive, around);
    const anew = decideAll();
    return { decided: anew, effects: [...released, ...effectsOf(anew)] };
  }

  /** What the other coordinator had decided and may not have carried out is looked after, as after a crash. */
  private async absorbed({ from, theirs }: AbsorbAsk): Promise<void> {
    await memory.takeRest({ accountId: this.accountId, from });
    await this.takeOver(theirs);
  }

  private decideOn(ask: Ask, around: Surroundings): { readonly verdict: Verdict; readonly effects: readonly Effect[] } {
    if (ask.type === 'start') {
      const because = 'It was started already: a run of this name exists, or existed.';
      if (around.knownRuns.includes(ask.runId) && !this.isWaiting(ask.runId)) return existing(ask, around, because);
      this.envelopes = { ...this.envelopes, [ask.runId]: ask.envelope };
    }
    if (ask.type === 'absorb') this.envelopes = { ...ask.theirs.envelopes, ...this.envelopes };
    const { state, verdict, effects } = decide(this.state, requestOf(ask, around), around);
    this.state = state;
    this.lastVerdict = verdict;
    return { verdict, effects };
  }

  private surroundings(asks: readonly Ask[]): Promise<Surroundings> {
    return memory.surroundings({
      accountId: this.accountId,
      contactIds: asks.flatMap((ask) => (ask.type === 'touch' ? [ask.contactId] : [])),
      runIds: asks.flatMap((ask) => (ask.type === 'start' ? [ask.runId] : [])),
      at: now(),
    });
  }

  private isWaiting(runId: string): boolean {
    return this.state.queue.some(({ request }) => request.runId === runId);
  }

  /** Kept before it is carried out: whoever takes over after a crash knows what was decided. */
  private async carryOut(effects: readonly Effect[]): Promise<void> {
    const toStart = effects.filter((effect) => effect.type === 'start-play');
    const starting = toStart.map(({ runId }) => this.envelopes[runId]);
    const needed = new Set([
      ...this.state.queue.map(({ request }) => request.runId),
      ...toStart.map(({ runId }) => runId),
    ]);
    this.envelopes = Object.fromEntries(Object.entries(this.envelopes).filter(([runId]) => needed.has(runId)));
    const lines = effects.filter((effect) => effect.type === 'record').map(({ line }) => line);
    await memory.keep({ accountId: this.accountId, remembered: this.remembered, lines });
    for (const effect of effects) {
      const envelope = effect.type === 'start-play' ? starting[toStart.indexOf(effect)] : undefined;
      await this.act(effect, envelope);
    }
  }

  /** Promotion runs again where nothing holds it any more. */
  private liftLeases(): Promise<void> {
    return acts.liftLeases({ accountId: this.accountId, keep: this.state.leases.map(({ key }) => key), at: now() });
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
        return this.liftLeases();
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

/** Whether a start does not happen because of one of these runs. */
function isTurnedAway(ask: Ask, verdict: Verdict, running: Remembered['state']['running']): boolean {
  if (ask.type !== 'start') return false;
  if (verdict.kind === 'queued') return running.some(({ runId }) => runId === verdict.behind);
  if (verdict.kind === 'existing') return running.some(({ runId }) => runId === ask.runId);
  if (verdict.kind !== 'declined') return false;
  return (
    verdict.code === 'queue-full' || (verdict.code === 're-entry' && running.some(({ play }) => play === ask.play))
  );
}

/** Somebody the account does not know is written to by nobody. */
const NOBODY = { consent: 'withdrawn', suppressed: true } as const;

/** Also what changes nothing is answered in the ledger, where whoever asked looks for it. */
function existing(ask: StartAsk, { account }: Surroundings, because: string) {
  const { id, runId } = ask;
  const verdict: Verdict = { kind: 'existing', runId, because };
  const at = now();
  const effects: readonly Effect[] = [
    { type: 'record', line: { id, at, request: startOf(ask, account, at), verdict } },
  ];
  return { verdict, effects };
}

function startOf(ask: StartAsk, account: AccountFacts, at: string): StartRequest {
  const { key, requestedBy } = ask.envelope;
  const { id, play, runId, chain, override } = ask;
  return { type: 'start', id, at, play, key, runId, requestedBy, chain, account, override };
}

function requestOf(ask: Ask, { account, promotional, recipients }: Surroundings): CoordinationRequest {
  const at = now();
  switch (ask.type) {
    case 'start':
      return startOf(ask, account, at);
    case 'touch':
      return { ...ask, at, ...(recipients[ask.contactId] ?? { ...NOBODY, nextOpening: at }) };
    case 'lease':
      return { ...ask, at, promotionalBefore: promotional };
    case 'absorb':
      return { ...ask, at, theirs: ask.theirs.state };
    default:
      return { ...ask, at };
  }
}
