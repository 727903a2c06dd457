import { ApiProblem } from '../problems';

/** The parts of `play/<play>/<accountId>/<key>`; none of them may hold a slash. */
export interface RunIdParts {
  readonly play: string;
  readonly accountId: string;
  readonly key: string;
}

/** @throws ApiProblem RUN_UNKNOWN for what cannot be the id of a run */
export function partsOfRunId(runId: string): RunIdParts {
  const [prefix, play, accountId, key, ...rest] = runId.split('/');
  if (prefix !== 'play' || !play || !accountId || !key || rest.length > 0) {
    throw new ApiProblem(
      'RUN_UNKNOWN',
      `"${runId}" is not the id of a run; one looks like play/expansion/acme/2026-03.`,
    );
  }
  return { play, accountId, key };
}
