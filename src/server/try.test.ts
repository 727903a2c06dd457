import { bearer, KEYS } from './testing/acme';
import { startTestingServer, type TestingServer } from './testing/testing-server';
let t: TestingServer;
beforeAll(async () => {
  t = await startTestingServer();
});
afterAll(() => t?.close());
it('runs', async () => {
  const { runId, card } = await t.withCard('x');
  const answer = await t.inbox.click({ as: 'ana@example.com', message: card, actionId: 'decide:confirm' });
  process.stdout.write(JSON.stringify(answer));
  process.stdout.write(JSON.stringify(await t.status(runId), null, 1));
  const r = await t.app.inject({ url: '/api/openapi.json' });
  process.stdout.write(String(r.statusCode) + r.body.slice(0, 3000));
  const q = await t.app.inject({ url: '/readyz' });
  process.stdout.write(q.body);
  process.stdout.write(
    (await t.app.inject({ url: '/api/runs/' + encodeURIComponent(runId), headers: bearer(KEYS.reader) })).body,
  );
});
