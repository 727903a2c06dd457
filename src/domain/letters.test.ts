import { greeting, letterTo } from './letters';

it.each([
  ['Ben Ortiz', 'Hello Ben,'],
  ['Anne-Marie Dubois', 'Hello Anne-Marie,'],
  ['  Ben   Ortiz ', 'Hello Ben,'],
  ['Dr. Ben Ortiz', 'Hello Dr. Ben Ortiz,'],
  ['Dr. Ortiz', 'Hello Dr. Ortiz,'],
  ['Ortiz, Ben', 'Hello Ortiz, Ben,'],
  ['B. Ortiz', 'Hello B. Ortiz,'],
  ['Facilities', 'Hello Facilities,'],
  ['王小明', 'Hello 王小明,'],
])('%j is greeted with %j', (name, expected) => {
  expect(greeting(name)).toBe(expected);
});

it('a letter is greeting, words and signature, a line apart', () => {
  const letter = {
    subject: 'Hi',
    body: '\nOne.\n\nTwo.\n',
    sender: { email: 'dana@vendor.example', name: 'Dana Kim' },
  };
  expect(letterTo('Ben Ortiz', letter)).toBe('Hello Ben,\n\nOne.\n\nTwo.\n\nKind regards,\nDana Kim\n');
});
