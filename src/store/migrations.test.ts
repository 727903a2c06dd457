import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { migrationsFolder } from './migrations';
import * as schema from './schema';

test('the committed migrations lead to the tables of schema.ts', async () => {
  const meta = join(migrationsFolder(), 'meta');
  const read = (name: string): unknown => JSON.parse(readFileSync(join(meta, name), 'utf8'));
  const { entries } = read('_journal.json') as { entries: { idx: number }[] };
  const last = String(entries.at(-1)?.idx).padStart(4, '0');
  const committed = read(`${last}_snapshot.json`) as { id: string };
  // Not empty: run `npx drizzle-kit generate --name <what-changes>` and commit what it writes.
  expect(await generateMigration(committed, generateDrizzleJson(schema, committed.id))).toEqual([]);
});
