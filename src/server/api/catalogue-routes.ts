import { z } from 'zod';
import { playListSchema, type PlaySummary } from '../../client/wire';
import { reentryInWords, type PlayContract } from '../../domain/play-contract';
import { playDiagram } from '../../domain/play-diagram';
import { parametersIn } from '../../domain/play-parameters';
import { waitInWords } from '../../domain/waits';
import { problems, type RouteScope } from './route-scope';

/** `GET /plays`: what can be started, with the JSON Schema of each play's input. */
export function catalogueRoutes(scope: RouteScope, catalogue: readonly PlayContract[]): void {
  const plays = catalogue.map(summaryOf);
  scope.get(
    '/plays',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'The plays that can be started',
        tags: ['plays'],
        response: { 200: playListSchema, ...problems },
      },
    },
    async () => ({ plays }),
  );
}

function summaryOf(contract: PlayContract): PlaySummary {
  const { name, version, title, stage, goal, audience, exclusiveGroup, priority } = contract;
  return {
    ...{ name, version, title, stage, goal, audience, exclusiveGroup, priority },
    roles: [...contract.roles],
    startedBy: [...contract.startedBy],
    listensTo: [...contract.listensTo],
    outcomes: Object.entries(contract.outcomes).map(([outcome, { kind, meaning }]) => ({
      name: outcome,
      kind,
      meaning,
    })),
    phases: contract.phases.map((phase) => ({
      name: phase.name,
      target: waitInWords(phase.target),
      leadsTo: Object.entries(phase.leadsTo).map(([next, when]) => ({ name: next, when: when ?? '' })),
    })),
    exits: Object.entries(contract.exits).map(([fact, { outcome, because }]) => ({ fact, outcome, because })),
    reentry: reentryInWords(contract.reentry),
    diagram: playDiagram(contract),
    parameters: parametersIn(contract),
    input: z
      .record(z.string(), z.json())
      .parse(z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' })),
  };
}
