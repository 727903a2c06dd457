import { fresh } from './samples.contract';
import type { Store } from './store';

export function threadLinesContract(store: () => Store): void {
  describe('lines of threads', () => {
    const line = (runId: string, text: string) => ({ key: `${runId}/${text}`, runId, text });

    test('a run says its lines in the order in which they came, each once, until they are said', async () => {
      const [runId, other] = [fresh('run'), fresh('run')];
      const [first, second] = [line(runId, 'first'), { key: `${runId}/root`, runId }];
      for (const each of [first, second, line(other, 'elsewhere'), { ...first, text: 'again' }])
        await store().threadLines.add(each);
      expect(await store().threadLines.waiting(runId)).toEqual([first, second]);
      expect(await store().threadLines.runs()).toEqual(expect.arrayContaining([runId, other]));
      await store().threadLines.remove(first.key);
      expect(await store().threadLines.waiting(runId)).toEqual([second]);
      await store().threadLines.remove(second.key);
      expect(await store().threadLines.runs()).not.toContain(runId);
    });
  });
}
