import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  rootCause,
  TemporalFailure,
} from '@temporalio/workflow';
import {
  meaningOf,
  STANDARD_OUTCOMES,
  type OutcomeOf,
  type OutcomeSpec,
  type ParsedInputOf,
  type PlayContract,
} from '../src/domain/play-contract';
import type { PlayRequest, PlayResult } from '../src/domain/play-messages';
import type { HandedOver } from '../activities/coordination/port';
import { theRole, type Role } from '../src/domain/roles';
import { showOutcome } from './cards';
import { optionalEffect } from './effects';
import { listen } from './messages';
import { createPlay, news, type Play, type PlayEnd } from './play';
import { now, Run, type Ending } from './run';

/** A play as Temporal runs it: a workflow named as its contract. */
export type PlayWorkflow<C extends PlayContract> = (request: PlayRequest) => Promise<PlayResult<OutcomeOf<C>>>;

/**
 * Makes a play out of its contract and its steps. Whatever happens, marketing is resumed, tasks are closed, cards are
 * brought up to date, and the run ends with one typed outcome.
 *
 * @example
 * export const greeting = definePlay(contract, async (play, { guest }) => {
 *   const answer = await play.ask('csm', { question: `Welcome ${guest}?`, choices: { yes: { label: 'Yes', effect: 'A mail goes out.' } }, due: businessDays(1) });
 *   return play.end(answer.choice === 'yes' ? 'welcomed' : 'left-alone', answer.reason);
 * });
 */
export function definePlay<C extends PlayContract>(
  contract: C,
  steps: (play: Play<C>, input: ParsedInputOf<C>) => Promise<PlayEnd<OutcomeOf<C>>>,
): PlayWorkflow<C> {
  return async function play(request) {
    const run = new Run(contract, request);
    listen(run);
    const input = parseInput(contract, request);
    // Whatever comes meanwhile: a play that has to end knows its account, so that it can say so to whom it concerns.
    await CancellationScope.nonCancellable(() => open(run));
    let native: TemporalFailure | undefined;
    try {
      if (!run.ending) await run.scope.run(async () => run.end(await steps(createPlay<C>(run), input)));
    } catch (error) {
      // Anything else is a mistake in the play's code: Temporal holds the run until the code is mended.
      if (!(error instanceof TemporalFailure)) throw error;
      if (!run.ending) {
        native = error;
        const reason = isCancellation(error)
          ? 'Whoever runs playmaker stopped the play, in Temporal.'
          : (rootCause(error) ?? '');
        run.end({ outcome: 'cancelled', reason });
      }
    }
    const result = await CancellationScope.nonCancellable(() => finish(run, run.ending!));
    if (native) throw native;
    return result;
  };
}

function parseInput<C extends PlayContract>(contract: C, request: PlayRequest): ParsedInputOf<C> {
  const parsed = contract.input.safeParse(request.input);
  if (parsed.success) return parsed.data as ParsedInputOf<C>;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw ApplicationFailure.nonRetryable(`The input of ${contract.name} is wrong. ${issues}`, 'INPUT_INVALID');
}

async function open(run: Run): Promise<void> {
  const { accountId, requestedBy, handedOverFrom } = run.request;
  const context = await run.do.records.openRun({
    runId: run.runId,
    play: run.contract.name,
    accountId,
    state: 'running',
    phase: run.phase,
    requestedBy,
    startedAt: now(),
  });
  run.account = context.account;
  run.waitScale = context.waitScale;
  // A run that started before plays had parameters has none set.
  run.parameters = context.parameters ?? {};
  run.showState('running');
  run.note(`${run.contract.title} of ${run.account.name} starts, asked for by ${requestedBy}`);
  if (handedOverFrom) run.because(`Taken over from ${handedOverFrom.runId}: ${handedOverFrom.reason}`);
}

/** Cleans up, tells whoever has to go on, and leaves the outcome in the record. */
async function finish(run: Run, ending: Ending): Promise<PlayResult> {
  const { contract, runId } = run;
  await Promise.all([closeTasks(run, ending), ...run.cleanups.map(({ what, act }) => optionalEffect(run, what, act))]);
  const handedOver = await handOver(run, ending);
  if (handedOver || ending.sudden) await tellOfEnd(run, ending, handedOver);
  await Promise.all(run.background);
  const specs: Readonly<Record<string, OutcomeSpec>> = { ...STANDARD_OUTCOMES, ...contract.outcomes };
  const result: PlayResult = {
    outcome: ending.outcome,
    reason: ending.reason,
    reachedGoal: specs[ending.outcome]?.kind === 'goal',
    endedAt: now(),
    handedOverTo: handedOver && { play: handedOver.play, runId: handedOver.runId },
    details: ending.details,
  };
  run.result = result;
  run.showState('ended');
  // From here on messages are refused; those under way finish first, so that the end is the last that is recorded.
  await condition(allHandlersFinished);
  const { outcome, reason, endedAt } = result;
  const change = { state: 'ended', phase: run.phase, outcome, reason, endedAt } as const;
  await optionalEffect(run, 'recording the end', () => run.do.records.updateRun({ runId, change }));
  await optionalEffect(run, 'recording the outcome', () =>
    run.do.records.record({
      key: `${runId}/outcome`,
      kind: 'outcome',
      accountId: run.request.accountId,
      runId,
      what: `${contract.title} ended: ${meaningOf(contract.outcomes, outcome)}`,
      reason,
      by: 'playmaker',
      at: endedAt,
    }),
  );
  await run.do.coordination.playEnded({ accountId: run.request.accountId, runId, outcome });
  await condition(allHandlersFinished);
  return result;
}

async function closeTasks(run: Run, ending: Ending): Promise<void> {
  const open = [...run.tasks.values()].filter((task) => !task.shown);
  await Promise.all(
    open.map(async (task) => {
      // Who stopped it, and that they did, is said by the reason.
      const why = ending.outcome === 'cancelled' ? ending.reason : `The play ended: ${ending.reason}`;
      task.close(why, now(), true);
      await showOutcome(run, task);
    }),
  );
}

type TakenOver = Partial<HandedOver> & { readonly play: string };

/** The play that is to take over is asked for with what this one knows; what became of it is told to people. */
async function handOver(run: Run, { handOverTo, reason }: Ending): Promise<TakenOver | undefined> {
  if (!handOverTo) return undefined;
  const { runId, request, contract } = run;
  const { accountId, handedOverFrom } = request;
  const handed = await optionalEffect(run, `handing over to ${handOverTo}`, () =>
    run.do.coordination.handOver({
      ...{ accountId, to: handOverTo, reason, at: now() },
      from: { play: contract.name, runId },
      chain: handedOverFrom?.chain ?? [],
    }),
  );
  const answer = handed?.value;
  run.because(`Handed over to ${handOverTo}: ${answer ? answer.because : 'it could not be asked for.'}`);
  return { play: handOverTo, ...answer };
}

/** What the CSM has to know of the play that takes over. */
function whatNext({ play, kind, because }: TakenOver): string {
  const title = play.replaceAll('-', ' ');
  if (kind === 'started') return `A ${title} has started and asks for what comes next.`;
  if (kind === 'exists') return `The ${title} that runs already goes on with it.`;
  if (kind === 'queued') return `A ${title} starts as soon as it may: ${because}`;
  return `No ${title} has started${because ? `: ${because}` : '.'} Please see to it today.`;
}

/** The CSM, who has the account either way, and whoever was asked so far hear that it stopped and what comes next. */
async function tellOfEnd(run: Run, { reason }: Ending, handedOver?: TakenOver): Promise<void> {
  const { contract, account } = run;
  const stopped = `We have stopped the ${contract.title.toLowerCase()} at ${account.name}: ${reason}`;
  const next = handedOver ? ` ${whatNext(handedOver)}` : '';
  const caution = 'Please do not follow up on anything that is out.';
  const asked = [...run.tasks.values()].filter(({ purpose }) => purpose === 'play').flatMap(({ roles }) => roles);
  await Promise.all(
    [...new Set<Role>(['csm', ...asked])].map((role) => {
      const text = role === 'csm' ? `${stopped}${next} ${caution}` : `${stopped} ${caution}`;
      return optionalEffect(run, `telling ${theRole(role)} that the play ended`, news(run, role, text));
    }),
  );
}
