import { WorkflowNotFoundError } from '@temporalio/client';
import { emptyCoordination, type RunningPlay } from '../../domain/coordination';
import { runIdOf } from '../../domain/play-messages';
import { SEARCH_ATTRIBUTES } from '../../domain/search-attributes';
import { KEYS } from '../testing/acme.fixture';
import type { Answer } from '../testing/call-server.fixture';
import { startTestingServer, type TestingServer } from '../testing/testing-server.fixture';

let server: TestingServer;
beforeAll(async () => {
  server = await startTestingServer();
});
afterAll(() => server?.close());

const pathOf = (runId: string, rest = '') => `/api/runs/${encodeURIComponent(runId)}${rest}`;
const start = (body: object) => server.call('/api/runs', { body });
const checkin = (topic: string) => ({ play: 'checkin', accountId: 'acme', input: { topic } });
const event = (type: string, more: object = {}) => ({
  id: 'e1',
  type,
  accountId: 'acme',
  at: '2026-03-02T09:00:00.000Z',
  ...more,
});
const isProblem = (answer: Answer, status: number, code: string) => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ type: `urn:playmaker:error:${code}`, status, code });
  expect(answer.status).toBe(status);
  return answer.body as { detail: string; errors?: { path: string }[]; next: string };
};
const refusals = async (runId: string) => server.store.ledger.list({ runId, kind: 'refusal' });

describe('starting a play', () => {
  it('makes one run per key, which carries account, play and a summary in Temporal', async () => {
    const first = await start(checkin('one'));
    const runId = runIdOf('checkin', 'acme', 'one');
    expect(first).toMatchObject({
      status: 201,
      body: { runId, play: 'checkin', accountId: 'acme', key: 'one', created: true },
    });
    expect(first.headers.get('location')).toBe(pathOf(runId));
    expect(await start(checkin('one'))).toMatchObject({ status: 200, body: { runId, created: false } });

    const description = await server.env.client.workflow.getHandle(runId).describe();
    expect(description.type).toBe('checkin');
    expect(await description.staticSummary()).toBe('Check-in of Acme');
    const attributes = description.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]);
    expect(attributes).toEqual(
      expect.arrayContaining([
        [SEARCH_ATTRIBUTES.account, 'acme'],
        [SEARCH_ATTRIBUTES.play, 'checkin'],
      ]),
    );
  });

  it('answers the run that exists when it has ended', async () => {
    await start(checkin('ended'));
    const runId = runIdOf('checkin', 'acme', 'ended');
    await server.call(pathOf(runId, '/events'), { body: event('meeting.booked') });
    const result = { outcome: 'met', reachedGoal: true };
    expect(await server.call(pathOf(runId, '/result'))).toMatchObject({ status: 200, body: { done: true, result } });
    expect(await start(checkin('ended'))).toMatchObject({ status: 200, body: { runId, created: false } });
  });

  it('takes a key of the caller’s own, and many requests at once make one run', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => start({ ...checkin('x'), key: 'own:key-1' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
  });

  it.each([
    ['an unknown play', { ...checkin('x'), play: 'chekin' }, 404, 'PLAY_UNKNOWN', /no play "chekin".*checkin/],
    ['an unknown account', { ...checkin('x'), accountId: 'amce' }, 404, 'ACCOUNT_UNKNOWN', /no account "amce".*acme/],
    ['a key the play makes that cannot be one', checkin('two words'), 400, 'INPUT_INVALID', /two words/],
  ])('refuses %s and says what there is', async (_what, body, status, code, detail) => {
    expect(isProblem(await start(body), status, code).detail).toMatch(detail);
    const runId = runIdOf(body.play, body.accountId, body.input.topic);
    await expect(server.env.client.workflow.getHandle(runId).describe()).rejects.toThrow(WorkflowNotFoundError);
  });

  it.each([
    [
      'of the play',
      { ...checkin('x'), input: { topic: '', seats: 'many', notes: [{}] } },
      ['input.topic', 'input.seats', 'input.notes.0.text'],
    ],
    ['with wrong types', { play: 3, accountId: 7, input: {} }, ['play', 'accountId']],
    ['with a wrong key', { ...checkin('x'), key: 'a/b' }, ['key']],
    ['that misses everything', {}, ['play', 'accountId', 'input']],
    ['with more than belongs there', { ...checkin('x'), requestedBy: 'me' }, ['(whole)']],
    ['that is no object', [1], ['(whole)']],
  ])('refuses input %s, naming each field', async (_what, body, paths) => {
    const problem = isProblem(await server.call('/api/runs', { body }), 400, 'INPUT_INVALID');
    expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
    await expect(server.env.client.workflow.getHandle(runIdOf('checkin', 'acme', 'x')).describe()).rejects.toThrow(
      WorkflowNotFoundError,
    );
  });
});

describe('a run', () => {
  it('tells where it stands, and pauses, resumes and is cancelled in the name of the key', async () => {
    const { runId } = await server.withCard('steered');
    expect((await server.call(pathOf(runId))).body).toMatchObject({
      source: 'play',
      state: 'running',
      openTasks: [{ taskId: `${runId}/task/1`, card: { question: 'Shall we meet them?' } }],
      reasons: ['asked for by ops'],
    });
    isProblem(await server.call(pathOf(runId, '/resume'), { body: {} }), 409, 'NOT_PAUSED');
    const paused = await server.call(pathOf(runId, '/pause'), { body: { reason: 'merger' } });
    expect(paused).toMatchObject({ status: 200, body: { state: 'paused' } });
    expect(
      isProblem(await server.call(pathOf(runId, '/pause'), { body: { reason: 'again' } }), 409, 'ALREADY_PAUSED')
        .detail,
    ).toBe('ops paused this play already: merger');
    expect(await server.call(pathOf(runId, '/resume'), { method: 'POST' })).toMatchObject({
      body: { state: 'running' },
    });
    const cancelled = await server.call(pathOf(runId, '/cancel'), { body: { reason: 'by mistake' } });
    expect(cancelled).toMatchObject({ status: 200, body: { result: { outcome: 'cancelled', reason: 'by mistake' } } });
    expect(await server.call(pathOf(runId, '/result'))).toMatchObject({ body: { done: true } });
    isProblem(await server.call(pathOf(runId, '/pause'), { body: { reason: 'late' } }), 409, 'PLAY_ENDED');
  });

  describe('that the coordinator holds', () => {
    const why = 'a retention save runs on the account and goes first; until it ends, this play stands still.';
    const savedBy = 'play/retention-save/acme/save';
    /** What the coordinator keeps before it pauses a run for a save. */
    async function hold(runId: string, pausedByPerson: boolean) {
      const at = '2026-03-02T09:00:00.000Z';
      const common = { startedAt: at, since: at, pausedByPerson: false } as const;
      const running: RunningPlay[] = [
        {
          ...{ ...common, runId, play: 'checkin', group: 'commercial', priority: 1, pausedFor: savedBy },
          ...{ state: 'paused-by-coordinator', pausedByPerson },
        },
        { ...common, runId: savedBy, play: 'retention-save', group: 'retention', priority: 100, state: 'running' },
      ];
      const state = { ...emptyCoordination('acme'), running };
      await server.store.coordination.save('acme', { state, envelopes: {} });
      return () => server.store.coordination.save('acme', { state: emptyCoordination('acme'), envelopes: {} });
    }
    const pause = (runId: string, by: string, reason: string) =>
      server.env.client.workflow.getHandle(runId).executeUpdate('pause', { args: [{ by, reason }] });

    it('is not resumed by a person: the refusal names what goes first and what happens next, and nothing changes', async () => {
      const { runId } = await server.withCard('held');
      await pause(runId, 'playmaker', why);
      const release = await hold(runId, false);
      const refused = await server.call(pathOf(runId, '/resume'), { body: { reason: 'They called back.' } });
      const { detail, next } = isProblem(refused, 409, 'PLAY_HELD');
      expect(detail).toContain(why);
      expect(detail).toContain(`What goes first is ${savedBy}`);
      expect(next).toContain('playmaker cancel');
      expect(await server.status(runId)).toMatchObject({
        state: 'paused',
        timeline: [{ what: `pause by playmaker: ${why}` }],
      });
      await release();
      expect(await server.call(pathOf(runId, '/resume'), { body: {} })).toMatchObject({ body: { state: 'running' } });
    });

    it('loses only the pause of a person, and the answer says what is left', async () => {
      const { runId } = await server.withCard('held-twice');
      await pause(runId, 'ops', 'merger');
      const release = await hold(runId, true);
      const lifted = await server.call(pathOf(runId, '/resume'), { body: { reason: 'It is off.' } });
      const body = { state: 'paused', paused: { by: 'playmaker', reason: why } };
      expect(lifted).toMatchObject({ status: 200, body });
      await release();
    });
  });

  it('needs a reason to be paused or cancelled', async () => {
    const { runId } = await server.withCard('no-reason');
    for (const message of ['pause', 'cancel']) {
      const problem = isProblem(
        await server.call(pathOf(runId, `/${message}`), { body: { reason: ' ' } }),
        400,
        'INPUT_INVALID',
      );
      expect(problem.errors?.[0]?.path).toBe('reason');
    }
    expect((await server.status(runId)).state).toBe('running');
  });

  it('holds its result back while it goes on, and not longer than asked', async () => {
    const { runId } = await server.withCard('waiting');
    const early = server.call(pathOf(runId, '/result?waitSeconds=0'));
    expect(await early).toMatchObject({ status: 200, body: { done: false } });
    const waiting = server.call(pathOf(runId, '/result?waitSeconds=30'));
    await server.call(pathOf(runId, '/events'), { body: event('churn.notified') });
    expect(await waiting).toMatchObject({ body: { done: true, result: { outcome: 'churned', reachedGoal: false } } });
  });

  it('that was terminated is not shown as running', async () => {
    const { runId } = await server.withCard('terminated');
    await server.env.client.workflow.getHandle(runId).terminate('maintenance');
    expect((await server.call(pathOf(runId))).body).toMatchObject({
      state: 'ended',
      openTasks: [],
      reasons: [
        expect.anything(),
        expect.stringMatching(/^Temporal shows this run as terminated.*start the play again with another key/),
      ],
    });
    expect(isProblem(await server.call(pathOf(runId, '/result')), 409, 'RUN_FAILED').detail).toContain('maintenance');
  });

  it('comes from the read model when Temporal has forgotten it', async () => {
    const runId = runIdOf('checkin', 'acme', 'forgotten');
    const startedAt = '2020-03-02T09:00:00.000Z';
    const endedAt = '2020-03-03T09:00:00.000Z';
    const row = { runId, play: 'checkin', accountId: 'acme', phase: 'Meeting', requestedBy: 'ops', startedAt };
    await server.store.runs.open({ ...row, state: 'running' });
    await server.store.runs.update(runId, { state: 'ended', outcome: 'met', reason: 'They met.', endedAt });
    await server.store.ledger.add({
      key: 'k1',
      kind: 'decision',
      accountId: 'acme',
      runId,
      what: 'Ana agreed',
      by: 'Ana',
      at: startedAt,
    });
    const result = { outcome: 'met', reason: 'They met.', endedAt, reachedGoal: true };
    expect((await server.call(pathOf(runId))).body).toMatchObject({ source: 'read-model', state: 'ended', result });
    expect((await server.call(pathOf(runId, '/result'))).body).toEqual({ done: true, result });
    expect((await server.call(pathOf(runId, '/decisions'))).body).toMatchObject({
      decisions: [{ what: 'Ana agreed' }],
    });
    expect(await start({ ...checkin('forgotten') })).toMatchObject({ status: 200, body: { created: false } });

    const list = (query: string) => server.call(`/api/runs?${query}`);
    expect((await list('play=checkin&state=ended&accountId=acme&limit=1')).body).toMatchObject({ runs: [{ runId }] });
    expect((await list('play=other')).body).toEqual({ runs: [] });
    const wrong = isProblem(await list('state=done&limit=0'), 400, 'INPUT_INVALID');
    expect(wrong.errors?.map(({ path }) => path)).toEqual(['state', 'limit']);
  });

  it.each(['play/checkin/acme/none', 'none', 'play/checkin/acme', 'play/checkin/acme/a/b', '../../healthz'])(
    'that does not exist (%s) is told as such everywhere',
    async (runId) => {
      const calls = [
        server.call(pathOf(runId)),
        server.call(pathOf(runId, '/result?waitSeconds=0')),
        server.call(pathOf(runId, '/decisions')),
        server.call(pathOf(runId, '/pause'), { body: { reason: 'r' } }),
        server.call(pathOf(runId, '/decide'), { body: { taskId: 't', choice: 'c', as: 'ana@example.com' } }),
        server.call(pathOf(runId, '/events'), { body: event('meeting.booked') }),
      ];
      for (const answer of await Promise.all(calls)) isProblem(answer, 404, 'RUN_UNKNOWN');
    },
  );
});

describe('an event', () => {
  it('about another account, or one the play does not listen to, is refused', async () => {
    const { runId } = await server.withCard('events');
    const send = (body: object) => server.call(pathOf(runId, '/events'), { body });
    isProblem(await send(event('meeting.booked', { accountId: 'other' })), 400, 'EVENT_FOREIGN');
    expect(isProblem(await send(event('deal.won')), 400, 'EVENT_UNHEARD').detail).toContain(
      'meeting.booked, churn.notified',
    );
    const invalid = isProblem(await send(event('party', { at: 'yesterday' })), 400, 'INPUT_INVALID');
    expect(invalid.errors?.map(({ path }) => path)).toEqual(['type', 'at']);
    expect((await server.status(runId)).timeline).toEqual([]);
    expect(await send(event('meeting.booked'))).toMatchObject({ status: 202, body: { eventId: 'e1' } });
  });
});

describe('a decision', () => {
  const decide = (runId: string, body: object, headers: Record<string, string> = {}) =>
    server.call(pathOf(runId, '/decide'), {
      body: { taskId: `${runId}/task/1`, as: 'ana@example.com', ...body },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEYS.ops.secret.reveal()}`, ...headers },
    });

  it('counts once: the second is told who decided and when, and is in the ledger', async () => {
    const { runId } = await server.withCard('decided');
    const receipt = await decide(runId, { choice: 'not-yet', reason: 'Budget in May' });
    expect(receipt).toMatchObject({ status: 200, body: { choice: 'not-yet', label: 'Not yet' } });
    const late = isProblem(await decide(runId, { choice: 'confirm' }), 409, 'TASK_CLOSED');
    expect(late.detail).toMatch(/^Ana already chose “Not yet” on \d{4}-/);
    expect(await refusals(runId)).toMatchObject([
      { by: 'Ana', reason: expect.stringContaining('TASK_CLOSED') as string },
    ]);
    expect((await server.status(runId)).timeline).toHaveLength(1);
  });

  it('that is sent again with its idempotency key is the same decision', async () => {
    const { runId } = await server.withCard('repeated');
    const headers = { 'idempotency-key': 'k-1' };
    const first = await decide(runId, { choice: 'confirm' }, headers);
    const second = await decide(runId, { choice: 'confirm' }, headers);
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(await refusals(runId)).toEqual([]);
  });

  it('that is another one with a key that was used is refused, not answered with the old receipt', async () => {
    const { runId } = await server.withCard('key-reused');
    const headers = { 'idempotency-key': 'k-2' };
    await decide(runId, { choice: 'confirm' }, headers);
    const asDan = { choice: 'confirm', as: 'dan@example.com' };
    for (const other of [{ choice: 'not-yet', reason: 'Budget' }, asDan, { choice: 'confirm', taskId: 'other' }]) {
      const { detail } = isProblem(await decide(runId, other, headers), 409, 'KEY_REUSED');
      expect(detail).toMatch(/“Confirm”.*by ana@example\.com/);
    }
    expect((await server.status(runId)).timeline).toHaveLength(1);
  });

  it.each([
    ['without the role', { choice: 'confirm', as: 'dan@example.com' }, 403, 'NOT_ALLOWED', 'Dan'],
    ['as the delegate of another role', { choice: 'confirm', as: 'ben@example.com' }, 403, 'NOT_ALLOWED', 'Ben'],
    ['as somebody unknown', { choice: 'confirm', as: 'anna@example.com' }, 404, 'PERSON_UNKNOWN', 'anna@example.com'],
    ['of an unknown task', { choice: 'confirm', taskId: 'other' }, 404, 'TASK_UNKNOWN', 'Ana'],
    ['for an unknown choice', { choice: 'maybe' }, 400, 'CHOICE_UNKNOWN', 'Ana'],
    ['without its reason', { choice: 'not-yet' }, 400, 'REASON_REQUIRED', 'Ana'],
    ['with a wrong field', { choice: 'adjust', fields: { seats: 'many' } }, 400, 'FIELD_INVALID', 'Ana'],
  ])('%s changes nothing and stays in the ledger', async (what, body, status, code, by) => {
    const { runId } = await server.withCard(`refused-${what.replaceAll(' ', '-')}`);
    const { detail } = isProblem(await decide(runId, body), status, code);
    expect(detail.length).toBeGreaterThan(10);
    expect((await server.status(runId)).openTasks).toHaveLength(1);
    expect(await refusals(runId)).toMatchObject([
      { by, accountId: 'acme', reason: expect.stringContaining(code) as string },
    ]);
  });

  it('after the play’s end is told who had decided', async () => {
    const { runId, taskId } = await server.withCard('over');
    const at = '2026-03-02T09:00:00.000Z';
    await server.store.tasks.update(taskId, {
      state: { kind: 'answered', by: 'Cleo', choice: 'confirm', label: 'Confirm', at },
    });
    await server.call(pathOf(runId, '/events'), { body: event('churn.notified') });
    await server.call(pathOf(runId, '/result'));
    expect(isProblem(await decide(runId, { choice: 'confirm' }), 409, 'TASK_CLOSED').detail).toBe(
      `Cleo already chose “Confirm” on ${at}.`,
    );
  });

  it('with wrong types names each field', async () => {
    const { runId } = await server.withCard('types');
    const body = { choice: 1, as: 'ana', fields: { seats: 3 }, taskId: '' };
    const problem = isProblem(await decide(runId, body), 400, 'INPUT_INVALID');
    expect(problem.errors?.map(({ path }) => path)).toEqual(['taskId', 'choice', 'fields.seats', 'as']);
    expect(await refusals(runId)).toEqual([]);
  });
});
