import type { PlaySummary } from '../client';
import { ROLE_TITLES, roleSchema } from '../domain/roles';
import { listed } from '../domain/wording';
import { table } from './print';

const WIDTH = 15;

/** A play of the catalogue for people: its goal, how it goes, what ends it, what it needs to start. */
export function playPage(play: PlaySummary): string {
  const { title, name, version, goal, phases, exits, outcomes } = play;
  const facts = [
    ['For', play.audience === 'customers' ? 'customers' : 'every account'],
    ['Started by', listed([...play.startedBy, 'hand'], 'or')],
    ['Listens to', listed(play.listensTo) || 'nothing'],
    ['Runs again', play.reentry],
    ['Beside others', `one ${play.exclusiveGroup} play at a time; priority ${play.priority}`],
    ['Takes part', listed(play.roles.map(roleInWords))],
  ] as const;
  return [
    `${title} (${name}, version ${version})\n${goal}\n`,
    `${facts.map(([what, value]) => `${`${what}:`.padEnd(WIDTH)}${value}`).join('\n')}\n`,
    table(
      ['phase', 'target', 'leads to'],
      phases.map(({ name: phase, target, leadsTo }) => [
        phase,
        target,
        leadsTo.map(({ name: next, when }) => `${next} (${when})`).join(', '),
      ]),
      Infinity,
    ),
    table(
      ['ends at once by', 'outcome', 'why'],
      exits.map(({ fact, outcome, because }) => [fact, outcome, because]),
      Infinity,
    ),
    table(
      ['outcome', 'kind', 'meaning'],
      outcomes.map(({ name: outcome, kind, meaning }) => [outcome, kind, meaning]),
      Infinity,
    ),
    table(['input', 'needed', 'what'], inputRows(play.input), Infinity),
    table(
      ['parameter', 'default', 'what (set in the house rules, by tier and segment)'],
      play.parameters.map(({ name: parameter, standard, meaning }) => [parameter, JSON.stringify(standard), meaning]),
      Infinity,
    ),
    `Start it: playmaker start ${name} ACCOUNT --input '{ … }'\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function roleInWords(role: string): string {
  const known = roleSchema.safeParse(role);
  return known.success ? `${ROLE_TITLES[known.data]} (${role})` : role;
}

/** The top-level fields of the input's JSON Schema. */
function inputRows(input: PlaySummary['input']): string[][] {
  const { properties = {}, required = [] } = input as {
    properties?: Record<string, { type?: string; title?: string; description?: string }>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([field, { type, title, description }]) => [
    field,
    required.includes(field) ? 'yes' : 'no',
    [title ?? type ?? '', description && `such as “${description}”`].filter(Boolean).join(', '),
  ]);
}
