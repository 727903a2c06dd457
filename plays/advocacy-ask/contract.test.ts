import { DEFAULT_RULES } from '../../src/domain/triggers/default-rules';
import { ASK_TITLES } from '../../src/domain/asks';
import { accountFileSchema } from '../../src/domain/account';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAVOUR_WORDS, FAVOURS } from './asks';
import { advocacyAskContract } from './contract';
import { whomToAsk } from './people';

const reason = 'The segment is champion since 1 March 2026. Ben answered 10 of 10 (NPS) on 1 March 2026.';

it('takes just what the standard rule passes', () => {
  const rule = DEFAULT_RULES.find(({ start }) => start === advocacyAskContract.name)!;
  expect(Object.keys(rule.input)).toEqual(['contact', 'reason', 'on']);
  const input = { contact: 'ben-ortiz', reason, on: '2026-03-01' };
  expect(advocacyAskContract.input.safeParse(input).success).toBe(true);
  expect(advocacyAskContract.key(input)).toBe('ben-ortiz-2026-03-01');
});

it('can be started by hand with nothing but the account, and names occasions by person and day', () => {
  const inputs = [{}, { contact: 'ben' }, { on: '2026-03-01' }, { contact: 'ben', on: '2026-03-01' }];
  const keys = inputs.map((input) => advocacyAskContract.key(advocacyAskContract.input.parse(input)));
  expect(new Set(keys).size).toBe(4);
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9._-]{1,60}$/);
});

it.each([{ contact: '' }, { reason: ' ' }, { reason: 'a\0b' }, { on: 'today' }, { why: 'else' }])(
  'takes no other input: %j',
  (wrong) => {
    expect(advocacyAskContract.input.safeParse(wrong).success).toBe(false);
  },
);

it('has the words of every favour that can be asked for', () => {
  expect([...FAVOURS, 'pulse'].sort()).toEqual(Object.keys(ASK_TITLES).sort());
  for (const { label, next, call } of FAVOURS.map((favour) => FAVOUR_WORDS[favour])) {
    expect(Object.values(ASK_TITLES)).toContain(label);
    // What is talked through goes into a sentence; what is written is sentences.
    expect(next).toMatch(call ? /^[a-z].*[^.]$/ : /^[A-Z].*\.$/);
  }
});

describe('who is asked', () => {
  const file = readFileSync(join(__dirname, '..', '..', 'examples', 'acme.json'), 'utf8');
  const { contacts } = accountFileSchema.parse(JSON.parse(file)).accounts[0]!;
  const asked = (wanted?: string, without: readonly string[] = []) =>
    whomToAsk(
      contacts.filter(({ id }) => !without.includes(id)),
      wanted,
    )?.id;

  it.each([
    ['whoever is named', 'hana-sato', 'hana-sato', []],
    ['nobody in the place of whoever is named', 'gone', undefined, []],
    ['their champion', undefined, 'ben-ortiz', []],
    ['the most senior who may be mailed', undefined, 'olivia-grant', ['ben-ortiz']],
    ['nobody without consent', undefined, undefined, ['ben-ortiz', 'olivia-grant', 'hana-sato']],
  ] as const)('%s', (_, wanted, expected, without) => {
    expect(asked(wanted, without)).toBe(expected);
  });
});
