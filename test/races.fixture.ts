import { setImmediate } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import type { Account } from '../src/domain/account';
import { PLAY_MESSAGES } from '../src/domain/play-messages';
import type { ActRequest } from '../src/domain/task-actions';
import { signatureHeaders, type InboxMail, type InboxMessage, type ModalView } from '../temporal-dev/inbox';
import { openTask } from './small-plays';
import { PEOPLE, type Stage } from './stage';

/** Has no Slack. */
export const NADIA = {
  email: 'nadia.haddad@playmaker.example',
  name: 'Nadia Haddad',
  timeZone: 'America/New_York',
  country: 'US',
};
export const OWNER = PEOPLE.csm;
export const DELEGATE = PEOPLE.ae;
const PATIENCE_MS = 10_000;

/** What can happen to one task, each of which can be the first. */
export const EVENTS = ['owner', 'delegate', 'mail', 'timeout', 'cancel'] as const;
export type RaceEvent = (typeof EVENTS)[number];
/** What one run can do by itself; time passes for all runs. */
export type OwnEvent = Exclude<RaceEvent, 'timeout'>;

/** A task that three people have before them: its owner and their delegate in Slack, and somebody without Slack by mail. */
export interface Race {
  readonly runId: string;
  readonly account: Account;
  readonly taskId: string;
  /** As those people saw it, with its buttons. */
  readonly cards: { readonly owner: InboxMessage; readonly delegate: InboxMessage };
  /** The dialog that the delegate has open. */
  readonly dialog: { readonly userId: string; readonly view: ModalView };
  /** Behind the button “Yes” of the mail. */
  readonly link: string;
}

/** Looks until it is so. Between two looks everything else has its turn. */
export async function untilSo(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    if (await isSo()) return;
    await setImmediate();
  }
  throw new Error(`It did not come to that: ${what}`);
}

/** Somebody who could answer as well gives the task to others, so that all of them have it before them. */
const GIVER = { email: PEOPLE['support-lead'], name: 'Tom Becker', roles: ['csm'] } as const;

/** A task that nobody has answered yet. */
export async function openRace(stage: Stage): Promise<Race> {
  const account = await stage.account();
  const runId = await stage.begin('asking', account);
  await stage.card(OWNER, account);
  const { taskId } = await openTask(stage, runId);
  for (const to of [
    { email: DELEGATE, name: 'Priya Nair' },
    { email: NADIA.email, name: NADIA.name },
  ]) {
    const request: ActRequest = {
      taskId,
      action: { kind: 'hand-over', to },
      by: { ...GIVER, roles: [...GIVER.roles] },
    };
    await stage.env.client.workflow.getHandle(runId).executeUpdate(PLAY_MESSAGES.act, { args: [request] });
  }
  const mail = await stage.inbox.until(() => mailAbout(stage, account));
  const cards = { owner: await stage.card(OWNER, account), delegate: await stage.card(DELEGATE, account) };
  await stage.inbox.click({ as: DELEGATE, message: cards.delegate, actionId: 'decide:no' });
  const { view } = await stage.inbox.until(() => stage.inbox.openModal(DELEGATE));
  await stage.inbox.closeModal(DELEGATE);
  const dialog = { userId: await userIdOf(stage, DELEGATE), view };
  return { runId, account, taskId, cards, dialog, link: linkOf(stage, mail, 'Yes') };
}

/** The newest mail about the account to whoever has no Slack. */
export const mailAbout = (stage: Stage, { name }: Account): InboxMail | undefined =>
  stage.mails(NADIA.email).findLast(({ text }) => text.includes(name));

function linkOf(stage: Stage, { html }: InboxMail, label: string): string {
  const [, address] = new RegExp(`<a href="([^"]+)"[^>]*>${label}</a>`).exec(html)!;
  return `${stage.app.url}${new URL(address!).pathname}`;
}

/** Does it. Returns what the person reads at once, where they do; what else it leads to may be under way. */
export async function act(stage: Stage, race: Race, event: OwnEvent): Promise<string | undefined> {
  switch (event) {
    case 'owner':
      await stage.inbox.click({ as: OWNER, message: race.cards.owner, actionId: 'decide:yes' });
      return undefined;
    case 'delegate':
      await sendDialog(stage, race.dialog);
      return undefined;
    case 'mail':
      return pageOf(await fetch(race.link, { method: 'POST', body: new URLSearchParams({ confirm: 'yes' }) }));
    case 'cancel':
      await stage.app.client.cancel(race.runId, { reason: 'They were bought.' }).catch((error: { code?: string }) => {
        if (error.code !== 'PLAY_ENDED') throw error;
      });
      return undefined;
  }
}

/** What a page says, its lines as one. */
export const pageOf = async (response: Response): Promise<string> =>
  /<main>.*<\/main>/.exec((await response.text()).replace(/\s+/g, ' '))![0];

/** Lets the time pass in which those have to answer who have the task; whoever leads them has it as well then. */
export async function escalate(stage: Stage, { runId, account }: Race): Promise<void> {
  const { waitingFor } = await stage.until(runId, (status) => status.waitingFor !== undefined);
  await stage.env.sleep(Date.parse(waitingFor!.until) - Date.parse(await stage.time()) + 60_000);
  await stage.card(PEOPLE['cs-manager'], account);
  await stage.time();
}

/** The dialog as Slack sends it; the inbox sends only the one that a person has in front of them. */
async function sendDialog({ inbox, app }: Stage, { userId, view }: Race['dialog']): Promise<void> {
  const values = { reason: { value: { value: 'Too soon.' } } };
  const payload = { type: 'view_submission', user: { id: userId }, view: { ...view, state: { values } } };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...signatureHeaders(inbox.signingSecret, body, new Date()),
  };
  const answer = await fetch(`${app.url}/slack/interactions`, { method: 'POST', headers, body });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
}

async function userIdOf({ inbox }: Stage, email: string): Promise<string> {
  const { user } = await new WebClient(inbox.botToken, { slackApiUrl: inbox.slackApiUrl }).users.lookupByEmail({
    email,
  });
  return user!.id!;
}
