import fc from 'fast-check';
import { startInbox } from '../inbox';
import { button, clientOf, reasonModal } from '../workspace.fixture';
import { checkMessageBlocks, checkMetadata, checkModalView } from './block-limits';
import { SlackRefusal } from './refusal';

const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const option = (length: number) => ({ text: text(1), value: 'x'.repeat(length) });

function refusalOf(check: () => unknown): SlackRefusal {
  try {
    check();
  } catch (error) {
    if (error instanceof SlackRefusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const limits: [string, (n: number) => unknown[], number][] = [
  ['blocks in a message', (n) => Array.from({ length: n }, () => ({ type: 'divider' })), 50],
  ['section text', (n) => [section(n)], 3000],
  ['header text', (n) => [{ type: 'header', text: text(n) }], 150],
  ['field text', (n) => [{ type: 'section', fields: [text(n)] }], 2000],
  ['fields', (n) => [{ type: 'section', fields: Array.from({ length: n }, () => text(1)) }], 10],
  ['context elements', (n) => [{ type: 'context', elements: Array.from({ length: n }, () => text(1)) }], 10],
  ['button text', (n) => [actions({ ...button('a'), text: text(n) })], 75],
  ['button value', (n) => [actions(button('a', { value: 'x'.repeat(n) }))], 2000],
  ['button url', (n) => [actions(button('a', { url: 'x'.repeat(n) }))], 3000],
  ['action_id', (n) => [actions(button('x'.repeat(n), { text: text(1) }))], 255],
  ['block_id', (n) => [{ type: 'divider', block_id: 'x'.repeat(n) }], 255],
  ['elements in actions', (n) => [actions(...Array.from({ length: n }, (_, index) => button(`a${index}`)))], 25],
  ['option value', (n) => [actions({ type: 'static_select', action_id: 'a', options: [option(n)] })], 150],
  [
    'confirm text',
    (n) => [actions(button('a', { confirm: { title: text(1), text: text(n), confirm: text(1), deny: text(1) } }))],
    300,
  ],
];

describe.each(limits)('%s', (_what, blocks, limit) => {
  it(`may be ${limit} and no more`, () => {
    expect(checkMessageBlocks(blocks(limit))).toHaveLength(blocks(limit).length);
    expect(refusalOf(() => checkMessageBlocks(blocks(limit + 1))).error).toBe('invalid_blocks');
  });
});

it('explains what is wrong and where, in the words of Slack', () => {
  expect(refusalOf(() => checkMessageBlocks([section(3001)])).toAnswer()).toEqual({
    ok: false,
    error: 'invalid_blocks',
    errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'] },
  });
});

it.each([
  [[{ type: 'carousel3000' }], 'unsupported type: carousel3000 [json-pointer:/blocks/0/type]'],
  [[{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0/text]'],
  [[{ type: 'section' }], 'missing required field: text [json-pointer:/blocks/0]'],
  [[{ ...section(1), colour: 'red' }], 'invalid additional property: colour [json-pointer:/blocks/0]'],
  [[actions()], 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
  [
    [actions({ type: 'static_select', action_id: 'a' })],
    'must have either options or option_groups [json-pointer:/blocks/0/elements/0]',
  ],
  [
    [actions({ type: 'static_select', action_id: 'a', options: [option(1)], initial_option: option(2) })],
    'initial_option must be one of the options [json-pointer:/blocks/0/elements/0]',
  ],
  [[section(0)], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  [[actions(button('a'), button('a'))], 'action_id "a" already exists [json-pointer:/blocks/0/elements/1/action_id]'],
  [
    [
      { type: 'divider', block_id: 'b' },
      { type: 'divider', block_id: 'b' },
    ],
    'block_id "b" already exists [json-pointer:/blocks/1/block_id]',
  ],
])('refuses %j', (blocks, reason) => {
  expect(refusalOf(() => checkMessageBlocks(blocks)).reasons).toContain(reason);
});

it('allows the same action_id in two blocks', () => {
  expect(checkMessageBlocks([actions(button('a')), actions(button('a'))])).toHaveLength(2);
});

it('accepts a section text exactly when it has 1 to 3000 characters', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6000 }), (length) => {
      const isAccepted = length >= 1 && length <= 3000;
      const check = () => checkMessageBlocks([section(length)]);
      if (isAccepted) expect(check()).toHaveLength(1);
      else expect(refusalOf(check).error).toBe('invalid_blocks');
    }),
  );
});

describe('a modal', () => {
  it.each([
    ['title', (n: number) => ({ ...reasonModal, title: text(n) }), 24],
    ['submit', (n: number) => ({ ...reasonModal, submit: text(n) }), 24],
    ['close', (n: number) => ({ ...reasonModal, close: text(n) }), 24],
    ['private_metadata', (n: number) => ({ ...reasonModal, private_metadata: 'x'.repeat(n) }), 3000],
    ['callback_id', (n: number) => ({ ...reasonModal, callback_id: 'x'.repeat(n) }), 255],
    [
      'blocks',
      (n: number) => ({ ...reasonModal, blocks: Array.from({ length: n }, () => ({ type: 'divider' })) }),
      100,
    ],
  ])('has a limit for %s', (_what, view, limit) => {
    expect(checkModalView(view(limit)).type).toBe('modal');
    expect(refusalOf(() => checkModalView(view(limit + 1)))).toMatchObject({ error: 'invalid_arguments' });
  });

  it('is refused beyond 250 KB', () => {
    const label = { type: 'plain_text', text: 'x'.repeat(2000) };
    const blocks = Array.from({ length: 100 }, (_, index) => ({
      ...{ type: 'input', block_id: `b${index}`, label, hint: label },
      element: { type: 'plain_text_input' },
    }));
    expect(refusalOf(() => checkModalView({ ...reasonModal, blocks })).error).toBe('view_too_large');
  });

  it('has one element at most that takes the focus', () => {
    const input = (block_id: string) => ({
      ...{ type: 'input', block_id, label: text(1) },
      element: { type: 'plain_text_input', focus_on_load: true },
    });
    expect(checkModalView({ ...reasonModal, blocks: [input('a')] }).type).toBe('modal');
    const { reasons } = refusalOf(() => checkModalView({ ...reasonModal, blocks: [input('a'), input('b')] }));
    expect(reasons[0]).toContain('only one element');
  });

  it('with inputs needs a button to submit them', () => {
    const { submit: _submit, ...view } = reasonModal;
    expect(refusalOf(() => checkModalView(view)).reasons[0]).toContain('`submit` is required');
  });
});

it('limits metadata to 8 KB', () => {
  const payload = (bytes: number) => ({
    event_type: 'step',
    event_payload: { k: 'x'.repeat(bytes - '{"k":""}'.length) },
  });
  expect(checkMetadata(payload(8192)).event_type).toBe('step');
  expect(refusalOf(() => checkMetadata(payload(8193))).error).toBe('metadata_too_large');
});

it('hands the reasons to the client', async () => {
  const inbox = await startInbox();
  const blocks = [{ type: 'header' as const, text: { type: 'plain_text' as const, text: 'x'.repeat(151) } }];
  await expect(clientOf(inbox).chat.postMessage({ channel: 'general', text: 'x', blocks })).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] },
    },
  });
  await inbox.stop();
});
