import { DefaultLogger, Runtime } from '@temporalio/worker';

let installed = false;

/** Has Temporal's SDK speak up only when something is wrong. Called before anything else of the SDK; again is harmless. */
export function quietTemporal(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger('WARN') });
}
