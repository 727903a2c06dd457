import { shortAtWord, table } from './print';

const NOTE = 'Their office moves and nobody answers. '.repeat(80);
const widest = (drawn: string) => Math.max(...drawn.split('\n').map((line) => line.length));

describe('a table', () => {
  it('is not padded by one long text, which ends at a word', () => {
    const drawn = table(
      ['when', 'what', 'by'],
      [
        ['2026-03-02 09:00', NOTE, 'dana.reyes@playmaker.example'],
        ['2026-03-02 10:00', 'confirmed', 'ana'],
      ],
    );
    expect(widest(drawn)).toBeLessThan(130);
    expect(drawn).toMatch(/ answers… +dana\.reyes@playmaker\.example$/m);
  });

  it('gives its last column more room, but no page', () => {
    const drawn = table(['key', 'reason'], [['3f2a9c', NOTE]]);
    expect(widest(drawn)).toBeGreaterThan(120);
    expect(widest(drawn)).toBeLessThan(180);
  });

  it('keeps ids whole, which are copied from it', () => {
    const runId = `play/expansion/${'a'.repeat(60)}/${'k'.repeat(90)}`;
    expect(table(['run', 'state'], [[runId, 'running']])).toContain(`${runId}  running`);
    expect(widest(table(['run', 'state'], [['x'.repeat(3000), 'running']]))).toBeLessThan(330);
  });

  it('shows all of a page about one thing', () => {
    expect(table(['evidence', ''], [['Note', NOTE]], Infinity)).toContain(NOTE.trim());
  });
});

it.each([
  ['short enough', 12, 'short enough'],
  ['one two three', 8, 'one two…'],
  ['one two, three', 11, 'one two…'],
  ['one 😀', 5, 'one…'],
])('shortens "%s" to %d characters', (text, longest, expected) => {
  expect(shortAtWord(text, longest)).toBe(expected);
});
