import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { escaped, plain } from '../../../../activities/notify/slack-text';
import type { Account } from '../../../domain/account';
import type { Verdict } from '../../../domain/coordination';
import type { PlayContract } from '../../../domain/play-contract';
import type { RunRow } from '../../../store/store';
import { paragraph, surfaceSchema, verdictInWords, type Surface } from '../desk';
import type { StartField } from './start-fields';
import { STEERINGS, type Steering } from './words';

const START = 'start-play';
const STEER = 'steer-play';
const INPUT = 'input:';
/** The same in each input. */
export const ACTION_ID = 'value';
export const REASON = 'reason';

const startOrigin = z.strictObject({ play: z.string(), accountId: z.string(), surface: surfaceSchema });
const steerOrigin = z.strictObject({ how: z.enum(STEERINGS), runId: z.string(), surface: surfaceSchema });

/** Which dialog was sent, and what for. */
export type DialogOrigin =
  | ({ readonly kind: 'start' } & z.infer<typeof startOrigin>)
  | ({ readonly kind: 'steer' } & z.infer<typeof steerOrigin>);

/** Reads the `private_metadata` of a dialog; undefined when it is none of these. */
export function readDialogOrigin(view: {
  readonly callback_id: string;
  readonly private_metadata: string;
}): DialogOrigin | undefined {
  if (view.callback_id !== START && view.callback_id !== STEER) return undefined;
  const metadata = parsed(view.private_metadata);
  if (view.callback_id === START) {
    const origin = startOrigin.safeParse(metadata).data;
    return origin && { kind: 'start', ...origin };
  }
  const origin = steerOrigin.safeParse(metadata).data;
  return origin && { kind: 'steer', ...origin };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface StartDialog {
  readonly play: PlayContract;
  readonly account: Account;
  readonly verdict: Verdict;
  readonly fields: readonly StartField[];
  /** Where the answer goes. */
  readonly surface: Surface;
}

/** What a start would lead to, and what the play has to know for it. A play that would not start has no inputs. */
export function startDialog({ play, account, verdict, fields, surface }: StartDialog): ModalView {
  const couldStart = verdict.kind === 'admitted' || verdict.kind === 'queued';
  const about = `*${escaped(play.title, 100)}* at *${escaped(account.name, 200)}*\n${escaped(play.goal, 500)}`;
  const preview = `:mag: As things stand, it ${verdictInWords(verdict, 1000)}`;
  const origin = { play: play.name, accountId: account.id, surface } satisfies z.infer<typeof startOrigin>;
  return {
    type: 'modal',
    callback_id: START,
    private_metadata: JSON.stringify(origin),
    title: plain('Start a play', 24),
    close: plain(couldStart ? 'Cancel' : 'Close', 24),
    ...(couldStart && { submit: plain('Start', 24) }),
    blocks: [paragraph(about), paragraph(preview), ...(couldStart ? fields.map(inputBlock) : [])],
  };
}

const inputBlock = (field: StartField): InputBlock => ({
  type: 'input',
  block_id: blockIdOf(field.name),
  optional: !field.required,
  label: plain(field.label, 150),
  ...(field.hint && { hint: plain(field.hint, 300) }),
  element: elementOf(field),
});

export const blockIdOf = (field: string): string => `${INPUT}${field}`;

function elementOf({ input, initial }: StartField): InputBlock['element'] {
  const initialValue = initial === undefined ? {} : { initial_value: initial };
  switch (input.kind) {
    case 'text': {
      const { long: multiline, max: max_length } = input;
      return { type: 'plain_text_input', action_id: ACTION_ID, multiline, max_length, ...initialValue };
    }
    case 'number':
      return {
        ...{ type: 'number_input', action_id: ACTION_ID, is_decimal_allowed: !input.whole, ...initialValue },
        ...(input.min !== undefined && { min_value: String(input.min) }),
        ...(input.max !== undefined && { max_value: String(input.max) }),
      };
    case 'day':
      return { type: 'datepicker', action_id: ACTION_ID, ...(initial !== undefined && { initial_date: initial }) };
    case 'yes-or-no':
      return select(
        ['yes', 'no'].map((value) => ({ value, label: value === 'yes' ? 'Yes' : 'No' })),
        initial,
      );
    case 'choice':
      return select(input.options, initial);
  }
}

function select(
  choices: readonly { readonly value: string; readonly label: string }[],
  initial: string | undefined,
): InputBlock['element'] {
  const options = choices.map(({ value, label }) => ({ value, text: plain(label, 75) }));
  const chosen = options.find(({ value }) => value === initial);
  return { type: 'static_select', action_id: ACTION_ID, options, ...(chosen && { initial_option: chosen }) };
}

const STEER_WORDS = {
  pause: ['Pause a play', 'Pause', 'It keeps its place: nothing is asked, sent or counted until somebody resumes it.'],
  resume: ['Resume a play', 'Resume', 'It goes on where it stood.'],
  stop: [
    'Stop a play',
    'Stop',
    'It ends for good: its open tasks are closed, its cards say so, and marketing runs again where it paused it.',
  ],
} as const satisfies Record<Steering, readonly [string, string, string]>;

/** Asks why a run is to be paused, resumed or stopped. */
export function steerDialog(
  how: Steering,
  { run, title, accountName, surface }: { run: RunRow; title: string; accountName: string; surface: Surface },
): ModalView {
  const [heading, button, effect] = STEER_WORDS[how];
  const state = run.state === 'paused' ? 'is paused' : 'runs';
  const about = `*${escaped(title, 100)}* at *${escaped(accountName, 200)}* ${state}, in “${escaped(run.phase, 100)}”.`;
  const why: KnownBlock = {
    type: 'input',
    block_id: REASON,
    label: plain('Why?', 150),
    hint: plain('It is kept in the account’s record.', 300),
    element: { type: 'plain_text_input', action_id: ACTION_ID, multiline: true, max_length: 1000 },
  };
  const origin = { how, runId: run.runId, surface } satisfies z.infer<typeof steerOrigin>;
  return {
    type: 'modal',
    callback_id: STEER,
    private_metadata: JSON.stringify(origin),
    title: plain(heading, 24),
    submit: plain(button, 24),
    close: plain('Cancel', 24),
    blocks: [paragraph(`${about}\n${effect}`), why],
  };
}
