import type { Retry, RunView } from '../client';
import { factsInWords } from '../domain/facts-in-words';
import { shortTaskId } from './find-task';
import { table } from './print';
import { taskPage } from './task-page';
import { inZone, moment, readable, time } from './times';

/** How many of the last entries of the timeline are shown. */
const RECENT = 15;

/** A run as people read it: where it stands, what is asked of whom, what happened lately. */
export function runPage(run: RunView): string {
  const { result, waitingFor, timeline, reasons } = run;
  const told = new Set(timeline.map(({ what }) => what));
  const facts: [string, string | undefined][] = [
    ['State', stateOf(run)],
    ['Paused by', run.paused && `${run.paused.by}: ${readable(run.paused.reason)}`],
    ['Phase', run.phase],
    ['Waiting for', waitingFor && `${unfinished(waitingFor.what)}, until ${moment(waitingFor.until)}`],
    ...(run.retrying ?? []).map((retry): [string, string] => ['Held up', retryOf(retry)]),
    ['Outcome', result && `${result.outcome}: ${result.reason}`],
    ['Ended', result && moment(result.endedAt)],
    // What the timeline says too is read there.
    ...reasons.filter((reason) => !told.has(reason)).map((reason): [string, string] => ['Note', readable(reason)]),
  ];
  const lines = facts.filter(([, value]) => value).map(([name, value]) => `${`${name}:`.padEnd(13)}${value}`);
  const unanswered =
    run.source === 'read-model' ? ['No worker answers for this run at the moment: this is its last known state.'] : [];
  const head = `${[run.runId, ...unanswered, ...lines].join('\n')}\n`;
  const tasks = run.openTasks.map((task) => taskPage(run.runId, task));
  return [head, ...tasks, timelineOf(run)].filter(Boolean).join('\n');
}

function stateOf({ runId, state, openTasks, retrying = [] }: RunView): string {
  const repair = openTasks.some(({ taskId }) => shortTaskId(runId, taskId).startsWith('repair/'));
  return repair || retrying.length > 0 ? `${state}, held up` : state;
}

function retryOf({ what, attempt, nextAt, because }: Retry): string {
  const when = nextAt === undefined ? 'under way' : `next at ${moment(nextAt)}`;
  return `${what}, attempt ${attempt}, ${when}${because === undefined ? '' : `: ${because}`}`;
}

/** A sentence that another one goes on with. */
const unfinished = (sentence: string) => sentence.replace(/[.!?:…]+$/, '');

function timelineOf({ timeline }: RunView): string {
  const shown = timeline
    .slice(-RECENT)
    .map(({ at, phase, what }) => [time(at), phase, factsInWords(readable(what, time))]);
  const earlier = timeline.length - shown.length;
  const rest = earlier > 0 ? `${earlier} earlier ${earlier === 1 ? 'entry' : 'entries'}: see --json.\n` : '';
  return `${table([inZone('when'), 'phase', 'what'], shown, Infinity)}${rest}`;
}
