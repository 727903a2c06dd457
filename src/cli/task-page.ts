import type { RunView } from '../client';
import { shortTaskId } from './find-task';
import { table } from './print';
import { moment, readable } from './times';

type OpenTask = RunView['openTasks'][number];
type Choice = OpenTask['card']['choices'][number];

/** A task as people read it: who is asked until when, why, on what evidence, and what each choice does. */
export function taskPage(runId: string, { taskId, card, state, asked }: OpenTask): string {
  const due = state.kind === 'open' && state.due ? `, due ${moment(state.due)}` : '';
  const who = asked.length > 0 ? asked.join(', ') : `${card.role}, whom nobody could tell yet`;
  const evidence = card.evidence.map(({ label, value }) => [label, value]);
  const preview = card.preview && `“${card.preview.title}”, version ${card.preview.version}:\n${card.preview.text}`;
  const mail = card.preview?.mail;
  const comesWith = mail && `The mail it comes with, from ${mail.from}: “${mail.subject}”\n${mail.text}`;
  const parts = [
    card.why && readable(card.why),
    table(['evidence', ''], evidence, Infinity),
    preview,
    comesWith,
    table(['choice', 'label', 'with', 'what happens'], card.choices.map(choiceRow), Infinity),
  ];
  const body = parts.filter(Boolean).map((part) => indented(`${part}`.trimEnd()));
  return `Task ${shortTaskId(runId, taskId)} for ${who}${due}\n${[card.question, ...body].join('\n')}\n`;
}

function choiceRow({ id, label, reason, fields, effect }: Choice): string[] {
  const options = fields.map((field) => `--field ${field.id}=…${nowIs(field.initial)}`);
  return [id, label, [reason === 'required' ? 'needs --reason' : '', ...options].filter(Boolean).join(' '), effect];
}

const CURRENT = 40;

/** What a field holds unless it is given. */
function nowIs(initial: string | undefined): string {
  if (!initial) return '';
  return ` (now ${initial.length > CURRENT ? `${initial.slice(0, CURRENT)}…` : initial})`;
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ');
