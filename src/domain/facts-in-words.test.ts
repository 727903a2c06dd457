import { TRIGGERS } from './events';
import { factsInWords, HAPPENED } from './facts-in-words';

it('says what a play heard as a person would', () => {
  expect(factsInWords('Heard: health.critical')).toBe('Heard: health became critical');
  expect(factsInWords('Ana noted: “see v1.two”')).toBe('Ana noted: “see v1.two”');
  expect(factsInWords('Heard: no.such-fact')).toBe('Heard: no.such-fact');
});

it('has words for every fact', () => {
  for (const type of TRIGGERS) expect(HAPPENED[type]).toMatch(/^[a-z][a-z ]+$/);
});
