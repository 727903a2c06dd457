import { FAILURES, type FailureCode } from '../../activities/failures';
import { StoreError, type StoreErrorCode } from '../store';
import { storeFailures } from './store-failures';

/** What an activity that throws this ends with, as Temporal sees it. */
async function ending(error: Error): Promise<unknown> {
  const { inbound } = storeFailures({} as never);
  return inbound!.execute!({ args: [], headers: {} }, () => Promise.reject(error)).catch((seen: unknown) => seen);
}

describe('what the store throws in an activity', () => {
  it.each<[StoreErrorCode, FailureCode]>([
    ['INVALID_RECORD', 'INVALID_RECORD'],
    ['NOT_FOUND', 'RECORD_MISSING'],
  ])('%s is final, and says how to go on', async (code, type) => {
    expect(await ending(new StoreError(code, 'What happened.'))).toMatchObject({
      type,
      nonRetryable: true,
      message: `What happened. ${FAILURES[type].next}`,
    });
  });

  it.each<StoreErrorCode>(['STORE_UNREACHABLE', 'STORE_REFUSED', 'STORE_LOCKED', 'STORE_FAILED', 'STORE_CLOSED'])(
    '%s is tried again',
    async (code) => {
      expect(await ending(new StoreError(code, 'What happened.'))).toMatchObject({
        type: 'STORE_UNAVAILABLE',
        nonRetryable: false,
      });
    },
  );

  it('any other error stays what it is', async () => {
    const defect = new TypeError('a defect');
    expect(await ending(defect)).toBe(defect);
  });
});
