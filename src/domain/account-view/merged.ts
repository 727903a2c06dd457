import { idIn, type Account, type Contact } from '../account';
import { followAccount, learned, toldOf } from './contacts';
import { allowedOf, inStepWithUsage } from './contract';
import { entryOf, given } from './entries';
import { joined } from './profile';
import type { Seen, Steps } from './step';
import type { AccountView } from './view';

/** Another account turned out to be this one. */
export const mergedSteps: Steps<'account.merged'> = { 'account.merged': merged };

/**
 * What is known of this account stays; the other one fills the gaps. Its contacts are contacts here, and all of them
 * remember which id they had there: another merge may change it. Somebody who withdrew consent in either of the two has withdrawn it.
 */
function merged(view: AccountView, { data: { account: theirs, same } }: Seen<'account.merged'>): AccountView {
  const account = inStepWithUsage(filled(view.account, theirs), view.usage);
  const adopted = followAccount({ ...view, account, usage: measuredBy(account, view.usage) });
  return theirs.contacts.reduce((known, contact) => met(known, theirs.id, contact, idIn(same, contact.id)), adopted);
}

function filled({ parentId: parent, ...ours }: Account, theirs: Account): Account {
  const stage = ours.stage ?? (ours.contract ? undefined : theirs.stage);
  const parentId = [parent, theirs.parentId].find((id) => id !== undefined && id !== ours.id && id !== theirs.id);
  const domains = joined(ours.domains, theirs.domains ?? []);
  return {
    ...ours,
    ...given({ stage, parentId, contract: ours.contract ?? theirs.contract }),
    ...(domains.length > 0 && { domains }),
    team: { ...theirs.team, ...ours.team },
    valueSoFar: [...new Set([...ours.valueSoFar, ...theirs.valueSoFar])],
  };
}

/** Measurements from before anybody knew what is allowed count by the contract that is known now. */
const measuredBy = (account: Account, usage: AccountView['usage']): AccountView['usage'] =>
  Object.fromEntries(
    Object.entries(usage).map(([limit, points]) => [
      limit,
      points.map((point) => (point.allowed > 0 ? point : { ...point, allowed: allowedOf(account, limit) })),
    ]),
  );

/** Who left this account is not brought back by what the other one knew. */
function met(view: AccountView, from: string, contact: Contact, id: string): AccountView {
  const ours = view.account.contacts.find((each) => each.id === id);
  if (!ours && Object.hasOwn(view.departed, id)) return view;
  const known = ours ?? entryOf(view.sketches, id);
  const { id: theirId, ...told } = contact;
  const formerIds = { ...told.formerIds, ...known?.formerIds, [from]: theirId };
  return learned(view, id, {
    ...told,
    ...(ours && toldOf(ours, entryOf(view.assumed, id))),
    consent: strictest(known?.consent, contact.consent),
    formerIds,
  });
}

function strictest(ours: Contact['consent'] | undefined, theirs: Contact['consent']): Contact['consent'] {
  const said = [ours, theirs];
  return said.includes('withdrawn') ? 'withdrawn' : said.includes('granted') ? 'granted' : 'unknown';
}
