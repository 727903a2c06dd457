import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { taskCardSchema, type CardState, type TaskCard } from '../../src/domain/tasks';
import { checkMessageBlocks } from '../../temporal-dev/inbox/slack/block-limits';
import { cardBlocks, readCardAction } from './card-blocks';
import { cardText } from './card-text';
import { readMenuChoice } from './more-menu';
import { card } from './notify-stage.fixture';

const open: CardState = { kind: 'open', due: '2026-03-03T15:00:00.000Z' };
const answered: CardState = {
  kind: 'answered',
  ...{ by: 'Dana Reyes', choice: 'not-yet', label: 'Not yet', reason: 'Their budget is frozen until May' },
  at: '2026-03-03T10:00:00.000Z',
};
const closed: CardState = { kind: 'closed', why: 'The account opened a Sev-1 ticket', at: '2026-03-03T10:00:00.000Z' };

const texts = (blocks: readonly KnownBlock[]): string => JSON.stringify(blocks);
const buttons = (blocks: readonly KnownBlock[]) =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])).filter(({ type }) => type === 'button');

const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'plain_text';

describe('an open card', () => {
  it('shows the question, why now, the evidence, what each choice does, by when and in which role', () => {
    const shown = texts(cardBlocks(card('t1'), open));
    for (const part of [
      'Expansion · Acme',
      'Is Acme ready to expand?',
      '*Why now:* They use 94 of 100 seats',
      '*Seats in use*\\n94 of 100',
      '• *Confirm*: The discovery begins.',
      'Please answer by <!date^1772550000^',
      'customer success manager',
    ])
      expect(shown).toContain(part);
  });

  it('has a button for each choice, from which task and choice can be read again', () => {
    const found = buttons(cardBlocks(card('play/expansion/acme/1#confirm'), open));
    expect(found).toMatchObject([
      { type: 'button', action_id: 'decide:confirm', text: { text: 'Confirm' } },
      { type: 'button', action_id: 'decide:not-yet', text: { text: 'Not yet' } },
    ]);
    expect(found.map((each) => readCardAction(each as { action_id: string; value: string }))).toEqual([
      { taskId: 'play/expansion/acme/1#confirm', choice: 'confirm' },
      { taskId: 'play/expansion/acme/1#confirm', choice: 'not-yet' },
    ]);
    expect(readCardAction({ action_id: 'other', value: 'x' })).toBeUndefined();
    expect(readCardAction({ action_id: 'decide:confirm' })).toBeUndefined();
  });

  it('asks first before a choice that cannot be taken back, unless its dialog does', () => {
    const [first, second] = card('t1').choices;
    const confirm = 'The contract changes. Have they said yes?';
    const choices = [
      { ...first!, confirm },
      { ...second!, confirm },
    ];
    const blocks = cardBlocks({ ...card('t1'), choices }, open);
    const [sure, withDialog] = buttons(blocks);
    const plain = (text: string) => ({ type: 'plain_text', text });
    expect(sure).toMatchObject({
      confirm: { title: plain('Confirm?'), text: plain(confirm), confirm: plain('Confirm'), deny: plain('Cancel') },
    });
    expect(withDialog).not.toHaveProperty('confirm');
    expect(() => checkMessageBlocks(blocks)).not.toThrow();
  });

  it('has a menu for what else can be done, which tells task and choice again', () => {
    const [menu] = cardBlocks(card('play/expansion/acme/1'), open)
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .filter((element) => element.type === 'overflow');
    const options = menu!.options.map(({ value }) => ({ value: value! }));
    expect(options.map(({ value }) => value)).toEqual(['note', 'ask', 'snooze', 'hand-over', 'decline']);
    expect(options.map((option) => readMenuChoice({ action_id: menu!.action_id!, selected_option: option }))).toEqual(
      options.map(({ value }) => ({ taskId: 'play/expansion/acme/1', kind: value })),
    );
  });

  it.each([
    ['on hold', { ...open, onHold: 'They restructure' }, {}, 'On hold: They restructure.'],
    ['passed on', open, { passedOn: true }, 'You have passed this on.'],
  ] as const)('asks nothing when it is %s', (_what, state, reader, words) => {
    const blocks = cardBlocks(card('t1'), state, reader);
    expect(texts(blocks)).toContain(words);
    expect(blocks.filter(({ type }) => type === 'actions')).toEqual([]);
  });

  it('says what happened meanwhile', () => {
    expect(texts(cardBlocks(card('t1'), { ...open, note: 'Escalated to Ben Ode' }))).toContain('Escalated to Ben Ode.');
    expect(texts(cardBlocks(card('t1'), open, { askedAs: 'cs-manager' }))).toContain('customer success lead');
  });

  it('shows the text under review as a quotation, with its version', () => {
    const preview = { title: 'Proposal', text: 'Dear Lee,\nwe suggest <100> seats.', version: 2 };
    expect(texts(cardBlocks(card('t1', { preview }), open))).toContain(
      '*Proposal*, version 2\\n>Dear Lee,\\n>we suggest &lt;100&gt; seats.',
    );
  });

  it('leaves out what has no value', () => {
    const evidence = [
      { label: 'Use of seats', value: ' ' },
      { label: 'Trend', value: 'from 71 to 94' },
    ];
    const shown = texts(cardBlocks(card('t1', { evidence }), open));
    expect(shown).toContain('*Trend*');
    expect(shown + cardText(card('t1', { evidence }), open)).not.toMatch(/Use of seats|–/);
  });

  it('asks again before a choice that nobody takes back, unless that opens a dialog, which asks itself', () => {
    const [first, second] = card('t1').choices;
    const confirm = 'This changes the contract of Acme.';
    const choices = [
      { ...first!, style: 'primary' as const, confirm },
      { ...second!, reason: 'required' as const, confirm },
    ];
    expect(buttons(cardBlocks(card('t1', { choices }), open))).toMatchObject([
      {
        confirm: {
          title: { text: 'Confirm?' },
          text: { text: confirm },
          confirm: { text: 'Confirm' },
          deny: { text: 'Cancel' },
          style: 'primary',
        },
      },
      expect.not.objectContaining({ confirm: expect.anything() as unknown }),
    ]);
  });

  it('tells how much evidence it leaves out', () => {
    const evidence = Array.from({ length: 14 }, (_, index) => ({ label: `Fact ${index + 1}`, value: 'yes' }));
    const shown = texts(cardBlocks(card('t1', { evidence }), open));
    expect(shown).toContain('Fact 9');
    expect(shown).toContain('… and 5 more');
  });
});

describe('a card that needs no answer any more', () => {
  it('shows who answered what, when and why, and has no buttons', () => {
    const blocks = cardBlocks(card('t1'), answered);
    expect(texts(blocks)).toContain('Dana Reyes chose “Not yet” on <!date^');
    expect(texts(blocks)).toContain('Reason: Their budget is frozen until May.');
    expect(buttons(blocks)).toEqual([]);
  });

  it('shows why it was closed, and has no buttons', () => {
    const blocks = cardBlocks(card('t1'), closed);
    expect(texts(blocks)).toContain('The account opened a Sev-1 ticket.');
    expect(buttons(blocks)).toEqual([]);
  });

  it('cannot be made to mention anybody by a name or a reason', () => {
    const evil = '<!channel>';
    const blocks = cardBlocks(card('t1', { question: evil }), { ...answered, by: evil, label: evil, reason: evil });
    // Plain text is shown as it is: only markup can mention somebody.
    const markup = JSON.stringify(blocks, (key, value: unknown) =>
      key === 'text' && isPlain(value) ? undefined : value,
    );
    expect(markup).toContain('&lt;!channel&gt;');
    expect(markup).not.toContain(evil);
  });
});

describe('whatever a card holds', () => {
  const text = (max: number) =>
    fc.oneof(
      fc.string({ minLength: 1, maxLength: max }),
      fc.integer({ min: 1, max }).map((length) => '&'.repeat(length)),
      fc.integer({ min: 1, max }).map((length) => '😀\n'.repeat(max).slice(0, length)),
    );
  const anyCard: fc.Arbitrary<TaskCard> = fc
    .record({
      question: text(3000),
      why: fc.option(text(3000), { nil: undefined }),
      playTitle: text(200),
      accountName: text(200),
      evidence: fc.array(fc.record({ label: text(150), value: fc.oneof(text(2000), fc.constant('')) }), {
        maxLength: 20,
      }),
      preview: fc.option(
        fc.record(
          {
            ...{ title: text(300), text: text(9000), version: fc.nat() },
            mail: fc.record({ from: text(300), subject: text(300), text: text(9000) }),
          },
          { requiredKeys: ['title', 'text', 'version'] },
        ),
        { nil: undefined },
      ),
      choices: fc.uniqueArray(
        fc.record({
          id: fc.string({ minLength: 1, maxLength: 60 }),
          label: text(75),
          effect: text(300),
          reason: fc.constant('none' as const),
          confirm: fc.option(text(1000), { nil: undefined }),
          submit: fc.option(text(24), { nil: undefined }),
          fields: fc.constant<TaskCard['choices'][number]['fields']>([]),
        }),
        { minLength: 1, maxLength: 5, selector: ({ id }) => id },
      ),
    })
    .map((more) => card('t1', more));
  const anyState: fc.Arbitrary<CardState> = fc.oneof(
    text(5000).map((note): CardState => ({ ...open, note })),
    text(3000).map((reason): CardState => ({ ...answered, reason, by: reason, label: reason })),
    text(5000).map((why): CardState => ({ ...closed, why })),
  );

  it("is shortened to Slack's limits, per object and in all, and never refused", () => {
    fc.assert(
      fc.property(anyCard, anyState, (any, state) => {
        expect(taskCardSchema.safeParse(any).success).toBe(true);
        const blocks = cardBlocks(any, state);
        expect(() => checkMessageBlocks(JSON.parse(JSON.stringify(blocks)))).not.toThrow();
        expect(sumOfTexts(blocks)).toBeLessThanOrEqual(10_000);
      }),
      { numRuns: 150 },
    );
  });

  it('stays within what Slack takes in all when everything is as long as it can be', () => {
    const long = (length: number) => 'word '.repeat(length / 5);
    const full = card('t1', {
      ...{ question: long(3000), why: long(3000) },
      evidence: Array.from({ length: 20 }, () => ({ label: long(150), value: long(2000) })),
      preview: { title: long(300), text: long(9000), version: 1 },
      choices: ['a', 'b', 'c', 'd', 'e'].map((id) => ({
        ...{ id, label: long(75), effect: long(300), reason: 'none' as const, fields: [], confirm: long(1000) },
      })),
    });
    const notes = Array.from({ length: 9 }, () => ({ by: long(100), text: long(3000), at: open.due }));
    const blocks = cardBlocks(full, { ...open, note: long(3000), notes });
    expect(() => checkMessageBlocks(JSON.parse(JSON.stringify(blocks)))).not.toThrow();
    expect(sumOfTexts(blocks)).toBeLessThanOrEqual(10_000);
    expect(texts(blocks)).toContain('>word word');
  });

  function sumOfTexts(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 0;
    return Object.entries(value).reduce(
      (sum, [key, each]: [string, unknown]) =>
        sum + (key === 'text' && typeof each === 'string' ? each.length : sumOfTexts(each)),
      0,
    );
  }
});

describe('a card in plain words', () => {
  it('says first what is asked and by when, in the zone of the reader', () => {
    expect(cardText(card('t1'), { ...open, note: 'Ana Pop is away; Ben Ode stands in' }, 'Europe/Berlin')).toBe(
      [
        'Expansion: Is Acme ready to expand?',
        'Please answer by 3 March 2026, 16:00 Berlin time.',
        'Ana Pop is away; Ben Ode stands in.',
        'Why now: They use 94 of 100 seats, and a new VP of Operations has joined.',
        'Seats in use: 94 of 100',
        'Your choices:\n- Confirm: The discovery begins.\n- Not yet: We ask again in 30 days.',
      ].join('\n\n'),
    );
  });

  it('tells the outcome', () => {
    expect(cardText(card('t1'), answered)).toBe(
      'Expansion: Is Acme ready to expand?\n\nDana Reyes chose “Not yet” on 3 March 2026, 10:00 UTC. Reason: Their budget is frozen until May.',
    );
  });
});
