import { z } from 'zod';
import { playListSchema, type PlaySummary } from '../../client/wire';
import type { PlayContract } from '../../domain/play-contract';
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
  const { name, version, title, stage, goal, phases } = contract;
  return {
    name,
    version,
    title,
    stage,
    goal,
    roles: [...contract.roles],
    startedBy: [...contract.startedBy],
    listensTo: [...contract.listensTo],
    outcomes: Object.entries(contract.outcomes).map(([outcome, { kind, meaning }]) => ({
      name: outcome,
      kind,
      meaning,
    })),
    phases: phases.map((phase) => ({ name: phase.name })),
    input: z
      .record(z.string(), z.json())
      .parse(z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' })),
  };
}
