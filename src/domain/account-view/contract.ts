import type { Account, Contract } from '../account';
import { entryOf, given } from './entries';
import type { Seen, Steps } from './step';
import type { AccountView, ContractSketch } from './view';

/** What the account bought. */
export const contractSteps: Steps<'contract.changed'> = { 'contract.changed': changed };

/**
 * Changes what is told; limits are told as a whole, and an empty list says nothing. Before there is a contract, what is
 * told waits until it makes one: the plan, the seats, the renewal date, and what a year or a seat costs. Nothing of that
 * is ever assumed, as plays count and calculate with it.
 */
function changed(view: AccountView, { data }: Seen<'contract.changed'>): AccountView {
  const { limits, ...told } = given(data);
  const { contractSketch, ...kept } = view;
  const known = { ...contractSketch, ...view.account.contract, ...told, ...(limits?.length && { limits }) };
  const contract = contractFrom(known, view.defaults.currency);
  if (!contract) return { ...view, contractSketch: known };
  return { ...kept, account: inStepWithUsage({ ...view.account, contract }, view.usage) };
}

function contractFrom(known: ContractSketch, currency: string): Contract | undefined {
  const { plan, seats, renewalOn } = known;
  const arr = known.arr ?? (seats && known.seatPrice && seats * known.seatPrice);
  const seatPrice = known.seatPrice ?? (seats && arr !== undefined ? inCents(arr / seats) : undefined);
  if (!plan || !seats || !renewalOn || arr === undefined || seatPrice === undefined) return undefined;
  return {
    ...known,
    plan,
    seats,
    seatPrice,
    currency: known.currency ?? currency,
    limits: known.limits ?? [],
    arr,
    renewalOn,
  };
}

const inCents = (amount: number): number => Math.round(amount * 100) / 100;

/** What the plan allows of a limit: as the contract says, its seats for `seats`; 0 when it says nothing. */
export function allowedOf({ contract }: Pick<Account, 'contract'>, limit: string): number {
  const named = contract?.limits.find(({ name }) => name === limit);
  return named?.limit ?? (limit === 'seats' ? contract?.seats : undefined) ?? 0;
}

/** The account whose contract says of each limit what was measured last. */
export function inStepWithUsage(account: Account, usage: AccountView['usage']): Account {
  const { contract } = account;
  if (!contract) return account;
  const limits = contract.limits.map((limit) => {
    const used = entryOf(usage, limit.name)?.at(-1)?.used;
    return used === undefined || used === limit.used ? limit : { ...limit, used };
  });
  return limits.every((limit, index) => limit === contract.limits[index])
    ? account
    : { ...account, contract: { ...contract, limits } };
}
