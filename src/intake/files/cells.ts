import { z } from 'zod';
import { OBSERVATIONS, type ObservationType } from '../../domain/observations';

/** What the text of a cell becomes. Text that does not fit stays text, so that the observation's own schema refuses it by name. */
type Conversion = (cell: string) => unknown;

/** What JSON Schema says of one field, as far as it matters here. */
const fieldSchema = z.looseObject({
  type: z.string().optional(),
  anyOf: z.array(z.looseObject({ type: z.string().optional() })).optional(),
});
const objectSchema = z.looseObject({ properties: z.record(z.string(), fieldSchema).optional() });
const shapeSchema = objectSchema.extend({
  oneOf: z.array(objectSchema).optional(),
  anyOf: z.array(objectSchema).optional(),
});

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };

function json(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

/** A list is written as JSON, or as its parts between semicolons. */
const list: Conversion = (cell) =>
  cell.trim().startsWith('[') ? json(cell) : cell.split(';').map((part) => part.trim());

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  number: (cell) => (NUMBER.test(cell.trim()) ? Number(cell) : cell),
  integer: (cell) => (NUMBER.test(cell.trim()) ? Number(cell) : cell),
  boolean: (cell) => BOOLEANS[cell.trim().toLowerCase()] ?? cell,
  array: list,
  object: json,
};

function conversionOf({ type, anyOf }: z.output<typeof fieldSchema>): Conversion | undefined {
  const types = [type, ...(anyOf ?? []).map((option) => option.type)];
  const convert = types
    .map((each) => (each && Object.hasOwn(CONVERSIONS, each) ? CONVERSIONS[each] : undefined))
    .find(Boolean);
  if (!types.includes('null')) return convert;
  return (cell) => (cell.trim() === 'null' ? null : convert ? convert(cell) : cell);
}

function conversionsOf(type: ObservationType): ReadonlyMap<string, Conversion> {
  const schema = z.toJSONSchema(OBSERVATIONS[type], { io: 'input', unrepresentable: 'any' });
  const shape = shapeSchema.parse(schema);
  const properties = [shape, ...(shape.oneOf ?? []), ...(shape.anyOf ?? [])].flatMap((each) =>
    Object.entries(each.properties ?? {}),
  );
  return new Map(
    properties
      .map(([field, property]) => [field, conversionOf(property)] as const)
      .filter((entry): entry is readonly [string, Conversion] => entry[1] !== undefined),
  );
}

const known = new Map<ObservationType, ReadonlyMap<string, Conversion>>();

/**
 * What the cell of `data.<field>` means in an observation of this type: numbers, true and false, lists and objects by the
 * type's own schema, `null` where that may be, and otherwise text.
 *
 * @example
 * cellValue('usage.measured', 'used', '95'); // 95
 * cellValue('usage.measured', 'limit', '95'); // '95'
 */
export function cellValue(type: ObservationType, field: string, cell: string): unknown {
  let conversions = known.get(type);
  if (!conversions) known.set(type, (conversions = conversionsOf(type)));
  const convert = conversions.get(field);
  return convert ? convert(cell) : cell;
}
