import fc from 'fast-check';
import { checkMessageBlocks, checkModalView } from '../../temporal-dev/inbox/slack/block-limits';
import type { CardState } from '../../src/domain/tasks';
import { cardBlocks } from './card-blocks';
import { card } from './notify-stage.fixture';
import { readShowAll, wholeCardModal } from './whole-card';

const open: CardState = { kind: 'open', due: '2026-03-03T15:00:00.000Z' };
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
const preview = { title: 'Proposal', version: 1, text: words(3000) };
const showAll = (blocks: ReturnType<typeof cardBlocks>) =>
  blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .flatMap((element) => (element.type === 'button' && element.text.text === 'Show it all' ? [element] : []));

describe('a card too long for a message', () => {
  it.each([
    ['the text under review', { preview }],
    [
      'the mail it comes with',
      { preview: { ...preview, text: 'Short', mail: { from: 'P', subject: 'S', text: words(3000) } } },
    ],
    ['the question', { question: words(400) }],
    ['why now', { why: words(300) }],
    ['one of many long lines of evidence', { evidence: ['a', 'b'].map((label) => ({ label, value: words(250) })) }],
    ['evidence beyond the tenth', { evidence: Array.from({ length: 11 }, () => ({ label: 'Seats', value: '9' })) }],
  ])('offers all of it where it cuts %s', (_what, change) => {
    const long = card('t1', change);
    const blocks = cardBlocks(long, open);
    expect(() => checkMessageBlocks(JSON.parse(JSON.stringify(blocks)))).not.toThrow();
    const [button, ...others] = showAll(blocks);
    expect(others).toEqual([]);
    expect(readShowAll({ action_id: button!.action_id!, value: button!.value! })).toBe('t1');
    const whole = JSON.stringify(wholeCardModal(long, open).blocks);
    for (const each of JSON.stringify(change).match(/word\d+/g) ?? []) expect(whole).toContain(each);
  });

  it('offers nothing more where the card says it all', () => {
    expect(showAll(cardBlocks(card('t1', { preview: { ...preview, text: words(800) } }), open))).toEqual([]);
    expect(readShowAll({ action_id: 'decide:confirm', value: 't1' })).toBeUndefined();
  });

  it('is a dialog that Slack takes, whatever the card holds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '😀'), minLength: 1, maxLength: 9000 });
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(fc.record({ label: text, value: text }), { maxLength: 40 }),
        (one, other, all) => {
          const evidence = all.map(({ label, value }) => ({ label: label.slice(0, 150), value }));
          const any = card('t1', {
            ...{ question: one, why: other, evidence },
            preview: { title: one, version: 1, text: other.repeat(20), mail: { from: one, subject: other, text: one } },
          });
          const view: unknown = JSON.parse(JSON.stringify(wholeCardModal(any, open)));
          expect(() => checkModalView(view)).not.toThrow();
        },
      ),
      { numRuns: 40 },
    );
  });
});
