import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { contactIn, isUnreachable, type Contact } from '../../src/domain/account';
import { nextWorkingMoment } from '../../src/domain/business-time';
import { COORDINATOR_NAME } from '../../src/domain/coordinator-messages';
import { playFacts, type CoordinationRules, type DecisionLine } from '../../src/domain/coordination';
import type { PlayContract } from '../../src/domain/play-contract';
import { PLAY_MESSAGES, type ControlRequest, type PlayStatus } from '../../src/domain/play-messages';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';
import type { Instant } from '../../src/domain/waits';
import type { LedgerEntry, Store } from '../../src/store/store';
import { failure } from '../failures';
import { NO_THREADS, type Threads } from '../threads/port';
import { steeredLine } from '../threads/thread-words';
import { factsOf } from './account-facts';
import { handOver } from './hand-over';
import type { AskCoordinator } from './ask';
import { isAlive, noteLost } from './lost-runs';
import { verdictInWords } from './verdict-in-words';
import type { CoordinationActivities, CoordinatorActs, CoordinatorMemory, Recipient } from './port';

export interface CoordinationDeps {
  readonly store: Store;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly catalogue: readonly PlayContract[];
  /** The rules as they are now. */
  readonly rules: () => Promise<CoordinationRules>;
  readonly ask: AskCoordinator;
  readonly waitScale: number;
  /** Absent: runs have no threads. */
  readonly threads?: Threads;
}

/** What the coordinator of an account does outside, and what plays ask of it. */
export function createCoordinationActivities(deps: CoordinationDeps) {
  const { ask, store } = deps;
  const plays: CoordinationActivities = {
    async requestTouch({ accountId, ...touch }) {
      const account = await store.accounts.get(accountId);
      const contactId = (account && contactIn(account, touch.contactId)?.id) ?? touch.contactId;
      const verdict = await ask(accountId, { type: 'touch', ...touch, contactId });
      if (verdict.kind === 'declined') throw failure('TOUCH_DECLINED', verdict.because);
      return verdict;
    },
    async personSteered({ accountId, runId, id, what }) {
      await ask(accountId, { type: what, id, runId });
    },
    handOver: (request) => handOver(deps, request),
    async playEnded({ accountId, runId, outcome }) {
      await ask(accountId, { type: 'ended', id: `${runId}/ended`, runId, outcome });
    },
  };
  return { ...memory(deps), ...acts(deps), ...plays };
}

function memory({ store, catalogue, rules, waitScale }: CoordinationDeps): CoordinatorMemory {
  const plays = catalogue.map(playFacts);
  return {
    recall: (accountId) => store.coordination.load(accountId),
    async surroundings({ accountId, contactIds, runIds, at }) {
      const current = await store.merges.current(accountId);
      if (current !== accountId) throw failure('ACCOUNT_MERGED', `${accountId} became part of ${current}.`);
      const account = await store.accounts.get(accountId);
      const house = await rules();
      const contacts = account?.contacts.filter(({ id }) => contactIds.includes(id)) ?? [];
      const known = await Promise.all([...new Set(runIds)].map((runId) => store.runs.get(runId)));
      return {
        plays,
        rules: house,
        account: account ? factsOf(account) : { hasContract: false, reach: 'open' },
        promotional: (await store.marketing.standing(accountId)) ?? 'running',
        recipients: Object.fromEntries(
          contacts.map((contact) => [contact.id, recipientOf(contact, at, house, waitScale)]),
        ),
        knownRuns: known.flatMap((run) => run?.runId ?? []),
      };
    },
    async keep({ accountId, remembered, lines }) {
      for (const line of lines) await store.ledger.add(entryOf(accountId, line));
      await store.coordination.save(accountId, remembered);
    },
    async takeRest({ accountId, from }) {
      await store.merges.takeRest(from, accountId);
    },
  };
}

function recipientOf(contact: Contact, at: Instant, { quietHours }: CoordinationRules, waitScale: number): Recipient {
  const calendar = { ...contact, opens: quietHours.until, closes: quietHours.from };
  const nextOpening = waitScale === 1 ? nextWorkingMoment(at, calendar) : at;
  return { consent: contact.consent, suppressed: isUnreachable(contact), nextOpening };
}

function entryOf(accountId: string, { id, at, request, verdict }: DecisionLine): LedgerEntry {
  return {
    key: `${accountId}/coordinator/${id}`,
    kind: 'verdict',
    accountId,
    ...('runId' in request && { runId: request.runId }),
    ...(request.type === 'touch' && { contactId: request.contactId }),
    what: verdictInWords(request, verdict),
    reason: verdict.because.charAt(0).toUpperCase() + verdict.because.slice(1),
    by: request.type === 'start' ? request.requestedBy : 'playmaker',
    at,
  };
}

const accountKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.account, SearchAttributeType.KEYWORD);
const playKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.play, SearchAttributeType.KEYWORD);

const PAST = { pause: 'paused', resume: 'resumed' } as const;

function acts({ store, temporal, taskQueue, catalogue, threads = NO_THREADS }: CoordinationDeps): CoordinatorActs {
  const summaryOf = async (play: string, accountId: string) => {
    const title = catalogue.find(({ name }) => name === play)?.title ?? play;
    return `${title} of ${(await store.accounts.get(accountId))?.name ?? accountId}`;
  };
  return {
    async startPlay({ play, runId, envelope, at: startedAt }) {
      // Known before it runs, so that no fact misses it.
      const { requestedBy } = envelope;
      // What was asked for at an account that became part of another one runs at that one.
      const accountId = await store.merges.current(envelope.accountId);
      await store.runs.open({ runId, play, accountId, state: 'running', phase: 'Start', requestedBy, startedAt });
      try {
        await temporal.workflow.start(play, {
          workflowId: runId,
          taskQueue,
          args: [envelope],
          workflowIdConflictPolicy: 'FAIL',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          typedSearchAttributes: [
            { key: accountKey, value: accountId },
            { key: playKey, value: play },
          ],
          staticSummary: await summaryOf(play, accountId),
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
    async steerPlay({ runId, message, reason }) {
      try {
        const { timeline } = await temporal.workflow
          .getHandle(runId)
          .executeUpdate<PlayStatus, [ControlRequest]>(PLAY_MESSAGES[message], {
            args: [{ by: COORDINATOR_NAME, reason }],
          });
        const at = timeline.at(-1)?.at;
        // An end is told by the play itself.
        if (at && message !== 'cancel') await threads.say(steeredLine(runId, PAST[message], reason, at));
      } catch (error) {
        if (!isMoot(error)) throw error;
      }
    },
    async liftLeases({ accountId, keep, at }) {
      const leases = await store.marketing.leases(accountId);
      const over = leases.filter(({ key, liftedAt }) => liftedAt === undefined && !keep.includes(key));
      for (const { key } of over) await store.marketing.lift(key, at);
    },
    async noteLost({ runIds, at: endedAt }) {
      for (const runId of runIds) await noteLost(store, runId, endedAt);
    },
    async aliveRuns(runIds) {
      const alive = await Promise.all(runIds.map((runId) => isAlive(temporal, runId)));
      return runIds.filter((_runId, index) => alive[index]);
    },
  };
}

/** The run has ended, or stands so already. */
function isMoot(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  return error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure;
}
