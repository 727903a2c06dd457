import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTemporal, startApp, type App, type TemporalConnections } from '../src/app';
import { PlaysClient, type RunView } from '../src/client';
import { readConfig, Secret } from '../src/config';
import { accountFileSchema } from '../src/domain/account';
import { SEARCH_ATTRIBUTE_TYPES } from '../src/domain/search-attributes';
import { quietTemporal } from '../src/worker';
import { startDevServer, type DevServer } from '../temporal-dev';
import { startInbox, type Inbox, type InboxMessage } from '../temporal-dev/inbox';
import { loadTestBundle } from './bundle';
import { hasButtons } from '../src/cli/demo/cards';

const DANA = 'dana.reyes@playmaker.example';
const API_KEY = 'test-key-test-key-test-key';
const PATIENCE = 2_000;
/** Of gRPC. */
const CANCELLED = 1;

describe('a dev server with a data file, stopped and started in mid-play', () => {
  let folder: string;
  let server: DevServer;
  let inbox: Inbox;
  let app: App;
  let client: PlaysClient;
  let temporal: TemporalConnections;

  /** On the port of before, which workers and clients know. */
  const startTemporal = (port?: number) =>
    startDevServer({ port, dbFile: join(folder, 'temporal.db'), searchAttributes: SEARCH_ATTRIBUTE_TYPES });

  beforeAll(async () => {
    quietTemporal({ native: true });
    folder = await mkdtemp(join(tmpdir(), 'playmaker-restart-'));
    const file = accountFileSchema.parse(
      JSON.parse(await readFile(join(__dirname, '..', 'examples', 'acme.json'), 'utf8')),
    );
    server = await startTemporal();
    temporal = await connectTemporal({ address: server.address });
    inbox = await startInbox({
      people: file.people.map(({ name, email }, index) => ({ id: `U0${index}`, name, email })),
    });
    app = await startApp({
      config: { ...readConfig({ NODE_ENV: 'test' }), dataDir: folder },
      temporal,
      slack: {
        botToken: new Secret(inbox.botToken),
        signingSecret: new Secret(inbox.signingSecret),
        apiUrl: inbox.slackApiUrl,
      },
      mail: { smtpUrl: new Secret(inbox.smtpUrl), from: 'Playmaker <plays@playmaker.example>' },
      apiKeys: [{ name: 'test', role: 'admin', secret: new Secret(API_KEY) }],
      port: 0,
      bundle: await loadTestBundle(),
    });
    inbox.setInteractionsUrl(`${app.url}/slack/interactions`);
    client = new PlaysClient({ url: app.url, apiKey: API_KEY });
    const [acme] = file.accounts;
    const accounts = ['killed', 'stopped'].map((name) => ({ ...acme!, id: name, name: `Acme ${name}` }));
    await client.loadAccounts({ ...file, accounts });
  });
  afterAll(async () => {
    await app?.stop();
    await temporal?.close();
    await inbox?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const cardsOf = (account: string): InboxMessage[] =>
    inbox.messages({ to: DANA }).filter(({ blocks }) => JSON.stringify(blocks).includes(`Acme ${account}`));

  async function until(runId: string, described: (run: RunView) => boolean): Promise<RunView> {
    let run = await client.get(runId);
    for (let look = 0; look < PATIENCE && !described(run); look += 1) run = await client.get(runId);
    if (!described(run)) throw new Error(`The play did not get there. Last seen: ${JSON.stringify(run, null, 1)}`);
    return run;
  }

  it.each([
    ['killed', () => server.kill()],
    ['stopped', () => server.stop()],
  ])('%s while a card is open: the card is answered afterwards and the play goes on', async (account, end) => {
    const { runId } = await client.start('expansion', {
      accountId: account,
      input: { limit: 'seats', used: 94, allowed: 100, leader: 'olivia-grant' },
    });
    const card = await inbox.until(() => cardsOf(account).find(hasButtons));
    const before = await until(runId, ({ waitingFor }) => waitingFor !== undefined);

    const port = Number(server.address.split(':')[1]);
    await end();
    // The page of the run answers from the read model meanwhile.
    expect(await client.get(runId)).toMatchObject({ source: 'read-model', state: 'running', phase: 'CS confirms' });
    server = await startTemporal(port);

    const after = await until(runId, ({ source }) => source === 'play');
    expect(after.timeline).toEqual(before.timeline);
    await inbox.click({ as: DANA, message: card, actionId: 'decide:confirm' });
    await inbox.until(() =>
      cardsOf(account).some(({ ts, blocks }) => ts === card.ts && !hasButtons({ ...card, blocks })),
    );
    const { timeline } = await until(
      runId,
      ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined,
    );
    expect(timeline.map(({ what }) => what)).toContain('Dana Reyes chose “Yes, start”');
    // Nothing of before was done again.
    expect(cardsOf(account)).toHaveLength(1);
    expect(await app.store.runs.get(runId)).toMatchObject({ state: 'running', phase: 'Discovery' });
  });

  it('refuses a call on a connection that was closed, instead of throwing from a retry later', async () => {
    const temporal = await connectTemporal({ address: server.address });
    await temporal.close();
    await expect(temporal.client.workflowService.getSystemInfo({})).rejects.toMatchObject({ code: CANCELLED });
  });
});
