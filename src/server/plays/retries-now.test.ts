import { Client, Connection } from '@temporalio/client';
import { retriesNow } from './retries-now';

it('knows nothing of runs that Temporal does not tell in time, and waits no longer', async () => {
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const runIds = Array.from({ length: 500 }, (_, index) => `play/checkin/acme/${index}`);
  const before = performance.now();
  expect(await retriesNow(new Client({ connection }), runIds, 50)).toEqual(new Map());
  expect(performance.now() - before).toBeLessThan(2_000);
  await connection.close();
});
