import { asSeenFrom, contactIn, formerIdOf, type Account } from '../../src/domain/account';
import type { AccountView } from '../../src/domain/account-view';
import { adoptionOf } from '../../src/domain/adoption';
import { readAsk } from '../../src/domain/asks';
import { emailName, nameIn, parseObservation } from '../../src/domain/observations';
import type { AccountState } from '../../src/domain/triggers';
import { startedAt } from '../../src/domain/play-messages';
import { accountOf, contactOf } from '../account-team';
import type { Store } from '../../src/store/store';
import { NO_THREADS, type Threads } from '../threads/port';
import { ledgerLine, phaseLine, standingLine, startedLine, whyStarted } from '../threads/thread-words';
import type { RecordsActivities } from './port';

/** The account view as it was folded last. */
async function viewOf(store: Store, accountId: string): Promise<AccountView | undefined> {
  const { id } = await accountOf(store, accountId);
  const kept = (await store.accountStates.get(id)) as { readonly state: AccountState } | undefined;
  return kept?.state.view;
}

/** A contact's id in an account that became part of this one. */
const idSeenFrom = (accountId: string, account: Account, contactId: string): string => {
  const contact = contactIn(account, contactId);
  return (contact && formerIdOf(contact, accountId)) ?? contactId;
};

/** Reads of the account view and writes of the read model. */
export function createRecordsActivities({
  store,
  waitScale,
  threads = NO_THREADS,
}: {
  readonly store: Store;
  readonly waitScale: number;
  /** Absent: runs have no threads. */
  readonly threads?: Threads;
}): RecordsActivities {
  return {
    async account(accountId) {
      return asSeenFrom(accountId, await accountOf(store, accountId));
    },
    async adoption({ accountId, at }) {
      const view = await viewOf(store, accountId);
      return view ? adoptionOf(view, at) : { milestones: {} };
    },
    async surveyed({ accountId, since }) {
      const account = await accountOf(store, accountId);
      const asks = await store.ledger.list({ accountId: account.id, kind: 'ask' });
      const asked = asks.filter(({ what, at }) => readAsk(what)?.ask === 'pulse' && at >= since);
      const answered = (await viewOf(store, accountId))?.answers.filter(({ at }) => at >= since) ?? [];
      const ids = [...asked, ...answered].flatMap(({ contactId }) => contactId ?? []);
      return [...new Set(ids.map((id) => idSeenFrom(accountId, account, id)))];
    },
    async openRun(run) {
      const account = asSeenFrom(startedAt(run.runId), await accountOf(store, run.accountId));
      await store.runs.open(run);
      const why = whyStarted(await store.ledger.list({ runId: run.runId, kind: 'verdict' }));
      await threads.say(startedLine(run, why));
      return { account, waitScale };
    },
    async updateRun({ runId, change }) {
      await store.runs.update(runId, change);
      const { phase = '', state = '' } = change;
      if (phase && !state) await threads.say(phaseLine(runId, phase));
      await threads.say(standingLine(runId, `${phase}/${state}`));
    },
    async record(entry) {
      await store.ledger.add(entry);
      const line = ledgerLine(entry);
      if (line) await threads.say(line);
    },
    async answerHeard({ key, accountId, contactId, score, at }) {
      const account = await accountOf(store, accountId);
      const { email } = contactOf(account, contactId);
      const subject = { account: [nameIn('playmaker', account.id)], domains: [], contact: [emailName(email)] };
      const observations = [parseObservation('survey.answered', { kind: 'nps', score })];
      await store.observations.receive([{ source: 'playmaker', id: key, at, subject, observations }], at);
    },
    async keepTask(task) {
      await store.tasks.open(task);
    },
  };
}
