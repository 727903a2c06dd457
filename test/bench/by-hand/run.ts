import {
  ActivityCancellationType,
  CancellationScope,
  condition,
  proxyActivities,
  proxyLocalActivities,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { BusinessTimeActivities, CalendarActivities } from '../../../activities/calendar/port';
import type { CoordinationActivities } from '../../../activities/coordination/port';
import type { CrmActivities } from '../../../activities/crm/port';
import type { MarketingActivities } from '../../../activities/marketing/port';
import type { NotifyActivities } from '../../../activities/notify/port';
import type { ProposalActivities } from '../../../activities/proposals/port';
import type { RecordsActivities } from '../../../activities/records/port';
import type { Account } from '../../../src/domain/account';
import type { AccountEvent } from '../../../src/domain/events';
import type { ControlRequest, PlayRequest, PlayResult, TimelineEntry } from '../../../src/domain/play-messages';
import type { Role } from '../../../src/domain/roles';
import type { CardState, Decision, TaskCard } from '../../../src/domain/tasks';

const effects = {
  startToCloseTimeout: '60 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  cancellationType: ActivityCancellationType.ABANDON,
} as const;
const store = {
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '20 seconds' },
} as const;

const messages = { ...effects, taskQueue: `${workflowInfo().taskQueue}-messages` };
export const notify = proxyActivities<NotifyActivities>(messages);
export const calendar = proxyActivities<CalendarActivities>(messages);
export const marketing = proxyActivities<MarketingActivities>(effects);
export const proposals = proxyActivities<ProposalActivities>(effects);
export const crm = proxyActivities<CrmActivities>(effects);
export const coordination = proxyActivities<CoordinationActivities>(effects);
export const records = proxyLocalActivities<RecordsActivities>(store);
export const businessTime = proxyLocalActivities<BusinessTimeActivities>(store);

const phaseKey = defineSearchAttributeKey('PlayPhase', SearchAttributeType.KEYWORD);
const stateKey = defineSearchAttributeKey('PlayState', SearchAttributeType.KEYWORD);

export const now = () => new Date().toISOString();

export interface Task {
  readonly card: TaskCard;
  readonly roles: Role[];
  readonly asked: string[];
  state: CardState;
  answer?: Decision;
}

export interface End {
  readonly outcome: string;
  readonly reason: string;
  readonly handOverTo?: string;
  readonly details?: Record<string, number>;
}

/** Everything one run knows. */
export interface Run {
  readonly runId: string;
  readonly accountId: string;
  readonly request: PlayRequest;
  readonly scope: CancellationScope;
  readonly tasks: Map<string, Task>;
  readonly waits: Set<{ what: string; until: number }>;
  readonly facts: AccountEvent[];
  readonly heard: Set<string>;
  readonly timeline: TimelineEntry[];
  readonly reasons: string[];
  readonly counts: Map<string, number>;
  account?: Account;
  phase: string;
  paused?: ControlRequest & { since: number };
  pauseKey?: string;
  ending?: End;
  result?: PlayResult;
}

export function newRun(request: PlayRequest): Run {
  return {
    runId: workflowInfo().workflowId,
    accountId: request.accountId,
    request,
    scope: new CancellationScope(),
    tasks: new Map(),
    waits: new Set(),
    facts: [],
    heard: new Set(),
    timeline: [],
    reasons: [],
    counts: new Map(),
    phase: 'Start',
  };
}

/** An idempotency key for a step. */
export function keyFor(run: Run, step: string): string {
  const count = (run.counts.get(step) ?? 0) + 1;
  run.counts.set(step, count);
  return `${run.runId}/${step}/${count}`;
}

export function note(run: Run, what: string): void {
  run.timeline.push({ at: now(), phase: run.phase, what });
}

export async function enterPhase(run: Run, phase: string): Promise<void> {
  run.phase = phase;
  note(run, `${phase} begins`);
  upsertSearchAttributes([{ key: phaseKey, value: phase }]);
  await records.updateRun({ runId: run.runId, change: { phase } });
}

export function showState(state: 'running' | 'paused' | 'ended'): void {
  upsertSearchAttributes([{ key: stateKey, value: state }]);
}

/** Ends the run; the first ending stands. */
export function endRun(run: Run, end: End): void {
  if (run.ending) return;
  run.ending = end;
  run.paused = undefined;
  run.scope.cancel();
}

/** Waits until `met` or the given moment; a pause stops the clock. */
export async function waitUntil(run: Run, what: string, until: number, met: () => boolean): Promise<boolean> {
  const wait = { what, until };
  run.waits.add(wait);
  try {
    for (;;) {
      if (run.paused) await condition(() => !run.paused);
      if (met()) return true;
      const left = wait.until - Date.now();
      if (left <= 0) return false;
      await condition(() => run.paused !== undefined || met(), left, { summary: what });
    }
  } finally {
    run.waits.delete(wait);
  }
}

/** Takes the oldest unused fact of these types that fits, or waits for it. */
export async function waitForFact(
  run: Run,
  what: string,
  until: number,
  fits: (fact: AccountEvent) => boolean,
): Promise<AccountEvent | undefined> {
  if (!(await waitUntil(run, what, until, () => run.facts.some(fits)))) return undefined;
  return run.facts.splice(run.facts.findIndex(fits), 1)[0];
}
