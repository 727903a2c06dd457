// Part of the build: removes from dist what no source makes any more, so that a build after others is the same as the first.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const MADE = /\.(d\.ts|js|js\.map)$/;
const BUNDLE = join('dist', 'workflow-bundle.js');

const { fileNames } = JSON.parse(readFileSync(join('dist', '.tsbuildinfo'), 'utf8'));
const sources = new Set(fileNames.map((name) => join('dist', name)));
for (const name of readdirSync('dist', { recursive: true })) {
  const file = join('dist', name);
  if (MADE.test(name) && file !== BUNDLE && !sources.has(name.replace(MADE, '.ts'))) rmSync(file);
}
