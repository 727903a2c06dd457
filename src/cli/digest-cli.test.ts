import { ACME, KEYS } from '../server/testing/acme.fixture';
import { noon, startAccountsServer, type AccountsServer } from '../server/testing/accounts-server.fixture';
import { runCli } from './run-cli';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
  await server.store.accounts.save(ACME);
  await server.store.ledger.add({
    ...({ key: 'k', kind: 'touch', accountId: 'acme', at: noon('2026-03-30') } as const),
    ...{ what: 'Mail “Our proposal” to Lee', by: 'Tom Becker' },
  });
});
afterAll(() => server?.close());

async function playmaker(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await runCli(args, {
    env: { PLAYMAKER_URL: server.url, PLAYMAKER_API_KEY: KEYS.reader.secret.reveal() },
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    stdin: () => Promise.resolve(''),
  });
  return { code, ...said };
}

describe('a digest from the command line', () => {
  it('is what a person would read now; asking sends nothing and changes nothing', async () => {
    const page = await playmaker('digest', '--as', 'ana@example.com');
    expect(page).toEqual({
      code: 0,
      err: '',
      out: [
        'Your Tuesday 31 March (for Ana, times in Europe/Berlin)',
        '1 thing happened on your accounts.',
        'On your accounts since Monday 30 March, 08:00 (1)\n  Acme: Mail “Our proposal” to Lee (Tom Becker).\n',
      ].join('\n\n'),
    });
    expect(await playmaker('digest', '--as', 'ana@example.com')).toEqual(page);
    expect(await server.store.outbox.get('digest/ana@example.com/2026-03-31')).toBeUndefined();
  });

  it('is as of another moment, and as JSON', async () => {
    const { out } = await playmaker('digest', '--as', 'ANA@example.com', '--at', '2026-04-01T08:00:00+02:00', '--json');
    expect(JSON.parse(out)).toEqual({
      ...{ as: 'ana@example.com', name: 'Ana', timeZone: 'Europe/Berlin' },
      ...{ at: '2026-04-01T06:00:00.000Z', enabled: true, hour: 8 },
    });
    expect((await playmaker('digest', '--as', 'ana@example.com', '--at', '2026-04-01T06:00:00Z')).out).toBe(
      'There is nothing to tell Ana, so no digest would be sent.\n',
    );
  });

  it('says who is not known, and which moment cannot be read', async () => {
    const unknown = await playmaker('digest', '--as', 'zoe@example.com');
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toContain('Nobody on our side has the address zoe@example.com.');
    expect(await playmaker('digest', '--as', 'ana@example.com', '--at', 'tomorrow')).toMatchObject({ code: 2 });
  });
});
