import { DEFAULT_RULES } from '../../src/domain/triggers/default-rules';
import { retentionSaveContract } from './contract';

const reason = 'The account is a customer. The champion Ben left on 2 February 2026.';

it('takes just what the standard rule passes', () => {
  const rule = DEFAULT_RULES.find(({ start }) => start === retentionSaveContract.name)!;
  expect(rule.input).toEqual({ reason: { take: 'because' }, cause: { take: 'cause' }, on: { take: 'day' } });
  const input = { reason, cause: 'champion-departed', on: '2026-02-02' };
  expect(retentionSaveContract.input.safeParse(input).success).toBe(true);
  expect(retentionSaveContract.key(input)).toBe('champion-departed-2026-02-02');
});

it('names an occasion by its day and cause', () => {
  const causes = [{ reason }, { reason: reason.replace('2 F', '3 F') }, { on: '2026-02-02', reason: 'Ben left.' }];
  const keys = [...causes, { on: '2026-02-03', reason: 'Ben left.' }].map((input) => retentionSaveContract.key(input));
  expect(new Set(keys).size).toBe(4);
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9._-]{1,60}$/);
});

it.each([
  {},
  { reason: ' ' },
  { reason: 'a\0b' },
  { reason, on: 'yesterday' },
  { reason, cause: 'They left' },
  { reason, why: 'else' },
])('takes no input that leaves the cause open: %j', (wrong) => {
  expect(retentionSaveContract.input.safeParse(wrong).success).toBe(false);
});
