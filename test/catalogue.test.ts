import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../plays';
import * as workflows from '../plays/workflows';
import { STANDARD_OUTCOMES, type PlayContract } from '../src/domain/play-contract';
import { parametersIn, parametersOf } from '../src/domain/play-parameters';
import { TRIGGERS } from '../src/domain/events';
import { ROLES } from '../src/domain/roles';
import { TEST_BUNDLE } from './bundle';

const PLAYS = join(__dirname, '..', 'plays');
const README_LINES = 60;

const folders = readdirSync(PLAYS).filter((name) => statSync(join(PLAYS, name)).isDirectory());
const contracts: readonly [string, PlayContract][] = Object.entries(catalogue);

/** Building blocks that wait for a fact of their own. */
const HEARD_BY = [['play.hearPulse(', 'survey.answered']] as const;

/** The words in quotes in the code of a play, without its contract and tests. */
function wordsOf(play: string): ReadonlySet<string> {
  const code = readdirSync(join(PLAYS, play))
    .filter((name) => name.endsWith('.ts') && name !== 'contract.ts' && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(PLAYS, play, name), 'utf8'))
    .join('\n');
  const heard = HEARD_BY.flatMap(([call, fact]) => (code.includes(call) ? [fact] : []));
  return new Set([...[...code.matchAll(/'([^'\n]*)'/g)].map(([, word]) => word!), ...heard]);
}

const used = (play: string, all: readonly string[]): string[] => {
  const words = wordsOf(play);
  return all.filter((word) => words.has(word)).sort();
};

const textsOf = (play: string): string[] =>
  readdirSync(join(PLAYS, play, 'texts'))
    .filter((name) => name.endsWith('.liquid'))
    .map((name) => name.replace(/\.liquid$/, ''))
    .sort();

it('the catalogue holds every play that has a folder, and no other', () => {
  expect(contracts.map(([name]) => name).sort()).toEqual([...folders].sort());
});

it('every workflow type is a play of the catalogue, or works for all accounts or people', () => {
  const plays = contracts.map(([name]) => name);
  expect(Object.keys(workflows).sort()).toEqual(
    [...plays, 'accountCoordinator', 'accountSweep', 'morningDigests'].sort(),
  );
});

describe.each(contracts)('the play %s', (name, contract) => {
  const readme = join(PLAYS, name, 'README.md');

  it('is called the same everywhere, and is in the bundle that workers load', () => {
    expect(contract.name).toBe(name);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(readFileSync(TEST_BUNDLE, 'utf8')).toContain(`./plays/${name}/workflow.ts`);
  });

  it('says of every parameter what it is, and has a default that it allows', () => {
    const all = parametersIn(contract);
    expect(all.filter(({ meaning }) => !/^[a-z]/.test(meaning))).toEqual([]);
    expect(parametersOf(contract, {})).toEqual(
      Object.fromEntries(all.map(({ name: each, standard }) => [each, standard])),
    );
  });

  it('has its contract, workflow, documentation, test and texts', () => {
    const files = ['contract.ts', 'workflow.ts', 'README.md', `${name}.test.ts`];
    expect(files.filter((file) => !existsSync(join(PLAYS, name, file)))).toEqual([]);
    expect(textsOf(name)).not.toEqual([]);
  });

  it('uses each of its texts', () => {
    expect(used(name, textsOf(name))).toEqual(textsOf(name));
  });

  it('asks just the roles of its contract', () => {
    expect(used(name, ROLES)).toEqual([...contract.roles].sort());
  });

  it('waits just for the facts it listens to; a fact steers a play or ends it, not both', () => {
    expect(used(name, TRIGGERS)).toEqual([...contract.listensTo].sort());
    const exits = Object.keys(contract.exits);
    const others: readonly string[] = [...contract.listensTo, ...contract.startedBy];
    expect(others.filter((trigger) => exits.includes(trigger))).toEqual([]);
  });

  it('goes through the phases of its contract, each by its name', () => {
    const phases = contract.phases.map((phase) => phase.name);
    expect(new Set(phases).size).toBe(phases.length);
    expect(used(name, phases)).toEqual([...phases].sort());
  });

  it('can end in each of its outcomes, of which one is its goal', () => {
    const standard = Object.keys(STANDARD_OUTCOMES);
    const outcomes = Object.keys(contract.outcomes);
    expect(outcomes.filter((outcome) => standard.includes(outcome))).toEqual([]);
    expect(Object.values(contract.outcomes).filter(({ kind }) => kind === 'goal')).toHaveLength(1);
    const exits = Object.values(contract.exits);
    const reached = new Set([...used(name, outcomes), ...exits.map(({ outcome }) => outcome)]);
    expect(outcomes.filter((outcome) => !reached.has(outcome))).toEqual([]);
  });

  it('has exits that end in outcomes it knows, and hand over exactly where they say so', () => {
    const known = [...Object.keys(contract.outcomes), ...Object.keys(STANDARD_OUTCOMES)];
    for (const { outcome, because, handOverTo } of Object.values(contract.exits)) {
      expect(known).toContain(outcome);
      expect(handOverTo !== undefined).toBe(outcome === 'handed-over');
      if (handOverTo) expect(Object.keys(new Map(contracts).get(handOverTo) ?? {})).toContain('takeOver');
      expect(because).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('is documented in full and in short: goal, roles, phases, facts, exits, outcomes and a diagram', () => {
    const text = readFileSync(readme, 'utf8');
    const named = [
      ...contract.roles.map((role) => `\`${role}\``),
      ...contract.phases.map((phase) => phase.name),
      ...[...contract.startedBy, ...contract.listensTo, ...Object.keys(contract.exits)].map((fact) => `\`${fact}\``),
      ...[...Object.keys(contract.outcomes), ...Object.keys(STANDARD_OUTCOMES)].map((outcome) => `\`${outcome}\``),
    ];
    expect(named.filter((word) => !text.includes(word))).toEqual([]);
    expect(text.startsWith(`# ${contract.title}\n`)).toBe(true);
    expect(text.replace(/\s+/g, ' ')).toContain(contract.goal);
    expect(text).toContain('```mermaid');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(README_LINES);
  });
});
