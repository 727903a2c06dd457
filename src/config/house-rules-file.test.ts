import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { houseRulesFile } from './house-rules-file';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playmaker-rules-'));
  file = join(folder, 'rules.json');
});
afterEach(() => rm(folder, { recursive: true }));

const write = (rules: unknown) => writeFile(file, typeof rules === 'string' ? rules : JSON.stringify(rules));
const capOf = (max: number) => ({ coordination: { caps: { contact: { max } } } });

it('holds the defaults without a file, and takes a file up when it comes', async () => {
  const rules = houseRulesFile(file);
  const before = await rules.current();
  expect(before.rules.coordination.caps.contact).toEqual({ max: 2, days: 7 });
  await write(capOf(1));
  const after = await rules.current();
  expect(after.rules.coordination.caps.contact).toEqual({ max: 1, days: 7 });
  expect(after.version).not.toBe(before.version);
});

it.each(['constructor', 'prototype'])('takes "%s" for a name like others', async (name) => {
  await write({ coordination: { holdOut: { [name]: 0.5 } } });
  const { rules } = await houseRulesFile(file).current();
  expect(Object.entries(rules.coordination.holdOut)).toEqual([[name, 0.5]]);
});

it('tells the same rules by the same version, however the file is written', async () => {
  await write('{ "coordination": {} }');
  const { version } = await houseRulesFile(file).current();
  await write('{}');
  expect((await houseRulesFile(file).current()).version).toBe(version);
});

it('keeps the rules before while a changed file is wrong, and says what is wrong with it', async () => {
  await write(capOf(1));
  const rules = houseRulesFile(file);
  await rules.current();
  await write({ coordination: { caps: { contact: { max: 'two' } } } });
  expect((await rules.current()).rules.coordination.caps.contact.max).toBe(1);
  expect(rules.problem()).toMatch(/coordination\.caps\.contact\.max/);
  await write(capOf(3));
  expect((await rules.current()).rules.coordination.caps.contact.max).toBe(3);
  expect(rules.problem()).toBeUndefined();
});

it.each([
  ['no JSON', '{', /cannot be read/],
  ['an unknown section', { helth: {} }, /helth/],
  ['an unknown setting of messages', { messages: { chanel: '#cs' } }, /messages: .*chanel/],
  ['tasks in no place there is', { messages: { tasks: 'mail' } }, /messages\.tasks: .*"direct"\|"channel"/],
  [
    'a channel without its #',
    { messages: { channel: 'cs' } },
    /messages\.channel: .*a channel such as #customer-success/,
  ],
  [
    'a team that is no address',
    { messages: { teams: { dana: '#cs' } } },
    /messages\.teams\.dana: expected the e-mail address/,
  ],
  [
    'a wrong channel of an account',
    { messages: { accounts: { acme: 'Acme!' } } },
    /messages\.accounts\.acme: .*a channel such as/,
  ],
  [
    'a parameter that no play has',
    { parameters: { onboarding: [{ set: { extensoin: 45 } }] } },
    /parameters\.onboarding\.0\.set\.extensoin: no parameter "extensoin"; onboarding has kickoffWithin, /,
  ],
  ['a reserved key', '{"coordination":{"holdOut":{"__proto__":0.5}}}', /coordination\.holdOut\.__proto__: .*reserved/],
])('is refused from the start with %s', async (_what, content, message) => {
  await write(content);
  await expect(houseRulesFile(file).current()).rejects.toMatchObject({
    code: 'RULES_INVALID',
    message: expect.stringMatching(message) as string,
  });
});
