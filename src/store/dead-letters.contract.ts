import { at, fresh } from './samples.contract';
import type { Store } from './store';

export function deadLettersContract(store: () => Store): void {
  const letters = () => store().deadLetters;
  const add = async (raw: unknown) =>
    letters().add([{ source: 'import', code: 'EVENT_INVALID', reason: 'line 1: no', raw }], at(0));
  const keysOf = async (all: boolean) => (await letters().list({ source: 'import', all })).map(({ key }) => key);
  const keyOf = async (raw: string) => (await letters().list({ all: true })).find((each) => each.raw === raw)!.key;

  describe('dead letters', () => {
    test('one that was dismissed says by whom, why and when, and is listed only among all of them', async () => {
      const raw = fresh('letter');
      await add(raw);
      const key = await keyOf(raw);
      expect(await keysOf(false)).toContain(key);
      const dismissed = { by: 'ops', reason: 'a test of the sender', at: at(1) };
      await letters().dismiss(key, dismissed);
      await letters().dismiss(key, { by: 'another', reason: 'too late', at: at(2) });
      expect(await letters().get(key)).toMatchObject({ dismissed });
      expect(await keysOf(false)).not.toContain(key);
      expect(await keysOf(true)).toContain(key);
      await add(raw);
      expect(await letters().get(key)).toMatchObject({ times: 2, dismissed });
      expect(await keysOf(false)).not.toContain(key);
    });

    test('one that was replayed is listed only among all of them', async () => {
      const raw = fresh('letter');
      await add(raw);
      const key = await keyOf(raw);
      await letters().replayed(key, at(1));
      expect(await keysOf(false)).not.toContain(key);
      expect(await keysOf(true)).toContain(key);
    });
  });
}
