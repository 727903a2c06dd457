import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { createBusinessTimeActivities, createCalendarActivities } from '../../activities/calendar';
import { createCoordinationActivities, type AskCoordinator } from '../../activities/coordination';
import { createCrmActivities } from '../../activities/crm';
import type { Address, Mailer } from '../../activities/mail';
import { createGateActivities } from '../../activities/gates';
import { createMarketingActivities } from '../../activities/marketing';
import { createDigestActivities, type DueDigestsRequest, type SendDigestRequest } from '../../activities/digest';
import { createChannels, createGatekeeper, createNotifyActivities, type SlackChannel } from '../../activities/notify';
import { createProposalActivities } from '../../activities/proposals';
import { createRecordsActivities } from '../../activities/records';
import type { Threads } from '../../activities/threads';
import { createTexts } from '../../activities/texts';
import type { CurrentRules } from '../config';
import type { PlayContract } from '../domain/play-contract';
import type { MailLinks, ReturnAddresses } from '../mail-links';
import type { Store } from '../store';

export interface ActivityDeps {
  readonly store: Store;
  /** Absent: everybody is reached by e-mail. */
  readonly slack?: SlackChannel;
  readonly mailer: Mailer;
  readonly links: MailLinks;
  /** Absent: nobody takes replies and bounces. */
  readonly addresses?: ReturnAddresses;
  /** The folder with a folder per play, for their texts. */
  readonly playsDir: string;
  /** Where documents are kept. */
  readonly dataDir: string;
  readonly waitScale: number;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly catalogue: readonly PlayContract[];
  readonly rules: () => Promise<CurrentRules>;
  readonly ask: AskCoordinator;
  /** Brings every account up to date. */
  readonly sweep: () => Promise<void>;
  /** Absent: runs have no threads in Slack. */
  readonly threads?: Threads;
  /** Whom our mails come from. */
  readonly sender: Address;
}

/** All activities: those that reach people, which run on the queue of messages, and the others. */
export function createActivities(deps: ActivityDeps) {
  const texts = createTexts(deps.playsDir);
  const mail = deps.mailer;
  const digest = createDigestActivities({
    store: deps.store,
    channelFor: createChannels({ ...deps, mail }),
    plays: deps.catalogue,
    rules: async () => (await deps.rules()).rules.digest,
  });
  const gates = createGateActivities({ store: deps.store, rules: async () => (await deps.rules()).rules });
  return {
    messages: {
      ...createNotifyActivities({ ...deps, mail, gates: createGatekeeper(gates, attemptBegan) }),
      ...createCalendarActivities(deps),
      sendDigest: (request: SendDigestRequest) => digest.sendDigest(request),
    },
    plays: {
      ...createMarketingActivities(deps),
      ...createProposalActivities({ ...deps, texts }),
      ...createCrmActivities(deps),
      ...createRecordsActivities({ ...deps, rules: async () => (await deps.rules()).rules }),
      ...createBusinessTimeActivities(deps),
      ...gates,
      sweepAccounts: () => deps.sweep(),
      dueDigests: (request: DueDigestsRequest) => digest.dueDigests(request),
      ...createCoordinationActivities({ ...deps, rules: async () => (await deps.rules()).rules.coordination }),
    },
  };
}
/** By the server's clock, as workflows tell the time. */
const attemptBegan = (): number => Context.current().info.currentAttemptScheduledTimestampMs;

export type Activities = ReturnType<typeof createActivities>;
