import { storeError } from './database-failure';

const WHERE = 'The store in /data/pgdata';

it.each([
  ['PostgreSQL', Object.assign(new Error('could not extend file "base/5/1"'), { code: '53100' })],
  ['Node', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
  ['WASI', Object.assign(new Error('FS error'), { errno: 51 })],
])('tells a full disk by what %s says, where it is and how to go on', (_who, cause) => {
  expect(storeError(new Error('Failed query: insert …', { cause }), WHERE)).toMatchObject({
    code: 'STORE_FULL',
    retryable: true,
    message: `${WHERE}: the disk that holds it is full. Free space there; nothing that was stored is lost.`,
  });
});
