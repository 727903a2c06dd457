import { digestAnswerSchema, digestFilterSchema } from '../../client/wire';
import { readDigest } from '../../digest';
import { digestRulesSchema, type DigestRules } from '../../domain/digest-rules';
import type { PlayContract } from '../../domain/play-contract';
import type { Store } from '../../store/store';
import { ApiProblem } from '../problems';
import { problems, type RouteScope } from './route-scope';

export interface DigestRouteDeps {
  readonly store: Store;
  readonly catalogue: readonly PlayContract[];
  /** When digests come; the default rules when absent. */
  readonly digestRules?: () => Promise<DigestRules>;
  readonly now: () => Date;
}

/** `/digest`: what a person would read now in their digest. Nothing is sent. */
export function digestRoute(scope: RouteScope, { store, catalogue, digestRules, now }: DigestRouteDeps): void {
  scope.get(
    '/digest',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'What somebody of ours would be told in a digest at a moment; nothing is sent',
        tags: ['people'],
        querystring: digestFilterSchema,
        response: { 200: digestAnswerSchema, ...problems },
      },
    },
    async ({ query }) => {
      const person = await store.people.byEmail(query.as);
      if (!person) throw new ApiProblem('PERSON_UNKNOWN', `Nobody on our side has the address ${query.as}.`);
      const { enabled, hour } = (await digestRules?.()) ?? digestRulesSchema.parse({});
      const at = (query.at === undefined ? now() : new Date(query.at)).toISOString();
      const digest = await readDigest({ store, plays: catalogue, hour }, person, at);
      const { email: as, name, timeZone } = person;
      return { as, name, timeZone, at, enabled, hour, digest };
    },
  );
}
