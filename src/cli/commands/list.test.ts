import { runCli } from '../run-cli';

/** One open run, as the server lists it. */
const run = {
  ...{ runId: 'play/expansion/acme/seats', play: 'expansion', accountId: 'acme', state: 'running', phase: 'Discovery' },
  ...{ requestedBy: 'ops', startedAt: '2026-03-02T09:00:00.000Z', waitingFor: 'ana@example.com (task/1)' },
};
const because = 'Slack did not take the message for now: connect ECONNREFUSED.';
const retrying = [{ what: 'updateTask', attempt: 7, because }];

async function listed(rows: readonly object[], ...args: string[]): Promise<string> {
  let out = '';
  const code = await runCli(['list', ...args], {
    env: { PLAYMAKER_API_KEY: 'k', PLAYMAKER_URL: 'http://127.0.0.1:1' },
    out: (text) => (out += text),
    err: (text) => (out += text),
    stdin: () => Promise.resolve(''),
    fetch: async (url) => Response.json(new Request(url).url.includes('/queue') ? { queued: [] } : { runs: rows }),
  });
  expect(code).toBe(0);
  return out;
}

it('shows a run of which a step is tried again as held up, with the step', async () => {
  const held = { ...run, heldUp: true, retrying };
  expect(await listed([held])).toMatch(
    /\/seats +held up +Discovery +updateTask \(attempt 7\), ana@example\.com \(task\/1\) +–/,
  );
  expect(JSON.parse(await listed([held], '--json'))).toMatchObject([{ heldUp: true, retrying }]);
  expect(await listed([run])).toMatch(/\/seats +running +Discovery +ana@example\.com \(task\/1\) +–/);
});
