/** One way of getting a server that was tried or is open to the person, and why it did not lead to one. */
export interface ClosedWay {
  /** e.g. `go install` */
  readonly way: string;
  /** What a person does to open this way. */
  readonly advice: string;
  /** Why it did not work this time. */
  readonly reason: string;
}

/** Thrown by a single way to say "not by this way"; the search goes on with the next one. */
export class WayClosed extends Error {
  override readonly name = 'WayClosed';
}

/**
 * No way led to a Temporal server. The message lists every way, why it failed and what opens it; any one of them is enough.
 */
export class TemporalServerNotFound extends Error {
  override readonly name = 'TemporalServerNotFound';
  readonly code = 'TEMPORAL_SERVER_NOT_FOUND';

  constructor(
    what: string,
    readonly ways: readonly ClosedWay[],
  ) {
    const list = ways.map(({ way, advice, reason }, index) => `  ${index + 1}. ${way}: ${reason}\n     ${advice}`);
    super(`${what} could not be found. Any one of these is enough:\n${list.join('\n')}`);
  }
}

/**
 * Why a found server did not start:
 * - `TEMPORAL_SERVER_FAILED`: it ended or did not answer; the message ends with the last lines of its output.
 * - `TEMPORAL_PORT_TAKEN`: another program listens on the wanted port.
 * - `TEMPORAL_DATA_IN_USE`: another running server uses the same data file.
 * - `TEMPORAL_SEARCH_ATTRIBUTE_MISMATCH`: the data file has a search attribute of that name with another type.
 */
export type ServerFailureCode =
  'TEMPORAL_SERVER_FAILED' | 'TEMPORAL_PORT_TAKEN' | 'TEMPORAL_DATA_IN_USE' | 'TEMPORAL_SEARCH_ATTRIBUTE_MISMATCH';

/** A server was found but could not be started. */
export class TemporalServerFailed extends Error {
  override readonly name = 'TemporalServerFailed';

  constructor(
    readonly code: ServerFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
