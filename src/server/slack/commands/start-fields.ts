import { z } from 'zod';
import type { Account } from '../../../domain/account';
import type { PlayContract } from '../../../domain/play-contract';

/** One input of the dialog that starts a play. */
export interface StartField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  readonly initial?: string;
  readonly input:
    | { readonly kind: 'text'; readonly long: boolean; readonly max: number }
    | { readonly kind: 'number'; readonly whole: boolean; readonly min?: number; readonly max?: number }
    | { readonly kind: 'day' }
    | { readonly kind: 'yes-or-no' }
    | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] };
}

/** Slack's limits of an input: characters of a text, options of a choice, characters of an option's value. */
const TEXT_MAX = 3000;
const OPTIONS_MAX = 100;
const VALUE_MAX = 150;
/** A text that may be longer gets several lines. */
const ONE_LINE = 500;

/** What is used of a property's JSON Schema. `pick`: the value is one that the account has, see below. */
const propertySchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  format: z.string().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional().catch(undefined),
  title: z.string().optional(),
  description: z.string().optional(),
  /** The id of a contact, or the name of a limit of the plan: `z.string().meta({ pick: 'contact' })`. */
  pick: z.enum(['contact', 'limit']).optional().catch(undefined),
});
type Property = z.infer<typeof propertySchema>;
const inputSchema = z.object({
  type: z.literal('object'),
  properties: z.record(z.string(), propertySchema).default({}),
  required: z.array(z.string()).default([]),
});

/**
 * What a dialog asks for, to start a play on an account. What need not be given and fits in no input of Slack, such as a
 * list, is left out; undefined when a play cannot start without something like that.
 */
export function startFields(contract: PlayContract, account: Account): readonly StartField[] | undefined {
  const schema = inputSchema.safeParse(z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' }));
  if (!schema.success) return undefined;
  const { properties, required } = schema.data;
  const fields: StartField[] = [];
  for (const [name, property] of Object.entries(properties)) {
    const input = inputOf(property, account);
    const isRequired = required.includes(name);
    if (!input && isRequired) return undefined;
    if (!input) continue;
    const initial = property.default;
    fields.push({
      ...{ name, input, required: isRequired, label: property.title ?? inWords(name), hint: property.description },
      initial: typeof initial === 'boolean' ? (initial ? 'yes' : 'no') : initial?.toString(),
    });
  }
  return fields;
}

function inputOf(property: Property, account: Account): StartField['input'] | undefined {
  const { type, format, maxLength = TEXT_MAX, minimum, exclusiveMinimum, maximum: max } = property;
  const options = optionsOf(property, account);
  if (options.length > 0) return { kind: 'choice', options };
  if (type === 'boolean') return { kind: 'yes-or-no' };
  if (type === 'string' && format === 'date') return { kind: 'day' };
  if (type === 'string') return { kind: 'text', long: maxLength > ONE_LINE, max: Math.min(maxLength, TEXT_MAX) };
  // "More than 0" is at least 1 of whole numbers; of others, the play itself says so.
  if (type === 'integer')
    return {
      kind: 'number',
      whole: true,
      min: minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1),
      max,
    };
  if (type === 'number') return { kind: 'number', whole: false, min: minimum ?? exclusiveMinimum, max };
  return undefined;
}

function optionsOf({ type, enum: values, pick }: Property, account: Account): { value: string; label: string }[] {
  const options =
    pick === 'contact'
      ? account.contacts.map(({ id, name, title }) => ({ value: id, label: title ? `${name}, ${title}` : name }))
      : pick === 'limit'
        ? (account.contract?.limits ?? []).map(({ name }) => ({ value: name, label: name }))
        : (values ?? []).map((value) => ({ value, label: inWords(value) }));
  const fit = options.length <= OPTIONS_MAX && options.every(({ value }) => value && value.length <= VALUE_MAX);
  return type === 'string' && fit ? options : [];
}

/** `seatPrice` and `seat-price` are `Seat price`. */
function inWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What was filled in, as the play's input; what was left empty is left out. */
export function inputOfFields(
  fields: readonly StartField[],
  filled: (name: string) => string | undefined,
): Record<string, unknown> {
  const given = fields.flatMap(({ name, input: { kind } }): [string, unknown][] => {
    const value = filled(name);
    if (!value?.trim()) return [];
    return [[name, kind === 'number' ? Number(value) : kind === 'yes-or-no' ? value === 'yes' : value]];
  });
  return Object.fromEntries(given);
}
