/** @module Wires stores, channels and texts into Temporal workers. */
export { createActivities, type Activities, type ActivityDeps } from './activities';
export { buildWorkflowBundle, loadWorkflowBundle, writeWorkflowBundle, type WorkflowBundle } from './bundle';
export { startWorkers, type RunningWorkers, type WorkerOptions } from './workers';
export { quietTemporal, type ProcessLog } from './quiet-temporal';
