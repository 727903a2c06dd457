/** @module What plays may ask of gates. A short read of the store, run as a local activity. */
import type { GateAnswer, GateName } from '../../src/domain/gates';
import type { Instant } from '../../src/domain/waits';

export interface GateRequest {
  readonly gate: GateName;
  readonly accountId: string;
  /** Who is to be written to. */
  readonly contactId: string;
  /** The run that wants to write: what it asked for itself does not stand against it. */
  readonly runId: string;
  readonly at: Instant;
}

export interface GateActivities {
  /** How the gate stands at that moment. UNKNOWN_ACCOUNT is final. */
  checkGate(request: GateRequest): Promise<GateAnswer>;
}
