/** @module A real browser, in which people answer: on the page of the inbox, and behind the link in a mail. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import type { Account } from '../../src/domain/account';
import { PEOPLE, Stage } from '../stage';
import { freePort } from '../../temporal-dev';

const EXPANSION = { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: 'olivia-grant' };
const NADIA = {
  email: 'nadia.haddad@playmaker.example',
  name: 'Nadia Haddad',
  timeZone: 'America/New_York',
  country: 'US',
};
const DANA = 'U00';
const PATIENCE_MS = 20_000;
/** It runs as root in containers, and talks to nobody but this machine. */
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Where Chromium is on this machine. */
function chromiumPath(): string {
  const path = process.env['PLAYMAKER_CHROMIUM'] ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  throw new Error(
    `There is no Chromium at ${path}. Install it (Debian and Ubuntu: apt-get install chromium), or name one that is there in PLAYMAKER_CHROMIUM.`,
  );
}

let browser: Browser;
let context: BrowserContext;
let stage: Stage;
beforeAll(async () => {
  const executablePath = chromiumPath();
  stage = await Stage.open({ port: await freePort() });
  browser = await chromium.launch({ executablePath, args: FLAGS });
  await stage.store.people.save(NADIA);
});
beforeEach(async () => {
  context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE_MS);
});
afterEach(() => context?.close());
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

async function started(team: Partial<Account['team']> = {}): Promise<{ account: Account; runId: string }> {
  await stage.spring();
  const account = await stage.account((known) => ({ ...known, team: { ...known.team, ...team } }));
  const { runId } = await stage.app.client.start('expansion', { accountId: account.id, input: EXPANSION });
  return { account, runId };
}
async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stage.inbox.url}${path}`);
  return page;
}
const cardOf = (page: Page, { name }: Account): Locator =>
  page.locator('#content li.message').filter({ hasText: name }).first();

it('somebody presses a button on the page of the inbox, and the message shows the outcome', async () => {
  const { account, runId } = await started();
  const page = await open(`/?as=${DANA}`);
  const card = cardOf(page, account);
  await card.getByRole('button', { name: 'Yes, start', exact: true }).click();
  await card.getByText(/Dana Reyes chose “Yes, start” on/).waitFor();
  expect(await card.getByRole('button').count()).toBe(0);
  await stage.until(runId, ({ phase }) => phase === 'Discovery');
});

it('a choice that needs a reason asks for it in a dialog, which says what is missing', async () => {
  const { account, runId } = await started();
  const page = await open(`/?as=${DANA}`);
  const card = cardOf(page, account);
  await card.getByRole('button', { name: 'Not yet', exact: true }).click();
  const dialog = page.locator('#modal');
  const send = dialog.locator('button[type=submit]');
  await send.click();
  await dialog.getByRole('alert').first().waitFor();
  await dialog.getByRole('textbox').first().fill('They move in May.');
  await send.click();
  await card.getByText(/Dana Reyes chose “Not yet” on .*They move in May\./).waitFor();
  expect(await dialog.isVisible()).toBe(false);
  const decisions = await stage.store.ledger.list({ runId, kind: 'decision' });
  expect(decisions).toMatchObject([{ by: 'Dana Reyes', reason: 'They move in May.' }]);
});

it('somebody without Slack answers by the link in their mail, and the message of their manager changes', async () => {
  const { account, runId } = await started({ csm: NADIA.email, 'cs-manager': PEOPLE.csm });
  await stage.inbox.until((inbox) => inbox.mails({ to: NADIA.email }).some(({ text }) => text.includes(account.name)));
  await stage.skip('30 hours');
  await stage.card(PEOPLE.csm, account);
  const manager = cardOf(await open(`/?as=${DANA}`), account);
  await manager.getByRole('button', { name: 'Yes, start', exact: true }).waitFor();

  const mailbox = await open(`/?open=mail:${NADIA.email}`);
  const mail = mailbox.locator('details.mail').filter({ hasText: account.name }).last();
  if ((await mail.getAttribute('open')) === null) await mail.locator('summary').first().click();
  const link = mail.frameLocator('iframe').getByRole('link', { name: 'Yes, start', exact: true });
  const [page] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await page.getByText('Nothing has been decided yet.').waitFor();
  expect((await stage.status(runId)).phase).toBe('CS confirms');
  await page.getByRole('button', { name: 'Confirm “Yes, start”' }).click();
  await page.getByRole('heading', { name: 'Thank you, this is answered' }).waitFor();
  await manager.getByText(/Nadia Haddad chose “Yes, start” on/).waitFor();
  expect(await manager.getByRole('button').count()).toBe(0);
  await page.goBack();
  await page.reload();
  await page.getByText(/The link has been used/).waitFor();
  await stage.until(runId, ({ phase }) => phase === 'Discovery');
});
