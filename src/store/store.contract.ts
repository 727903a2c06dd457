/**
 * @module
 * What every store must do, whatever its engine. Its parts stand beside the modules that they are about.
 */
import { accountsContract, contractChangesContract, peopleContract } from './accounts.contract';
import { attributionContract } from './attribution.contract';
import { coordinationContract } from './coordination.contract';
import { deadLettersContract } from './dead-letters.contract';
import { deskContract } from './desk.contract';
import { ledgerContract } from './ledger.contract';
import { marketingContract } from './marketing.contract';
import { documentsContract, meetingsContract } from './meetings.contract';
import { mergePreviewContract } from './merge-preview.contract';
import { mergesContract } from './merges.contract';
import { outboxContract } from './outbox.contract';
import { runsContract } from './runs.contract';
import { sharedNamesContract } from './shared-names.contract';
import type { Store } from './store';
import { tasksContract } from './tasks.contract';
import { threadLinesContract } from './thread-lines.contract';

/** Runs the contract on one store, which may hold other data: each test uses keys of its own. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let opened: Store | undefined;
    const store = (): Store => {
      if (!opened) throw new Error('The store did not open.');
      return opened;
    };
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());

    for (const contract of [
      accountsContract,
      contractChangesContract,
      peopleContract,
      attributionContract,
      sharedNamesContract,
      deadLettersContract,
      coordinationContract,
      runsContract,
      tasksContract,
      deskContract,
      ledgerContract,
      outboxContract,
      threadLinesContract,
      marketingContract,
      meetingsContract,
      documentsContract,
      mergesContract,
      mergePreviewContract,
    ])
      contract(store);

    test('it answers until it is closed, and then says that it is closed', async () => {
      const another = await open();
      expect(another.engine).toBe(store().engine);
      await another.ping();
      await another.close();
      await another.close();
      await expect(another.ping()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
      await expect(another.runs.get('x')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
      await expect(another.accounts.updateContract('x', 'y', {})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    });
  });
}
