/** @module The last step of the build: the workflow bundle, so that a worker starts without bundling. */
import { quietTemporal } from './quiet-temporal';
import { writeWorkflowBundle } from './bundle';

quietTemporal();
void writeWorkflowBundle();
