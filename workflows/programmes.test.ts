import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openSmallStage();
});
afterAll(() => stage?.close());

const without = (role: 'csm' | 'ae') =>
  stage.account((account) => {
    const { [role]: _nobody, ...team } = account.team;
    return { ...account, team };
  });
const told = (who: keyof typeof PEOPLE, id: string) =>
  stage.inbox.messages({ to: PEOPLE[who] }).filter(({ text }) => text.includes(id));

it('has somebody named for a role that nobody holds, asks again for an address that is nobody’s, and tells them', async () => {
  const account = await without('csm');
  const runId = await stage.begin('staffing', account);
  await stage.choose(PEOPLE['cs-manager'], account, 'name', { fields: { email: 'dana@elsewhere.example' } });
  const named = { fields: { email: ` ${PEOPLE.ae.toUpperCase()} ` } };
  await stage.choose(PEOPLE['cs-manager'], account, 'name', named, /Nobody of ours has this address: “dana@elsewhere/);
  const result = await stage.result(runId);
  expect(result.reason).toBe(PEOPLE.ae);
  expect((await stage.store.accounts.get(account.id))!.team.csm).toBe(PEOPLE.ae);
  expect(told('ae', `You look after ${account.name}.`)).toHaveLength(1);
  await expectCleanEnd(stage, runId, account, result);
});

it('has whoever was asked hold it until somebody is named', async () => {
  const account = await without('csm');
  const runId = await stage.begin('staffing', account);
  const result = await stage.result(runId);
  expect(result.reason).toBe(PEOPLE['cs-manager']);
  expect((await stage.status(runId)).reasons.join()).toContain('Marcus Hill is the customer success manager of');
  await expectCleanEnd(stage, runId, account, result);
});

it('ends one programme at once and the other with the play', async () => {
  const account = await stage.account();
  const runId = await stage.begin('staffing', account);
  await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
  const still = async () =>
    (await stage.store.marketing.enrolments(account.id))
      .filter(({ leftAt }) => leftAt === undefined)
      .map(({ programme, contactId }) => `${programme} ${contactId}`);
  expect(await still()).toEqual([
    'welcome ben-ortiz',
    'welcome hana-sato',
    'welcome olivia-grant',
    'welcome raj-mehta',
  ]);
  await stage.app.client.cancel(runId, { reason: 'The test is over.' });
  const result = await stage.ended(runId);
  expect(await still()).toEqual([]);
  await expectCleanEnd(stage, runId, account, result);
});

it('writes to each of many once, leaves out whoever withdrew meanwhile, and knows for 30 days who was asked', async () => {
  const account = await stage.account((same) => ({
    ...same,
    contacts: same.contacts.map((contact) => ({ ...contact, email: `${contact.id}@${same.id}.example` })),
  }));
  const runId = await stage.begin('surveying', account);
  await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
  const contacts = account.contacts.map((contact) =>
    contact.id === 'hana-sato' ? { ...contact, consent: 'withdrawn' as const } : contact,
  );
  await stage.store.accounts.save({ ...account, contacts }, await stage.time());
  const result = await stage.result(runId);
  expect(result.reason).toBe('olivia-grant, ben-ortiz');
  const again = await stage.begin('surveying', account, {}, '2');
  expect((await stage.result(again)).reason).toBe('nobody');
  await stage.skip('31 days');
  const later = await stage.begin('surveying', account, {}, '3');
  expect((await stage.result(later)).reason).toBe('olivia-grant, ben-ortiz');
  const mailed = account.contacts.map(({ email }) => stage.mails(email).length);
  expect(mailed).toEqual([2, 2, 0, 0, 0]);
  expect((await stage.status(runId)).reasons.join()).toContain('Hana Sato may not be written to any more');
  await expectCleanEnd(stage, runId, account, result);
});
