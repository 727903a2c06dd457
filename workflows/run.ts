import { CancellationScope, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Account } from '../src/domain/account';
import type { PlayContract } from '../src/domain/play-contract';
import type { ControlRequest, PlayRequest, PlayResult, PlayStatus, TimelineEntry } from '../src/domain/play-messages';
import type { Role } from '../src/domain/roles';
import { SEARCH_ATTRIBUTES } from '../src/domain/search-attributes';
import { waitMs, type CalendarWait, type Instant } from '../src/domain/waits';
import { capabilities, type Capabilities } from './capabilities';
import { Facts } from './facts';
import type { Deadline } from './waits';
import type { LiveTask } from './live-task';

/** How a run comes to its end; the first one stands. */
export interface Ending {
  readonly outcome: string;
  readonly reason: string;
  readonly handOverTo?: string;
  /** A fact ended the play from outside: whoever works on it has to hear of it. */
  readonly sudden?: boolean;
  readonly details?: PlayResult['details'];
}

/** Undoes something when the play ends, however it ends. */
export interface Cleanup {
  readonly what: string;
  readonly act: () => Promise<unknown>;
}

const MAX_TIMELINE = 300;
const phaseKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.phase, SearchAttributeType.KEYWORD);
const stateKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.state, SearchAttributeType.KEYWORD);

/** Workflow time, which is the same in every replay. */
export const now = (): Instant => new Date().toISOString();

/** The state of one run of a play. Plays see it only through their context. */
export class Run {
  readonly runId = workflowInfo().workflowId;
  readonly do: Capabilities = capabilities();
  readonly facts: Facts;
  readonly tasks = new Map<string, LiveTask>();
  /** Who drafted what is reviewed: by the id of a document, or the address in whose name a mail goes out. */
  readonly authors = new Map<string, Role>();
  readonly deadlines = new Set<Deadline>();
  readonly cleanups: Cleanup[] = [];
  /** What goes on beside the play's own steps; its end waits for it. */
  readonly background: Promise<void>[] = [];
  /** What the play's own steps run in: cancelled when the play ends early. */
  readonly scope = new CancellationScope();
  /** Known once the run is opened, which is before its first step. */
  account!: Account;
  waitScale = 1;
  /** As they were set when the run started. */
  parameters: Readonly<Record<string, unknown>> = {};
  phase = 'Start';
  paused?: ControlRequest & { readonly since: number };
  ending?: Ending;
  result?: PlayResult;
  private readonly timeline: TimelineEntry[] = [];
  private readonly reasons: string[] = [];
  private readonly minted = new Map<string, number>();

  constructor(
    readonly contract: PlayContract,
    readonly request: PlayRequest,
  ) {
    this.facts = new Facts(contract);
  }

  /** An idempotency key for one step: the run, the step's name and how many of that name came before. */
  mint(step: string): string {
    const count = (this.minted.get(step) ?? 0) + 1;
    this.minted.set(step, count);
    return `${this.runId}/${step}/${count}`;
  }

  /** Calendar time as this run counts it. */
  ms(wait: CalendarWait): number {
    return waitMs(wait) * this.waitScale;
  }

  note(what: string): void {
    if (this.timeline.length >= MAX_TIMELINE) this.timeline.splice(1, 1);
    this.timeline.push({ at: now(), phase: this.phase, what });
  }

  because(reason: string): void {
    this.reasons.push(reason);
    this.note(reason);
  }

  enterPhase(name: string): void {
    this.phase = name;
    this.note(`${name} begins`);
    setCurrentDetails(`**${this.contract.title}** of ${this.account.name}: ${name}`);
    upsertSearchAttributes([{ key: phaseKey, value: name }]);
  }

  /** Makes the state visible in Temporal's lists. */
  showState(state: PlayStatus['state']): void {
    upsertSearchAttributes([{ key: stateKey, value: state }]);
  }

  /** Ends the play at once; a play ends only once. */
  end(ending: Ending): void {
    if (this.ending) return;
    this.ending = ending;
    this.paused = undefined;
    this.note(`Ending: ${ending.outcome}. ${ending.reason}`);
    this.scope.cancel();
  }

  status(): PlayStatus {
    const [next] = this.result ? [] : [...this.deadlines].filter(({ awaited }) => awaited).sort((a, b) => a.at - b.at);
    return {
      runId: this.runId,
      play: this.contract.name,
      accountId: this.request.accountId,
      state: this.result ? 'ended' : this.paused ? 'paused' : 'running',
      ...(this.paused && !this.result && { paused: { by: this.paused.by, reason: this.paused.reason } }),
      phase: this.phase,
      waitingFor: next && { what: next.what, until: (next.towards ?? next).instant },
      openTasks: [...this.tasks.values()].filter((task) => task.state.kind === 'open').map((task) => task.view()),
      timeline: this.timeline,
      reasons: this.reasons,
      result: this.result,
    };
  }
}
