import { z } from 'zod';
import { Secret } from './secret';

/** What a key may do: a viewer reads, an operator also runs plays and loads accounts, an admin may do everything. */
export const API_ROLES = ['viewer', 'operator', 'admin'] as const;
export type ApiRole = (typeof API_ROLES)[number];

/** One key of the HTTP API. Its name stands in the ledger for whoever uses it. */
export interface ApiKey {
  readonly name: string;
  readonly role: ApiRole;
  readonly secret: Secret;
}

const FORM =
  '`name:role:secret` separated by commas; role is viewer, operator or admin, secret has 16 characters or more';
const KEY = /^(?<name>[A-Za-z0-9._-]{1,60}):(?<role>viewer|operator|admin):(?<secret>[^,\s]{16,})$/;

/** `PLAYMAKER_API_KEYS`: `name:role:secret,…`. A secret may contain colons, a name occurs once. */
export const apiKeysSchema = z.string().transform((text, context): readonly ApiKey[] => {
  const keys = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseKey);
  keys.forEach((key, index) => {
    if (!key) context.addIssue({ code: 'custom', message: `${FORM}; entry ${index + 1} differs` });
  });
  const known = keys.filter((key) => key !== undefined);
  if (new Set(known.map((key) => key.name)).size < known.length)
    context.addIssue({ code: 'custom', message: 'every name once' });
  return known;
});

function parseKey(entry: string): ApiKey | undefined {
  const { name, role, secret } = KEY.exec(entry)?.groups ?? {};
  if (name === undefined || role === undefined || secret === undefined) return undefined;
  return { name, role: role as ApiRole, secret: new Secret(secret) };
}
