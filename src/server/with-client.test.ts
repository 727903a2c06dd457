import { CatalogueClient, PlaymakerError } from '../client';
import { KEYS } from './testing/acme.fixture';
import { checkinContract } from './testing/checkin-contract.fixture';
import { startTestingServer, type TestingServer } from './testing/testing-server.fixture';

let server: TestingServer;
const clientWith = (key = KEYS.ops) =>
  new CatalogueClient({ url: server.url, apiKey: key.secret.reveal(), catalogue: { checkin: checkinContract } });
let client: ReturnType<typeof clientWith>;
beforeAll(async () => {
  server = await startTestingServer();
  client = clientWith();
});
afterAll(() => server?.close());

const booked = {
  id: 'e1',
  type: 'meeting.booked',
  accountId: 'acme',
  at: '2026-03-02T09:00:00.000Z',
  data: {},
} as const;
const codeOf = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  return error instanceof PlaymakerError ? error.code : String(error);
};

it('starts, steers and ends a play, typed by its contract', async () => {
  const run = await client.start('checkin', { accountId: 'acme', input: { topic: 'whole' } });
  expect(run).toMatchObject({ runId: 'play/checkin/acme/whole', key: 'whole', created: true });
  expect((await client.start('checkin', { accountId: 'acme', input: { topic: 'whole' } })).created).toBe(false);

  const [task] = (await run.get()).openTasks;
  const decision = { taskId: task!.taskId, choice: 'adjust', fields: { seats: '12' }, as: 'ana@example.com' };
  expect(await client.decide(run.runId, decision)).toMatchObject({ label: 'Adjust' });
  expect(await codeOf(client.decide(run.runId, decision))).toBe('TASK_CLOSED');
  expect((await client.decisions(run.runId)).map(({ kind }) => kind)).toEqual(['refusal']);

  expect((await client.pause(run.runId, { reason: 'merger' })).state).toBe('paused');
  expect((await client.resume(run.runId)).state).toBe('running');
  await client.signal(run.runId, booked);
  const result = await run.waitForResult({ timeoutMs: 60_000 });
  // The compiler knows the outcomes: a name the contract lacks does not compile here.
  const outcome: 'met' | 'churned' | 'handed-over' | 'cancelled' = result.outcome;
  expect(outcome).toBe('met');
  expect(await codeOf(client.cancel(run.runId, { reason: 'late' }))).toBe('PLAY_ENDED');
});

it('checks the input before anything is sent', async () => {
  const nowhere = new CatalogueClient({
    url: 'http://127.0.0.1:1',
    apiKey: 'k',
    catalogue: { checkin: checkinContract },
  });
  // @ts-expect-error the contract wants text
  const call = nowhere.start('checkin', { accountId: 'acme', input: { topic: 3 } });
  await expect(call).rejects.toMatchObject({ code: 'INPUT_INVALID', errors: [{ path: 'input.topic' }] });
});

it('starts many, and an item that fails leaves the others alone', async () => {
  const items = ['b1', 'b2', 'b3'].map((topic) => ({ play: 'checkin', accountId: 'acme', input: { topic } }) as const);
  const results = await client.bulk([...items, { ...items[0]!, accountId: 'amce' }], { concurrency: 2 });
  expect(results.map((each) => (each.ok ? each.value.runId : each.error.code))).toEqual([
    'play/checkin/acme/b1',
    'play/checkin/acme/b2',
    'play/checkin/acme/b3',
    'ACCOUNT_UNKNOWN',
  ]);
});

it('waits no longer than asked, or until it is told to stop', async () => {
  const run = await client.start('checkin', { accountId: 'acme', input: { topic: 'slow' } });
  expect(await codeOf(run.waitForResult({ timeoutMs: 0 }))).toBe('WAIT_TIMED_OUT');
  const reason = new Error('enough');
  await expect(run.waitForResult({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

it('reads plays, accounts and runs, and is told what its key may not do', async () => {
  const viewer = clientWith(KEYS.reader);
  expect((await viewer.plays()).map(({ name }) => name)).toEqual(['checkin']);
  expect(await viewer.accounts()).toMatchObject([
    { id: 'acme', name: 'Acme', csm: { email: 'ana@example.com', name: 'Ana' } },
  ]);
  expect((await viewer.account('acme')).team).toEqual({ csm: 'ana@example.com', ae: 'cleo@example.com' });
  expect(await viewer.list({ accountId: 'acme', state: 'paused' })).toEqual([]);
  expect(await codeOf(viewer.loadAccounts({ people: [], accounts: [] }))).toBe('KEY_FORBIDDEN');
  expect(await client.loadAccounts({ people: [], accounts: [] })).toEqual({ people: 0, accounts: 0 });
});
