import { emptyCoordination, type QueuedRequest } from '../domain/coordination';
import { at, fresh } from './samples.contract';
import type { Store } from './store';

const queued = (play: string, accountId: string, since: string): QueuedRequest => ({
  request: {
    ...({
      type: 'start',
      id: fresh('request'),
      at: since,
      play,
      key: '1',
      runId: `play/${play}/${accountId}/1`,
    } as const),
    ...{ requestedBy: 'ops', chain: [], account: { hasContract: true, reach: 'open' as const } },
  },
  ...{ since, until: at(50), because: 'Another play of its group runs.' },
});

export function coordinationContract(store: () => Store): void {
  describe('coordination', () => {
    test('tells which requests wait, at all accounts or one of them, the oldest first', async () => {
      const { coordination } = store();
      const [early, late, idle] = [fresh('account'), fresh('account'), fresh('account')];
      const save = (accountId: string, ...queue: QueuedRequest[]) =>
        coordination.save(accountId, { state: { ...emptyCoordination(accountId), queue }, envelopes: {} });
      const [first, second, third] = [
        queued('renewal', early, at(1)),
        queued('expansion', late, at(2)),
        queued('expansion', early, at(3)),
      ];
      await save(early, first, third);
      await save(late, second);
      await save(idle);
      const whose = (await coordination.queued()).filter(({ accountId }) => [early, late, idle].includes(accountId));
      expect(whose).toEqual([
        { ...first, accountId: early },
        { ...second, accountId: late },
        { ...third, accountId: early },
      ]);
      expect(await coordination.queued({ accountId: early, play: 'renewal' })).toEqual([
        { ...first, accountId: early },
      ]);
      expect(await coordination.queued({ accountId: idle })).toEqual([]);
    });
  });
}
