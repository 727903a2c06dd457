import type { CoordinationRequest, StartRequest, TouchRequest } from './requests';
import { PLAYS } from './coordinator.fixture';
import type { Decision } from './decide';
import type { Effect, Verdict } from './verdicts';

const DAY = 86_400_000;
const GOES_ON_AFTER = ['saved', 'handed-over', 'cancelled', 'gone'];
const time = (instant: string): number => Date.parse(instant);

interface Run {
  readonly runId: string;
  readonly play: string;
  readonly startedAt: number;
  endedAt?: number;
  outcome?: string;
  /** Held by the coordinator: somebody was told to pause it and nobody to go on. */
  held: boolean;
  byPerson: boolean;
}

const FACTS = new Map(PLAYS.map((play) => [play.name, play]));
const factsOf = (name: string) => {
  const facts = FACTS.get(name);
  if (!facts) throw new Error(`The oracle knows no play ${name}.`);
  return facts;
};

const must = (holds: boolean, rule: string, about: unknown): void => {
  if (!holds) throw new Error(`Broken rule: ${rule}\n${JSON.stringify(about, null, 1)}`);
};

/**
 * Watches one coordinator from outside and knows the rules of playbook §8 in its own words: it sees requests, verdicts
 * and effects, keeps its own books, never looks into the state, and throws at the first broken rule. It is written for
 * the default rules, except the share held out.
 */
export function oracle() {
  const runs: Run[] = [];
  const touches: { key: string; contactId: string; at: number }[] = [];
  const waiting = new Map<string, { request: StartRequest; since: number }>();
  const leases = new Map<string, { runId: string; since: number; until: number }>();
  const heldOut = new Set<string>();
  const everAdmitted = new Set<string>();
  let before: string | undefined;
  let paused = false;
  let reach = 'open';
  let hasContract = true;

  const live = () => runs.filter(({ endedAt }) => endedAt === undefined);
  const liveIn = (group: string) => live().filter(({ play }) => factsOf(play).exclusiveGroup === group);
  const save = () => live().find(({ play }) => play === 'retention-save');
  const heldBySave = (play: string) => ['commercial', 'advocacy'].includes(factsOf(play).exclusiveGroup);

  function end(run: Run, at: number, outcome: string): void {
    run.endedAt = at;
    run.outcome = outcome;
    for (const [key, lease] of leases) if (lease.runId === run.runId) leases.delete(key);
  }

  /** How long the account rests from a play, as an instant. */
  function restUntil(play: string): number {
    const group = factsOf(play).exclusiveGroup;
    const days = play === 'renewal' ? 0 : group === 'commercial' ? 60 : group === 'advocacy' ? 90 : 0;
    const saves = runs.filter((run) => run.play === 'retention-save' && run.endedAt !== undefined);
    return Math.max(0, ...saves.map(({ endedAt }) => (endedAt ?? 0) + days * DAY));
  }

  function reentryAllows(play: string, at: number): boolean {
    const of = runs.filter((run) => run.play === play);
    const rule = factsOf(play).reentry;
    if (rule.rule === 'never') return of.length === 0;
    if (rule.rule === 'at-most') {
      const days = Number.parseInt(rule.per as string);
      return of.filter(({ startedAt }) => startedAt > at - days * DAY).length < rule.times;
    }
    const days = Number.parseInt(rule.wait as string);
    return of.every(({ endedAt }) => endedAt !== undefined && endedAt + days * DAY <= at);
  }

  /** Everything that must hold for a play to start at this moment, the plays that end for it having ended. */
  function mayStart({ play, override, chain }: StartRequest, at: number): string | undefined {
    const facts = factsOf(play);
    if (reach !== 'open') return 'consent and suppression are checked at entry';
    if (facts.audience === 'customers' && !hasContract) return 'plays for customers run on customers';
    if (chain.includes(play) || chain.length >= 5) return 'no play leads to itself';
    if (!override && heldOut.has(play)) return 'a hold-out is sticky';
    if (!override && !reentryAllows(play, at)) return 're-entry';
    if (!override && restUntil(play) > at) return 'rest after a save';
    if (save() && heldBySave(play)) return 'nothing commercial and no advocacy starts beside a save';
    if (liveIn(facts.exclusiveGroup).some((run) => factsOf(run.play).priority >= facts.priority))
      return 'one play per exclusive group';
    return undefined;
  }

  function started(effect: Effect & { type: 'start-play' }, at: number, asked: readonly StartRequest[]): void {
    const request = asked.find(({ id }) => id === effect.requestId);
    must(request !== undefined, 'what starts was asked for', effect);
    if (!request) return;
    must(!live().some(({ runId }) => runId === effect.runId), 'a run starts once', effect);
    must(liveIn(factsOf(effect.play).exclusiveGroup).length === 0, 'a group is free before a play starts', effect);
    const reason = mayStart(request, at);
    must(reason === undefined, reason ?? '', { effect, request, runs });
    if (!request.override) everAdmitted.add(effect.play);
    runs.push({ runId: effect.runId, play: effect.play, startedAt: at, held: false, byPerson: false });
  }

  function carriedOut(effect: Effect, at: number, asked: readonly StartRequest[], decision: Decision): void {
    if (effect.type === 'start-play') return started(effect, at, asked);
    if (effect.type === 'restore-promotion') {
      must(paused && effect.to === before, 'what was before is restored, once', { effect, before });
      paused = false;
      before = undefined;
    }
    if (effect.type === 'pause-promotion') {
      must(!paused, 'promotion pauses once', effect);
      paused = true;
    }
    if (!('runId' in effect) || effect.type === 'pause-promotion') return;
    const run = live().find(({ runId }) => runId === effect.runId);
    must(run !== undefined, 'only what runs is paused, resumed or ended', effect);
    if (!run) return;
    must(effect.reason.length > 10, 'a reason is given', effect);
    if (effect.type === 'pause-play') run.held = true;
    if (effect.type === 'resume-play') {
      must(run.held && !run.byPerson, 'only what the coordinator paused is resumed, never against a person', effect);
      must(!save() && restUntil(run.play) <= at, 'no ask is resumed into a rest', effect);
      const over = runs.findLast(({ play }) => play === 'retention-save');
      must(GOES_ON_AFTER.includes(over?.outcome ?? ''), 'nothing goes on after the customer left', effect);
      run.held = false;
    }
    if (effect.type === 'end-play') {
      const outranked = decision.effects.some(
        (each) =>
          each.type === 'start-play' &&
          factsOf(each.play).exclusiveGroup === factsOf(run.play).exclusiveGroup &&
          factsOf(each.play).priority > factsOf(run.play).priority,
      );
      const over = runs.findLast((each) => each.play === 'retention-save' && each.endedAt === at);
      const afterSave =
        heldBySave(run.play) && over && (!GOES_ON_AFTER.includes(over.outcome ?? '') || restUntil(run.play) > at);
      must(outranked || afterSave === true, 'a run is ended for one that outranks it, or after a save', {
        effect,
        runs,
      });
      end(run, at, 'ended by the coordinator');
    }
  }

  /** What time, and what the request tells of itself, change before any effect. */
  function heard(request: CoordinationRequest, at: number): void {
    for (const [key, lease] of leases) if (lease.until <= at) leases.delete(key);
    if (request.type === 'ended') {
      const run = live().find(({ runId }) => runId === request.runId);
      if (run) end(run, at, request.outcome);
    }
    if (request.type === 'release') leases.delete(request.key);
    if (request.type === 'paused' || request.type === 'resumed') {
      const run = live().find(({ runId }) => runId === request.runId);
      // Whoever pauses or resumes by hand takes it over from the coordinator.
      if (run) Object.assign(run, { byPerson: request.type === 'paused', held: false });
    }
    if (request.type === 'tick' && request.aliveRuns) {
      const gone = ({ runId, since }: { runId: string; since: number }) =>
        !request.aliveRuns?.includes(runId) && since + 600_000 <= at;
      for (const run of live()) if (gone({ runId: run.runId, since: run.startedAt })) end(run, at, 'gone');
      for (const [key, lease] of leases) if (gone(lease)) leases.delete(key);
    }
    if (request.type === 'start' || (request.type === 'tick' && request.account)) {
      reach = request.account?.reach ?? reach;
      hasContract = request.account?.hasContract ?? hasContract;
    }
  }

  function fits(contactId: string, at: number): boolean {
    const recent = touches.filter((each) => each.at > at - 7 * DAY && each.at <= at);
    return recent.length < 5 && recent.filter((each) => each.contactId === contactId).length < 2;
  }

  function touched(request: TouchRequest, verdict: Verdict, at: number): void {
    const { key, contactId, kind, consent, suppressed } = request;
    const forbidden = consent === 'withdrawn' || suppressed || (consent === 'unknown' && kind === 'customer-facing');
    if (forbidden) return must(verdict.kind === 'declined', 'consent is checked before every send', request);
    if (kind !== 'customer-facing') return must(verdict.kind === 'granted', 'what is free is never kept', request);
    if (touches.some((each) => each.key === key && each.at > at - 7 * DAY))
      return must(verdict.kind === 'granted', 'a touch that was granted stays granted', request);
    const run = runs.findLast(({ runId }) => runId === request.runId);
    if (run?.endedAt !== undefined) return must(verdict.kind !== 'granted', 'who has ended writes to nobody', request);
    if (run?.held || run?.byPerson) return must(verdict.kind === 'deferred', 'who stands still writes later', request);
    const opening = time(request.nextOpening);
    if (fits(contactId, at) && opening <= at) {
      must(verdict.kind === 'granted', 'what fits is granted', { request, touches });
      touches.push({ key, contactId, at });
      return;
    }
    // The earliest instant that fits is the opening or the instant at which some touch leaves the window.
    const candidates = [opening, ...touches.map((each) => each.at + 7 * DAY)].filter(
      (each) => each >= Math.max(at, opening),
    );
    const earliest = Math.min(...candidates.filter((each) => fits(contactId, each)));
    must(
      verdict.kind === 'deferred' && time(verdict.until) === earliest,
      'what does not fit waits until the earliest instant at which it does',
      {
        request,
        verdict,
        earliest: new Date(earliest),
        touches,
      },
    );
  }

  function causeOf(code: string, request: StartRequest, at: number): boolean {
    if (code === 'queue-full') return waiting.size >= 20;
    if (code === 'lapsed') return (waiting.get(request.runId)?.since ?? at) + 30 * DAY <= at;
    return mayStart(request, at) !== undefined;
  }

  function decided(request: StartRequest, verdict: Verdict, at: number): void {
    must(verdict.because.length > 10, 'every verdict says why', verdict);
    if (verdict.kind === 'queued') {
      if (!waiting.has(request.runId)) waiting.set(request.runId, { request, since: at });
      return;
    }
    if (verdict.kind === 'existing')
      return must(
        runs.some(({ runId }) => runId === verdict.runId),
        'what exists was started',
        verdict,
      );
    if (verdict.kind === 'held-out') {
      must(!everAdmitted.has(request.play) && !request.override, 'a hold-out is sticky', verdict);
      heldOut.add(request.play);
    }
    must(
      ['admitted', 'existing'].includes(verdict.kind) || !live().some(({ runId }) => runId === request.runId),
      'a duplicate request returns the run that exists',
      {
        request,
        verdict,
      },
    );
    if (verdict.kind === 'admitted')
      must(
        live().some(({ runId }) => runId === verdict.runId),
        'what is admitted is started',
        verdict,
      );
    if (verdict.kind === 'declined')
      must(causeOf(verdict.code, request, at), 'nothing is declined without cause', { request, verdict, runs });
    waiting.delete(request.runId);
  }

  function settled(at: number, full: unknown): void {
    for (const group of ['commercial', 'advocacy', 'acquisition', 'retention'])
      must(liveIn(group).length <= 1, 'plays of one exclusive group never run together', full);
    if (save())
      for (const run of live().filter(({ play }) => heldBySave(play)))
        must(run.held || run.byPerson, 'a save pauses commercial and advocacy plays', { run, full });
    else for (const run of live()) must(!run.held, 'nothing stays held when the save is over', { run, full });
    must(paused === leases.size > 0, 'promotion is paused exactly while a lease holds', {
      leases: [...leases],
      full,
    });
    for (const { request, since } of waiting.values()) {
      must(since + 30 * DAY > at, 'nobody waits longer than 30 days', { request, full });
      must(mayStart(request, at) !== undefined, 'nobody waits who may start', { request, runs, full });
    }
  }

  function answered(request: CoordinationRequest, verdict: Verdict, at: number): void {
    if (request.type === 'touch') return touched(request, verdict, at);
    if (request.type !== 'lease' || verdict.kind !== 'granted' || leases.has(request.key)) return;
    const ended = runs.findLast(({ runId }) => runId === request.runId)?.endedAt !== undefined;
    must(!ended, 'a lease outlives nothing', request);
    leases.set(request.key, { runId: request.runId, since: at, until: time(request.until) });
    before ??= request.promotionalBefore;
  }

  return {
    /** Judges one decision; `asked` are the start requests so far. */
    watch(request: CoordinationRequest, decision: Decision, asked: readonly StartRequest[]): void {
      const { verdict, effects } = decision;
      const at = time(request.at);
      const lines = effects.flatMap((effect) => (effect.type === 'record' ? [effect.line] : []));
      heard(request, at);
      for (const effect of effects) {
        if (effect.type !== 'record') carriedOut(effect, at, asked, decision);
        else if (effect.line.request.type === 'start') decided(effect.line.request, effect.line.verdict, at);
        else answered(effect.line.request, effect.line.verdict, at);
      }
      const asks = ['start', 'touch', 'lease', 'release'].includes(request.type);
      const own = lines.filter(({ id }) => id === request.id);
      must(own.length === (asks ? 1 : 0), 'every verdict is written down once', { request, effects });
      settled(at, { request, verdict, effects });
    },
  };
}
