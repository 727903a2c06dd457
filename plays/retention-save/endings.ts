import { contractOf } from '../../src/domain/account';
import type { OutcomeOf } from '../../src/domain/play-contract';
import type { Role } from '../../src/domain/roles';
import type { Evidence } from '../../src/domain/tasks';
import { dayInWords, quoted } from '../../src/domain/wording';
import type { Play, PlayEnd } from '../../workflows';
import type { retentionSaveContract } from './contract';
import { talkAsEvidence, type Talk } from './questions';

/** How a retention save ends, and who hears of it. */

export type Save = Play<typeof retentionSaveContract>;
export type End = PlayEnd<OutcomeOf<typeof retentionSaveContract>>;

export async function saved(play: Save): Promise<End> {
  const { name } = play.account;
  await tell(
    play,
    ['csm', 'exec-sponsor', 'ae'],
    `${name} is saved: their health has recovered. Promotional mails resume; please no commercial ask for 60 days.`,
  );
  return play.end('saved', 'The health of the account has recovered.');
}

export async function churned(play: Save, reason: string): Promise<End> {
  await tell(
    play,
    ['cs-manager', 'exec-sponsor', 'ae'],
    `${play.account.name} is leaving: ${quoted(reason)} The save ends.`,
  );
  return play.end('churned', reason);
}

/** The renewal decides what the save could not: its manager gets all that is known. */
export async function toRenewal(play: Save, talk: Talk, reason: string): Promise<End> {
  const { name } = play.account;
  const { renewalOn } = contractOf(play.account);
  const news = `${name} is not saved and goes to the renewal on ${dayInWords(renewalOn)}. ${reason}`;
  await tell(play, ['renewal-manager', 'csm', 'exec-sponsor'], news, talkAsEvidence(talk));
  return play.end('to-renewal', reason);
}

export async function unreachable(play: Save): Promise<End> {
  const reason = `Nobody at ${play.account.name} may be written to.`;
  await tell(play, ['csm', 'cs-manager'], `${reason} The save ends; please go on with them in person.`);
  return play.end('unreachable', reason);
}

export async function tell(
  play: Save,
  roles: readonly Role[],
  text: string,
  evidence?: readonly Evidence[],
): Promise<void> {
  await Promise.all(roles.map((role) => play.notify(role, text, evidence)));
}
