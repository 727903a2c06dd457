import type { Choice, Field, TaskCard } from '../../src/domain/tasks';
import type { Chance } from '../chance';

/** By block_id and action_id: what somebody fills into a dialog. */
export type Values = Record<string, Record<string, string>>;

const REASONS = [
  'They asked for time.',
  'It is not the moment',
  'We know more after the summer: 2 of 3 depots are closed.',
];
const SENTENCES = [
  'All depots on one plan before the autumn.',
  'A call every week.\nA named engineer.',
  'We look into it.',
];

/** The choice of somebody who mostly wants things to go on. */
export function choiceFor({ choices, urgent }: TaskCard, chance: Chance): Choice {
  return chance.weighted(choices, ({ id, style }) => {
    // What cannot be done now can seldom be done a moment later.
    if (urgent && style === 'primary') return 0.5;
    if (id === 'churn' || id === 'stop') return 0.06;
    if (id === 'reject' || id === 'no-interest' || id === 'at-risk') return 0.12;
    return style === 'primary' || urgent ? 1 : 0.25;
  });
}

/** A dialog filled in as it may be; what need not be said is said half of the time. */
export function valuesFor(choice: Choice, chance: Chance): Values {
  const values: Values = {};
  for (const field of choice.fields)
    if (field.required || chance.happens(0.5)) values[`field:${field.id}`] = { value: valueFor(field, chance) };
  if (choice.reason === 'required' || (choice.reason === 'optional' && chance.happens(0.5)))
    values['reason'] = { value: chance.pick(REASONS) };
  return values;
}

/** What is there already, with something added. */
function valueFor({ kind, initial, min = 1, max = 500, integer }: Field, chance: Chance): string {
  if (kind === 'number')
    return integer ? String(chance.whole(Math.ceil(min), Math.floor(max))) : String(chance.between(min, max));
  if (kind === 'text') return initial || chance.pick(REASONS);
  const first = initial?.slice(0, 1500);
  return first ? `${first}\n${chance.pick(SENTENCES)}` : chance.pick(SENTENCES);
}

export const reasonOf = (chance: Chance): string => chance.pick(REASONS);
