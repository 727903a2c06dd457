import { account, at, contact, fresh } from './samples.contract';
import type { Store } from './store';

/** What would become of a merge. */
export function mergePreviewContract(store: () => Store): void {
  describe('a merge that is only looked at', () => {
    const saved = async (id = fresh('olivia')) => {
      const one = account({ contacts: [contact({ id, email: `${fresh('o')}@acme.example` })] });
      await store().accounts.save(one, at(0));
      return one.id;
    };
    const merge = (fromId: string, intoId: string) => ({ fromId, intoId, by: 'ops', at: at(30) });

    test('is refused where it would be, and changes nothing', async () => {
      const person = fresh('olivia');
      const [one, two, other] = [await saved(person), await saved(person), await saved()];
      const refusal = { code: 'INVALID_RECORD', message: expect.stringContaining('two people') as string };
      await expect(store().merges.preview(merge(one, two))).rejects.toMatchObject(refusal);
      await expect(store().merges.merge(merge(one, two))).rejects.toMatchObject(refusal);
      expect(await store().merges.preview(merge(one, other))).toMatchObject({
        fromId: one,
        intoId: other,
        done: false,
      });
      expect(await store().merges.current(one)).toBe(one);
    });

    test('that was done says since when, in either direction', async () => {
      const [one, two] = [await saved(), await saved()];
      await store().merges.merge(merge(one, two));
      expect(await store().merges.preview({ ...merge(one, two), at: at(50) })).toMatchObject({
        done: true,
        at: at(30),
      });
      const refusal = { message: `"${one}" is part of "${two}" already, since 2 March 2026. Nothing is left to do.` };
      await expect(store().merges.preview(merge(two, one))).rejects.toMatchObject(refusal);
      await expect(store().merges.merge(merge(two, one))).rejects.toMatchObject(refusal);
    });
  });
}
