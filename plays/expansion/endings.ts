import type { Contact } from '../../src/domain/account';
import type { OutcomeOf } from '../../src/domain/play-contract';
import { quoted } from '../../src/domain/wording';
import type { Play, PlayEnd } from '../../workflows';
import type { expansionContract } from './contract';
import type { Offer } from './offer';

/** How an expansion ends, and who hears of it. */

export type Expansion = Play<typeof expansionContract>;
export type End = PlayEnd<OutcomeOf<typeof expansionContract>>;

/** The contract follows what they accepted, and their new users get a short onboarding. */
export async function won(play: Expansion, buyer: Contact, offer: Offer): Promise<End> {
  await play.updateContract({ seats: offer.recommendedSeats, arr: offer.annualPrice });
  await play.enroll('new-user-onboarding', await play.contacts({ reportsTo: [buyer.id] }));
  await tellBoth(play, `${play.account.name} accepted: ${offer.recommendedSeats} seats from now on.`);
  return play.end('won', `${buyer.name} accepted the proposal.`, { ...offer });
}

export async function lost(play: Expansion, reason: string | undefined): Promise<End> {
  const why = reason ? `: ${quoted(reason)}` : ' and gave no reason.';
  await tellBoth(play, `${play.account.name} declined the proposal${why} No new ask for 90 days.`);
  return play.end('lost', reason || 'They gave no reason.');
}

export async function noDecision(play: Expansion, buyer: Contact): Promise<End> {
  const reason = `${buyer.name} did not decide within 45 days.`;
  await tellBoth(play, `${reason} The proposal has expired and the expansion ends.`);
  return play.end('no-decision', reason);
}

/** `by` is who rejected it; empty when nobody did. */
export async function notApproved(play: Expansion, { by, reason }: { by: string; reason: string }): Promise<End> {
  const why = by ? `${by} rejected it: ${quoted(reason)}` : reason;
  await tellBoth(play, `No proposal goes to ${play.account.name}. ${why}`);
  return play.end('not-approved', reason);
}

async function tellBoth(play: Expansion, text: string): Promise<void> {
  await Promise.all([play.notify('csm', text), play.notify('ae', text)]);
}
