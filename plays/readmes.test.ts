import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlayContract } from '../src/domain/play-contract';
import { STANDARD_OUTCOMES } from '../src/domain/play-contract';
import { playDiagram } from '../src/domain/play-diagram';
import { waitInWords } from '../src/domain/waits';
import { catalogue } from '.';

describe.each(Object.entries<PlayContract>(catalogue))('the README of %s', (name, contract) => {
  const readme = readFileSync(join(__dirname, name, 'README.md'), 'utf8');

  it('begins with title and goal, and shows the diagram that `playmaker plays show --diagram` draws', () => {
    expect(readme).toMatch(`# ${contract.title}\n\n${contract.goal}\n`);
    expect(/```mermaid\n([\s\S]*?)\n```/.exec(readme)?.[1]).toBe(playDiagram(contract));
  });

  it('names every phase with its target, every outcome, role and fact', () => {
    for (const phase of contract.phases)
      expect(readme).toMatch(new RegExp(`^\\| ${phase.name} .*\\| ${waitInWords(phase.target)} +\\|$`, 'm'));
    for (const outcome of Object.keys({ ...contract.outcomes, ...STANDARD_OUTCOMES }))
      expect(readme).toMatch(new RegExp(`^\\| \`${outcome}\` +\\|`, 'm'));
    const facts = [...contract.startedBy, ...contract.listensTo, ...Object.keys(contract.exits)];
    for (const named of [...contract.roles, ...facts]) expect(readme).toContain(`\`${named}\``);
  });
});
