import { sql, type Column } from 'drizzle-orm';
import { StoreError } from './errors';

type Nullable<Row> = { [K in keyof Row]: null extends Row[K] ? K : never }[keyof Row];

/** A row whose empty columns are absent instead of null, as the port's records are. */
export type WithoutNulls<Row> = Omit<Row, Nullable<Row>> & { [K in Nullable<Row>]?: NonNullable<Row[K]> };

export function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as WithoutNulls<Row>;
}

/** The row, or the NOT_FOUND that says what to do: `found(row, 'Task "t1"', 'Open it first.')`. */
export function found<Row>(row: Row | undefined, what: string, next: string): Row {
  if (row === undefined) throw new StoreError('NOT_FOUND', `${what} is not in the store. ${next}`);
  return row;
}

/** Every one of these columns becomes what the row that was not inserted has. */
export const asProposed = (columns: Readonly<Record<string, Column>>) =>
  Object.fromEntries(
    Object.entries(columns).map(([field, { name }]) => [field, sql`excluded.${sql.identifier(name)}`]),
  );
