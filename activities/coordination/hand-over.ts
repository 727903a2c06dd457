import type { PlayContract } from '../../src/domain/play-contract';
import { runIdOf, type PlayRequest } from '../../src/domain/play-messages';
import type { Store } from '../../src/store/store';
import { failure } from '../failures';
import type { AskCoordinator } from './ask';
import type { HandedOver, HandOverRequest } from './port';

export interface HandOverDeps {
  readonly store: Pick<Store, 'runs'>;
  readonly catalogue: readonly PlayContract[];
  readonly ask: AskCoordinator;
}

/**
 * Asks the account's coordinator to let the play run that takes over, once per run that ends. Where that play runs
 * already, it goes on as it is.
 *
 * @throws INVALID_RECORD when the play cannot make its input of what it is told
 */
export async function handOver(deps: HandOverDeps, request: HandOverRequest): Promise<HandedOver> {
  const { accountId, from, to } = request;
  const running = async (): Promise<HandedOver | undefined> => {
    const [run] = await deps.store.runs.list({ accountId, play: to, state: ['running', 'paused'], limit: 1 });
    return run && { kind: 'exists', runId: run.runId, because: 'It runs already.' };
  };
  const contract = deps.catalogue.find(({ name }) => name === to);
  if (!contract?.takeOver) return { kind: 'refused', because: `No play called ${to} takes accounts over.` };
  const already = await running();
  if (already) return already;
  const start = startOf(deps.catalogue, contract, request);
  const { because, kind } = await deps.ask(accountId, { ...start, id: `${from.runId}/hand-over` });
  switch (kind) {
    case 'admitted':
      return { kind: 'started', runId: start.runId, because };
    case 'existing':
      return { kind: 'exists', runId: start.runId, because };
    case 'queued':
      return { kind: 'queued', runId: start.runId, because };
    default:
      // What made it needless may have started in this very moment.
      return (await running()) ?? { kind: 'refused', because };
  }
}

function startOf(
  catalogue: readonly PlayContract[],
  contract: PlayContract,
  { accountId, from, reason, at, chain }: HandOverRequest,
) {
  const title = catalogue.find(({ name }) => name === from.play)?.title ?? from.play;
  const input = contract.input.safeParse(contract.takeOver?.({ from: title, reason, on: at.slice(0, 10) }));
  if (!input.success) throw failure('INVALID_RECORD', `${contract.title} cannot take over: ${input.error.message}`);
  const key = contract.key(input.data);
  const runId = runIdOf(contract.name, accountId, key);
  const led = [...chain, from.play];
  const envelope: PlayRequest = {
    ...{ version: 1, accountId, key, input: input.data, requestedBy: `the ${title.toLowerCase()}` },
    handedOverFrom: { runId: from.runId, reason, chain: led },
  };
  return { type: 'start' as const, play: contract.name, runId, envelope, chain: led };
}
