import { ROLE_TITLES, ROLES } from '../roles';
import type { Instant } from '../waits';
import { stageOf } from '../account';
import { listed } from '../wording';
import { describeCommercial, describeSurveys } from './describe-commercial';
import { describeCommittee } from './describe-committee';
import { describeContract, describeProduct, describeSupport } from './describe-use';
import type { AccountView } from './view';
import { printable, sentence } from './wording';

/** A part of the page, to be printed under its title. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * The account's page for people, as of `at`: who they are, what they bought, who decides there, and how product,
 * support, surveys, marketing and sales go. What nobody knows is left out, and so is a section without lines.
 *
 * @example
 * for (const { title, lines } of describeView(view, at)) print(title, ...lines);
 */
export function describeView(view: AccountView, at: Instant): Section[] {
  const sections: Section[] = [
    { title: 'Account', lines: describeProfile(view) },
    { title: 'Contract', lines: describeContract(view, at) },
    { title: 'Buying committee', lines: describeCommittee(view, at) },
    { title: 'Product', lines: describeProduct(view, at) },
    { title: 'Support', lines: describeSupport(view, at) },
    { title: 'Surveys', lines: describeSurveys(view, at) },
    { title: 'Marketing and sales', lines: describeCommercial(view, at) },
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => ({ title, lines: lines.map(printable) }));
}

function describeProfile({ account }: AccountView): string[] {
  const { id, name, tier, timeZone, country, parentId, domains = [], team, valueSoFar } = account;
  const called = name === id ? id : `${name} (${id})`;
  const held = ROLES.flatMap((role) => (team[role] ? [`${ROLE_TITLES[role]} ${team[role]}`] : []));
  return [
    sentence(`${called} is ${STAGES[stageOf(account)]} of tier ${tier}, in time zone ${timeZone} (${country})`),
    ...(parentId ? [sentence(`it belongs to ${parentId}`)] : []),
    ...(domains.length ? [sentence(`its domains: ${listed(domains)}`)] : []),
    ...(held.length ? [sentence(`our team: ${listed(held)}`)] : []),
    ...valueSoFar,
  ];
}

const STAGES = { target: 'a target', prospect: 'a prospect', customer: 'a customer', former: 'a former customer' };
