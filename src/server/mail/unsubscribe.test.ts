import { PUBLIC_URL, startAccountsServer, type AccountsServer } from '../testing/accounts-server.fixture';
import { createUnsubscribe } from './unsubscribe';

const NOON = '2026-03-01T12:00:00.000Z';
let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
});
afterAll(() => server?.close());

/** A contact with consent at an account of their own, and the link in a mail to them. */
async function subscriber(accountId: string) {
  const email = `olivia@${accountId}.example`;
  const told = (type: string, data: object) => ({ type, at: NOON, account: accountId, email, data });
  await server.observe(
    told('contact.described', { name: 'Olivia Park' }),
    told('consent.changed', { consent: 'granted' }),
  );
  const contact = async () => (await server.store.accounts.get(accountId))!.contacts[0]!;
  const { id: contactId } = await contact();
  const about = { accountId, contactId, email };
  const link = server.links.unsubscribe(about);
  const address = `${server.url}${link.slice(PUBLIC_URL.length)}`;
  const heard = async () =>
    (await server.store.observations.list(accountId)).filter(({ source }) => source === 'playmaker');
  return { email, contact, address, heard, told, about };
}
const post = (address: string, init: RequestInit = {}) => fetch(address, { method: 'POST', ...init });
const oneClick = (address: string) => post(address, { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });

describe('the link to unsubscribe', () => {
  it('only asks when it is opened, however often', async () => {
    const { address, contact, heard } = await subscriber('opened');
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(address, { method })).status).toBe(200);
    const page = await fetch(address);
    expect(await page.text()).toMatch(/Stop mails to olivia@opened\.example\?[\s\S]*<form method="post">/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await contact()).consent).toBe('granted');
    expect(await heard()).toEqual([]);
  });

  it.each([
    ['a form', (address: string) => oneClick(address)],
    [
      'a form of several parts',
      (address: string) => {
        const body = new FormData();
        body.set('List-Unsubscribe', 'One-Click');
        return post(address, { body });
      },
    ],
    ['nothing', (address: string) => post(address)],
  ])('counts at once by one click of a mail program, which sends %s', async (what, click) => {
    const { address, contact, email } = await subscriber(`one-${what.length}`);
    const answer = await click(address);
    expect(answer.status).toBe(200);
    // Nobody waits: what plays ask next finds it.
    expect((await contact()).consent).toBe('withdrawn');
    expect(await answer.text()).toContain(`We send no more mails to ${email}.`);
    expect(await (await fetch(address)).text()).toContain('You are unsubscribed');
  });

  it('counts once, however often it is clicked, and again after somebody consented again', async () => {
    const { address, contact, heard, told, about } = await subscriber('again');
    const { store, accounts } = server;
    const earlier = createUnsubscribe({ store, accounts, now: () => new Date('2026-03-10T12:00:00.000Z') });
    for (let click = 0; click < 3; click += 1) await earlier(about);
    expect(await heard()).toHaveLength(1);
    await server.observe({ ...told('consent.changed', { consent: 'granted' }), at: '2026-03-20T12:00:00.000Z' });
    expect((await contact()).consent).toBe('granted');
    for (let click = 0; click < 3; click += 1) expect((await oneClick(address)).status).toBe(200);
    expect((await contact()).consent).toBe('withdrawn');
    expect(await heard()).toHaveLength(2);
  });

  it.each([
    ['before', ['file lee', 'click', 'file lee-2']],
    ['after', ['file lee', 'file lee-2', 'click']],
  ])('counts for the person, whose id a file changed %s', async (order, steps) => {
    const accountId = `renamed-${order}`;
    const email = `lee@${accountId}.example`;
    const profile = (id: string) => ({
      account: {
        ...{ id: accountId, name: 'Renamed', timeZone: 'UTC', country: 'DE', tier: 'one-to-one', team: {} },
        contacts: [
          { id, name: 'Lee', email, seniority: 'vp', timeZone: 'UTC', country: 'DE', consent: 'granted' as const },
        ],
      },
    });
    for (const [day, step] of steps.entries()) {
      const [what, id = ''] = step.split(' ');
      const at = `2026-03-0${day + 1}T12:00:00.000Z`;
      if (what === 'file') await server.observe({ type: 'account.loaded', at, account: accountId, data: profile(id) });
      else {
        const [contact] = (await server.store.accounts.get(accountId))!.contacts;
        const { store, accounts } = server;
        const unsubscribe = createUnsubscribe({ store, accounts, now: () => new Date(at) });
        await unsubscribe({ accountId, contactId: contact!.id, email });
      }
    }
    const { contacts } = (await server.store.accounts.get(accountId))!;
    expect(contacts).toMatchObject([{ id: 'lee-2', consent: 'withdrawn' }]);
  });

  it('is a page that says so when it was cut or made up', async () => {
    const { address, contact } = await subscriber('forged');
    for (const wrong of [address.slice(0, -1), address.replace('/u/', '/u/x'), `${server.url}/u/`]) {
      expect((await fetch(wrong)).status).toBe(404);
      const answer = await oneClick(wrong);
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('Nothing was changed.')]);
    }
    expect((await contact()).consent).toBe('granted');
  });
});
