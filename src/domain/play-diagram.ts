import type { PlayContract } from './play-contract';
import { listed } from './wording';

/**
 * A play as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html), drawn from its contract: phases as
 * boxes, outcomes as rounded ones, what ends it at once on a dotted line from everywhere.
 *
 * @example
 * playDiagram(expansionContract); // 'flowchart TD\n  start([usage.limit-approached or …]) --> phase1[CS confirms]\n …'
 */
export function playDiagram({ startedBy, phases, exits }: PlayContract): string {
  const names = phases.map(({ name }) => name);
  const drawn = new Set<string>();
  const node = (name: string): string => {
    const phase = names.indexOf(name) + 1;
    const id = phase > 0 ? `phase${phase}` : name.replace(/\W/g, '_');
    if (drawn.has(id)) return id;
    drawn.add(id);
    return phase > 0 ? `${id}[${name}]` : `${id}([${name}])`;
  };
  const begun = startedBy.length > 0 ? listed(startedBy, 'or') : 'by hand';
  const first = `start([${begun}]) --> ${node(names[0]!)}`;
  const steps = phases.flatMap(({ name, leadsTo }) =>
    Object.entries(leadsTo).map(([next, when]) => `${node(name)} -- ${when} --> ${node(next)}`),
  );
  const ends = Object.entries(exits).map(
    ([fact, { outcome }], index) => `anywhere${index === 0 ? '{{at any moment}}' : ''} -. ${fact} .-> ${node(outcome)}`,
  );
  return ['flowchart TD', ...[first, ...steps, ...ends].map((line) => `  ${line}`)].join('\n');
}
