import type { InputBlock } from '@slack/types';
import fc from 'fast-check';
import { choiceSchema, type Choice } from '../../src/domain/tasks';
import { checkModalView } from '../../temporal-dev/inbox/slack/block-limits';
import { choiceModal, needsModal, readChoiceModal, readChoiceModalOrigin, type ModalValues } from './choice-modal';
import { card } from './notify-stage.fixture';

const message = { channel: 'D1', ts: '1772550000.000100' };
const choice = (more: Record<string, unknown> = {}): Choice =>
  choiceSchema.parse({ id: 'edit', label: 'Edit', effect: 'The change goes to review.', ...more });
const field = (more: Record<string, unknown>) => ({ id: 'text', label: 'Text', kind: 'long-text', ...more });

/** What Slack sends when somebody submits the dialog as it opened. */
function untouched(view: ReturnType<typeof choiceModal>): ModalValues {
  return Object.fromEntries(
    view.blocks.flatMap((block) => {
      if (!isInput(block) || block.element.type !== 'plain_text_input') return [];
      return [[block.block_id ?? '', { value: { value: block.element.initial_value ?? null } }]];
    }),
  );
}

function isInput(block: { type: string }): block is InputBlock {
  return block.type === 'input';
}

describe('the dialog of a choice', () => {
  it('is needed only when the choice asks for something', () => {
    expect(needsModal(choice())).toBe(false);
    expect(needsModal(choice({ reason: 'optional' }))).toBe(true);
    expect(needsModal(choice({ fields: [field({})] }))).toBe(true);
  });

  it('asks for the fields and the reason, says what is asked and what will happen', () => {
    const fields = [field({ id: 'seats', label: 'Seats', kind: 'number', initial: '120' })];
    const view = choiceModal(card('t1'), choice({ reason: 'required', fields }), message);
    expect(JSON.stringify(view.blocks)).toContain('Is Acme ready to expand?');
    expect(JSON.stringify(view.blocks)).toContain('The change goes to review.');
    expect(view.blocks.slice(2)).toMatchObject([
      {
        block_id: 'field:seats',
        optional: false,
        element: { type: 'number_input', action_id: 'value', initial_value: '120' },
      },
      { block_id: 'reason', optional: false, element: { type: 'plain_text_input', action_id: 'value' } },
    ]);
  });

  it('asks for the reason of whoever has one', () => {
    const label = (more: object) =>
      choiceModal(card('t1'), choice({ reason: 'required', ...more }), message).blocks.at(-1);
    expect(label({})).toMatchObject({ label: { text: 'Your reason' } });
    expect(label({ reasonLabel: 'Their reason' })).toMatchObject({ label: { text: 'Their reason' } });
  });

  it("has Slack's own client refuse a number that would not do", () => {
    const fields = [
      field({ id: 'seats', kind: 'number', integer: true, min: 1, initial: '12.5' }),
      field({ id: 'price', kind: 'number', initial: '12.5' }),
    ];
    const { blocks } = choiceModal(card('t1'), choice({ fields }), message);
    expect(blocks.slice(2).map((block) => isInput(block) && block.element)).toEqual([
      { type: 'number_input', action_id: 'value', is_decimal_allowed: false, min_value: '1' },
      { type: 'number_input', action_id: 'value', is_decimal_allowed: true, initial_value: '12.5' },
    ]);
  });

  it('knows which card and choice it belongs to', () => {
    const view = choiceModal(card('t1'), choice(), message);
    expect(readChoiceModalOrigin({ callback_id: 'decide', private_metadata: view.private_metadata ?? '' })).toEqual({
      ...{ taskId: 't1', runId: 'play/expansion/acme/t1', choice: 'edit' },
      ...message,
    });
    expect(readChoiceModalOrigin({ callback_id: 'other', private_metadata: '{}' })).toBeUndefined();
    expect(readChoiceModalOrigin({ callback_id: 'decide', private_metadata: '{}' })).toBeUndefined();
    expect(readChoiceModalOrigin({ callback_id: 'decide', private_metadata: 'no JSON' })).toBeUndefined();
  });

  it('gives back what was filled in and leaves out what was not', () => {
    const values = {
      reason: { value: { value: ' Budget frozen ' } },
      'field:seats': { value: { value: '120' } },
      'field:note': { value: { value: null } },
    };
    expect(readChoiceModal(values)).toEqual({ reason: 'Budget frozen', fields: { seats: '120' } });
    expect(readChoiceModal({})).toEqual({ fields: {} });
  });

  it('loses nothing of a text too long for one input', () => {
    const line = 'We suggest one hundred and twenty seats for the new team.';
    const initial = Array.from({ length: 120 }, (_, index) => `${index} ${line}${index % 7 ? '' : '\n'}`).join('\n');
    const view = choiceModal(card('t1'), choice({ fields: [field({ initial })] }), message);
    expect(view.blocks.filter(({ type }) => type === 'input').length).toBeGreaterThan(2);
    expect(readChoiceModal(untouched(view)).fields).toEqual({ text: initial });
    const shuffled = Object.fromEntries(Object.entries(untouched(view)).reverse());
    expect(readChoiceModal(shuffled).fields).toEqual({ text: initial });
  });

  it("keeps to Slack's limits whatever the texts", () => {
    const text = (max: number) => fc.string({ minLength: 1, maxLength: max, unit: 'grapheme' });
    const anyField = fc.record({
      id: text(60),
      label: text(100),
      kind: fc.constantFrom('text', 'long-text', 'number'),
      initial: fc.option(fc.string({ maxLength: 9000, unit: fc.constantFrom('a', '\n', ' ', '😀') }), {
        nil: undefined,
      }),
      required: fc.boolean(),
      integer: fc.boolean(),
      min: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
    });
    const anyChoice = fc.record({
      label: text(60),
      effect: fc.string({ maxLength: 300 }),
      reason: fc.constantFrom('none', 'optional', 'required'),
      fields: fc.uniqueArray(anyField, { maxLength: 4, selector: ({ id }) => id }),
    });
    fc.assert(
      fc.property(anyChoice, text(2000), (more, question) => {
        const parsed = choiceSchema.safeParse({ id: 'edit', ...more });
        fc.pre(parsed.success);
        if (!parsed.success) return;
        const view: unknown = JSON.parse(JSON.stringify(choiceModal(card('t1', { question }), parsed.data, message)));
        expect(() => checkModalView(view)).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });
});
