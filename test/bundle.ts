import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { WorkflowBundle } from '../src/worker';

const ROOT = join(__dirname, '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'playmaker');

/** Where jest's global set-up leaves the workflow bundle of this test run. */
export const TEST_BUNDLE = join(CACHE, 'workflow-bundle.js');

/** The bundle of all plays, made once per test run. */
export async function loadTestBundle(): Promise<WorkflowBundle> {
  return { code: await readFile(TEST_BUNDLE, 'utf8') };
}

/** The bundle of other plays, made once for each state of the sources they are built from. */
export async function bundleOf(workflowsPath: string): Promise<WorkflowBundle> {
  const hash = createHash('sha256').update(workflowsPath);
  for (const folder of [dirname(workflowsPath), join(ROOT, 'workflows'), join(ROOT, 'src', 'domain')])
    for (const name of sourcesIn(folder)) hash.update(name).update(readFileSync(join(folder, name)));
  const file = join(CACHE, `bundle-${hash.digest('hex').slice(0, 16)}.js`);
  if (!existsSync(file)) {
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
    await mkdir(CACHE, { recursive: true });
    await writeFile(`${file}.${process.pid}`, code);
    await rename(`${file}.${process.pid}`, file);
  }
  return { code: await readFile(file, 'utf8') };
}

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort();
