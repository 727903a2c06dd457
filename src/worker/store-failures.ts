import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { failure, type FailureCode } from '../../activities/failures';
import { StoreError, type StoreErrorCode } from '../store';

const FAILURE_OF: Readonly<Record<StoreErrorCode, FailureCode>> = {
  STORE_UNREACHABLE: 'STORE_UNAVAILABLE',
  STORE_REFUSED: 'STORE_UNAVAILABLE',
  STORE_LOCKED: 'STORE_UNAVAILABLE',
  STORE_FULL: 'STORE_UNAVAILABLE',
  STORE_FAILED: 'STORE_UNAVAILABLE',
  // Final for this process, which is ending or was started wrongly; another one, or its next start, can do it.
  STORE_CLOSED: 'STORE_UNAVAILABLE',
  STORE_MISCONFIGURED: 'STORE_UNAVAILABLE',
  NOT_FOUND: 'RECORD_MISSING',
  INVALID_RECORD: 'INVALID_RECORD',
};

/**
 * Turns what the store throws in any activity into a typed failure. Without it Temporal would repeat what cannot succeed
 * for ever, and nobody would be asked to mend it.
 */
export const storeFailures: ActivityInterceptorsFactory = () => ({
  inbound: {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        throw error instanceof StoreError ? failure(FAILURE_OF[error.code], error.message, { cause: error }) : error;
      }
    },
  },
});
