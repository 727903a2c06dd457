import type { AccountStage } from '../../domain/account';
import { comparableEmail, domainOf } from '../../domain/identity';
import type { Observation, ObservationType } from '../../domain/observations';
import { emailName, nameIn, type Name, type Subject } from '../incoming';
import { shortened } from '../shortened';
import { asEmail } from '../subject';
import { asObservation } from '../track-names';
import { invalid, Unreadable } from '../unreadable';
import { countryCode } from '../vocabulary';
import type { Fields } from './soap';

/** What a record means: whom it is about and what was seen. */
export interface Meant {
  readonly subject: Subject;
  readonly observations: readonly Observation[];
}

const WHERE = 'sObject';
const accountName = (id: string | undefined): readonly Name[] => (id ? [nameIn('salesforce', `account:${id}`)] : []);
const contactName = (id: string | undefined): readonly Name[] => (id ? [nameIn('salesforce', `contact:${id}`)] : []);

/** The observation of this type, with the fields that have a value; `senders` names the record's field behind each. */
function seen(
  type: ObservationType,
  data: Readonly<Record<string, unknown>>,
  senders: Readonly<Record<string, string>> = {},
): Observation {
  const known = Object.entries(data).filter(([, value]) => value !== undefined);
  return asObservation(type, Object.fromEntries(known), WHERE, new Map(Object.entries(senders)));
}

/** A checkbox; absent when the message does not carry it. */
function checkbox(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value !== undefined && value !== 'true' && value !== 'false')
    throw invalid(`${WHERE}.${name}: expected true or false`);
  return value === undefined ? undefined : value === 'true';
}

/** What a table makes of a value that has to be in it. */
function looked<T>(meant: T | undefined, field: string, expected: string): T {
  if (meant === undefined) throw invalid(`${WHERE}.${field}: expected ${expected}`);
  return meant;
}

function amountOf({ Amount }: Fields): number | undefined {
  if (Amount === undefined) return undefined;
  const amount = Number(Amount);
  return looked(Number.isFinite(amount) ? amount : undefined, 'Amount', 'a number');
}

/** The standard types of accounts; one of the customer's own says nothing about where they stand. */
function stageOf(type: string | undefined): AccountStage | undefined {
  if (type === undefined) return undefined;
  if (/^(former|past|lost|churned) customer/i.test(type)) return 'former';
  if (/^customer\b/i.test(type)) return 'customer';
  return /^(prospect|target)\b/i.exec(type)?.[1]?.toLowerCase() as AccountStage | undefined;
}

/** A country by its code, where the organization has state and country picklists, or else by its name. */
function countryOf(fields: Fields, address: 'Billing' | 'Mailing'): string | undefined {
  const [code, name] = [`${address}CountryCode`, `${address}Country`];
  const field = fields[code] === undefined ? name : code;
  const value = fields[field];
  return value === undefined ? undefined : looked(countryCode(value), field, 'a country');
}

function account(fields: Fields): Meant {
  const domain = fields.Website && looked(domainOf(fields.Website), 'Website', 'the address of a site');
  const data = {
    name: fields.Name,
    domains: domain ? [domain] : undefined,
    country: countryOf(fields, 'Billing'),
    stage: stageOf(fields.Type),
  };
  return {
    subject: {
      account: accountName(fields.Id),
      ...(fields.Name ? { accountName: shortened(fields.Name) } : {}),
      domains: domain ? [domain] : [],
      contact: [],
    },
    observations: [seen('account.described', data, { name: 'Name' })],
  };
}

/**
 * An opt-out is consent withdrawn. That there is none says nothing: it stands in every message about every contact, and
 * may not take back what was agreed to, or refused, elsewhere.
 */
function contact(fields: Fields): Meant {
  const { Id, AccountId, Title, Email, Phone } = fields;
  const parts = [fields.FirstName, fields.LastName].filter(Boolean).join(' ');
  const data = {
    name: fields.Name ?? (parts || undefined),
    email: Email && comparableEmail(Email),
    title: Title,
    phone: Phone,
    country: countryOf(fields, 'Mailing'),
  };
  const email = asEmail(Email);
  return {
    subject: {
      account: accountName(AccountId),
      domains: [],
      contact: [...contactName(Id), ...(email ? [emailName(email)] : [])],
    },
    observations: [
      seen('contact.described', data, { name: 'Name', email: 'Email', title: 'Title', phone: 'Phone' }),
      ...(checkbox(fields, 'HasOptedOutOfEmail') ? [seen('consent.changed', { consent: 'withdrawn' })] : []),
    ],
  };
}

/** Whose it is. Without it nobody can tell, now or later. */
function ofAccount({ AccountId }: Fields): readonly Name[] {
  if (AccountId) return accountName(AccountId);
  throw new Unreadable('SUBJECT_MISSING', `${WHERE}.AccountId: expected; add it to the fields that the message sends`);
}

/** How an opportunity stands: by its checkboxes, else by the standard names of the last stages. */
function opportunity(fields: Fields): Meant {
  const { Id: deal, StageName: stage } = fields;
  const won = checkbox(fields, 'IsWon') ?? stage === 'Closed Won';
  const closed = checkbox(fields, 'IsClosed') ?? (won || stage === 'Closed Lost');
  const amount = amountOf(fields);
  const senders = { stage: 'StageName', amount: 'Amount' };
  const open = () => seen('deal.moved', { deal, stage, amount }, senders);
  const observation = won ? seen('deal.won', { deal, amount }, senders) : closed ? seen('deal.lost', { deal }) : open();
  return { subject: { account: ofAccount(fields), domains: [], contact: [] }, observations: [observation] };
}

const SEVERITIES: Readonly<Record<string, number>> = {
  critical: 1,
  urgent: 1,
  p1: 1,
  high: 2,
  p2: 2,
  medium: 3,
  normal: 3,
  p3: 3,
  low: 4,
  p4: 4,
};

/** By the case's priority; an escalated case is one more severe. */
function severityOf(fields: Fields): number {
  const priority = (fields.Priority ?? '').toLowerCase();
  const known = Object.hasOwn(SEVERITIES, priority) ? SEVERITIES[priority] : undefined;
  const severity = looked(known, 'Priority', `one of ${Object.keys(SEVERITIES).join(', ')}`);
  return checkbox(fields, 'IsEscalated') ? Math.max(1, severity - 1) : severity;
}

function supportCase(fields: Fields): Meant {
  const { Id, ContactId, AccountId, Subject } = fields;
  const closed = checkbox(fields, 'IsClosed') ?? fields.Status === 'Closed';
  const opened = () => ({ case: Id, severity: severityOf(fields), subject: Subject && shortened(Subject, 500) });
  return {
    // A contact whose account is known is enough.
    subject: {
      account: ContactId && !AccountId ? [] : ofAccount(fields),
      domains: [],
      contact: contactName(ContactId),
    },
    observations: [closed ? seen('support.resolved', { case: Id }) : seen('support.opened', opened())],
  };
}

/** What is understood, by object. Which fields a message carries is chosen in its definition in Salesforce. */
export const OBJECTS: Readonly<Record<string, (fields: Fields) => Meant>> = {
  Account: account,
  Contact: contact,
  Opportunity: opportunity,
  Case: supportCase,
};
