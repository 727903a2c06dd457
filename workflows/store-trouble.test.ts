import { StoreError, type Store } from '../src/store';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, seen } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

const HELD_UP = /cannot be done/;
const LEAD = PEOPLE['cs-manager'];

/** What the store answers to a call of that name, as long as it does. */
const troubles = new Map<'pause' | 'update' | 'add', StoreError>();

function faulty(store: Store): Store {
  const { marketing, runs, ledger } = store;
  async function unless<T>(call: 'pause' | 'update' | 'add', act: () => Promise<T>): Promise<T> {
    const trouble = troubles.get(call);
    if (trouble) throw trouble;
    return act();
  }
  return {
    ...store,
    marketing: { ...marketing, pause: (lease) => unless('pause', () => marketing.pause(lease)) },
    runs: { ...runs, update: (runId, change) => unless('update', () => runs.update(runId, change)) },
    ledger: { ...ledger, add: (entry) => unless('add', () => ledger.add(entry)) },
  };
}

describe('when the store refuses or is away', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage({ faulty });
  });
  beforeEach(() => troubles.clear());
  afterAll(() => stage?.close());

  it('an effect that it will never take becomes a task for a person', async () => {
    const account = await stage.account();
    troubles.set('pause', new StoreError('INVALID_RECORD', 'The record cannot be stored: a bad date.'));
    const runId = await stage.begin('busy', account);
    await stage.card(LEAD, account, HELD_UP);
    expect(seen(stage, LEAD, account)).toMatch(
      /pausing promotional sends.*a bad date\. Correct what the message names/,
    );
    troubles.clear();
    await stage.choose(LEAD, account, 'retry', {}, HELD_UP);
    await stage.choose(PEOPLE.csm, account, 'yes');
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('so does a record of what the play does, and the play can go on without it', async () => {
    const account = await stage.account();
    troubles.set('update', new StoreError('NOT_FOUND', 'There is no such run.'));
    const runId = await stage.begin('asking', account);
    await stage.card(LEAD, account, HELD_UP);
    expect(seen(stage, LEAD, account)).toMatch(/recording that Only phase begins/);
    troubles.clear();
    await stage.choose(LEAD, account, 'skip', {}, HELD_UP);
    await stage.choose(PEOPLE.csm, account, 'yes');
    const result = await stage.ended(runId);
    expect(result.outcome).toBe('done');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('a decision that will never be recorded counts, and the run says that it is not on record', async () => {
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    await stage.card(PEOPLE.csm, account);
    troubles.set('add', new StoreError('INVALID_RECORD', 'The record cannot be stored.'));
    const { openTasks } = await stage.status(runId);
    await stage.app.client.decide(runId, { taskId: openTasks[0]!.taskId, choice: 'yes', as: PEOPLE.csm });
    // So does the outcome, which is a person's to mend or to leave.
    await stage.card(LEAD, account, HELD_UP);
    expect((await stage.status(runId)).reasons.join()).toContain('Not recorded: what Dana Reyes chose.');
    troubles.clear();
    await stage.choose(LEAD, account, 'retry', {}, HELD_UP);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { choice: 'yes' } });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('eight hours without it add some hundred events to the history, and then the play goes on', async () => {
    const account = await stage.account();
    troubles.set('update', new StoreError('STORE_UNREACHABLE', 'No answer from the database.'));
    const runId = await stage.begin('asking', account);
    await stage.skip('8 hours');
    const { historyLength } = await stage.env.client.workflow.getHandle(runId).describe();
    expect(historyLength).toBeGreaterThan(200);
    expect(historyLength).toBeLessThan(450);
    expect((await stage.status(runId)).openTasks).toEqual([]);
    troubles.clear();
    await stage.skip('10 minutes');
    await stage.choose(PEOPLE.csm, account, 'yes');
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });
});
