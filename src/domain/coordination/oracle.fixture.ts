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
export class Oracle {
  private readonly runs: Run[] = [];
  private readonly touches: { key: string; contactId: string; at: number }[] = [];
  private readonly waiting = new Map<string, { request: StartRequest; since: number }>();
  private readonly leases = new Map<string, { runId: string; since: number; until: number }>();
  private readonly heldOut = new Set<string>();
  private readonly everAdmitted = new Set<string>();
  private before: string | undefined;
  private paused = false;
  private reach = 'open';
  private hasContract = true;

  private readonly live = () => this.runs.filter(({ endedAt }) => endedAt === undefined);
  private readonly liveIn = (group: string) => this.live().filter(({ play }) => factsOf(play).exclusiveGroup === group);
  private readonly save = () => this.live().find(({ play }) => play === 'retention-save');
  private readonly heldBySave = (play: string) =>
    ['commercial', 'advocacy', 'onboarding'].includes(factsOf(play).exclusiveGroup);

  private end(run: Run, at: number, outcome: string): void {
    run.endedAt = at;
    run.outcome = outcome;
    for (const [key, lease] of this.leases) if (lease.runId === run.runId) this.leases.delete(key);
  }

  /** How long the account rests from a play, as an instant. */
  private restUntil(play: string): number {
    const group = factsOf(play).exclusiveGroup;
    const days = play === 'renewal' ? 0 : group === 'commercial' ? 60 : group === 'advocacy' ? 90 : 0;
    const saves = this.runs.filter(
      (run) => run.play === 'retention-save' && run.endedAt !== undefined && run.outcome !== 'cancelled',
    );
    return Math.max(0, ...saves.map(({ endedAt }) => (endedAt ?? 0) + days * DAY));
  }

  private reentryAllows(play: string, at: number): boolean {
    const of = this.runs.filter((run) => run.play === play);
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
  private mayStart({ play, override, chain }: StartRequest, at: number): string | undefined {
    const facts = factsOf(play);
    if (this.reach !== 'open') return 'consent and suppression are checked at entry';
    if (facts.audience === 'customers' && !this.hasContract) return 'plays for customers run on customers';
    if (chain.includes(play) || chain.length >= 5) return 'no play leads to itself';
    if (!override && this.heldOut.has(play)) return 'a hold-out is sticky';
    if (!override && !this.reentryAllows(play, at)) return 're-entry';
    if (!override && this.restUntil(play) > at) return 'rest after a save';
    if (this.save() && this.heldBySave(play))
      return 'nothing commercial, no advocacy and no onboarding starts beside a save';
    if (this.liveIn(facts.exclusiveGroup).some((run) => factsOf(run.play).priority >= facts.priority))
      return 'one play per exclusive group';
    return undefined;
  }

  private started(effect: Effect & { type: 'start-play' }, at: number, asked: readonly StartRequest[]): void {
    const request = asked.find(({ id }) => id === effect.requestId);
    must(request !== undefined, 'what starts was asked for', effect);
    if (!request) return;
    must(!this.live().some(({ runId }) => runId === effect.runId), 'a run starts once', effect);
    must(this.liveIn(factsOf(effect.play).exclusiveGroup).length === 0, 'a group is free before a play starts', effect);
    const reason = this.mayStart(request, at);
    must(reason === undefined, reason ?? '', { effect, request, runs: this.runs });
    if (!request.override) this.everAdmitted.add(effect.play);
    this.runs.push({ runId: effect.runId, play: effect.play, startedAt: at, held: false, byPerson: false });
  }

  private carriedOut(effect: Effect, at: number, asked: readonly StartRequest[], decision: Decision): void {
    if (effect.type === 'start-play') return this.started(effect, at, asked);
    if (effect.type === 'restore-promotion') {
      must(this.paused && effect.to === this.before, 'what was before is restored, once', effect);
      this.paused = false;
      this.before = undefined;
    }
    if (effect.type === 'pause-promotion') {
      must(!this.paused, 'promotion pauses once', effect);
      this.paused = true;
    }
    if (!('runId' in effect) || effect.type === 'pause-promotion') return;
    const run = this.live().find(({ runId }) => runId === effect.runId);
    must(run !== undefined, 'only what runs is paused, resumed or ended', effect);
    if (!run) return;
    must(effect.reason.length > 10, 'a reason is given', effect);
    if (effect.type === 'pause-play') {
      must(!run.held && !run.byPerson, 'only what moves is paused', effect);
      run.held = true;
    }
    if (effect.type === 'resume-play') {
      must(run.held && !run.byPerson, 'only what the coordinator paused is resumed, never against a person', effect);
      must(!this.save() && this.restUntil(run.play) <= at, 'no ask is resumed into a rest', effect);
      const over = this.runs.findLast(({ play }) => play === 'retention-save');
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
      const over = this.runs.findLast((each) => each.play === 'retention-save' && each.endedAt === at);
      const afterSave =
        this.heldBySave(run.play) &&
        over &&
        (!GOES_ON_AFTER.includes(over.outcome ?? '') || this.restUntil(run.play) > at);
      must(outranked || afterSave === true, 'a run is ended for one that outranks it, or after a save', {
        effect,
        runs: this.runs,
      });
      this.end(run, at, 'ended by the coordinator');
    }
  }

  /** What time, and what the request tells of itself, change before any effect. */
  private heard(request: CoordinationRequest, at: number): void {
    for (const [key, lease] of this.leases) if (lease.until <= at) this.leases.delete(key);
    if (request.type === 'ended') {
      const run = this.live().find(({ runId }) => runId === request.runId);
      if (run) this.end(run, at, request.outcome);
    }
    if (request.type === 'release') this.leases.delete(request.key);
    if (request.type === 'paused' || request.type === 'resumed') {
      const run = this.live().find(({ runId }) => runId === request.runId);
      // Whoever pauses or resumes by hand takes it over from the coordinator.
      if (run) Object.assign(run, { byPerson: request.type === 'paused', held: false });
    }
    if (request.type === 'tick' && request.aliveRuns) {
      const gone = (runId: string) => !request.aliveRuns?.includes(runId);
      for (const run of this.live()) if (gone(run.runId) && run.startedAt < at) this.end(run, at, 'gone');
      for (const [key, { runId, since }] of this.leases)
        if (gone(runId) && since + 600_000 <= at) this.leases.delete(key);
    }
    if (request.type === 'start' || (request.type === 'tick' && request.account)) {
      this.reach = request.account?.reach ?? this.reach;
      this.hasContract = request.account?.hasContract ?? this.hasContract;
    }
  }

  private fits(contactId: string, at: number): boolean {
    const recent = this.touches.filter((each) => each.at > at - 7 * DAY && each.at <= at);
    return recent.length < 5 && recent.filter((each) => each.contactId === contactId).length < 2;
  }

  private touched(request: TouchRequest, verdict: Verdict, at: number): void {
    const { key, contactId, kind, consent, suppressed } = request;
    const forbidden = consent === 'withdrawn' || suppressed || (consent === 'unknown' && kind === 'customer-facing');
    if (forbidden) return must(verdict.kind === 'declined', 'consent is checked before every send', request);
    if (kind !== 'customer-facing') return must(verdict.kind === 'granted', 'what is free is never kept', request);
    if (this.touches.some((each) => each.key === key && each.at > at - 7 * DAY))
      return must(verdict.kind === 'granted', 'a touch that was granted stays granted', request);
    const run = this.runs.findLast(({ runId }) => runId === request.runId);
    if (run?.endedAt !== undefined) return must(verdict.kind !== 'granted', 'who has ended writes to nobody', request);
    if (run?.held || run?.byPerson) return must(verdict.kind === 'deferred', 'who stands still writes later', request);
    const opening = time(request.nextOpening);
    if (this.fits(contactId, at) && opening <= at) {
      must(verdict.kind === 'granted', 'what fits is granted', { request, touches: this.touches });
      this.touches.push({ key, contactId, at });
      return;
    }
    // The earliest instant that fits is the opening or the instant at which some touch leaves the window.
    const candidates = [opening, ...this.touches.map((each) => each.at + 7 * DAY)].filter(
      (each) => each >= Math.max(at, opening),
    );
    const earliest = Math.min(...candidates.filter((each) => this.fits(contactId, each)));
    must(
      verdict.kind === 'deferred' && time(verdict.until) === earliest,
      'what does not fit waits until the earliest instant at which it does',
      {
        request,
        verdict,
        earliest: new Date(earliest),
        touches: this.touches,
      },
    );
  }

  private causeOf(code: string, request: StartRequest, at: number): boolean {
    if (code === 'queue-full') return this.waiting.size >= 20;
    if (code === 'lapsed') return (this.waiting.get(request.runId)?.since ?? at) + 30 * DAY <= at;
    return this.mayStart(request, at) !== undefined;
  }

  private decided(request: StartRequest, verdict: Verdict, at: number): void {
    must(verdict.because.length > 10, 'every verdict says why', verdict);
    if (verdict.kind === 'queued') {
      if (!this.waiting.has(request.runId)) this.waiting.set(request.runId, { request, since: at });
      return;
    }
    if (verdict.kind === 'existing')
      return must(
        this.runs.some(({ runId }) => runId === verdict.runId),
        'what exists was started',
        verdict,
      );
    if (verdict.kind === 'held-out') {
      must(!this.everAdmitted.has(request.play) && !request.override, 'a hold-out is sticky', verdict);
      this.heldOut.add(request.play);
    }
    must(
      ['admitted', 'existing'].includes(verdict.kind) || !this.live().some(({ runId }) => runId === request.runId),
      'a duplicate request returns the run that exists',
      {
        request,
        verdict,
      },
    );
    if (verdict.kind === 'admitted')
      must(
        this.live().some(({ runId }) => runId === verdict.runId),
        'what is admitted is started',
        verdict,
      );
    if (verdict.kind === 'declined')
      must(this.causeOf(verdict.code, request, at), 'nothing is declined without cause', {
        request,
        verdict,
        runs: this.runs,
      });
    this.waiting.delete(request.runId);
  }

  private settled(at: number, full: unknown): void {
    for (const group of ['commercial', 'advocacy', 'acquisition', 'onboarding', 'retention'])
      must(this.liveIn(group).length <= 1, 'plays of one exclusive group never run together', full);
    if (this.save())
      for (const run of this.live().filter(({ play }) => this.heldBySave(play)))
        must(run.held || run.byPerson, 'a save pauses commercial and advocacy plays, and an onboarding', { run, full });
    else for (const run of this.live()) must(!run.held, 'nothing stays held when the save is over', { run, full });
    must(this.paused === this.leases.size > 0, 'promotion is paused exactly while a lease holds', {
      leases: [...this.leases],
      full,
    });
    for (const { request, since } of this.waiting.values()) {
      must(since + 30 * DAY > at, 'nobody waits longer than 30 days', { request, full });
      must(this.mayStart(request, at) !== undefined, 'nobody waits who may start', { request, runs: this.runs, full });
    }
  }

  private answered(request: CoordinationRequest, verdict: Verdict, at: number): void {
    if (request.type === 'touch') return this.touched(request, verdict, at);
    if (request.type !== 'lease' || verdict.kind !== 'granted' || this.leases.has(request.key)) return;
    const ended = this.runs.findLast(({ runId }) => runId === request.runId)?.endedAt !== undefined;
    must(!ended, 'a lease outlives nothing', request);
    this.leases.set(request.key, { runId: request.runId, since: at, until: time(request.until) });
    this.before ??= request.promotionalBefore;
  }

  /** Judges one decision; `asked` are the start requests so far. */
  watch(request: CoordinationRequest, decision: Decision, asked: readonly StartRequest[]): void {
    const { verdict, effects } = decision;
    const at = time(request.at);
    const lines = effects.flatMap((effect) => (effect.type === 'record' ? [effect.line] : []));
    this.heard(request, at);
    for (const effect of effects) {
      if (effect.type !== 'record') this.carriedOut(effect, at, asked, decision);
      else if (effect.line.request.type === 'start') this.decided(effect.line.request, effect.line.verdict, at);
      else this.answered(effect.line.request, effect.line.verdict, at);
    }
    const asks = ['start', 'touch', 'lease', 'release'].includes(request.type);
    const own = lines.filter(({ id }) => id === request.id);
    must(own.length === (asks ? 1 : 0), 'every verdict is written down once', { request, effects });
    this.settled(at, { request, verdict, effects });
  }
}
