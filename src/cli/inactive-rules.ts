import { listed } from '../domain/wording';

/** Rules that are not evaluated, one line for each reason; that a play does not exist yet is one reason for all of them. */
export function inactiveRules(rules: readonly { readonly rule: string; readonly reason: string }[]): string {
  const reasons = new Map<string, string[]>();
  for (const { rule, reason } of rules) {
    const why = /^There is no play called /.test(reason) ? 'there is no such play yet' : lowered(reason);
    reasons.set(why, [...(reasons.get(why) ?? []), rule]);
  }
  return [...reasons].map(([why, names]) => `Not evaluated, as ${why}: ${listed(names)}.\n`).join('');
}

const lowered = (reason: string): string => `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`.replace(/\.$/, '');
