import { z } from 'zod';
import {
  deadLetterFilterSchema,
  deadLetterListSchema,
  deadLetterSchema,
  dismissSchema,
  importAnswerSchema,
  importSchema,
  MOST_IMPORT_BYTES,
  replayAnswerSchema,
  waitingFilterSchema,
  waitingListSchema,
} from '../../client/wire';
import { readLine } from '../../intake/files';
import type { Intake, Verdict } from '../../intake/intake';
import { placeOf, readAgain } from '../../intake/read-again';
import type { DeadLetter, Store } from '../../store/store';
import { ApiProblem } from '../problems';
import { callerOf } from './keys';
import { problems, type RouteScope } from './route-scope';

/** `/import`: lines of files, which the command line sends in batches. */
export function importRoutes(scope: RouteScope, intake: Intake, now: () => Date): void {
  scope.post(
    '/import',
    {
      config: { needs: 'operator' },
      bodyLimit: MOST_IMPORT_BYTES,
      schema: {
        summary: 'Take lines of a CSV or JSONL file: a verdict for each, the same line again is the same event',
        tags: ['events'],
        body: importSchema,
        response: { 200: importAnswerSchema, ...problems },
      },
    },
    async ({ body: { lines } }) => {
      const receivedAt = now().toISOString();
      const reads = lines.map((line) => readLine(line, receivedAt));
      const verdicts = await intake.take(reads);
      return {
        verdicts: verdicts.map((verdict, index) => ({ lineNumber: lines[index]!.lineNumber, ...verdict })),
      };
    },
  );
}

/** `/waiting`: what is kept until something tells which account it is about. */
export function waitingRoute(scope: RouteScope, store: Store): void {
  scope.get(
    '/waiting',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'What waits for its account to become known, by source and names, the longest wait first',
        tags: ['events'],
        querystring: waitingFilterSchema,
        response: { 200: waitingListSchema, ...problems },
      },
    },
    async ({ query: { limit } }) => {
      const [count, waiting] = await Promise.all([store.observations.waiting(), store.observations.listWaiting(limit)]);
      return {
        count,
        waiting: waiting.map((each) => ({ ...each, names: [...each.names], knownBy: [...each.knownBy] })),
      };
    },
  );
}

const params = z.object({ key: z.string() });

/** `/dead-letters`: what could not be understood, and reading it again. */
export function deadLetterRoutes(scope: RouteScope, store: Store, intake: Intake, now: () => Date): void {
  const tags = ['events'];
  scope.get(
    '/dead-letters',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'What could not be understood and was neither replayed nor dismissed yet, oldest first',
        tags,
        querystring: deadLetterFilterSchema,
        response: { 200: deadLetterListSchema, ...problems },
      },
    },
    async ({ query }) => {
      const [count, letters] = await Promise.all([store.deadLetters.count(query), store.deadLetters.list(query)]);
      return { count, letters: letters.map(withPlace) };
    },
  );
  scope.get(
    '/dead-letters/:key',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'One item that could not be understood, as it came',
        tags,
        params,
        response: { 200: deadLetterSchema, ...problems },
      },
    },
    async (request) => answerOf(await letterOf(store, request.params.key)),
  );
  scope.post(
    '/dead-letters/:key/dismiss',
    {
      config: { needs: 'operator' },
      schema: {
        summary:
          'Say that nothing is to be done about an item that could not be understood; it is kept, and not listed',
        tags,
        params,
        body: dismissSchema,
        response: { 200: deadLetterSchema, ...problems },
      },
    },
    async (request) => {
      const { key } = await letterOf(store, request.params.key);
      const { reason } = request.body;
      await store.deadLetters.dismiss(key, { by: callerOf(request), reason, at: now().toISOString() });
      return answerOf(await letterOf(store, key));
    },
  );
  scope.post(
    '/dead-letters/:key/replay',
    {
      config: { needs: 'operator' },
      schema: {
        summary: 'Read an item again that could not be understood, and take it when it can be now',
        tags,
        params,
        response: { 200: replayAnswerSchema, ...problems },
      },
    },
    async (request) => {
      const letter = await letterOf(store, request.params.key);
      const verdicts = await replay(intake, letter);
      const replayed = verdicts.some(({ verdict }) => verdict !== 'refused');
      if (replayed) await store.deadLetters.replayed(letter.key, now().toISOString());
      return { key: letter.key, replayed, verdicts };
    },
  );
}

const withPlace = (letter: DeadLetter) => ({ ...letter, ...placeOf(letter) });
const answerOf = (letter: DeadLetter) => deadLetterSchema.parse(withPlace(letter));

/** What is still not understood stays the letter that it is, and does not come anew. */
async function replay(intake: Intake, letter: DeadLetter): Promise<readonly Verdict[]> {
  const reads = readAgain(letter);
  const refusals = reads.flatMap((read): Verdict[] =>
    read.kind === 'refused' ? [{ verdict: 'refused', id: read.id, code: read.code, because: read.reason }] : [],
  );
  return refusals.length === reads.length ? refusals : intake.take(reads);
}

/** @throws ApiProblem DEAD_LETTER_UNKNOWN */
async function letterOf(store: Store, key: string): Promise<DeadLetter> {
  const letter = await store.deadLetters.get(key);
  if (letter) return letter;
  throw new ApiProblem('DEAD_LETTER_UNKNOWN', `There is no dead letter "${key}".`);
}
