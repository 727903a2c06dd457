import { assignment, at, card, fresh, task } from './samples.contract';
import type { Store } from './store';

const escalation = assignment({ role: 'cs-manager', email: 'mo@vendor.example', because: 'escalated after 1 day' });
const answered = { kind: 'answered', by: 'Priya Shah', choice: 'confirm', label: 'Confirm', at: at(20) } as const;

export function tasksContract(store: () => Store): void {
  describe('tasks', () => {
    test('opening a task again gives the earlier row', async () => {
      const opened = task();
      expect(await store().tasks.open(opened)).toEqual(opened);
      expect(await store().tasks.open({ ...opened, assignments: [escalation], openedAt: at(9) })).toEqual(opened);
      expect(await store().tasks.get(opened.taskId)).toEqual(opened);
    });

    test('an assignment is added once per role, after those that are there', async () => {
      const opened = task();
      await store().tasks.open(opened);
      const twice = await Promise.all([1, 2, 3, 4].map(() => store().tasks.assign(opened.taskId, escalation)));
      const expected = { ...opened, assignments: [assignment(), escalation] };
      for (const row of twice) expect(row).toEqual(expected);
      const again = { ...escalation, email: 'other@vendor.example' };
      expect(await store().tasks.assign(opened.taskId, again)).toEqual(expected);
    });

    test('simultaneous assignments of different roles are all kept', async () => {
      const opened = task({ assignments: [] });
      await store().tasks.open(opened);
      const roles = ['csm', 'cs-manager', 'ae', 'sales-manager', 'marketer'] as const;
      await Promise.all(roles.map((role) => store().tasks.assign(opened.taskId, assignment({ role }))));
      const kept = (await store().tasks.get(opened.taskId))?.assignments.map(({ role }) => role);
      expect([...(kept ?? [])].sort()).toEqual([...roles].sort());
    });

    test('an open task takes a new card and a new due time', async () => {
      const opened = task();
      await store().tasks.open(opened);
      const change = {
        card: card({ preview: { title: 'Proposal', text: 'Dear Dana', version: 2 } }),
        state: { kind: 'open', due: at(960), note: 'Version 2' },
      } as const;
      expect(await store().tasks.update(opened.taskId, change)).toEqual({ ...opened, ...change });
      expect(await store().tasks.update(opened.taskId, {})).toEqual({ ...opened, ...change });
      expect(await store().tasks.update(opened.taskId, { assignments: [escalation] })).toEqual({
        ...opened,
        ...change,
        assignments: [escalation],
      });
    });

    test.each([answered, { kind: 'closed', why: 'The play ended.', at: at(20) } as const])(
      'once $kind, a task never changes again',
      async (state) => {
        const opened = task();
        await store().tasks.open(opened);
        const closed = { ...opened, state };
        expect(await store().tasks.update(opened.taskId, { state })).toEqual(closed);
        expect(await store().tasks.update(opened.taskId, { state: opened.state, card: card() })).toEqual(closed);
        expect(await store().tasks.assign(opened.taskId, escalation)).toEqual(closed);
        expect(await store().tasks.open(opened)).toEqual(closed);
      },
    );

    test('changing a task that was never opened is an error', async () => {
      await expect(store().tasks.assign(fresh('task'), escalation)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(store().tasks.update(fresh('task'), {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await store().tasks.get(fresh('task'))).toBeUndefined();
    });

    test('the list is oldest first and can be narrowed', async () => {
      const [runId, accountId] = [fresh('run'), fresh('account')];
      const [first, second] = [task({ runId, accountId }), task({ accountId, openedAt: at(1) })] as const;
      await store().tasks.open(second);
      await store().tasks.open(first);
      await store().tasks.update(second.taskId, { state: answered });
      const ids = async (filter: Parameters<Store['tasks']['list']>[0]) =>
        (await store().tasks.list(filter)).map(({ taskId }) => taskId);
      expect(await ids({ accountId })).toEqual([first.taskId, second.taskId]);
      expect(await ids({ runId })).toEqual([first.taskId]);
      expect(await ids({ accountId, state: 'answered' })).toEqual([second.taskId]);
    });

    test('the list of one person has what they were given, also by escalation', async () => {
      const [accountId, boss] = [fresh('account'), `${fresh('boss')}@playmaker.example`];
      const [mine, others] = [task({ accountId }), task({ accountId, openedAt: at(1) })];
      await store().tasks.open(mine);
      await store().tasks.open(others);
      expect(await store().tasks.list({ accountId, assignee: boss })).toEqual([]);
      await store().tasks.assign(mine.taskId, { ...escalation, email: boss });
      const given = await store().tasks.list({ state: 'open', assignee: boss });
      expect(given.map(({ taskId }) => taskId)).toEqual([mine.taskId]);
    });
  });
}
