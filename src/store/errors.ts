/** What can go wrong with a store, and whether trying again later can help. */
const CODES = {
  /** No answer from the server, or the connection broke. */
  STORE_UNREACHABLE: { retryable: true },
  /** The server answered and said no: wrong user or password, unknown database, missing rights, no connection left. */
  STORE_REFUSED: { retryable: true },
  /** Another process has the folder open, or is migrating the database. */
  STORE_LOCKED: { retryable: true },
  /** The store was closed before this call. */
  STORE_CLOSED: { retryable: false },
  /** `DATABASE_URL` or the data folder cannot be used as written. */
  STORE_MISCONFIGURED: { retryable: false },
  /** The disk of the database has no room left. */
  STORE_FULL: { retryable: true },
  /** Anything else that the database reports. */
  STORE_FAILED: { retryable: true },
  NOT_FOUND: { retryable: false },
  /** The record itself cannot be stored as it is. */
  INVALID_RECORD: { retryable: false },
} as const;

export type StoreErrorCode = keyof typeof CODES;

/** An error of the store. Its message says what happened and how to go on; it never contains a password or a record. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.retryable = CODES[code].retryable;
  }
}

/** The code of what Node or a driver threw: `ENOENT`, `57P01`. Not by `instanceof`, which differs between realms. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
