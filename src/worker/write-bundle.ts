/** @module The last step of the build: the workflow bundle, so that a worker starts without bundling. */
import { writeWorkflowBundle } from './bundle';

void writeWorkflowBundle();
