import { later, type Instant } from '../../src/domain/waits';
import type { GateActivities, GateRequest } from '../gates/port';
import type { GateAnswer } from '../../src/domain/gates';

/** Asks gates at the moment of an attempt to send. */
export interface Gatekeeper {
  check(request: GateRequest): Promise<GateAnswer>;
}

/**
 * Asks the gate as of now, which in a retry may be hours after the request.
 *
 * @param now the clock that the workflows go by
 */
export const createGatekeeper = (gates: GateActivities, now: () => number): Gatekeeper => ({
  check: (request) => gates.checkGate({ ...request, at: latest(request.at, now()) }),
});

const latest = (at: Instant, now: number): Instant => later(at, Math.max(0, now - Date.parse(at)));
