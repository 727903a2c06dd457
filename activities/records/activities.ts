import { asSeenFrom, contactIn, formerIdOf, type Account } from '../../src/domain/account';
import { adoptionOf } from '../../src/domain/adoption';
import { readAsk } from '../../src/domain/asks';
import type { HouseRules } from '../../src/domain/house-rules';
import { emailName, nameIn, parseObservation } from '../../src/domain/observations';
import type { AccountState } from '../../src/domain/triggers';
import { startedAt } from '../../src/domain/play-messages';
import { parametersSet } from '../../src/domain/play-parameters';
import type { Standing } from '../../src/domain/standing';
import { standingOf } from '../../src/domain/standing-of';
import { accountOf, contactOf } from '../account-team';
import type { Store } from '../../src/store/store';
import { NO_THREADS, type Threads } from '../threads/port';
import { ledgerLine, phaseLine, standingLine, startedLine, whyStarted } from '../threads/thread-words';
import type { RecordsActivities } from './port';

/** The account view and where it is heading, as they were folded last. */
async function stateOf(store: Store, accountId: string): Promise<AccountState | undefined> {
  const { id } = await accountOf(store, accountId);
  const kept = (await store.accountStates.get(id)) as { readonly state: AccountState } | undefined;
  return kept?.state;
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
  rules,
  threads = NO_THREADS,
}: {
  readonly store: Store;
  readonly waitScale: number;
  /** The house rules as they are now. */
  readonly rules: () => Promise<Pick<HouseRules, 'parameters' | 'health' | 'triggers'>>;
  /** Absent: runs have no threads. */
  readonly threads?: Threads;
}): RecordsActivities {
  return {
    async account(accountId) {
      return asSeenFrom(accountId, await accountOf(store, accountId));
    },
    async adoption({ accountId, at }) {
      const state = await stateOf(store, accountId);
      return state ? adoptionOf(state.view, at) : { milestones: {} };
    },
    async surveyed({ accountId, since }) {
      const account = await accountOf(store, accountId);
      const asks = await store.ledger.list({ accountId: account.id, kind: 'ask' });
      const asked = asks.filter(({ what, at }) => readAsk(what)?.ask === 'pulse' && at >= since);
      const answered = (await stateOf(store, accountId))?.view.answers.filter(({ at }) => at >= since) ?? [];
      const ids = [...asked, ...answered].flatMap(({ contactId }) => contactId ?? []);
      return [...new Set(ids.map((id) => idSeenFrom(accountId, account, id)))];
    },
    async standing({ accountId, at }) {
      const account = await accountOf(store, accountId);
      const state = await stateOf(store, accountId);
      const { reachedOn, ...standing } = standingOf(state, at, await rules());
      const reached = account.contacts.filter(({ id }) => Object.hasOwn(reachedOn, id));
      const seen = reached.map(({ id }) => [idSeenFrom(accountId, account, id), reachedOn[id]]);
      return { ...standing, reachedOn: Object.fromEntries(seen) as Standing['reachedOn'] };
    },
    async openRun(run) {
      const account = asSeenFrom(startedAt(run.runId), await accountOf(store, run.accountId));
      await store.runs.open(run);
      const why = whyStarted(await store.ledger.list({ runId: run.runId, kind: 'verdict' }));
      await threads.say(startedLine(run, why));
      const { tier } = account;
      const segment = (await stateOf(store, run.accountId))?.course.segment?.segment;
      const parameters = parametersSet((await rules()).parameters, run.play, { tier, segment });
      return { account, waitScale, parameters };
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
    async answerHeard({ key, accountId, contactId, score, comment, at }) {
      const account = await accountOf(store, accountId);
      const { email } = contactOf(account, contactId);
      const subject = { account: [nameIn('playmaker', account.id)], domains: [], contact: [emailName(email)] };
      const observations = [parseObservation('survey.answered', { kind: 'nps', score, ...(comment && { comment }) })];
      await store.observations.receive([{ source: 'playmaker', id: key, at, subject, observations }], at);
    },
    async keepTask(task) {
      await store.tasks.open(task);
    },
  };
}
