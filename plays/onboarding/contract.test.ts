import { DEFAULT_RULES } from '../../src/domain/triggers/default-rules';
import { onboardingContract } from './contract';

const told = { deal: 'd-17', goals: 'Plan in an hour.', promises: 'A training.', signedBy: 'Olivia Grant' };

it('takes just what the standard rule passes', () => {
  const rule = DEFAULT_RULES.find(({ start }) => start === onboardingContract.name)!;
  expect(Object.keys(rule.input).sort()).toEqual(Object.keys(told).sort());
  expect(onboardingContract.input.safeParse(told).success).toBe(true);
  expect(onboardingContract.input.safeParse({ deal: 'd-17' }).success).toBe(true);
});

it('is one onboarding for one deal, whatever else is told of it', () => {
  expect(onboardingContract.key(told)).toBe('d-17');
  expect(onboardingContract.key({ deal: 'd-17' })).toBe('d-17');
  expect(onboardingContract.key({ deal: 'd/17' })).not.toBe(onboardingContract.key({ deal: 'd-17' }));
});

it.each([
  {},
  { deal: '' },
  { ...told, goals: 'a\0b' },
  { ...told, promises: ['A training.'] },
  { ...told, why: 'else' },
])('takes no other input: %j', (wrong) => {
  expect(onboardingContract.input.safeParse(wrong).success).toBe(false);
});
