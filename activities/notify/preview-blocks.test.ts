import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import type { TaskCard } from '../../src/domain/tasks';
import { card } from './notify-stage.fixture';
import { previewBlocks } from './preview-blocks';
import { Shortening } from './shortening';

const text = (blocks: readonly KnownBlock[]): string[] =>
  blocks.flatMap((block) => (block.type === 'section' && block.text ? block.text.text : []));
const shown = (preview: TaskCard['preview'], room: number) => {
  const cut = new Shortening();
  const texts = text(previewBlocks(card('t1', { preview }), room, cut));
  return { texts, isWhole: cut.isWhole };
};
const mail = { from: 'Priya Nair', subject: 'Our proposal', text: 'As promised.\n\nIt is attached twice.' };
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => `${index} ${'many words '.repeat(40)}`.trim()).join('\n');

describe('the text under review', () => {
  it('is a quotation on every line', () => {
    const { texts, isWhole } = shown({ title: 'Offer', version: 2, text: 'one\n\n> two' }, 1000);
    expect(texts).toEqual(['*Offer*, version 2\n>one\n>\n>&gt; two']);
    expect(isWhole).toBe(true);
  });

  it('goes on over as many blocks as it needs, and nothing of it is lost', () => {
    const long = paragraphs(15);
    const { texts, isWhole } = shown({ title: 'Offer', version: 1, text: long }, 9000);
    expect(texts.length).toBeGreaterThan(2);
    expect(isWhole).toBe(true);
    expect(texts.join('\n').replace('*Offer*, version 1\n', '').replaceAll(/^>/gm, '')).toBe(long);
  });

  it('comes with its mail whole, from whom and with which subject, before the document is', () => {
    const { texts, isWhole } = shown({ title: 'Offer', version: 1, text: paragraphs(30), mail }, 5000);
    expect(texts.at(-1)).toBe(
      '*The mail it comes with*, from Priya Nair: “Our proposal”\n>As promised.\n>\n>It is attached twice.',
    );
    expect(texts.at(-2)).toMatch(/…$/);
    expect(isWhole).toBe(false);
  });

  it('fits its room and its blocks whatever it is, quoted on every line, and tells when something is missing', () => {
    const words = fc.string({ unit: fc.constantFrom('a', '\n', '&', ' ', '😀', '*'), maxLength: 4000 });
    const long = fc.tuple(words, fc.nat(4)).map(([each, times]) => each.repeat(times + 1));
    fc.assert(
      fc.property(long, fc.option(long), fc.integer({ min: 900, max: 9000 }), (document, cover, room) => {
        const preview = { title: 'Offer', version: 1, text: document };
        const { texts, isWhole } = shown(
          cover === null ? preview : { ...preview, mail: { ...mail, text: cover } },
          room,
        );
        expect(texts.join('\n').length).toBeLessThanOrEqual(room);
        for (const each of texts) expect(each.length).toBeLessThanOrEqual(3000);
        const lines = texts.join('\n').split('\n');
        expect(lines.every((line) => /^(?:>|\*Offer|\*The mail)/.test(line))).toBe(true);
        if (isWhole && cover === null)
          expect(texts.join('').match(/😀/gu)?.length).toBe(document.match(/😀/gu)?.length);
      }),
      { numRuns: 60 },
    );
  });
});
