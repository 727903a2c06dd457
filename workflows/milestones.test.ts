import type { Account } from '../src/domain/account';
import { later } from '../src/domain/waits';
import { dayInWords } from '../src/domain/wording';
import { nameIn } from '../src/domain/observations';
import { hasButtons } from '../src/cli/demo/cards';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, openTask, seen } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openSmallStage();
});
afterAll(() => stage?.close());

async function start(input: object = {}): Promise<{ account: Account; runId: string }> {
  await stage.spring();
  const account = await stage.account();
  const runId = await stage.begin('following', account, input);
  await stage.until(runId, ({ waitingFor }) => waitingFor?.what === 'the next milestone');
  return { account, runId };
}
const reach = (runId: string, entity: string, at?: string) =>
  stage.event(runId, { type: 'milestone.reached', entity, ...(at && { at }) });
const daysAgo = async (days: number) => new Date(Date.parse(await stage.time()) - days * 86_400_000).toISOString();
const asked = (account: Account) => stage.messages(PEOPLE.csm, account).filter(({ threadTs }) => !threadTs);

it('asks about what is stuck, once, with what is missing, and closes the question when it is reached', async () => {
  const { account, runId } = await start();
  const began = (await stage.status(runId)).timeline[0]!.at;
  await stage.skip('11 days');
  expect(asked(account)).toEqual([]);
  await stage.skip('1 days');
  const { taskId } = await openTask(stage, runId, /stuck before the first login/);
  expect(seen(stage, PEOPLE.csm, account)).toContain('Nobody has logged in.');
  await reach(runId, 'first-login', await daysAgo(3));
  await stage.until(runId, ({ openTasks }) => openTasks.length === 0);
  expect((await stage.store.tasks.get(taskId))?.state).toMatchObject({ kind: 'closed' });
  await reach(runId, 'first-value');
  const result = await stage.result(runId);
  const [reached, due, value] = [9, 7, 12].map((day) => dayInWords(later(began, day * 86_400_000)));
  expect(result.reason).toBe(`Reached on ${reached}, due on ${due}. | Reached on ${value}.`);
  expect(asked(account)).toHaveLength(1);
  await expectCleanEnd(stage, runId, account, result);
});

it('takes them early, twice and out of order, and asks nothing then', async () => {
  const { account, runId } = await start();
  await reach(runId, 'first-value', await daysAgo(30));
  await reach(runId, 'first-value');
  await reach(runId, 'another');
  const result = await stage.result(runId);
  expect(result.reason).toMatch(/^Reached on \d+ \w+ \d{4}\. \| Reached on \d+ \w+ \d{4}\.$/);
  expect(asked(account)).toEqual([]);
  await expectCleanEnd(stage, runId, account, result);
});

it('asks whoever comes after them when nobody answers, and says what was answered', async () => {
  const { account, runId } = await start();
  await stage.skip('13 days');
  await stage.card(PEOPLE.csm, account);
  await stage.skip('3 days');
  await stage.choose(PEOPLE['cs-manager'], account, 'going', { reason: 'I call them on Monday.' }, /first login/);
  await stage.skip('10 days');
  await stage.choose(PEOPLE.csm, account, 'left-out', { reason: 'They only watch.' }, /before the first value/);
  const result = await stage.result(runId);
  expect(result.reason).toMatch(
    /^Stuck: it was due on .* Nobody has logged in\. Marcus Hill: “I call them on Monday\.” /,
  );
  expect(result.reason).toMatch(/Does not apply to them\.$/);
  await expectCleanEnd(stage, runId, account, result);
});

it('goes on as long after its day as it was paused, and hears what is told meanwhile', async () => {
  const { account, runId } = await start({ days: 60 });
  await stage.skip('6 days');
  await stage.app.client.pause(runId, { reason: 'They move house.' });
  await stage.skip('20 days');
  expect(asked(account)).toEqual([]);
  await reach(runId, 'first-login');
  await stage.app.client.resume(runId, { reason: 'Go on.' });
  await stage.skip('17 days');
  expect(asked(account).filter(hasButtons)).toEqual([]);
  await stage.skip('3 days');
  await stage.choose(PEOPLE.csm, account, 'reached', {}, /before the first value/);
  const result = await stage.result(runId);
  expect(result.reason).toMatch(/^Reached on [^,]* \d{4}\. \| Reached on .*, due on .*\.$/);
  await expectCleanEnd(stage, runId, account, result);
});

it('looks at the account view for what was reached before the play', async () => {
  await stage.spring();
  const account = await stage.account();
  const observations = [{ type: 'milestone.reached' as const, data: { milestone: 'first-login' } }];
  const subject = { account: [nameIn('playmaker', account.id)], domains: [], contact: [] };
  const at = await daysAgo(90);
  await stage.store.observations.receive([{ source: 'segment', id: 'login', at, subject, observations }], at);
  stage.app.accounts.touched([account.id]);
  await stage.app.accounts.settled();
  const runId = await stage.begin('following', account, { days: 13 });
  const result = await stage.result(runId);
  expect(result.reason).toMatch(`Reached on ${dayInWords(at)}.`);
  expect(asked(account)).toEqual([]);
});
