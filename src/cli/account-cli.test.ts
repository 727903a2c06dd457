import { KEYS } from '../server/testing/acme.fixture';
import { checkinCard } from '../server/testing/checkin-card.fixture';
import { customer, event, leader, noon, seats, type AccountsServer } from '../server/testing/accounts-server.fixture';
import { later } from '../domain/waits';
import { readSegment } from '../intake/segment';
import { accountsCommand, acmesStory, ZONE, type AccountsCommand } from './accounts-command.fixture';
import { inZone, moment, time } from './times';

let server: AccountsServer;
let playmaker: AccountsCommand['playmaker'];
let json: AccountsCommand['json'];
let close: AccountsCommand['close'] | undefined;
beforeAll(async () => {
  ({ server, playmaker, json, close } = await accountsCommand());
});
afterAll(() => close?.());

describe('an account', () => {
  beforeAll(async () => {
    await server.observe(...acmesStory());
    const at = noon('2026-03-10');
    await server.store.ledger.add({
      ...({ key: 'k', kind: 'verdict', accountId: 'acme', at } as const),
      ...{ what: 'Start of expansion: admitted', reason: 'Nothing is in its way.', by: 'rule expansion' },
    });
  });

  it('is shown for people: how it is doing and why, what is known, its names', async () => {
    const { code, out, err } = await playmaker(['account', 'show', 'acme']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^ACME \(acme\)\nHealth: +\d+ of 100\. Low confidence \(\d+ %\): nothing known of surveys or meetings\.\nMoved: +On 12 March 2026: Health fell from .* case is open\.\nSegment: /,
    );
    expect(out).toMatch(/^Contract\n {2}Growth with 100 seats/m);
    expect(out).toMatch(
      /^ {2}Support: \d+ of 100, .* confidence \(\d+ %\); counts for \d+ %\n {4}A severity 1 case is open\.$/m,
    );
    expect(out).toMatch(/^ {2}Sentiment: no data\n {4}Nobody answered a survey/m);
    expect(out).toMatch(/^ {2}Olivia Park, VP of Operations, no role known, olivia@acme\.example\.$/m);
    expect(out).toMatch(/^DAY \(UTC\) +HEALTH +CONFIDENCE +SEGMENT +WHY\n2026-/m);
    expect(out).not.toMatch(/CALLED|NAME OF|email:olivia|weight|known to/);
    expect(await json('account', 'show', 'acme')).toMatchObject({
      account: { id: 'acme' },
      view: { cases: { c1: {} } },
    });
  });

  it('at risk although its health is good says both without contradicting itself', async () => {
    const at = '2026-03-31T09:00:00.000Z';
    const seen = { ...event('tempted', '2026-03-31', 'competitor.evaluated'), at };
    const paid = { ...event('tempted', '2026-03-31', 'payment.received'), at: '2026-03-31T10:00:00.000Z' };
    await server.observe(...customer('tempted'), seats('tempted', '2026-03-30', 80), seen, paid);
    const { out } = await playmaker(['account', 'show', 'tempted']);
    expect(out).toMatch(/^Moved: +Health rose from \d+ to \d+: the last payment came in today\.$/m);
    const since = moment(at).replace(/[+()]/g, '\\$&');
    expect(out).toMatch(
      new RegExp(
        `^Segment: +At risk although health is \\d+: they were seen evaluating a competitor today\\. Since ${since}\\.$`,
        'm',
      ),
    );
    expect(out).toMatch(/^ {2}On 31 March 2026 \(today\) they looked at a competitor\.$/m);
  });

  it('shows what goes on: plays and what they wait for, who has what to do, the next meeting, pauses, decisions', async () => {
    await server.observe(...customer('busy'));
    const { store } = server;
    const runId = 'play/expansion/busy/1';
    const quiet = (await playmaker(['account', 'show', 'busy'])).out;
    expect(quiet).toMatch(
      /^Going on\n {2}No play runs\.\n {2}No meeting is planned\.\n {2}Promotional sends go out\.$/m,
    );
    expect(quiet).not.toContain('Decided lately');
    const [since, due, until] = [noon('2026-03-20'), noon('2026-03-30'), noon('2026-06-30')];
    const run = { runId, play: 'expansion', accountId: 'busy', state: 'running', phase: 'CS confirms' } as const;
    await store.runs.open({ ...run, requestedBy: 'rule expansion', startedAt: since });
    await store.people.save({ email: 'ana@example.com', name: 'Ana', timeZone: 'UTC', country: 'DE' });
    const card = { ...checkinCard(runId, 'busy'), playTitle: 'Expansion' };
    const assignments = [{ role: 'csm', email: 'ana@example.com', due, at: since, because: 'holds the role' }] as const;
    await store.tasks.open({ ...card, card, state: { kind: 'open', due }, assignments, openedAt: since });
    const meeting = { uid: 'm1', runId, accountId: 'busy', title: 'Business review', agenda: '', sequence: 0 };
    await store.meetings.save({
      ...{ ...meeting, status: 'confirmed', organizer: 'ana@example.com' },
      ...{ startsAt: noon('2026-04-02'), endsAt: noon('2026-04-03') },
      attendees: [
        { name: 'Ana', email: 'ana@example.com', side: 'ours' },
        { name: 'Olivia Park', email: 'olivia@busy.example', side: 'theirs' },
      ],
    });
    await store.marketing.pause({ key: 'l', accountId: 'busy', runId, reason: 'a conversation', from: since, until });
    for (const [day, reason] of [
      ['21', undefined],
      ['22', 'They reorganise.'],
      ...['23', '24', '25', '26'].map((day) => [day, undefined]),
    ])
      await store.ledger.add({
        ...({
          key: `d${day}`,
          kind: 'decision',
          accountId: 'busy',
          runId,
          by: 'Ana',
          at: noon(`2026-03-${day}`),
        } as const),
        ...{ what: `Grow on ${day}? — Not yet`, reason },
      });
    const { out } = await playmaker(['account', 'show', 'busy']);
    for (const line of [
      `Expansion runs, in the phase “CS confirms”; it waits for an answer of Ana, until ${moment(due)}.`,
      `Task of Ana, overdue since ${moment(due)}: Shall we meet them? (Expansion)`,
      `Next meeting: Business review, on ${moment(noon('2026-04-02'))}, with Olivia Park; ours: Ana.`,
      `Promotional sends are paused: a conversation (Expansion), until ${moment(until)} at the latest.`,
      `${moment(noon('2026-03-22'))}, Ana: Grow on 22? — Not yet “They reorganise.”`,
    ])
      expect(out).toContain(`\n  ${line}\n`);
    expect(out.indexOf('Grow on 26')).toBeLessThan(out.indexOf('Grow on 25'));
    expect(out).not.toContain('Grow on 21');
    expect(await json('account', 'show', 'busy')).toMatchObject({
      plays: [{ runId, title: 'Expansion', waitingFor: { until: due } }],
      tasks: { total: 1, open: [{ asked: ['Ana'], due, overdue: true }] },
      promotion: { paused: true },
    });
  });

  it('is listed with how it stands, those at risk first, and only those of a person', async () => {
    const listed = async (...args: string[]) =>
      (await playmaker(['accounts', 'list', ...args])).out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    const [head, first, second] = await listed();
    expect(head).toBe('ACCOUNT | NAME | SEGMENT | HEALTH | RENEWAL | CSM | RUNNING PLAYS');
    expect(first).toMatch(/^tempted \| TEMPTED \| at risk \| \d+ \| 2027-12-31 \| – \| –$/);
    expect(second).not.toContain('at risk');
    expect(await listed()).toContainEqual(
      expect.stringMatching(/^busy \| BUSY \| stable \| \d+ \| 2027-12-31 \| – \| expansion$/),
    );
    expect(await listed('--mine', 'ana@example.com')).toEqual(['No accounts.', '']);
    const busy = (await server.store.accounts.get('busy'))!;
    await server.store.accounts.save({ ...busy, team: { csm: 'ana@example.com', ae: 'Dan@example.com' } });
    for (const email of ['ANA@example.com', 'dan@example.com'])
      expect(await listed('--mine', email)).toEqual([
        head,
        expect.stringMatching(/^busy \| BUSY \| stable \| \d+ \| 2027-12-31 \| Ana \| expansion$/),
        '',
      ]);
    expect(await json('accounts', 'list', '--mine', 'ana@example.com')).toMatchObject([
      { id: 'busy', segment: 'stable', renewalOn: '2027-12-31', csm: { name: 'Ana' }, plays: ['expansion'] },
    ]);
    expect(await playmaker(['accounts', 'list', '--mine', 'ana'])).toMatchObject({ code: 1, out: '' });
  });

  it('that an event made is listed by itself, with what to do about it', async () => {
    const answer = await server.observe(event('acmex', '2026-03-30', 'product.used'));
    expect(answer.body).toMatchObject({ verdicts: [{ verdict: 'stored', accountId: 'acmex', newAccount: true }] });
    const { out } = await playmaker(['accounts', 'list', '--new']);
    expect(out).toMatch(/^ACCOUNT .*\nacmex +acmex +–.*\n\nNeither contract nor team is known of these\. .* misspelt/);
    expect(out).toContain('`playmaker account merge WRONG --into RIGHT`');
    expect(await json('accounts', 'list', '--new')).toMatchObject([{ id: 'acmex', unclaimed: true }]);
    const acmex = (await server.store.accounts.get('acmex'))!;
    await server.store.accounts.save({ ...acmex, team: { csm: 'ana@example.com' } });
    expect((await playmaker(['accounts', 'list', '--new'])).out).toBe('Every account has a contract or a team.\n');
  });

  it('before the sale is shown with its readiness', async () => {
    await server.observe(event('early', '2026-03-01', 'account.described', { name: 'Early', stage: 'prospect' }));
    const { out } = await playmaker(['account', 'show', 'early']);
    expect(out).toMatch(/^Readiness: +not ready for sales, fit \d+, intent \d+ of 100\.$/m);
    expect(out).toMatch(/^Readiness\n {2}\[[ x]\] /m);
  });

  it('is not made part of another one before it was seen what that means', async () => {
    await server.observe(...customer('twin'), leader('twin', '2026-02-20', '2026-02-10'));
    const { code, out, err } = await playmaker(['account', 'merge', 'twin', '--into', 'acme']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        '  TWIN (twin): 1 contact, contract Growth with 100 seats, no play running',
        'becomes part of',
        '  ACME (acme): 1 contact, contract Growth with 100 seats, no play running',
        'This cannot be undone. To do it, say it again with --yes.',
        '',
      ].join('\n'),
    );
    expect((await server.store.accounts.get('twin'))?.id).toBe('twin');
    const merge = ['account', 'merge', 'twni', '--into', 'acme', '--yes'];
    expect(await playmaker(merge)).toMatchObject({
      code: 1,
      err: expect.stringContaining('needs the role admin') as string,
    });
    const unknown = await playmaker([...merge, '--api-key', KEYS.root.secret.reveal()]);
    expect(unknown).toMatchObject({
      code: 1,
      err: expect.stringMatching(/There is no account "twni".*twin/) as string,
    });
  });

  it('is explained rule by rule', async () => {
    const { code, out } = await playmaker(['triggers', 'explain', 'acme']);
    expect(code).toBe(0);
    expect(out).toMatch(/^expansion: started lately, and rests\n {2}Usage reaches a limit .*; starts expansion\.\n/m);
    expect(out).toMatch(/^ {2}This rule asked for the play on 10 March 2026 and may ask again after /m);
    expect(out).toMatch(/^ +NEEDED +SEEN\n {2}yes +the account is a customer +The account is a customer$/m);
    expect(out).toMatch(
      /^ +BLOCKED BY +SEEN\n {2}blocks +one of these +–\n {2}blocks +· a case of severity 1 or 2 is open +The case c1/m,
    );
    expect(out).toMatch(
      /\nNot evaluated, as there is no such play yet: retention-save, onboarding, .* and win-back\.\n$/,
    );
    expect(out.match(/no such play/g)).toHaveLength(1);
    expect(out).not.toMatch(/Missing|Unless|resting/);
    expect(await json('triggers', 'explain', 'acme')).toContainEqual(expect.objectContaining({ rule: 'expansion' }));
  });

  it('has a ledger', async () => {
    expect((await playmaker(['decisions', 'acme'])).out).toMatch(
      new RegExp(
        `^WHEN ${ZONE} +KIND +WHAT +WHY +BY\n${time(noon('2026-03-10'))} +verdict +Start of expansion: admitted +Nothing is in its way\\. +rule expansion\n$`,
      ),
    );
    expect((await playmaker(['decisions', 'acme', '--kind', 'touch'])).out).toBe('No decisions.\n');
    expect(await json('decisions', 'acme', '-k', 'verdict')).toMatchObject([{ by: 'rule expansion' }]);
  });

  it('that is unknown has the exit code 1', async () => {
    for (const args of [['account', 'show'], ['triggers', 'explain'], ['decisions']]) {
      const { code, err } = await playmaker([...args, 'acmee']);
      expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('There is no account') as string });
    }
  });
});

describe('the events of an account', () => {
  it('are listed with what each was understood as, so that a misspelt name shows', async () => {
    const at = noon('2026-03-06');
    const track = (event: string, id: string, more: object) =>
      readSegment('track', { messageId: id, event, userId: 'yew-1', timestamp: at, ...more }, later(at, 60_000));
    const reads = [
      ...track('Signed In', 'y1', { context: { groupId: 'yew' } }),
      ...track('prodct.used', 'y2', { timestamp: later(at, 60_000) }),
    ].flatMap((read) => (read.kind === 'incoming' ? [read.incoming] : []));
    await server.store.observations.receive(reads, at);
    const lines = (await playmaker(['events', 'yew'])).out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    expect(lines).toEqual([
      `${inZone('WHEN')} | SOURCE | UNDERSTOOD AS | WHAT IT SAYS | ABOUT | ACCOUNT TOLD BY`,
      `${time(later(at, 60_000))} | segment | product.used | feature: prodct.used | segment:user:yew-1 | whom it is about`,
      `${time(at)} | segment | product.used | – | segment:user:yew-1 | the event`,
      '',
    ]);
    expect((await playmaker(['events', 'yew', '--limit', '1'])).out).toMatch(
      /\nThe last 1 of 2; see more with --limit\.\n$/,
    );
    expect(await json('events', 'yew')).toMatchObject({ count: 2, events: [{ id: 'y2', by: 'names' }, { id: 'y1' }] });
    expect((await playmaker(['events', 'nobody'])).code).toBe(1);
    expect((await playmaker(['events', 'yew', '-n', '0'])).code).toBe(2);
  });
});
