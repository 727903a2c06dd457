import { accountPageSchema, explanationListSchema } from '../../client/wire';
import {
  customer,
  event,
  leader,
  noon,
  seats,
  startAccountsServer,
  type AccountsServer,
} from '../testing/accounts-server.fixture';
import { ACME, KEYS } from '../testing/acme.fixture';
import type { Answer } from '../testing/call-server.fixture';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
});
afterAll(() => server?.close());

const page = async (id: string) => accountPageSchema.parse((await server.call(`/api/accounts/${id}/view`)).body);
const rules = async (id: string) =>
  explanationListSchema.parse((await server.call(`/api/accounts/${id}/triggers`)).body).rules;
function isProblem({ status, body }: Answer, code: string): { detail: string; errors?: { path: string }[] } {
  expect(body).toMatchObject({ code, status });
  return body as ReturnType<typeof isProblem>;
}

describe('the view of an account', () => {
  it('tells a customer’s record, sections, health and why it moved, segment, names and health by day', async () => {
    await server.observe(
      ...[...customer('whole'), leader('whole', '2026-02-20', '2026-02-10'), seats('whole', '2026-03-10', 80)],
      event('whole', '2026-03-12', 'support.opened', { case: 'c1', severity: 2, subject: 'Slow' }),
    );
    const whole = await page('whole');
    expect(whole).toMatchObject({
      at: noon('2026-03-31'),
      account: { id: 'whole', name: 'WHOLE', stage: 'customer', contract: { plan: 'Growth', seats: 100 } },
      view: { cases: { c1: { severity: 2, subject: 'Slow' } }, since: noon('2026-01-01') },
      segment: { segment: expect.any(String) as string, because: [expect.any(String)] },
      names: expect.arrayContaining([
        { name: 'email:olivia@whole.example', kind: 'contact' },
        { name: 'playmaker:whole', kind: 'account' },
      ]) as unknown,
    });
    expect(whole.readiness).toBeUndefined();
    expect(whole.sections.map(({ title }) => title)).toEqual(['Account', 'Contract', 'Buying committee', 'Support']);
    expect(whole.health.score).toBeGreaterThan(0);
    expect(whole.health.moved).toMatch(/^Health /);
    expect(whole.health.components.support.because.join(' ')).toContain('severity 2');
    expect(whole.history.map(({ day }) => day)).toEqual(whole.history.map(({ day }) => day).toSorted());
    expect(whole.history.length).toBeGreaterThan(1);
  });

  it('tells of a play that nobody answers for what is known of it', async () => {
    await server.observe(...customer('alone'));
    const run = { runId: 'play/expansion/alone/1', play: 'expansion', accountId: 'alone', phase: 'Discovery' };
    await server.store.runs.open({ ...run, state: 'running', requestedBy: 'ops', startedAt: noon('2026-03-30') });
    const { plays, tasks, promotion, decided } = await page('alone');
    expect(plays).toEqual([
      { ...run, accountId: undefined, title: 'Expansion', state: 'running', startedAt: noon('2026-03-30') },
    ]);
    expect({ tasks, promotion, decided }).toEqual({
      ...{ tasks: { open: [], total: 0 }, decided: [] },
      promotion: { paused: false, pauses: [] },
    });
  });

  it('tells why health moved today, against how the day began', async () => {
    const at = '2026-03-31T09:00:00.000Z';
    const opened = { ...event('moved', '2026-03-31', 'support.opened', { case: 'c1', severity: 1 }), at };
    await server.observe(...customer('moved'), seats('moved', '2026-03-10', 80), opened);
    expect((await page('moved')).health.moved).toMatch(/^Health fell from \d+ to \d+: a severity 1 case is open/);
  });

  it('tells what moved on the very first day, too', async () => {
    const at = (time: string) => `2026-03-31T${time}:00.000Z`;
    const early = [...customer('young'), seats('young', '2026-03-31', 80)].map((each) => ({
      ...each,
      at: at('08:00'),
    }));
    await server.observe(...early);
    expect((await page('young')).health.moved).toMatch(/^Health is \d+ for the first time we can tell\.$/);
    const opened = event('young', '2026-03-31', 'support.opened', { case: 'c1', severity: 1 });
    await server.observe({ ...opened, at: at('09:00') });
    const { health, history } = await page('young');
    expect(health.moved).toMatch(/^Health fell from \d+ to \d+: a severity 1 case is open\.$/);
    expect(history.map(({ because }) => because)).toEqual([health.moved]);
  });

  it('tells a prospect’s readiness, and no segment', async () => {
    await server.observe(event('early', '2026-03-01', 'account.described', { name: 'Early', stage: 'prospect' }));
    const { readiness, segment } = await page('early');
    expect(segment).toBeUndefined();
    expect(readiness?.ready).toBe(false);
    expect(readiness?.conditions.map(({ name }) => name)).toContain('buying signal');
  });

  it('is there for an account that nobody has evaluated yet, which reading does not do', async () => {
    await server.store.accounts.save(ACME, noon('2026-03-01'));
    expect((await page('acme')).account.name).toBe('Acme');
    expect((await rules('acme')).map(({ rule }) => rule)).toContain('expansion');
    expect(await server.store.accountStates.get('acme')).toBeUndefined();
  });

  it('names similar accounts when there is none of that id', async () => {
    for (const path of ['view', 'triggers', 'decisions']) {
      const { detail } = isProblem(await server.call(`/api/accounts/wholee/${path}`), 'ACCOUNT_UNKNOWN');
      expect(detail).toContain('whole');
    }
  });

  it('can be read with a viewer’s key, and by nobody without one', async () => {
    expect((await server.call('/api/accounts/whole/view', { key: KEYS.reader })).status).toBe(200);
    isProblem(await server.call('/api/accounts/whole/view', { headers: {} }), 'KEY_MISSING');
  });
});

it('explains rule by rule what is met and what is missing', async () => {
  await server.observe(...customer('explained'), seats('explained', '2026-03-10', 94));
  const expansion = (await rules('explained')).find(({ rule }) => rule === 'expansion');
  expect(expansion).toMatchObject({ status: 'missing', play: 'expansion' });
  expect(expansion?.summary).toMatch(/^Still needed: a leader joined/);
  expect(expansion?.conditions.map(({ met }) => met)).toContain(true);
});

describe('the decisions of an account', () => {
  const entry = (key: string, kind: 'verdict' | 'touch', at: string) => ({
    ...{ key, kind, accountId: 'decided', what: key, by: 'playmaker', at },
  });

  it('are its ledger, oldest first, or one kind of it', async () => {
    await server.observe(...customer('decided'));
    await server.store.ledger.add(entry('second', 'touch', noon('2026-03-02')));
    await server.store.ledger.add(entry('first', 'verdict', noon('2026-03-01')));
    await server.store.ledger.add({ ...entry('other', 'touch', noon('2026-03-01')), accountId: 'whole' });
    const whats = async (query = '') =>
      ((await server.call(`/api/accounts/decided/decisions${query}`)).body as { decisions: { what: string }[] })
        .decisions;
    expect((await whats()).map(({ what }) => what)).toEqual(['first', 'second']);
    expect((await whats('?kind=touch')).map(({ what }) => what)).toEqual(['second']);
    isProblem(await server.call('/api/accounts/decided/decisions?kind=gossip'), 'INPUT_INVALID');
  });
});

it('is part of the description of the API, with triggers, imports and dead letters', async () => {
  const { body } = await server.call('/api/openapi.json');
  const { paths } = body as { paths: Record<string, Record<string, { summary?: string; responses: object }>> };
  for (const [path, method] of [
    ['/api/accounts/{accountId}/view', 'get'],
    ['/api/accounts/{accountId}/triggers', 'get'],
    ['/api/accounts/{accountId}/decisions', 'get'],
    ['/api/triggers/backtest', 'post'],
    ['/api/import', 'post'],
    ['/api/dead-letters', 'get'],
    ['/api/dead-letters/{key}', 'get'],
    ['/api/dead-letters/{key}/replay', 'post'],
    ['/api/dead-letters/{key}/dismiss', 'post'],
    ['/api/waiting', 'get'],
    ['/api/queue', 'get'],
  ] as const) {
    expect(paths[path]?.[method]?.summary).toEqual(expect.any(String));
    expect(Object.keys(paths[path]?.[method]?.responses ?? {})).toEqual(['200', 'default']);
  }
});
