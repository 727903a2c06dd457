import type { Store } from '../../src/store/store';
import type { ChannelTrouble } from '../notify/slack-trouble';
import { once } from '../once';

/** A channel of the house rules that takes no messages, for whoever runs playmaker. */
export interface UnusableChannel extends ChannelTrouble {
  readonly code: 'CHANNEL_UNUSABLE';
  readonly channel: string;
}

const LEASE_MS = 30_000;

/** Tells operations of a channel once a day, in the log and in the ledger of the account that met it first. */
export function unusableChannels(deps: {
  readonly store: Store;
  readonly now: () => Date;
  readonly unusable: (channel: UnusableChannel) => void;
}): (runId: string, channel: string, trouble: ChannelTrouble) => Promise<void> {
  const { store, now, unusable } = deps;
  return async (runId, channel, { error, next }) => {
    const at = now().toISOString();
    const key = `channel-unusable/${channel}/${at.slice(0, 10)}`;
    await once(store.outbox, key, LEASE_MS, {
      async perform() {
        const run = await store.runs.get(runId);
        const what = `Slack takes no messages in ${channel} (${error})`;
        const entry = { key, kind: 'refusal' as const, what, reason: next, by: 'playmaker', at };
        if (run) await store.ledger.add({ ...entry, runId, accountId: run.accountId });
        unusable({ code: 'CHANNEL_UNUSABLE', channel, error, next });
        return {};
      },
    });
  };
}
