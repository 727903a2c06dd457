import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkinContract } from '../server/testing/checkin-contract.fixture';
import { emptyCoordination, type QueuedRequest, type RunningPlay } from '../domain/coordination';
import { ACCOUNT_FILE, KEYS } from '../server/testing/acme.fixture';
import { startTestingServer, type TestingServer } from '../server/testing/testing-server.fixture';
import { runCli } from './run-cli';
import { moment, readersZone, time } from './times';

/** A time of now, as people read it. */
const TIME = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d';
const ZONE = readersZone().replace(/[+]/g, '\\$&');

let server: TestingServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playmaker-cli-'));
  server = await startTestingServer();
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function playmaker(args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Outcome> {
  const said = { out: '', err: '' };
  const code = await runCli(args, {
    env: { PLAYMAKER_URL: server.url, PLAYMAKER_API_KEY: KEYS.ops.secret.reveal(), PLAYMAKER_DATA_DIR: folder, ...env },
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    stdin: () => Promise.resolve(input),
  });
  return { code, ...said };
}
const json = async (...args: string[]): Promise<unknown> => JSON.parse((await playmaker([...args, '--json'])).out);
/** The read model's row of a run, which the play's own activities would keep. */
const row = (topic: string, startedAt: string) => ({
  ...({
    runId: `play/checkin/acme/${topic}`,
    play: 'checkin',
    accountId: 'acme',
    state: 'running',
    phase: 'Meeting',
  } as const),
  ...{ requestedBy: 'ops', startedAt },
});
async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a play from the command line', () => {
  it('is started, shown, decided, paused, resumed, told a fact, and listed', async () => {
    const input = await file('input.json', '{"topic":"whole"}');
    const runId = 'play/checkin/acme/whole';
    expect(await playmaker(['start', 'checkin', 'acme', '--input', input])).toEqual({
      code: 0,
      out: `Started ${runId}\n`,
      err: '',
    });
    expect((await playmaker(['start', 'checkin', 'acme', '-i', '-'], {}, '{"topic":"whole"}')).out).toBe(
      `${runId} exists already; nothing was started.\n`,
    );
    await server.store.runs.open(row('whole', '2026-03-02T09:00:00.000Z'));

    const page = (await playmaker(['show', 'whole'])).out;
    expect(page).toMatch(/^play\/checkin\/acme\/whole\nState: +running\nPhase: +Meeting\n/);
    const due = moment('2026-03-03T15:00:00.000Z');
    expect(page).toContain(`Task task/1 for ana@example.com, due ${due}\nShall we meet them?`);
    expect(page).toMatch(/^ {2}not-yet +Not yet +needs --reason +We wait\.$/m);
    expect(page).toMatch(/^ {2}adjust +Adjust +--field seats=… --field note=… +With other numbers\.$/m);

    const ana = ['--as', 'ana@example.com'];
    const decided = await playmaker(['decide', 'whole', '1', 'adjust', ...ana, '-f', 'seats=12', '-f', 'note=a=b']);
    expect(decided.out).toMatch(new RegExp(`^ana@example\\.com chose “Adjust” on ${TIME} ${ZONE}\\.\n$`));
    expect((await server.status(runId)).timeline.map(({ what }) => what)).toEqual([
      'Ana chose Adjust {"seats":"12","note":"a=b"}',
    ]);

    expect((await playmaker(['pause', 'whole', '--reason', 'merger'])).out).toBe(`${runId} is paused.\n`);
    expect((await playmaker(['resume', 'whole'])).out).toBe(`${runId} goes on.\n`);
    expect(await json('signal', 'whole', '--type', 'meeting.booked', '--id', 'e1', '-d', 'room=12')).toMatchObject({
      ...{ id: 'e1', accountId: 'acme', data: { room: '12' }, heardBy: runId, state: 'ended' },
      ledTo: [{ what: 'Heard: meeting.booked' }],
    });
    const again = await playmaker(['start', 'checkin', 'acme', '-i', '-'], {}, '\uFEFF{"topic":"whole"}');
    expect(again.out).toBe(
      `${runId} has ended already with the outcome met; nothing was started.\nStart another with a key of its own: playmaker start checkin acme --key NAME\n`,
    );
    const ended = (await playmaker(['show', 'whole'])).out;
    expect(ended).toMatch(/^Outcome: +met: They met\.$/m);

    const list = await playmaker(['list', '--account', 'acme', '--state', 'running']);
    expect(list.out).toMatch(
      new RegExp(
        `^RUN +STATE +PHASE +WAITING FOR +OUTCOME +STARTED \\(${ZONE}\\)\nplay/checkin/acme/whole +running +Start +– +– +${TIME}\n`,
      ),
    );
    expect(await json('list')).toContainEqual(expect.objectContaining({ runId, state: 'running' }));
    expect((await playmaker(['list', '--play', 'other'])).out).toBe('No runs.\n');
  });

  it('is listed with whose answer it waits for, and whether it is held up', async () => {
    const { taskId } = await server.withCard('listed');
    const runId = 'play/checkin/acme/listed';
    await server.store.runs.update(runId, { phase: 'Meeting' });
    const listed = async () => (await playmaker(['list', '-a', 'acme'])).out;
    expect(await listed()).toMatch(/\/listed +running +Meeting +ana@example\.com \(task\/1\) +–/);
    const task = (await server.store.tasks.get(taskId))!;
    const repair = `${runId}/repair/1`;
    await server.store.tasks.open({ ...task, taskId: repair, card: { ...task.card, taskId: repair } });
    expect(await listed()).toMatch(/\/listed +held up +Meeting +ana@example\.com \(repair\/1\) +–/);
  });

  it('says what a fact led to at once, or that nobody listens to it', async () => {
    const { runId } = await server.withCard('facts');
    await server.store.runs.open(row('facts', '2026-03-02T09:00:00.000Z'));
    const { out } = await playmaker(['signal', 'facts', '--type', 'churn.notified', '--id', 'e1']);
    expect(out).toMatch(
      new RegExp(
        `^${runId} heard churn\\.notified \\(id e1\\)\\.\nIt has ended: churned\\. The customer gave notice\\.\nWHEN \\(${ZONE}\\) +PHASE +WHAT IT LED TO\n${TIME} +Meeting +Heard: they gave notice of leaving\n$`,
      ),
    );
    const unheard = await playmaker(['signal', 'facts', '--type', 'deal.won']);
    expect(unheard).toMatchObject({ code: 1, err: expect.stringContaining('checkin does not listen to') as string });
  });

  it('that waits for its turn is listed before the runs, with why and until when', async () => {
    const runId = 'play/checkin/acme/later';
    const at = '2026-03-02T09:00:00.000Z';
    const until = '2090-04-01T09:00:00.000Z';
    const because = 'play/checkin/acme/now runs and may not run beside it.';
    const account = { hasContract: true, reach: 'open' } as const;
    const request = { type: 'start', id: 'r1', at, play: 'checkin', key: 'later', runId, chain: [], account } as const;
    const queue = [{ request: { ...request, requestedBy: 'rule checkin' }, since: at, until, because }];
    const { exclusiveGroup: group, priority } = checkinContract;
    const rival: RunningPlay = {
      ...{ runId: 'play/checkin/acme/now', play: 'checkin', group, priority, startedAt: at, since: at },
      ...{ state: 'running', pausedByPerson: false },
    };
    const save = (waiting: readonly QueuedRequest[]) =>
      server.store.coordination.save('acme', {
        state: { ...emptyCoordination('acme'), running: [rival], queue: waiting },
        envelopes: {},
      });
    await save(queue);
    const { out } = await playmaker(['list', '-a', 'acme', '-n', '1']);
    expect(out.split('\n')[1]).toMatch(
      new RegExp(
        `^${runId} +queued +– +${because.replaceAll('.', '\\.')} It is dropped if it has not started by ${time(until)}\\. +– +–$`,
      ),
    );
    const row = { runId, state: 'queued', because, since: at, until, requestedBy: 'rule checkin' };
    expect(await json('list', '--state', 'queued', '-p', 'checkin')).toEqual([expect.objectContaining(row)]);
    expect(await json('list')).toContainEqual(expect.objectContaining(row));
    expect((await playmaker(['list', '--state', 'running'])).out).not.toContain('queued');
    expect((await playmaker(['list', '--state', 'queued', '-p', 'other'])).out).toBe('No runs.\n');
    expect((await playmaker(['show', 'later'])).err).toContain(`${runId} waits for its turn; nothing runs yet.`);
    const other = { ...queue[0]!, request: { ...queue[0]!.request, id: 'r2', runId: 'play/checkin/acme/later-still' } };
    await save([...queue, other]);
    const withdraw = (id: string) => playmaker(['cancel', id, '--reason', 'They go another way']);
    expect(await withdraw('acme/late')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`  ${runId}\n`) as string,
    });
    await save(queue);
    expect(await withdraw('acme/late')).toEqual({
      code: 0,
      err: '',
      out: `${runId} is withdrawn: it does not start.\n`,
    });
    expect((await playmaker(['list', '--state', 'queued'])).out).toBe('No runs.\n');
    expect(await server.store.ledger.list({ runId })).toMatchObject([
      {
        ...{ kind: 'verdict', what: 'Start of checkin: withdrawn', by: 'ops' },
        reason: expect.stringMatching(/^Ops withdrew it, which had waited since .*: They go another way\.$/) as string,
      },
    ]);
    expect(await withdraw(runId)).toMatchObject({ code: 1 });
    expect(
      (await server.call(`/api/queue/${encodeURIComponent(runId)}/withdraw`, { body: { reason: 'r' } })).body,
    ).toMatchObject({
      code: 'RUN_UNKNOWN',
    });
    await server.store.coordination.save('acme', { state: emptyCoordination('acme'), envelopes: {} });
  });

  it('that a save holds is not resumed; with a pause of a person besides, only that is lifted', async () => {
    const { runId } = await server.withCard('behind-a-save');
    const at = '2026-03-02T09:00:00.000Z';
    const common = { startedAt: at, since: at, pausedByPerson: false, priority: 1 } as const;
    const savedBy = 'play/retention-save/acme/save';
    const keep = (pausedByPerson: boolean, pausedFor?: string) =>
      server.store.coordination.save('acme', {
        state: {
          ...emptyCoordination('acme'),
          running: [
            { ...common, runId: savedBy, play: 'retention-save', group: 'retention', state: 'running' },
            { ...common, runId, play: 'checkin', group: 'commercial', state: 'running', pausedByPerson, pausedFor },
          ],
        },
        envelopes: {},
      });
    await keep(false, savedBy);
    await playmaker(['pause', 'behind-a-save', '-r', 'merger']);
    const refused = await playmaker(['resume', 'behind-a-save']);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/cannot go on yet: a retention save runs.*\/acme\/save[^]*playmaker cancel/);
    await keep(true, savedBy);
    expect((await playmaker(['resume', 'behind-a-save'])).out).toMatch(
      new RegExp(`^The pause of ${runId} is lifted, but it does not go on yet: a retention save runs`),
    );
    await keep(false);
    expect((await playmaker(['resume', 'behind-a-save'])).out).toBe(`${runId} goes on.\n`);
    await server.store.coordination.save('acme', { state: emptyCoordination('acme'), envelopes: {} });
  });

  it('that was terminated says so, and how to go on', async () => {
    const { runId } = await server.withCard('killed');
    await server.env.client.workflow.getHandle(runId).terminate('maintenance');
    const { out } = await playmaker(['show', runId]);
    expect(out).toMatch(/^State: +ended$/m);
    expect(out).toMatch(/^Note: +Temporal shows this run as terminated.*--key/m);
  });

  it('cannot steer the terminal by what others have written', async () => {
    await server.store.runs.open({ ...row('escape', '2999-03-05T09:00:00.000Z'), phase: '\u001b[2Jgone\u009b' });
    const { out } = await playmaker(['list', '-n', '1']);
    expect(out).toContain('[2Jgone');
    for (const character of ['\u001b', '\u009b']) expect(out).not.toContain(character);
  });

  it('is cancelled with a reason', async () => {
    await server.withCard('cancelled');
    const done = await playmaker(['cancel', 'play/checkin/acme/cancelled', '-r', 'by mistake']);
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('is being stopped') as string });
  });
});

it('what was decided is told without what only programs read', async () => {
  const { runId } = await server.withCard('ledger');
  const decide = () => playmaker(['decide', runId, 'task/1', 'confirm', '--as', 'ana@example.com']);
  await decide();
  await decide();
  const { out } = await playmaker(['decisions', 'acme', '--kind', 'refusal']);
  expect(out).toMatch(
    new RegExp(
      `^${TIME} +refusal +“confirm” for task 1 of checkin was refused +Ana already chose “Confirm” on ${TIME}\\. +Ana$`,
      'm',
    ),
  );
  expect(out).not.toMatch(/TASK_CLOSED|\/task\//);
  expect(await json('decisions', 'acme', '--kind', 'refusal')).toContainEqual(
    expect.objectContaining({
      what: `“confirm” for ${runId}/task/1 was refused`,
      reason: expect.stringMatching(/^TASK_CLOSED: .*Z\.$/) as string,
    }),
  );
});

describe('accounts and plays', () => {
  it('are loaded and listed', async () => {
    const path = await file('accounts.json', JSON.stringify(ACCOUNT_FILE));
    expect((await playmaker(['accounts', 'load', path])).out).toBe('Loaded 1 account and 4 people.\n');
    expect((await playmaker(['accounts', 'list'])).out).toMatch(
      /^ACCOUNT +NAME +SEGMENT +HEALTH +RENEWAL +CSM +RUNNING PLAYS\nacme +Acme +– +– +\S+ +\S+/,
    );
    expect((await playmaker(['plays'])).out).toMatch(
      /^PLAY +STAGE +VERSION +GOAL\ncheckin +retention +1 +Somebody meets the customer\.\n$/,
    );
    expect(await json('plays')).toMatchObject([{ name: 'checkin', input: { required: ['topic'] } }]);
  });

  it('a play is shown with how it goes, what ends it and what it needs', async () => {
    const { out } = await playmaker(['plays', 'show', 'checkin']);
    expect(out).toMatch(/^Check-in \(checkin, version 1\)\nSomebody meets the customer\.\n\n/);
    expect(out).toMatch(/^Runs again: +once per account$/m);
    expect(out).toMatch(/^Meeting +1 day +met \(they met\)$/m);
    expect(out).toMatch(/^churn\.notified +churned +The customer gave notice\.$/m);
    expect(out).toMatch(/^topic +yes +string$/m);
    expect(await json('plays', 'show', 'checkin')).toMatchObject({ name: 'checkin', reentry: 'once per account' });
    const diagram = (await playmaker(['plays', 'show', 'checkin', '--diagram'])).out;
    expect(diagram).toContain('phase1 -- they met --> met([met])');
    const unknown = await playmaker(['plays', 'show', 'chekin']);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('The plays are: checkin.') as string });
  });
});

describe('what the server refuses', () => {
  it('is told with its fields and how to go on; exit code 1', async () => {
    const refused = await playmaker(['start', 'checkin', 'acme', '-i', '-'], {}, '{"topic":"x","seats":"many"}');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(
      /^playmaker: The input of checkin is not valid\.\n {2}input\.seats: .*number.*\nCorrect what is named/,
    );
    const unknown = await playmaker(['start', 'chekin', 'acme']);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('The plays are: checkin.') as string });
    const forbidden = await playmaker(
      ['accounts', 'load', '-'],
      { PLAYMAKER_API_KEY: KEYS.reader.secret.reveal() },
      '{"people":[],"accounts":[]}',
    );
    expect(forbidden).toMatchObject({ code: 1, err: expect.stringContaining('the key "reader" has viewer') as string });
  });

  it('as somebody decided already is told with who and when', async () => {
    const { runId } = await server.withCard('decided');
    const decide = () => playmaker(['decide', runId, 'task/1', 'confirm', '--as', 'ana@example.com']);
    expect((await decide()).code).toBe(0);
    expect(await decide()).toMatchObject({
      code: 1,
      err: expect.stringMatching(new RegExp(`Ana already chose “Confirm” on ${TIME} ${ZONE}\\.`)) as string,
    });
    const byNumber = await playmaker(['decide', runId, '1', 'confirm', '--as', 'ana@example.com']);
    expect(byNumber.err).toContain('Ana already chose');
  });

  it('as it does not exist has the exit code 1, whatever it is', async () => {
    const { runId } = await server.withCard('unknown-things');
    const decide = (task: string, choice: string) =>
      playmaker(['decide', runId, task, choice, '--as', 'ana@example.com']);
    for (const [outcome, words] of [
      [await playmaker(['show', 'nothing-like-it']), /No run has "nothing-like-it" in its id/],
      [await playmaker(['show', 'play/checkin/acme/none']), /knows no run/],
      [await decide('task/9', 'confirm'), /no task "play.*task\/9"/],
      [await decide('9', 'confirm'), /no task "play.*task\/9"/],
      [await decide('1', 'maybe'), /"maybe" is not offered/],
    ] as const) {
      expect(outcome).toMatchObject({ code: 1, err: expect.stringMatching(words) as string });
      expect(outcome.err).not.toContain('`detail`');
    }
  });

  it('names the server that does not answer', async () => {
    const { code, err } = await playmaker(['list', '--url', 'http://127.0.0.1:1']);
    expect(code).toBe(1);
    expect(err).toBe(
      'playmaker: No playmaker server answers at http://127.0.0.1:1.\nStart one with `npm start`, or give the address of the one that runs (PLAYMAKER_URL).\n',
    );
  });
});

describe('wrong use', () => {
  it.each([
    ['an unknown command', ['strat'], /unknown command 'strat'/],
    ['a missing argument', ['start', 'checkin'], /missing required argument 'account'/],
    ['a missing option', ['decide', 'x', '1', 'confirm'], /required option '--as <email>'/],
    ['a missing reason', ['pause', 'x'], /required option '-r, --reason <text>'/],
    ['a field without a value', ['decide', 'x', '1', 'c', '--as', 'a@b.c', '--field', 'seats'], /name=value/],
    ['an unknown state', ['list', '--state', 'done'], /queued, running, paused, ended/],
    ['an unknown fact', ['signal', 'x', '--type', 'party'], /meeting\.booked/],
    ['a limit that is none', ['list', '-n', '0'], /from 1 to 500/],
    ['a file that is not there', ['accounts', 'load', '/nowhere.json'], /\/nowhere\.json cannot be read/],
    ['no subcommand', ['accounts'], /Usage: playmaker accounts/],
    ['a key that is none', ['list', '--api-key', 'two words'], /The API key .* holds a space/],
    ['an address that is none', ['list', '--url', 'localhost'], /is not the address of a server/],
  ])('%s is told on stderr', async (_what, args, words) => {
    const { out, err } = await playmaker(args);
    expect(err).toMatch(words);
    expect(out).toBe('');
  });

  it('has the exit code 2, help and success 0', async () => {
    expect((await playmaker(['start', 'checkin'])).code).toBe(2);
    expect((await playmaker(['list', '--url', 'localhost'])).code).toBe(2);
    expect((await playmaker(['accounts', 'load', '-'], {}, '{')).code).toBe(2);
    expect((await playmaker(['--help'])).code).toBe(0);
    expect(await playmaker(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it('names each value of an account file that is wrong, and loads nothing', async () => {
    const { code, err } = await playmaker(['accounts', 'load', '-'], {}, '{"people":[{"email":"x"}],"accounts":[]}');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^playmaker: - is not an account file\.\n {2}people\.0\.email: .*\n(.*\n)*Correct it; nothing was loaded\.\n$/,
    );
  });

  it.each([
    [
      'an account file',
      ['accounts', 'load', '-'],
      '{"people":[],"accounts":[{"team":{"__proto__":"x"}}]}',
      'accounts.0.team',
    ],
    ['house rules', ['rules', 'check', '-'], '{"coordination":{"holdOut":{"__proto__":1}}}', 'coordination.holdOut'],
  ])('names a key of %s that cannot be used', async (_what, args, content, place) => {
    const { code, err } = await playmaker(args, {}, content);
    expect(code).toBe(2);
    expect(err).toContain(`  ${place}.__proto__: `);
  });

  it('lists the runs when a part of an id fits several', async () => {
    for (const topic of ['twin-1', 'twin-2']) await server.store.runs.open(row(topic, '2026-03-01T09:00:00.000Z'));
    const { code, err } = await playmaker(['show', 'twin']);
    expect(code).toBe(2);
    expect(err).toContain('2 runs have "twin" in their id:\n');
    expect(err).toContain('  play/checkin/acme/twin-1\n');
  });

  it('tells how to get a key when there is none, and finds the one of a local server', async () => {
    const without = await playmaker(['list'], { PLAYMAKER_API_KEY: '' });
    expect(without).toMatchObject({ code: 2, err: expect.stringContaining('There is no API key') as string });
    await file('api-key', `${KEYS.ops.secret.reveal()}\n`);
    expect((await playmaker(['list'], { PLAYMAKER_API_KEY: '' })).code).toBe(0);
    expect((await playmaker(['list'], { PLAYMAKER_API_KEY: `${KEYS.ops.secret.reveal()}\r\n` })).code).toBe(0);
  });
});

describe('help', () => {
  it('of every command has an example', async () => {
    const { out } = await playmaker(['--help']);
    const names = [...out.matchAll(/^ {2}([a-z]+)(?: \[|$| )/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'help');
    expect(names.length).toBeGreaterThan(8);
    for (const name of names.filter((each) => each !== 'accounts')) {
      expect((await playmaker([name, '--help'])).out).toMatch(/Example:\n {2}.*playmaker /);
    }
  });
});
