import { THOROUGH } from '../src/domain/cases.fixture';
import type { Account } from '../src/domain/account';
import type { Role } from '../src/domain/roles';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, openTask, seen } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

type Reviewer = 'csm' | 'ae';
type Move = 'approve' | 'edit' | 'reject';
const NAMES = { csm: 'Dana Reyes', ae: 'Priya Nair' } as const;

describe('an approval by two', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
  });
  afterAll(() => stage?.close());

  async function start(): Promise<{ runId: string; account: Account }> {
    const account = await stage.account();
    const runId = await stage.begin('approving', account);
    await stage.until(runId, ({ openTasks }) => openTasks.filter(({ asked }) => asked.length > 0).length === 2);
    return { runId, account };
  }

  const openFor = async (runId: string, role: Reviewer) =>
    (await stage.status(runId)).openTasks.filter(({ card }) => card.role === role);

  /** What one reviewer does with the card in front of them; answers the version they saw. */
  async function play(runId: string, role: Reviewer, move: Move, text: string): Promise<number> {
    const { taskId, card } = await openTaskOf(runId, role);
    await stage.app.client.decide(runId, {
      taskId,
      choice: move,
      as: PEOPLE[role],
      ...(move === 'edit' ? { fields: { accountName: text } } : {}),
      ...(move === 'reject' ? { reason: `${role} says no` } : {}),
    });
    return card.preview!.version;
  }

  async function openTaskOf(runId: string, role: Reviewer) {
    const { openTasks } = await stage.until(runId, ({ openTasks: open }) =>
      open.some(({ card }) => card.role === role),
    );
    const own = openTasks.filter(({ card }) => card.role === role);
    expect(own).toHaveLength(1);
    return own[0]!;
  }

  /** What has to come of the moves, by the rule: an edit is the editor's approval of a new version and asks the other. */
  function expected(moves: readonly (readonly [Reviewer, Move])[]) {
    let version = 1;
    let approved: Reviewer[] = [];
    for (const [role, move] of moves) {
      if (move === 'reject') return { version, approved, rejectedBy: role };
      if (move === 'edit') [version, approved] = [version + 1, [role]];
      else approved.push(role);
      if (approved.length === 2) return { version, approved };
    }
    return { version, approved };
  }

  /** Plays the moves, and approvals until both agree; checks each version on the way, and what comes of it. */
  async function review(moves: readonly (readonly [Reviewer, Move])[]): Promise<void> {
    const { runId, account } = await start();
    const done: [Reviewer, Move][] = [];
    const approvedVersion: Partial<Record<Reviewer, number>> = {};
    const finish = (['csm', 'ae', 'csm'] as const).map((role) => [role, 'approve'] as const);
    for (const [role, move] of [...moves, ...finish]) {
      const so = expected(done);
      // Whoever has approved this version has no card until there is another.
      if (so.rejectedBy || so.approved.length === 2 || so.approved.includes(role)) continue;
      const version = await play(runId, role, move, `text ${done.length}`);
      expect(version).toBe(so.version);
      done.push([role, move]);
      approvedVersion[role] = move === 'edit' ? version + 1 : version;
    }
    const result = await stage.ended(runId);
    const { rejectedBy, version } = expected(done);
    if (rejectedBy) {
      expect(result).toMatchObject({ outcome: 'missed', reason: `${rejectedBy} says no` });
    } else {
      expect(result).toMatchObject({ outcome: 'done', details: { version, by: 'Dana Reyes, Priya Nair' } });
      expect(approvedVersion).toEqual({ csm: version, ae: version });
      const lastEdit = done.map(([, move]) => move).lastIndexOf('edit');
      expect(result.reason).toContain(lastEdit < 0 ? 'first' : `text ${lastEdit}`);
    }
    await expectCleanEnd(stage, runId, account, result);
  }

  const MOVES: readonly Move[] = ['approve', 'edit', 'reject'];
  const byCsm = MOVES.map((move) => ['csm', move, 'ae'] as const);
  const beginnings = THOROUGH ? [...byCsm, ...MOVES.map((move) => ['ae', move, 'csm'] as const)] : byCsm;
  it.each(beginnings)(
    'that begins with the %s (%s) ends with one version approved by both',
    async (one, first, other) => {
      await Promise.all(
        MOVES.map((second) =>
          review([
            [one, first],
            [other, second],
          ]),
        ),
      );
    },
  );

  it('by edits to and fro ends with the last of them, approved by both', () =>
    review([
      ['csm', 'edit'],
      ['ae', 'edit'],
      ['csm', 'edit'],
      ['ae', 'edit'],
    ]));

  it.each<[Move, Move]>([
    ['edit', 'edit'],
    ['edit', 'approve'],
    ['approve', 'edit'],
    ['reject', 'edit'],
    ['edit', 'reject'],
    ['approve', 'approve'],
  ])('%s and %s at the same moment: nothing is approved that somebody did not see', async (first, second) => {
    const { runId, account } = await start();
    const at: [Reviewer, Move][] = [
      ['csm', first],
      ['ae', second],
    ];
    const answers = await Promise.allSettled(at.map(([role, move]) => play(runId, role, move, `by ${role}`)));
    const counted = at.filter((_, index) => answers[index]!.status === 'fulfilled');
    expect(counted.length).toBeGreaterThan(0);
    const edited = counted.find(([, move]) => move === 'edit');
    if (edited && !counted.some(([, move]) => move === 'reject')) {
      const other = edited[0] === 'csm' ? 'ae' : 'csm';
      expect(await openFor(runId, edited[0])).toEqual([]);
      expect(await play(runId, other, 'approve', '')).toBe(2);
    }
    const result = await stage.ended(runId);
    if (counted.some(([, move]) => move === 'reject')) expect(result.outcome).toBe('missed');
    else if (edited)
      expect(result).toMatchObject({
        details: { version: 2 },
        reason: expect.stringContaining(`by ${edited[0]}`) as string,
      });
    else expect(result).toMatchObject({ outcome: 'done', details: { version: 1 } });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('shows the other reviewer on their card who made a new version', async () => {
    const { runId, account } = await start();
    await stage.choose(PEOPLE.ae, account, 'edit', { fields: { accountName: 'Northern depots' } });
    await stage.card(PEOPLE.csm, account, /version 2/i);
    expect(seen(stage, PEOPLE.csm, account)).toContain(`${NAMES.ae} made a new version.`);
    expect(seen(stage, PEOPLE.csm, account)).toContain('Northern depots');
    await stage.choose(PEOPLE.csm, account, 'approve', {}, /version 2/i);
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('shows the mail it comes with whole, and what is approved is the mail as it was rewritten', async () => {
    const { runId, account } = await start();
    const shown = seen(stage, PEOPLE.csm, account);
    expect(shown).toContain('*The mail it comes with*, from Priya Nair');
    expect(shown).toContain('just reply to this mail: it reaches me directly.');
    const fields = { accountName: 'second', 'mail-subject': 'Your proposal, Olivia', 'mail-words': 'As promised.' };
    await stage.choose(PEOPLE.ae, account, 'edit', { fields });
    await stage.card(PEOPLE.csm, account, /version 2/i);
    expect(seen(stage, PEOPLE.csm, account)).toContain('“Your proposal, Olivia”\\n>As promised.');
    await stage.choose(PEOPLE.csm, account, 'approve', {}, /version 2/i);
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ version: 2, subject: 'Your proposal, Olivia', words: 'As promised.' });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('refuses an edit of what is not open to editing', async () => {
    const { runId, account } = await start();
    const { taskId } = await openTaskOf(runId, 'ae');
    const fields = { accountName: 'x', leaderName: 'Somebody else' };
    await expect(
      stage.app.client.decide(runId, { taskId, choice: 'edit', as: PEOPLE.ae, fields }),
    ).rejects.toMatchObject({ code: 'FIELD_INVALID' });
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('is not given when one of them never answers, and the other need not go on', async () => {
    const { runId, account } = await start();
    await play(runId, 'csm', 'approve', '');
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'missed', reason: 'Nobody answered in time.' });
    expect(seen(stage, PEOPLE['sales-manager'], account)).not.toBe('[]');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is over at once when one rejects while the other cannot even be asked', async () => {
    const account = await stage.account((same) => ({
      ...same,
      team: Object.fromEntries(Object.entries(same.team).filter(([role]) => role !== 'csm')),
    }));
    const runId = await stage.begin('approving', account);
    await openTask(stage, runId, /cannot be done/);
    await stage.choose(PEOPLE.ae, account, 'reject', { reason: 'Not now.' }, /Please review/);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'missed', reason: 'Not now.' });
    await expectCleanEnd(stage, runId, account, result);
  });

  /** An account on which Marcus holds these roles. */
  const marcusAs = (...roles: readonly Role[]) =>
    stage.account((account) => ({
      ...account,
      team: { ...account.team, ...Object.fromEntries(roles.map((role) => [role, PEOPLE['cs-manager']])) },
    }));
  const cardsOf = (email: string, account: Account) =>
    stage.messages(email, account).filter(({ text }) => text.includes('Please review'));

  it('whoever holds both roles is asked once, and what they edit is approved', async () => {
    const account = await marcusAs('csm', 'ae');
    const runId = await stage.begin('approving', account);
    await stage.choose(PEOPLE['cs-manager'], account, 'edit', { fields: { accountName: 'Two depots' } });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { version: 2, by: 'Marcus Hill' } });
    expect(cardsOf(PEOPLE['cs-manager'], account)).toHaveLength(1);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('whom both are escalated to is asked once, and answers for both', async () => {
    await stage.spring();
    const account = await marcusAs('sales-manager');
    const runId = await stage.begin('approving', account);
    await stage.card(PEOPLE.csm, account);
    await stage.skip('3 days');
    await stage.choose(PEOPLE['cs-manager'], account, 'approve');
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { version: 1, by: 'Marcus Hill' } });
    expect(cardsOf(PEOPLE['cs-manager'], account)).toHaveLength(1);
    await expectCleanEnd(stage, runId, account, result);
  });
});
