import { catalogue } from '../../plays';
import type { RunView } from '../client/wire';
import { previewStart } from '../server/plays/preview';
import type { PlaysService } from '../server/plays/plays-service';
import { ApiProblem, type ProblemCode } from '../server/problems';
import type { RunRow, Store } from '../store/store';

/** Plays that answer what they are told to. */
export interface CannedPlays extends PlaysService {
  /** What the next requests are answered with; by default everything counts. */
  next: {
    /** They are refused with that. */
    problem?: { readonly code: ProblemCode; readonly detail: string };
    /** Something breaks. */
    trouble?: Error;
    /** What an act led to. */
    told?: string;
    /** The coordinator holds what is resumed, for this reason. */
    stillHeld?: string;
    started?: Partial<Awaited<ReturnType<PlaysService['start']>>>;
  };
}

/** No play runs here: who asks one gets the answer that was put down for it. What the coordinator would say is real. */
export function cannedPlays(store: Store, now: () => Date): CannedPlays {
  const plays = Object.values(catalogue);
  const refuse = () => {
    const { problem, trouble } = canned.next;
    if (trouble) throw trouble;
    if (problem) throw new ApiProblem(problem.code, problem.detail);
  };
  const view = async (runId: string, state?: RunRow['state']): Promise<RunView> => {
    refuse();
    const run = await store.runs.get(runId);
    if (!run) throw new ApiProblem('RUN_UNKNOWN', `There is no run “${runId}”.`);
    const tasks = await store.tasks.list({ runId, state: 'open' });
    const openTasks = tasks.map(({ taskId, card, state }) => ({ taskId, card, state, asked: [] }));
    return { source: 'play', ...run, state: state ?? run.state, openTasks, timeline: [], reasons: [] };
  };
  const canned: CannedPlays = {
    next: {},
    catalogue: plays,
    preview: (request) => previewStart({ store, catalogue: plays, now }, request),
    async start({ play, accountId }) {
      refuse();
      const key = 'sample';
      const started = { verdict: 'admitted', because: 'Nothing is in its way.', ...canned.next.started } as const;
      return { runId: `play/${play}/${accountId}/${key}`, play, accountId, key, created: true, ...started };
    },
    get: (runId) => view(runId),
    list: async () => [],
    decisions: async () => [],
    result: async () => ({ done: false }),
    async decide(_runId, { taskId, choice, as }) {
      refuse();
      const task = await store.tasks.get(taskId);
      const label = task?.card.choices.find(({ id }) => id === choice)?.label ?? choice;
      const by = (await store.people.byEmail(as))?.name ?? as;
      return { taskId, choice, label, at: now().toISOString(), by };
    },
    async act(_runId, { taskId }) {
      refuse();
      return { taskId, told: canned.next.told ?? '', at: now().toISOString() };
    },
    pause: (runId) => view(runId, 'paused'),
    async resume(runId) {
      const { stillHeld: reason } = canned.next;
      if (reason === undefined) return view(runId, 'running');
      return { ...(await view(runId, 'paused')), paused: { by: 'playmaker', reason } };
    },
    cancel: (runId) => view(runId, 'ended'),
    signal: async () => undefined,
  };
  return canned;
}
