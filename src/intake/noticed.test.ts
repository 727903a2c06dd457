import { emailName, nameIn, type Incoming } from '../domain/observations';
import { openStore, type Store } from '../store';
import { createIntake } from './intake';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

it('lets know what was refused, and what waits for its account', async () => {
  const noticed: string[] = [];
  const intake = createIntake({
    ...{ store, now: () => new Date('2026-03-02T09:00:00.000Z'), touched: () => undefined },
    noticed: (source, code) => void noticed.push(`${source} ${code}`),
  });
  const incoming = (id: string, account: Incoming['subject']['account']): Incoming => ({
    ...{ source: 'segment', id, at: '2026-03-02T09:00:00.000Z' },
    subject: { account, domains: [], contact: [emailName('jo@gmail.com')] },
    observations: [{ type: 'contact.described', data: {} }],
  });
  await intake.take([
    { kind: 'incoming', incoming: incoming('1', []) },
    { kind: 'refused', source: 'segment', code: 'EVENT_INVALID', reason: 'No type.', raw: {} },
    { kind: 'incoming', incoming: incoming('2', [nameIn('playmaker', 'acme')]) },
  ]);
  expect(noticed).toEqual(['segment EVENT_INVALID', 'segment WAITS_FOR_ACCOUNT']);
});
