import type { Call } from './activities';
import { differences } from './sameness';

const call = (runId: string, activity: string, request: object): Call => ({ runId, activity, request });

describe('differences between two runs', () => {
  const first = [
    call('play/a', 'openTask', { at: '2026-03-02T09:00:00.000Z', key: 'play/a/task/1' }),
    call('play/a', 'tell', { to: 'csm', text: 'Hello' }),
  ];

  it('are none when only run ids, instants and the order of entries differ', () => {
    const second = [
      call('by-hand/b', 'tell', { text: 'Hello', to: 'csm' }),
      call('by-hand/b', 'openTask', { key: 'by-hand/b/task/1', at: '2026-03-03T10:00:00.000Z' }),
    ];
    expect(differences(first, second)).toEqual([]);
  });

  it('name every call that only one of them made, as often as it was made', () => {
    const second = [first[0]!, call('play/a', 'tell', { to: 'ae', text: 'Hello' }), first[0]!];
    expect(differences(first, second)).toEqual([
      '+ tell {"text":"Hello","to":"csm"}',
      '- openTask {"at":"AT","key":"RUN/task/1"}',
      '- tell {"text":"Hello","to":"ae"}',
    ]);
  });
});
