import type { AskCoordinator } from '../coordination';
import { failure } from '../failures';
import { contactIn } from '../../src/domain/account';
import type { Store } from '../../src/store/store';
import type { MarketingActivities } from './port';

/** Marketing kept in the store: the adapter until a marketing-automation system is connected. */
export function createMarketingActivities({
  store,
  ask,
}: {
  readonly store: Store;
  readonly ask: AskCoordinator;
}): MarketingActivities {
  return {
    async pausePromotion({ key, accountId, runId, reason, at, until }) {
      const verdict = await ask(accountId, { type: 'lease', id: key, key, runId, reason, until });
      if (verdict.kind === 'declined') throw failure('LEASE_DECLINED', verdict.because);
      await store.marketing.pause({ key, accountId, runId, reason, from: at, until });
    },
    async resumePromotion({ key, accountId, at }) {
      await ask(accountId, { type: 'release', id: `${key}/release`, key });
      await store.marketing.lift(key, at);
    },
    async enrol({ key, accountId, runId, programme, contactIds, at }) {
      const account = await store.accounts.get(accountId);
      if (!account) throw failure('UNKNOWN_ACCOUNT', `There is no account "${accountId}".`);
      const entering = contactIds.filter((id) => (contactIn(account, id)?.consent ?? 'withdrawn') !== 'withdrawn');
      for (const id of entering) {
        const contactId = contactIn(account, id)!.id;
        const enrolment = { key: `${key}/${contactId}`, accountId: account.id, contactId, programme, runId, at };
        await store.marketing.enrol(enrolment);
      }
      return entering;
    },
    async leave(leaving) {
      const account = await store.accounts.get(leaving.accountId);
      return store.marketing.leave({ ...leaving, accountId: account?.id ?? leaving.accountId });
    },
  };
}
