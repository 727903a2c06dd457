import { account, assignment, at, card, entry, fresh, person, run, task } from './samples.contract';
import type { Store } from './store';

export function deskContract(store: () => Store): void {
  describe('what one person has before them', () => {
    const given = async (email: string, due: string) => {
      const opened = task({ assignments: [assignment({ email })], state: { kind: 'open', due } });
      await store().tasks.open(opened);
      return opened.taskId;
    };

    test('their open tasks come by due time, page by page, with how many there are and how many are late', async () => {
      const { email } = person();
      const [second, first, third] = [
        await given(email, at(20)),
        await given(email, at(10)),
        await given(email, at(30)),
      ];
      await given(person().email, at(5));
      const closed = await given(email, at(1));
      await store().tasks.update(closed, { state: { kind: 'closed', why: 'Ended.', at: at(2) } });
      const page = await store().desk.tasks({ assignee: email }, { at: at(20), limit: 2 });
      expect(page.tasks.map(({ taskId }) => taskId)).toEqual([first, second]);
      expect(page).toMatchObject({ total: 3, overdue: 1 });
      const rest = await store().desk.tasks({ assignee: email }, { at: at(20), offset: 2, limit: 2 });
      expect(rest.tasks.map(({ taskId }) => taskId)).toEqual([third]);
      expect(await store().desk.tasks({ assignee: email }, { at: at(20), offset: 9, limit: 2 })).toEqual({
        ...rest,
        tasks: [],
      });
    });

    test('tasks on hold are counted apart, and none of them is late', async () => {
      const { email } = person();
      for (const due of [at(10), at(30)]) await given(email, due);
      const onHold = 'Their office moves.';
      for (const due of [at(10), at(30)])
        await store().tasks.open(task({ assignments: [assignment({ email })], state: { kind: 'open', due, onHold } }));
      const page = await store().desk.tasks({ assignee: email }, { at: at(20), limit: 9 });
      expect(page).toMatchObject({ total: 4, onHold: 2, overdue: 1 });
    });

    test('a task given to several people is before each of them', async () => {
      const [ann, ben] = [person().email, person().email];
      const opened = task({ card: card(), assignments: [assignment({ email: ann })] });
      await store().tasks.open(opened);
      const later = assignment({ role: 'cs-manager', email: ben });
      await store().tasks.assign(opened.taskId, later);
      for (const email of [ann, ben])
        expect((await store().desk.tasks({ assignee: email }, { at: at(0), limit: 5 })).tasks).toEqual([
          { ...opened, assignments: [...opened.assignments, later] },
        ]);
    });

    test('what they gave away, or were only asked about, is not before them', async () => {
      const { email } = person();
      const other = assignment({ role: 'ae', email: person().email });
      const given = [
        { passedOn: true },
        { consulted: { by: 'Ana', text: 'Is that so?' } },
        { passedOn: false },
      ] as const;
      for (const each of given)
        await store().tasks.open(task({ assignments: [assignment({ email, ...each }), other] }));
      expect(await store().desk.tasks({ assignee: email }, { at: at(0), limit: 5 })).toMatchObject({ total: 1 });
      const both = [assignment({ email, passedOn: true }), assignment({ email, role: 'cs-manager' })];
      await store().tasks.open(task({ assignments: both }));
      expect(await store().desk.tasks({ assignee: email }, { at: at(0), limit: 5 })).toMatchObject({ total: 2 });
    });

    test('those about an account are found, whoever they were given to', async () => {
      const accountId = fresh('account');
      const opened = task({ accountId });
      for (const each of [opened, task()]) await store().tasks.open(each);
      const page = { tasks: [opened], total: 1, onHold: 0, overdue: 0 };
      expect(await store().desk.tasks({ accountId }, { at: at(0), limit: 5 })).toEqual(page);
    });

    test('their accounts come by name, with their roles and the latest health', async () => {
      const { email } = person();
      const observed = account({ name: 'Beta', team: { csm: email.toUpperCase(), 'cs-manager': email } });
      const silent = account({ name: 'Alpha', team: { ae: email } });
      for (const each of [observed, silent, account()]) await store().accounts.save(each);
      const health = [
        { day: '2026-03-01', score: 70, confidence: 0.5, because: 'It was fine.' },
        { day: '2026-03-02', score: 41, confidence: 0.5, segment: 'at-risk', because: 'Usage fell.' },
      ];
      await store().accountStates.fold([observed.id], 'rules', at(0), async () => ({
        ...{ state: {}, account: observed, health, outgoing: [] },
      }));
      expect(await store().desk.accounts(email)).toEqual([
        { id: silent.id, name: 'Alpha', roles: ['ae'] },
        { id: observed.id, name: 'Beta', roles: ['cs-manager', 'csm'], health: health[1] },
      ]);
      expect(await store().desk.accounts(fresh('nobody'))).toEqual([]);
    });

    test('what happened at their accounts within a span comes in order, of whatever kind', async () => {
      const [acme, beta] = [account(), account()];
      for (const each of [acme, beta]) await store().accounts.save(each);
      const [before, first, last, after] = [acme, beta, acme, acme].map(({ id }, n) =>
        entry({ accountId: id, at: at(n * 10) }),
      );
      for (const each of [last!, before!, after!, first!, entry({ at: at(15) })]) await store().ledger.add(each);
      const ended = run({ accountId: beta.id, startedAt: at(-50), state: 'ended', outcome: 'won', endedAt: at(20) });
      const started = run({ accountId: acme.id, startedAt: at(20) });
      const longAgo = run({ accountId: acme.id, startedAt: at(-60), state: 'ended', outcome: 'won', endedAt: at(0) });
      for (const each of [started, longAgo, ended]) await store().runs.open(each);
      const span = { since: at(0), until: at(20) };
      const happened = await store().desk.happened([acme.id, beta.id], span);
      expect(happened).toEqual({ entries: [first, last], runs: [ended, started], health: [] });
      expect(await store().desk.happened([], span)).toEqual({ entries: [], runs: [], health: [] });
    });

    test('health comes of the whole days of a span, after the last day before it', async () => {
      const observed = account();
      const day = (date: string, score: number) => ({ day: date, score, confidence: 0.5, because: 'It moved.' });
      const health = [day('2026-02-20', 1), day('2026-02-25', 2), day('2026-03-02', 3), day('2026-03-03', 4)];
      await store().accountStates.fold([observed.id], 'rules', at(0), async () => ({
        ...{ state: {}, account: observed, health, outgoing: [] },
      }));
      const span = { since: '2026-03-02T07:00:00.000Z', until: '2026-03-03T07:00:00.000Z' };
      const { health: days } = await store().desk.happened([observed.id], span);
      expect(days).toEqual(health.slice(1, 3).map((each) => ({ accountId: observed.id, ...each })));
    });

    test('tasks about accounts are found that are open, or were answered within a span', async () => {
      const accountId = fresh('account');
      const answeredAt = async (moment: string) => {
        const opened = task({ accountId, openedAt: moment });
        await store().tasks.open(opened);
        const state = { kind: 'answered', by: 'Ben', choice: 'confirm', label: 'Confirm', at: moment } as const;
        return store().tasks.update(opened.taskId, { state });
      };
      const [, second] = [await answeredAt(at(0)), await answeredAt(at(5)), await answeredAt(at(11))];
      const open = await store().tasks.open(task({ accountId, openedAt: at(6) }));
      const span = { since: at(0), until: at(10) };
      expect(await store().desk.tasksMeanwhile([accountId], span)).toEqual([second, open]);
    });
  });
}
