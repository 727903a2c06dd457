import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../plays';
import * as bundled from '../plays/workflows';
import { STANDARD_OUTCOMES, type PlayContract } from '../src/domain/play-contract';

const plays: readonly (readonly [string, PlayContract])[] = Object.entries(catalogue);

describe.each(plays)('the play %s', (name, contract) => {
  it('is called as its folder, its entry and its workflow type', () => {
    expect(contract.name).toBe(name);
    expect(Object.keys(bundled)).toContain(name);
  });

  it.each(['contract.ts', 'workflow.ts', 'README.md', 'texts', `${name}.test.ts`])('has %s', (file) => {
    expect(existsSync(join(__dirname, '..', 'plays', name, file))).toBe(true);
  });

  it('ends only in outcomes that it names, and has one that is its goal', () => {
    const known = Object.keys({ ...STANDARD_OUTCOMES, ...contract.outcomes });
    for (const exit of Object.values(contract.exits)) expect(known).toContain(exit.outcome);
    expect(Object.values(contract.outcomes).filter(({ kind }) => kind === 'goal')).toHaveLength(1);
  });
});

it('bundles nothing that is not in the catalogue', () => {
  expect(Object.keys(bundled).sort()).toEqual(Object.keys(catalogue).sort());
});
