import type { RunView } from '../client';
import { shortTaskId } from './find-task';
import { moment, table } from './print';

/** How many of the last entries of the timeline are shown. */
const RECENT = 15;

/** A run as people read it: where it stands, what is asked of whom, what happened lately. */
export function runPage(run: RunView): string {
  const { result, waitingFor } = run;
  const facts: [string, string | undefined][] = [
    ['State', run.state],
    ['Phase', run.phase],
    ['Waiting for', waitingFor && `${waitingFor.what}, until ${moment(waitingFor.until)}`],
    ['Outcome', result && `${result.outcome}: ${result.reason}`],
    ['Ended', result && moment(result.endedAt)],
  ];
  const lines = facts.filter(([, value]) => value).map(([name, value]) => `${`${name}:`.padEnd(13)}${value}`);
  const unanswered =
    run.source === 'read-model' ? ['No worker answers for this run at the moment: this is its last known state.'] : [];
  return [`${[run.runId, ...unanswered, ...lines].join('\n')}\n`, tasks(run), timeline(run)].filter(Boolean).join('\n');
}

function tasks({ runId, openTasks }: RunView): string {
  return openTasks
    .map(({ taskId, card, state, asked }) => {
      const due = state.kind === 'open' && state.due ? `, due ${moment(state.due)}` : '';
      const who = asked.length > 0 ? asked.join(', ') : card.role;
      const choices = card.choices.map((choice) => [
        choice.id,
        choice.label,
        [choice.reason === 'required' ? 'needs --reason' : '', ...choice.fields.map(({ id }) => `--field ${id}=…`)]
          .filter(Boolean)
          .join(' '),
      ]);
      return `Task ${shortTaskId(runId, taskId)} for ${who}${due}\n${card.question}\n${indented(table(['choice', 'label', 'with'], choices))}`;
    })
    .join('\n');
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ');

function timeline(run: RunView): string {
  const shown = run.timeline.slice(-RECENT).map(({ at, phase, what }) => [moment(at), phase, what]);
  return table(['when', 'phase', 'what'], shown);
}
