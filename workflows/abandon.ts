import { CancellationScope } from '@temporalio/workflow';

/**
 * Does something that goes on when the scope is cancelled, while whoever waits for it stops waiting at once.
 *
 * Not Temporal's own ABANDON: with that, an activity that fails after it was abandoned leaves the workflow stuck ("the
 * transition is invalid during event ActivityTaskFailed", the state machine of activities in @temporalio/core-bridge 1.24).
 */
export function abandonable<T>(act: () => Promise<T>): Promise<T> {
  const scope = CancellationScope.current();
  if (!scope.cancellable) return act();
  if (scope.consideredCancelled) return scope.cancelRequested;
  return Promise.race([CancellationScope.nonCancellable(act), scope.cancelRequested]);
}

/** The same object with every call of its methods carried out by `carryOut`. */
export function callsThrough<T extends object>(activities: T, carryOut: <R>(call: () => Promise<R>) => Promise<R>): T {
  return new Proxy(activities, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => carryOut(() => method(...args));
    },
  });
}
