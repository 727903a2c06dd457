import type { GivenValues, InboxMessage } from '../../../../temporal-dev/inbox';
import { emptyCoordination, type RunningPlay } from '../../../domain/coordination';
import { ACME } from '../../testing/acme.fixture';
import { checkinCard } from '../../testing/checkin-card.fixture';
import { startTestingServer, type TestingServer } from '../../testing/testing-server.fixture';

const [ANA, DAN, EVE] = ['ana', 'dan', 'eve'].map((name) => `${name}@example.com`) as [string, string, string];
let server: TestingServer;
beforeAll(async () => {
  server = await startTestingServer();
  const others = ['Globex', 'Globe Trotters', 'Initech', 'Hooli'];
  for (const name of others) {
    const id = name.toLowerCase().replace(' ', '-');
    await server.store.accounts.save({ ...ACME, id, name, team: { csm: ANA } });
  }
});
afterAll(() => server?.close());

/** Every text of a message, one per line. */
function textsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    key === 'text' && typeof each === 'string' ? [each] : textsOf(each),
  );
}
const said = ({ text, blocks }: InboxMessage): string => [text, ...textsOf(blocks)].join('\n');
const shownTo = (as: string) =>
  server.inbox.messages().filter(({ ephemeralFor, to }) => ephemeralFor === as || (to === as && !ephemeralFor));
/** What a person sees anew after they did something, and only they. */
async function seen(as: string, act: () => Promise<unknown>): Promise<InboxMessage> {
  const before = new Map(shownTo(as).map(({ ts, edits }) => [ts, edits]));
  expect(await act()).toEqual({ status: 200, body: '' });
  const message = await server.inbox.until(() => shownTo(as).find(({ ts, edits }) => before.get(ts) !== edits));
  expect(message.ephemeralFor).toBe(as);
  return message;
}
const typed = (as: string, text: string) => seen(as, () => server.inbox.command({ as, text, channel: 'general' }));
/** The dialog that a command opens. */
async function dialogOf(as: string, text: string) {
  expect(await server.inbox.command({ as, text, channel: 'general' })).toEqual({ status: 200, body: '' });
  return server.inbox.until((inbox) => inbox.openModal(as));
}
const sent = (as: string, values: GivenValues) => seen(as, () => server.inbox.submitModal({ as, values }));
const because = (reason: string): GivenValues => ({ reason: { value: reason } });

/** A run that Temporal knows, in the read model as well. */
async function running(topic: string, accountId = 'acme'): Promise<string> {
  const { status, body } = await server.call('/api/runs', { body: { play: 'checkin', accountId, input: { topic } } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return `play/checkin/${accountId}/${topic}`;
}

describe('/plays', () => {
  it.each(['/plays', '/plays help', '/plays HELP me'])('%s says what can be typed', async (text) => {
    expect(said(await typed(EVE, text))).toMatch(/\/plays tasks[^]*\/plays start PLAY ACCOUNT/);
  });

  it('offers the closest word for one it does not know', async () => {
    expect(said(await typed(ANA, '/plays acount Acme'))).toContain(
      'I do not know “acount”. Did you mean `/plays account`?',
    );
  });

  it('answers only those who are known here by their address', async () => {
    expect((await typed(EVE, '/plays tasks')).text).toBe(
      'Nobody on our side has the address eve@example.com. Ask whoever runs playmaker to add you.',
    );
  });

  it('says what went wrong on our side with a number for the log', async () => {
    server.inbox.faults.next({ method: 'users.info', fault: 'serverError' });
    expect((await typed(ANA, '/plays tasks')).text).toMatch(
      /Something went wrong on our side.*number: [0-9a-f-]{36}\.$/,
    );
  });
});

describe('/plays tasks', () => {
  it('shows all of them, page by page, and opens one', async () => {
    for (let index = 0; index < 45; index++) {
      const runId = `play/checkin/acme/page-${index}`;
      const due = new Date(Date.UTC(2090, 0, 1, 0, index)).toISOString();
      const card = {
        ...checkinCard(runId, 'acme'),
        taskId: `${runId}/task`,
        question: `Question ${index}: ${'?'.repeat(2900)}`,
      };
      const assignments = [{ role: 'csm', email: DAN, due, at: due, because: 'holds the role' }] as const;
      await server.store.tasks.open({ ...card, card, state: { kind: 'open', due }, assignments, openedAt: due });
    }
    const first = await typed(DAN, '/plays tasks');
    expect(said(first)).toMatch(/45 tasks wait for you\. Here are 1 to 20\.[^]*Question 0:[^]*Question 19:/);
    // Beyond about 11,000 characters Slack refuses a message.
    expect(textsOf(first.blocks).join('').length).toBeLessThan(10_000);
    const click = (message: InboxMessage, actionId: string, blockId?: string) =>
      seen(DAN, () => server.inbox.click({ as: DAN, message, actionId, blockId }));
    const third = await click(await click(first, 'plays:later'), 'plays:later');
    expect(third.ts).toBe(first.ts);
    expect(said(third)).toMatch(/Here are 41 to 45\.[^]*Question 40:/);
    const block = third.blocks.find(({ accessory }) => accessory)?.block_id;
    const card = await click(third, 'plays:task', block);
    expect(card.ts).not.toBe(third.ts);
    expect(said(card)).toMatch(/Question 40:[^]*Please answer by/);
  });

  it('a card that was opened there can be answered there, and makes way', async () => {
    const { runId, taskId } = await server.withCard('from-list');
    const list = await typed(ANA, '/plays tasks');
    const block = list.blocks.find(({ accessory }) => (accessory as { value?: string } | undefined)?.value === taskId);
    const card = await seen(ANA, () =>
      server.inbox.click({ as: ANA, message: list, actionId: 'plays:task', blockId: block?.block_id }),
    );
    const after = await seen(ANA, () => server.inbox.click({ as: ANA, message: card, actionId: 'decide:confirm' }));
    expect(after).toMatchObject({ ts: card.ts, text: ':white_check_mark: This task is answered.' });
    expect((await server.status(runId)).timeline).toMatchObject([{ what: 'Ana chose Confirm {}' }]);
  });
});

describe('/plays account', () => {
  it.each(['acme', 'ACME', 'acm', ' a-c m e '])('finds "%s"', async (name) => {
    expect(said(await typed(ANA, `/plays account ${name}`))).toMatch(
      /^Acme\nAcme\nNothing is known of its health yet\./,
    );
  });

  it.each([
    ['glob', 'Several accounts fit “glob”: Globe Trotters, Globex. Please say which one.'],
    ['intech', 'There is no account “intech”. Similar ones: Initech,'],
    ['', 'Say which one: `/plays account NAME`.'],
    ['in\0te\u0007ch\n', 'There is no account “in te ch”. Similar ones: Initech,'],
  ])('says for %j what could be meant', async (name, words) => {
    expect((await typed(ANA, `/plays account ${name}`)).text).toContain(words);
  });

  it('shows how it is doing, what runs, what waits for whom and what could be started', async () => {
    const accountId = 'initech';
    const account = (await server.store.accounts.get(accountId))!;
    const health = [{ day: '2026-03-02', score: 41, confidence: 1, segment: 'at-risk', because: 'Usage fell.' }];
    await server.store.accountStates.fold([accountId], 'r', '2026-03-02T09:00:00.000Z', async () => ({
      ...{ state: {}, account, health, outgoing: [] },
    }));
    const text = said(await typed(ANA, `/plays account ${accountId}`));
    expect(text).toMatch(/\*At risk\* · health 41 of 100: Usage fell\.\nAs of 2 March 2026\./);
    expect(text).toMatch(/You act here as customer success manager\.[^]*No play runs here\./);
    expect(text).toMatch(/\*Check-in\* would start now: Nothing stands against it\./);
    await running('seen', accountId);
    const later = said(await typed(ANA, `/plays account ${accountId}`));
    expect(later).toMatch(/\*Check-in\* runs, in “Start”\nSince <!date\^[^]*asked for by ops/);
    expect(later).not.toContain('would start');
  });

  it('lets those without a role look, and no more', async () => {
    const page = await typed(DAN, '/plays account initech');
    expect(said(page)).toContain('You hold no role here');
    expect(JSON.stringify(page.blocks)).not.toMatch(/plays:(start|pause|resume|stop)/);
  });
});

describe('/plays start', () => {
  it('asks for what the play has to know, and starts it in the name of who asked, once', async () => {
    const { view } = await dialogOf(ANA, '/plays start check in Globex');
    expect(view.title.text).toBe('Start a play');
    expect(textsOf(view.blocks).join('\n')).toContain('As things stand, it would start now: ');
    const inputs = view.blocks.filter(({ type }) => type === 'input');
    expect(inputs.map(({ block_id, optional }) => [block_id, optional])).toEqual([
      ['input:topic', false],
      ['input:seats', true],
    ]);
    const values = { 'input:topic': { value: 'from-slack' }, 'input:seats': { value: '3' } };
    const told = await sent(ANA, values);
    expect(told.text).toMatch(/^\*Check-in\* at \*Globex\* has started\.$/);
    const runId = 'play/checkin/globex/from-slack';
    expect(await server.store.runs.get(runId)).toMatchObject({ requestedBy: 'Ana' });
    await dialogOf(ANA, '/plays start checkin globex');
    expect((await sent(ANA, values)).text).toMatch(/^\*Check-in\* at \*Globex\* was not started again: /);
  });

  it('keeps the dialog open while the play cannot do with what was filled in', async () => {
    await dialogOf(ANA, '/plays start checkin globex');
    const values = { 'input:topic': { value: 'wrong' }, 'input:seats': { value: '9007199254740993' } };
    await server.inbox.submitModal({ as: ANA, values }).catch(() => undefined);
    expect(server.inbox.openModal(ANA)?.errors).toHaveProperty(['input:seats']);
    await server.inbox.closeModal(ANA);
  });

  it('shows what the coordinator would say, and offers no start where it would say no', async () => {
    const at = new Date().toISOString();
    const ended = { runId: 'play/checkin/acme/old', play: 'checkin', outcome: 'met', startedAt: at, endedAt: at };
    const state = { ...emptyCoordination('globe-trotters'), ended: [ended] };
    await server.store.coordination.save('globe-trotters', { state, envelopes: {} });
    const { view } = await dialogOf(ANA, '/plays start checkin globe trotters');
    expect(textsOf(view.blocks).join('\n')).toMatch(/As things stand, it would be declined: .*checkin/i);
    expect(view.submit).toBeNull();
    expect(view.blocks.some(({ type }) => type === 'input')).toBe(false);
    await server.inbox.closeModal(ANA);
    const page = said(await typed(ANA, '/plays account globe trotters'));
    expect(page).toContain('*Check-in* would be declined: ');
  });

  it('says that it would wait, for whom and until when', async () => {
    const at = new Date().toISOString();
    const rival: RunningPlay = {
      ...{ runId: 'play/save/initech/1', play: 'save', group: 'retention', priority: 100 },
      ...{ startedAt: at, since: at, state: 'running', pausedByPerson: false },
    };
    const state = { ...emptyCoordination('initech'), running: [rival] };
    await server.store.coordination.save('initech', { state, envelopes: {} });
    const { view } = await dialogOf(ANA, '/plays start checkin initech');
    expect(textsOf(view.blocks).join('\n')).toMatch(
      /it would wait, until <!date\^\d+\^.* at the latest: The save runs in the group retention and outranks it/,
    );
    await server.inbox.closeModal(ANA);
  });

  it('is refused, to them alone, to whoever has no role on the account, and that is recorded', async () => {
    const before = server.inbox.messages().length;
    expect((await typed(DAN, '/plays start checkin globex')).text).toBe(
      'That is for those who work for Globex: Ana (customer success manager). You hold no role there.',
    );
    expect(server.inbox.messages()).toHaveLength(before + 1);
    expect(server.inbox.openModal(DAN)).toBeUndefined();
    expect(await server.store.ledger.list({ accountId: 'globex', kind: 'refusal' })).toMatchObject([
      { what: 'Start of checkin was refused', by: 'Dan' },
    ]);
  });

  it.each([
    ['start', /Say which play on which account.*\n• `checkin`: Check-in/],
    ['start checkin', /Say which play on which account/],
    ['start chekin globex', /There is no play "chekin"\. The plays are: checkin\./],
  ])('/plays %s says what is missing', async (text, words) => {
    expect((await typed(ANA, `/plays ${text}`)).text).toMatch(words);
  });
});

describe('/plays pause, resume and stop', () => {
  it('ask why, do it in the name of who asked, and say what came of it', async () => {
    const runId = await running('steered', 'globex');
    await server.store.runs.update('play/checkin/globex/from-slack', { state: 'ended' });
    const { view } = await dialogOf(ANA, '/plays pause globex');
    expect(textsOf(view.blocks).join('\n')).toContain('*Check-in* at *Globex* runs');
    expect((await sent(ANA, because('They *reorganise*'))).text).toBe(
      'You paused *Check-in* at *Globex*: They ∗reorganise∗.',
    );
    expect(await server.status(runId)).toMatchObject({
      state: 'paused',
      timeline: [{ what: 'pause by Ana: They *reorganise*' }],
    });
    // The read model of this play stands still: it is asked itself.
    await dialogOf(ANA, `/plays resume ${runId}`);
    await sent(ANA, because('Done'));
    expect((await typed(ANA, `/plays resume ${runId}`)).text).toBe('Check-in at Globex runs already.');
    await dialogOf(ANA, '/plays stop checkin globex');
    await sent(ANA, because('Merged'));
    expect(await server.status(runId)).toMatchObject({ state: 'ended', result: { outcome: 'cancelled' } });
  });

  it('say what goes first where the coordinator holds a play, and that a pause is lifted all the same', async () => {
    const runId = await running('held', 'globe-trotters');
    const at = new Date().toISOString();
    const common = { startedAt: at, since: at, pausedByPerson: false } as const;
    const save: RunningPlay = {
      ...{ ...common, runId: 'play/retention-save/globe-trotters/1', play: 'retention-save', state: 'running' },
      ...{ group: 'retention', priority: 100 },
    };
    const held: RunningPlay = {
      ...{ ...common, runId, play: 'checkin', group: 'commercial', priority: 1, pausedFor: save.runId },
      state: 'paused-by-coordinator',
    };
    const keep = (run: RunningPlay) =>
      server.store.coordination.save('globe-trotters', {
        state: { ...emptyCoordination('globe-trotters'), running: [run, save] },
        envelopes: {},
      });
    const resume = async () => {
      await dialogOf(ANA, `/plays resume ${runId}`);
      return (await sent(ANA, because('Done'))).text;
    };
    await server.call(`/api/runs/${encodeURIComponent(runId)}/pause`, { body: { reason: 'merger' } });
    await keep(held);
    expect(await resume()).toMatch(/cannot go on yet: a retention save runs.*What goes first is play\/retention-save/);
    await keep({ ...held, pausedByPerson: true });
    expect(await resume()).toMatch(/^You resumed .*: Done\. It does not go on yet: a retention save runs/);
    await server.store.coordination.save('globe-trotters', {
      state: emptyCoordination('globe-trotters'),
      envelopes: {},
    });
    await server.call(`/api/runs/${encodeURIComponent(runId)}/cancel`, { body: { reason: 'Enough' } });
    await server.store.runs.update(runId, { state: 'ended' });
  });

  it('offer a choice where several plays run, and refuse whoever has no role', async () => {
    const runs = [await running('one'), await running('two')];
    const choice = await typed(ANA, '/plays pause acme');
    expect(choice.text).toMatch(/^Several plays at Acme could be paused\. Which one\?/);
    expect(runs.map((runId) => JSON.stringify(choice.blocks).includes(runId))).toEqual([true, true]);
    expect((await typed(DAN, `/plays stop ${runs[0]}`)).text).toContain('You hold no role there.');
    expect((await typed(DAN, '/plays stop acme')).text).toContain('You hold no role there.');
    expect((await server.status(runs[0]!)).state).toBe('running');
  });

  it('change the page of the account where its buttons are used', async () => {
    const runId = await running('on-page', 'globe-trotters');
    const page = await typed(ANA, '/plays account globe trotters');
    await server.inbox.click({ as: ANA, message: page, actionId: 'plays:stop' });
    await server.inbox.until((inbox) => inbox.openModal(ANA));
    const after = await sent(ANA, because('Enough'));
    expect(after.ts).toBe(page.ts);
    expect(said(after)).toMatch(/You stopped .*: Enough\.[^]*No play runs here\./);
    expect((await server.status(runId)).state).toBe('ended');
  });

  it.each([
    ['pause', 'Say which play: `/plays pause ACCOUNT`'],
    ['resume initech', 'Check-in at Initech runs already.'],
    ['pause hooli', 'Nothing at Hooli runs that could be paused.'],
    ['stop play/checkin/globex/non', 'There is no run “play/checkin/globex/non”. Similar ones: play/checkin/'],
    ['stop play/checkin/globex/steered', 'Check-in at Globex has ended already.'],
  ])('/plays %s says what is missing', async (text, words) => {
    const runId = 'play/checkin/globex/steered';
    if (text.endsWith('steered')) await server.store.runs.update(runId, { state: 'ended' });
    expect((await typed(ANA, `/plays ${text}`)).text).toContain(words);
  });
});
