import type { Connection } from '@temporalio/client';
import { TemporalServerFailed } from './errors';

/** The types of search attributes offered here, by Temporal's names. */
export type SearchAttributeTypeName = 'Keyword' | 'Text' | 'Int' | 'Bool' | 'Datetime';

/** Names and types of search attributes. */
export type SearchAttributes = Readonly<Record<string, SearchAttributeTypeName>>;

/** `IndexedValueType` of Temporal's API (temporal/api/enums/v1/common.proto); the numbers are part of its wire format. */
const indexed: Readonly<Record<SearchAttributeTypeName, number>> = {
  Text: 1,
  Keyword: 2,
  Int: 3,
  Bool: 5,
  Datetime: 6,
};

/**
 * Registers the search attributes that the namespace lacks. The dev server's own `--search-attribute` works only while its data file
 * is new: an attribute that came with a later version of this software would be missing from an older file.
 *
 * @throws TemporalServerFailed `TEMPORAL_SEARCH_ATTRIBUTE_MISMATCH` when one exists with another type, which cannot be changed
 */
export async function registerSearchAttributes(
  connection: Connection,
  namespace: string,
  wanted: SearchAttributes,
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(wanted).filter(([name]) => customAttributes[name] === undefined);
  for (const [name, type] of Object.entries(wanted)) {
    const existing = customAttributes[name];
    if (existing === undefined || Number(existing) === indexed[type]) continue;
    const message = `The search attribute ${name} exists as ${typeName(existing)}, but ${type} is wanted. Its type cannot be changed: use a new data file.`;
    throw new TemporalServerFailed('TEMPORAL_SEARCH_ATTRIBUTE_MISMATCH', message);
  }
  await addSearchAttributes(connection, namespace, Object.fromEntries(missing));
}

/** Registers search attributes that the namespace surely lacks: the time-skipping server cannot list what it has. */
export async function addSearchAttributes(
  connection: Connection,
  namespace: string,
  wanted: SearchAttributes,
): Promise<void> {
  const searchAttributes = Object.fromEntries(Object.entries(wanted).map(([name, type]) => [name, indexed[type]]));
  if (Object.keys(searchAttributes).length === 0) return;
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

function typeName(type: number): string {
  const known = Object.entries(indexed).find(([, value]) => value === type);
  return known?.[0] ?? `type ${type} of Temporal's API`;
}
