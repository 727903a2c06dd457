import { emailName, type Incoming, type Name } from '../domain/observations';
import { at, fresh, account, contact } from './samples.contract';
import type { Store } from './store';

export function sharedNamesContract(store: () => Store): void {
  const item = (subject: Partial<Incoming['subject']>): Incoming => ({
    ...{ source: 'segment', id: fresh('item'), at: at(0) },
    subject: { account: [], domains: [], contact: [], ...subject },
    observations: [{ type: 'contact.described', data: {} }],
  });
  const receive = async (subject: Partial<Incoming['subject']>) =>
    (await store().observations.receive([item(subject)], at(1)))[0];
  /** Answers what the fold was told of. */
  async function fold(accountId: string): Promise<{ state: unknown; all: number }[]> {
    const told: { state: unknown; all: number }[] = [];
    await store().accountStates.fold([accountId], '1', at(3), async (_id, before) => {
      told.push({ state: before.state, all: (await before.all()).length });
      return { state: { folded: true }, account: account({ id: accountId, contacts: [] }), health: [], outgoing: [] };
    });
    return told;
  }
  const group = (name: string): Name => `segment:group:${name}`;
  const user = (name: string): Name => `segment:user:${name}`;

  describe('a contact of several accounts', () => {
    test('tells none of them, whichever was first: what names only the contact waits', async () => {
      const [one, two, metering] = [fresh('one'), fresh('two'), user(fresh('metering'))];
      for (const id of [one, two, one, two])
        expect(await receive({ account: [group(id)], contact: [metering] })).toMatchObject({ kind: 'stored' });
      expect(await receive({ contact: [metering] })).toEqual({ kind: 'waiting' });
      // Also within one batch.
      const other = user(fresh('other'));
      const batch = [one, two].map((id) => item({ account: [group(id)], contact: [other] }));
      const received = await store().observations.receive([...batch, item({ contact: [other] })], at(1));
      expect(received.map(({ kind }) => kind)).toEqual(['stored', 'stored', 'waiting']);
    });

    test('takes along what it alone told while it was of one account only: that waits from then on', async () => {
      const [one, two, metering] = [fresh('one'), fresh('two'), user(fresh('metering'))];
      const visitor = `segment:anonymous:${fresh('visitor')}`;
      const first = await receive({ account: [group(one)], contact: [metering] });
      const firstId = first?.kind === 'stored' ? first.accountId : '';
      for (const contact of [[metering], [metering, visitor], [visitor]])
        expect(await receive({ contact })).toMatchObject({ kind: 'stored', accountId: firstId });
      await fold(firstId);
      expect(await store().observations.unfolded(100_000)).not.toContain(firstId);
      expect(await receive({ account: [group(two)], contact: [metering] })).toMatchObject({ moved: [firstId] });
      expect(await store().observations.list(firstId)).toHaveLength(1);
      const waiting = (await store().observations.listWaiting()).filter(({ names }) =>
        names.some((name) => name === metering || name === visitor),
      );
      expect(waiting.map(({ names }) => names)).toEqual([[metering], [metering, visitor], [visitor]]);
      // The account has to forget it, and is folded from the start.
      expect(await store().observations.unfolded(100_000)).toContain(firstId);
      expect(await fold(firstId)).toEqual([{ state: undefined, all: 1 }]);
      expect(await store().observations.unfolded(100_000)).not.toContain(firstId);
      expect((await fold(firstId))[0]?.state).toEqual({ folded: true });
    });

    test('moves what went by the domain of an address when the person turns out to be of another account', async () => {
      const domain = `${fresh('theirs').replaceAll('_', '-')}.example`;
      const person = emailName(`jo@${domain}`);
      const [one, two] = [fresh('one'), fresh('two')];
      const ids = [];
      for (const [id, domains] of [
        [one, [domain]],
        [two, []],
      ] as const) {
        const received = await receive({ account: [group(id)], domains });
        ids.push(received?.kind === 'stored' ? received.accountId : '');
      }
      expect(await receive({ contact: [person] })).toMatchObject({ accountId: ids[0] });
      expect(await receive({ account: [group(two)], contact: [person] })).toMatchObject({ moved: [ids[0]] });
      expect(await receive({ contact: [person] })).toMatchObject({ accountId: ids[1] });
      expect(await store().observations.list(ids[0]!)).toHaveLength(1);
      expect(await store().observations.list(ids[1]!)).toHaveLength(4);
    });

    test('is waited for also where two accounts have one domain, until the two are one', async () => {
      const domain = `${fresh('both').replaceAll('_', '-')}.example`;
      const person = emailName(`jo@${domain}`);
      const ids: string[] = [];
      for (const id of [fresh('one'), fresh('two')]) {
        const received = await receive({ account: [group(id)] });
        if (received?.kind === 'stored') ids.push(received.accountId);
        await receive({ account: [group(id)], domains: [domain] });
        if (ids.length === 1) expect(await receive({ contact: [person] })).toMatchObject({ accountId: ids[0] });
      }
      expect(await receive({ contact: [person] })).toEqual({ kind: 'waiting' });
      expect(await store().observations.list(ids[0]!)).toHaveLength(2);
      await store().merges.merge({ fromId: ids[0]!, intoId: ids[1]!, by: 'ops', at: at(2) });
      expect(await receive({ contact: [person] })).toMatchObject({ accountId: ids[1] });
      const names = (await store().observations.list(ids[1]!)).flatMap((observed) => observed.names);
      expect(names).toEqual([person, person, person]);
    });

    test('is told apart by another name that one account alone knows', async () => {
      const [one, two, metering] = [fresh('one'), fresh('two'), user(fresh('metering'))];
      const person = emailName(`${fresh('jo')}@gmail.com`);
      const first = await receive({ account: [group(one)], contact: [metering, person] });
      await receive({ account: [group(two)], contact: [metering] });
      expect(await receive({ contact: [metering, person] })).toMatchObject({
        kind: 'stored',
        accountId: first && 'accountId' in first ? first.accountId : '',
      });
    });

    test('waits also when the account of their domain is told later', async () => {
      const domain = `${fresh('shared').replaceAll('_', '-')}.example`;
      const person = emailName(`jo@${domain}`);
      for (const id of [fresh('one'), fresh('two')]) {
        await store().accounts.save(account({ id, contacts: [contact({ id: fresh('jo'), email: `jo@${domain}` })] }));
      }
      expect(await receive({ contact: [person] })).toEqual({ kind: 'waiting' });
      await receive({ account: [group(fresh('third'))], domains: [domain] });
      expect(await receive({ contact: [person] })).toEqual({ kind: 'waiting' });
      expect((await store().observations.listWaiting()).filter(({ names }) => names.includes(person))).toMatchObject([
        { count: 2 },
      ]);
    });

    test('belongs to the one account that two have become, with what waited; a third one keeps it shared', async () => {
      const metering = user(fresh('metering'));
      const [one, two, three] = ['one', 'two', 'three'].map((id) => fresh(id));
      for (const id of [one, two, three]) await receive({ account: [group(id!)], contact: [metering] });
      const ids: string[] = [];
      for (const id of [one, two, three]) {
        const received = await receive({ account: [group(id!)] });
        if (received?.kind === 'stored') ids.push(received.accountId);
      }
      const merge = (from: number, into: number) =>
        store().merges.merge({ fromId: ids[from]!, intoId: ids[into]!, by: 'ops', at: at(2) });
      expect(await receive({ contact: [metering] })).toEqual({ kind: 'waiting' });
      await merge(0, 1);
      expect(await receive({ contact: [metering] })).toEqual({ kind: 'waiting' });
      await merge(1, 2);
      expect(await receive({ contact: [metering] })).toMatchObject({ kind: 'stored', accountId: ids[2] });
      expect((await store().observations.listWaiting()).filter(({ names }) => names.includes(metering))).toEqual([]);
    });
  });
}
