import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowBundle } from '../src/worker';

/** Where jest's global set-up leaves the workflow bundle of this test run. */
export const TEST_BUNDLE = join(__dirname, '..', 'node_modules', '.cache', 'playmaker', 'workflow-bundle.js');

/** The bundle of all plays, made once per test run. */
export async function loadTestBundle(): Promise<WorkflowBundle> {
  return { code: await readFile(TEST_BUNDLE, 'utf8') };
}
