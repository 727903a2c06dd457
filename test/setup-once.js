/** jest's global set-up: bundles the workflows once for all suites, from the sources. */
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');

module.exports = async () => {
  const file = join(__dirname, '..', 'node_modules', '.cache', 'playmaker', 'workflow-bundle.js');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(__dirname, '..', 'plays', 'workflows.ts'),
    logger: new DefaultLogger('WARN'),
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
};
