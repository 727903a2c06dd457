import { z } from 'zod';
import { allowedSchema, countSchema, moneySchema, usedSchema } from './amounts';
import { domainOf } from './identity/domains';
import { isUsableKey, USABLE_KEY } from './reserved-key';
import { committeeRoleSchema, roleSchema, senioritySchema } from './roles';
import { instantSchema } from './waits';

/** Of an account or a contact. */
export const idSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^(?!\.+$)[A-Za-z0-9._-]+$/, 'letters, digits, dot, dash and underscore only, and not dots alone')
  .refine(isUsableKey, USABLE_KEY);
const id = idSchema;
const timeZone = z.string().refine(isTimeZone, 'an IANA time zone such as Europe/Berlin');
const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 country code such as US');
/** What is no domain is kept as it was written. */
const domain = z
  .string()
  .min(3)
  .max(253)
  .overwrite((text) => domainOf(text) ?? text);

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Somebody on our side. `away` with a `delegate` sends what is meant for them to the delegate meanwhile. */
export const personSchema = z.strictObject({
  email: z.email(),
  name: z.string().min(1).max(200),
  timeZone,
  country,
  delegate: z.email().optional(),
  away: z.strictObject({ from: instantSchema, until: instantSchema }).optional(),
});
export type Person = z.infer<typeof personSchema>;

/** A member of the customer's buying committee. */
export const contactSchema = z.strictObject({
  id,
  name: z.string().min(1).max(200),
  email: z.email(),
  title: z.string().max(200).optional(),
  /** As people write it: `+1 312 555 0142`. */
  phone: z.string().min(1).max(100).optional(),
  seniority: senioritySchema,
  committeeRole: committeeRoleSchema.optional(),
  timeZone,
  country,
  /** `withdrawn` is never written to; `unknown` only with transactional mail. */
  consent: z.enum(['granted', 'unknown', 'withdrawn']),
  /** What became of mail to the address: it came back for good, or was reported as spam. Absent: nothing bad is known. */
  mail: z.enum(['ok', 'bounced', 'complained']).optional(),
  joinedAt: instantSchema.optional(),
  /** Contact id of whom they report to. */
  reportsTo: z.string().optional(),
  /** By account that became part of this one: which id they had there. Plays that ran there go on with that id. */
  formerIds: z.record(id, id).optional(),
});
export type Contact = z.infer<typeof contactSchema>;

/** Whether mail to the contact is of no use, or not wanted. */
export const isUnreachable = ({ mail }: Pick<Contact, 'mail'>): boolean => mail === 'bounced' || mail === 'complained';

function refuseSharedIds(contacts: readonly Pick<Contact, 'id'>[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  contacts.forEach(({ id }, index) => {
    if (seen.has(id)) {
      const message = `an id of its own: "${id}" is another contact's`;
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    }
    seen.add(id);
  });
}

/** One metered limit of the plan. */
export const planLimitSchema = z.strictObject({
  name: z.string().min(1).max(100).refine(isUsableKey, USABLE_KEY),
  used: usedSchema,
  limit: allowedSchema,
});
export type PlanLimit = z.infer<typeof planLimitSchema>;

export const contractSchema = z.strictObject({
  plan: z.string().min(1).max(100),
  seats: countSchema,
  /** Price per seat and year, in whole units of `currency`. */
  seatPrice: moneySchema,
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 currency code such as USD'),
  limits: z.array(planLimitSchema).default([]),
  /** Annual recurring revenue in whole units of `currency`. */
  arr: moneySchema,
  renewalOn: z.iso.date(),
});
export type Contract = z.infer<typeof contractSchema>;

/** How closely we look after an account. */
export const TIERS = ['one-to-one', 'one-to-few', 'one-to-many'] as const;

/** Where an account stands with us: the same record before and after the sale. */
export const ACCOUNT_STAGES = ['target', 'prospect', 'customer', 'former'] as const;

/** Of one account. */
export const MOST_CONTACTS = 1000;

/** One account with its contacts and our team for it: the same record before and after the sale. */
export const accountSchema = z.strictObject({
  id,
  name: z.string().min(1).max(200),
  timeZone,
  country,
  tier: z.enum(TIERS),
  /** Absent: a customer when there is a contract, otherwise a target. */
  stage: z.enum(ACCOUNT_STAGES).optional(),
  /** The account this one belongs to, such as the group of a subsidiary. */
  parentId: id.optional(),
  /** Domains of their mail addresses and sites, as `domainOf` writes them, without those that everybody may use. */
  domains: z.array(domain).max(50).optional(),
  /** Absent before the sale. */
  contract: contractSchema.optional(),
  contacts: z.array(contactSchema).max(MOST_CONTACTS).superRefine(refuseSharedIds),
  /** Who holds which role here, by e-mail. */
  team: z.partialRecord(roleSchema, z.email()),
  /** What the product has done for them so far, in sentences a proposal can quote. */
  valueSoFar: z.array(z.string().max(500)).default([]),
});
export type Account = z.infer<typeof accountSchema>;
export type AccountStage = (typeof ACCOUNT_STAGES)[number];

/** Where the account stands, whether or not anybody said so. */
export const stageOf = ({ stage, contract }: Pick<Account, 'stage' | 'contract'>): AccountStage =>
  stage ?? (contract ? 'customer' : 'target');

/**
 * The contract of a customer.
 *
 * @throws Error for an account without one; a play for customers never runs there (see `audience` of its contract)
 */
export function contractOf({ id, contract }: Pick<Account, 'id' | 'contract'>): Contract {
  if (contract) return contract;
  throw new Error(`The account "${id}" has no contract.`);
}

/** The contact of that id, also by an id from an account that became part of this one. */
export const contactIn = ({ contacts }: Pick<Account, 'contacts'>, contactId: string): Contact | undefined =>
  contacts.find(({ id }) => id === contactId) ??
  contacts.find(({ formerIds = {} }) => Object.values(formerIds).includes(contactId));

/**
 * Who is there after a file was loaded: whom it names, and who came with an account that became part of this one, as the
 * file may be older than that. Named is also who stands there by an id of before, or by their e-mail. Who withdrew consent
 * has withdrawn it whatever an older file says; an event that tells their consent opens it again.
 */
export function afterLoad(loaded: readonly Contact[], known: readonly Contact[]): Contact[] {
  const came = known
    .filter(({ formerIds }) => formerIds !== undefined)
    .map((contact) => ({ contact, named: sameIn(loaded, contact) }));
  const there = loaded.map((contact) => {
    // Plays that ran there go on with those ids, and no file has them.
    const before = came.filter(({ named }) => named === contact).map((each) => each.contact.formerIds);
    if (contact.formerIds || before.length === 0) return contact;
    return { ...contact, formerIds: Object.assign({}, ...before) as Contact['formerIds'] };
  });
  const stay = came.filter(({ named }) => !named).map(({ contact }) => contact);
  return [...there.map((contact) => asWithdrawn(contact, known)), ...stay].slice(0, MOST_CONTACTS);
}

function asWithdrawn(contact: Contact, known: readonly Contact[]): Contact {
  const { id, email } = contact;
  const is = (each: Contact) => each.id === id || each.email.toLowerCase() === email.toLowerCase();
  return known.some((each) => is(each) && each.consent === 'withdrawn')
    ? { ...contact, consent: 'withdrawn' }
    : contact;
}

const sameIn = (contacts: readonly Contact[], { id, email, formerIds = {} }: Contact): Contact | undefined =>
  contacts.find((each) => each.id === id) ??
  contacts.find((each) => Object.values(formerIds).includes(each.id)) ??
  contacts.find((each) => each.email.toLowerCase() === email.toLowerCase());

/** A contact's id in the account that stays; `same` has those that differ, by their ids in the account that was merged. */
export const idIn = (same: Readonly<Record<string, string>>, contactId: string): string =>
  Object.hasOwn(same, contactId) ? same[contactId]! : contactId;

/** The account with its contacts under the ids they had in `accountId`, which became part of it. */
export const asSeenFrom = (accountId: string, account: Account): Account => ({
  ...account,
  contacts: account.contacts.map((contact) => ({ ...contact, id: formerIdOf(contact, accountId) ?? contact.id })),
});

/** Which id they had in `accountId`, which became part of this account. */
export const formerIdOf = ({ formerIds = {} }: Pick<Contact, 'formerIds'>, accountId: string): string | undefined =>
  Object.hasOwn(formerIds, accountId) ? formerIds[accountId] : undefined;

/** The file that `playmaker accounts load` reads: accounts, and the people their teams name. */
export const accountFileSchema = z.strictObject({
  people: z.array(personSchema),
  accounts: z.array(accountSchema),
});
export type AccountFile = z.infer<typeof accountFileSchema>;
