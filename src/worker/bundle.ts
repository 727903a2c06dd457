import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The workflow code as one script, which is what Temporal's sandbox loads. */
export interface WorkflowBundle {
  readonly code: string;
}

const BUILT = join(__dirname, '..', '..', 'workflow-bundle.js');

/** Bundles `plays/workflows` from the sources or the build output this module stands in. Takes a few seconds. */
export async function buildWorkflowBundle(): Promise<WorkflowBundle> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('../../plays/workflows'),
    logger: new DefaultLogger('WARN'),
  });
  return { code };
}

/** The bundle that `npm run build` left beside the build output; bundles now where there is none. */
export async function loadWorkflowBundle(): Promise<WorkflowBundle> {
  return existsSync(BUILT) ? { code: await readFile(BUILT, 'utf8') } : buildWorkflowBundle();
}

/** Writes the bundle for `loadWorkflowBundle`; part of the build. */
export async function writeWorkflowBundle(file: string = BUILT): Promise<void> {
  const { code } = await buildWorkflowBundle();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, code);
  await rename(`${file}.part`, file);
}
